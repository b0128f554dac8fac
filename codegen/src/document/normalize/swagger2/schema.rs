//! Schemas.

use super::with_moved_reference;
use crate::document::grammar::{Dialect, Kind, children};
use crate::document::tree::Tree;

/// A Schema Object as 3.0 has it.
pub(super) fn lifted(tree: Tree) -> Tree {
    let mut tree = tree;
    let below: Vec<Vec<String>> = children(&tree, Kind::Schema, Dialect::Swagger2)
        .into_iter()
        .map(|(path, ..)| path)
        .collect();
    for path in below {
        if let Some(place) = tree.at_mut(&path) {
            let child = std::mem::replace(place, Tree::Null);
            *place = lifted(child);
        }
    }
    let Tree::Object(mut fields) = tree else {
        return tree;
    };
    if fields
        .get("$ref")
        .is_some_and(|reference| reference.as_str().is_some())
    {
        return with_moved_reference(fields);
    }
    if let Some(discriminator @ Tree::String(_)) = fields.shift_remove("discriminator") {
        fields.insert(
            "discriminator".to_owned(),
            Tree::object([("propertyName", discriminator)]),
        );
    }
    if let Some(nullable) = fields.shift_remove("x-nullable") {
        fields.entry("nullable".to_owned()).or_insert(nullable);
    }
    file(&mut fields);
    Tree::Object(fields)
}

/// `type: file` is a string of bytes.
pub(super) fn file(fields: &mut crate::document::tree::Object) {
    if fields.get("type").and_then(Tree::as_str) == Some("file") {
        fields.insert("type".to_owned(), super::text("string"));
        fields.insert("format".to_owned(), super::text("binary"));
    }
}
