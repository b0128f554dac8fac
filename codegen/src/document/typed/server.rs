//! Server, Info and Tag Objects.

use super::fields::object;
use crate::diagnostic::Report;
use crate::document::place::Place;
use crate::document::tree::Tree;
use openapiv3::{Info, Server, ServerVariable, Tag};

pub(super) fn server(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<Server> {
    object(tree, place, report, |fields| {
        let variables = fields.map("variables", variable);
        Some(Server {
            url: fields.required_text("url")?,
            description: fields.text("description"),
            variables: (!variables.is_empty()).then_some(variables),
            extensions: fields.extensions(),
        })
    })
}

fn variable(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<ServerVariable> {
    object(tree, place, report, |fields| {
        Some(ServerVariable {
            enumeration: fields.texts("enum"),
            default: fields.required_text("default")?,
            description: fields.text("description"),
            extensions: fields.extensions(),
        })
    })
}

pub(super) fn info(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<Info> {
    object(tree, place, report, |fields| {
        for about in ["termsOfService", "contact", "license"] {
            fields.tree(about);
        }
        Some(Info {
            title: fields.required_text("title").unwrap_or_default(),
            description: fields.text("description"),
            terms_of_service: None,
            contact: None,
            license: None,
            version: fields.required_text("version").unwrap_or_default(),
            extensions: fields.extensions(),
        })
    })
}

pub(super) fn tag(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<Tag> {
    object(tree, place, report, |fields| {
        fields.tree("externalDocs");
        Some(Tag {
            name: fields.required_text("name")?,
            description: fields.text("description"),
            external_docs: None,
            extensions: fields.extensions(),
        })
    })
}
