//! OpenAPI 3.1 and 3.2 to 3.0: everything but schemas, which `schema31` does.

use super::schema31;
use crate::document::grammar::{Dialect, Kind, children};
use crate::document::tree::{Object, Tree};

/// The document as OpenAPI 3.0.
pub(super) fn lowered(tree: Tree) -> Tree {
    object(tree, Kind::Document)
}

fn object(tree: Tree, kind: Kind) -> Tree {
    if kind == Kind::Schema {
        return schema31::lowered(tree);
    }
    if kind.is_referable() && tree.reference().is_some() {
        return bare_reference(tree);
    }
    let mut tree = tree;
    let below: Vec<(Vec<String>, Kind)> = children(&tree, kind, Dialect::OpenApi3)
        .into_iter()
        .map(|(path, kind, _)| (path, kind))
        .collect();
    for (path, kind) in below {
        if let Some(place) = tree.at_mut(&path) {
            let child = std::mem::replace(place, Tree::Null);
            *place = object(child, kind);
        }
    }
    if let Tree::Object(fields) = &mut tree {
        adapt(fields, kind);
    }
    tree
}

/// Beside a reference, 3.1 allows a summary and a description, which replace
/// those of the target; they change no code.
fn bare_reference(tree: Tree) -> Tree {
    match tree {
        Tree::Object(mut fields) => {
            fields.shift_remove("summary");
            fields.shift_remove("description");
            Tree::Object(fields)
        }
        other => other,
    }
}

/// How the names begin of the dialects whose keywords are understood.
const DIALECTS: [&str; 2] = [
    "https://spec.openapis.org/oas/3.",
    "https://json-schema.org/draft/2020-12/",
];

fn adapt(fields: &mut Object, kind: Kind) {
    match kind {
        Kind::Document => {
            fields.insert("openapi".to_owned(), Tree::String("3.0.3".to_owned()));
            // Another dialect stays, to be reported.
            if let Some(Tree::String(dialect)) = fields.get("jsonSchemaDialect")
                && DIALECTS.iter().any(|known| dialect.starts_with(known))
            {
                fields.shift_remove("jsonSchemaDialect");
            }
            fields.shift_remove("$self");
            fields
                .entry("paths".to_owned())
                .or_insert_with(|| Tree::Object(Object::new()));
            if let Some(Tree::Object(info)) = fields.get_mut("info") {
                info.shift_remove("summary");
            }
        }
        // Path items have been put where they are referred to.
        Kind::Components => {
            fields.shift_remove("pathItems");
            fields.shift_remove("mediaTypes");
        }
        Kind::Operation => {
            fields
                .entry("responses".to_owned())
                .or_insert_with(|| Tree::Object(Object::new()));
        }
        Kind::SecurityScheme => mutual_tls(fields),
        Kind::MediaType => items(fields),
        _ => {}
    }
}

/// A body of items is an array of them (OpenAPI 3.2, Media Type Object,
/// Sequential Media Types), which is how 3.0 can say it. Beside a schema of
/// the whole, that of an item stays, to be reported.
fn items(fields: &mut Object) {
    if fields.contains_key("schema") {
        return;
    }
    if let Some(item) = fields.shift_remove("itemSchema") {
        let mut array = Object::new();
        array.insert("type".to_owned(), Tree::String("array".to_owned()));
        array.insert("items".to_owned(), item);
        fields.insert("schema".to_owned(), Tree::Object(array));
    }
}

/// 3.0 has no type for client certificates; the connection brings them.
fn mutual_tls(fields: &mut Object) {
    if fields.get("type").and_then(Tree::as_str) == Some("mutualTLS") {
        fields.insert("type".to_owned(), Tree::String("http".to_owned()));
        fields.insert("scheme".to_owned(), Tree::String("mutualTLS".to_owned()));
    }
}
