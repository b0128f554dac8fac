//! Keywords that Schema Objects of 3.0 do not have: they are kept as JSON, in
//! one extension.

use super::fields::{Fields, invalid};
use super::schema::schema;
use crate::diagnostic::Report;
use crate::document::grammar::{Dialect, Kind, children};
use crate::document::normalize::KEYWORDS;
use crate::document::place::Place;
use crate::document::tree::Tree;
use openapiv3::{ReferenceOr, Schema};

/// A schema inside such a keyword; loading has reported what is wrong with
/// it.
pub(crate) fn read_schema(json: &serde_json::Value) -> Option<ReferenceOr<Schema>> {
    schema(&Tree::from_json(json), &Place::Root, &Report::default())
}

/// Reports what is wrong with such keywords and the schemas in them.
pub(super) fn check(fields: &Fields<'_>) {
    let Some(kept @ Tree::Object(keywords)) = fields.tree(KEYWORDS) else {
        return;
    };
    for (keyword, tree) in keywords {
        if let Some(expected) = expected(keyword, tree) {
            invalid(fields.report, &fields.place.key(keyword), expected, tree);
        }
    }
    for (path, kind, tree) in children(kept, Kind::Schema, Dialect::OpenApi3) {
        if kind != Kind::Schema {
            continue;
        }
        match path.as_slice() {
            [key] => _ = schema(tree, &fields.place.key(key), fields.report),
            [key, name] => _ = schema(tree, &fields.place.key(key).key(name), fields.report),
            _ => {}
        }
    }
}

/// What the value of a keyword must be, if it is something else.
fn expected(keyword: &str, tree: &Tree) -> Option<&'static str> {
    let is_list_of_texts = |tree: &Tree| match tree {
        Tree::Array(items) => items.iter().all(|item| item.as_str().is_some()),
        _ => false,
    };
    let (holds, expected) = match (keyword, tree) {
        ("patternProperties" | "dependentSchemas", tree) => {
            (matches!(tree, Tree::Object(_)), "an object of schemas")
        }
        ("dependentRequired", Tree::Object(lists)) => (
            lists.values().all(is_list_of_texts),
            "an object of lists of names",
        ),
        ("dependentRequired", _) => (false, "an object of lists of names"),
        ("prefixItems", tree) => (matches!(tree, Tree::Array(_)), "a list of schemas"),
        ("minContains" | "maxContains", Tree::Integer(number)) => {
            (*number >= 0, "a number of items")
        }
        ("minContains" | "maxContains", Tree::Float(number)) => {
            (*number >= 0.0 && number.fract() == 0.0, "a number of items")
        }
        ("minContains" | "maxContains", _) => (false, "a number of items"),
        _ => (true, ""),
    };
    (!holds).then_some(expected)
}
