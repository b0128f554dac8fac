//! Tree to the types of `openapiv3`, object by object, with a report at the
//! exact place of each field that does not fit.
//!
//! `openapiv3` could read the file itself, but names no place when it fails,
//! and gives up on the whole document.

mod fields;
mod kept;
mod media;
mod operation;
pub(super) mod overlay;
mod parameter;
mod schema;
mod security;
mod server;

pub(crate) use kept::read_schema;
pub(crate) use media::STYLED;
pub(crate) use parameter::OPTIONAL;
pub(crate) use schema::{EXACT_BOUNDS, XML};

use super::place::Place;
use super::tree::Tree;
use crate::diagnostic::{Code, Report};
use fields::object;
use openapiv3::{Components, OpenAPI, Paths, ReferenceOr};

/// The typed document, as far as it could be read; what could not is in the
/// report.
pub fn document(tree: &Tree, report: &Report) -> Option<OpenAPI> {
    object(tree, &Place::Root, report, |fields| {
        fields.require("info");
        fields.require("paths");
        fields.not_generated("webhooks");
        if fields.tree("jsonSchemaDialect").is_some() {
            let message = "schemas are read as those of OpenAPI, not of another dialect";
            fields.not_enforced("jsonSchemaDialect", message);
        }
        fields.tree("externalDocs");
        let security = fields
            .tree("security")
            .map(|_| fields.list("security", security::requirement));
        Some(OpenAPI {
            openapi: fields.text("openapi")?,
            info: fields.one("info", server::info).unwrap_or_default(),
            servers: fields.list("servers", server::server),
            paths: fields.one("paths", paths).unwrap_or_default(),
            components: fields.one("components", components),
            security,
            tags: fields.list("tags", server::tag),
            external_docs: None,
            extensions: fields.extensions(),
        })
    })
}

fn paths(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<Paths> {
    object(tree, place, report, |fields| {
        fields.any_key();
        let mut paths = Paths {
            extensions: fields.extensions(),
            ..Paths::default()
        };
        for (path, tree) in fields.entries() {
            let place = place.key(path);
            if !path.starts_with('/') {
                let message = format!("the path `{path}` must begin with a slash");
                report.add(Code::InvalidPath, place, message);
            } else if let Some(item) = operation::path_item(tree, &place, report) {
                paths.paths.insert(path.clone(), ReferenceOr::Item(item));
            }
        }
        Some(paths)
    })
}

fn components(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<Components> {
    object(tree, place, report, |fields| {
        // Links and callbacks are not called by what is generated.
        fields.tree("links");
        fields.tree("callbacks");
        Some(Components {
            schemas: fields.map("schemas", schema::schema),
            responses: fields.map("responses", media::response),
            parameters: fields.map("parameters", parameter::parameter),
            examples: fields.map("examples", media::example),
            request_bodies: fields.map("requestBodies", media::request_body),
            headers: fields.map("headers", parameter::header),
            security_schemes: fields.map("securitySchemes", security::scheme),
            extensions: fields.extensions(),
            ..Components::default()
        })
    })
}
