//! Path Item and Operation Objects.

use super::fields::{Fields, object};
use super::media::{request_body, responses};
use super::parameter::parameter;
use super::security::requirement;
use super::server::server;
use crate::diagnostic::Report;
use crate::document::place::Place;
use crate::document::tree::Tree;
use indexmap::IndexMap;
use openapiv3::{Operation, PathItem};

pub(super) fn path_item(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<PathItem> {
    object(tree, place, report, |fields| {
        Some(PathItem {
            summary: fields.text("summary"),
            description: fields.text("description"),
            get: fields.one("get", operation),
            put: fields.one("put", operation),
            post: fields.one("post", operation),
            delete: fields.one("delete", operation),
            options: fields.one("options", operation),
            head: fields.one("head", operation),
            patch: fields.one("patch", operation),
            trace: fields.one("trace", operation),
            servers: fields.list("servers", server),
            parameters: fields.list("parameters", parameter),
            extensions: fields.extensions(),
        })
    })
}

fn operation(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<Operation> {
    object(tree, place, report, |fields| Some(read(fields)))
}

fn read(fields: &Fields<'_>) -> Operation {
    fields.require("responses");
    fields.not_generated("callbacks");
    // External documentation says nothing about the operation's form.
    fields.tree("externalDocs");
    let security = fields
        .tree("security")
        .map(|_| fields.list("security", requirement));
    Operation {
        tags: fields.texts("tags"),
        summary: fields.text("summary"),
        description: fields.text("description"),
        external_docs: None,
        operation_id: fields.text("operationId"),
        parameters: fields.list("parameters", parameter),
        request_body: fields.one("requestBody", request_body),
        responses: fields.one("responses", responses).unwrap_or_default(),
        callbacks: IndexMap::new(),
        deprecated: fields.flag("deprecated").unwrap_or(false),
        security,
        servers: fields.list("servers", server),
        extensions: fields.extensions(),
    }
}
