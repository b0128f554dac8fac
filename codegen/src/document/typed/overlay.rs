//! Overlay and Action Objects (Overlay Specification 1.0.0).

use super::fields::{Fields, object};
use crate::diagnostic::{Code, Report};
use crate::document::place::Place;
use crate::document::tree::Tree;

/// An overlay, as far as it could be read.
#[derive(Debug, Default)]
pub struct Overlay {
    /// The document that it is meant for.
    pub extends: Option<String>,
    /// Its actions, in order.
    pub actions: Vec<Action>,
}

/// A change to the parts of a document that the target selects.
#[derive(Debug)]
pub struct Action {
    /// Where it stands in the overlay.
    pub pointer: String,
    /// A JSONPath (RFC 9535).
    pub target: String,
    /// What is to be merged with them.
    pub update: Option<Tree>,
    /// Whether they are to be removed instead.
    pub remove: bool,
}

/// Reads an overlay; what does not fit is reported.
pub fn overlay(tree: &Tree, report: &Report) -> Overlay {
    let place: &Place<'_> = &Place::Root;
    let overlay = object(tree, place, report, |fields| {
        version(fields);
        fields.require("info");
        fields.one("info", |tree, place, report| {
            object(tree, place, report, |fields| {
                fields.required_text("title");
                fields.required_text("version");
                Some(())
            })
        });
        fields.require("actions");
        Some(Overlay {
            extends: fields.text("extends"),
            actions: fields.list("actions", action),
        })
    });
    overlay.unwrap_or_default()
}

fn version(fields: &Fields<'_>) {
    let Some(version) = fields.required_text("overlay") else {
        return;
    };
    if version != "1.0" && !version.starts_with("1.0.") {
        let message = format!("version `{version}` of overlays is not supported");
        let hint = "begin with `overlay: 1.0.0`";
        let place = fields.place.key("overlay");
        fields
            .report
            .hint(Code::UnsupportedVersion, place, message, hint);
    }
}

fn action(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<Action> {
    object(tree, place, report, |fields| {
        fields.text("description");
        let update = fields.tree("update");
        let remove = fields.flag("remove").unwrap_or(false);
        if update.is_none() && !remove {
            let message = "the action has neither `update` nor `remove`";
            report.add(Code::MissingField, place, message);
        }
        Some(Action {
            pointer: place.to_string(),
            target: fields.required_text("target")?,
            update: update.cloned(),
            remove,
        })
    })
}
