//! Server, Info and Tag Objects.

use super::fields::object;
use crate::diagnostic::Report;
use crate::document::place::Place;
use crate::document::tree::Tree;
use openapiv3::{Contact, Info, License, Server, ServerVariable, Tag};

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
        fields.tree("termsOfService");
        // What is wrong with these does not matter to anything that is generated.
        let quiet = Report::default();
        Some(Info {
            title: fields.required_text("title").unwrap_or_default(),
            description: fields.text("description"),
            terms_of_service: None,
            contact: fields
                .tree("contact")
                .and_then(|tree| contact(tree, place, &quiet)),
            license: fields
                .tree("license")
                .and_then(|tree| license(tree, place, &quiet)),
            version: fields.required_text("version").unwrap_or_default(),
            extensions: fields.extensions(),
        })
    })
}

fn contact(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<Contact> {
    object(tree, place, report, |fields| {
        Some(Contact {
            name: fields.text("name"),
            url: fields.text("url"),
            email: fields.text("email"),
            extensions: fields.extensions(),
        })
    })
}

fn license(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<License> {
    object(tree, place, report, |fields| {
        Some(License {
            name: fields.text("name").unwrap_or_default(),
            url: fields.text("url"),
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
