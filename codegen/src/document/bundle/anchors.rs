//! The names that schemas have beside their places.

use crate::document::place::Place;
use crate::document::tree::Tree;
use std::collections::BTreeMap;

/// The pointer of each schema with an `$anchor` (JSON Schema 2020-12, section
/// 8.2.2).
pub(super) type Anchors = BTreeMap<String, String>;

/// The anchors in a file; the first one of a name counts.
pub(super) fn anchors_of(tree: &Tree) -> Anchors {
    let mut anchors = Anchors::new();
    add(tree, Place::Root, &mut anchors);
    anchors
}

fn add(tree: &Tree, place: Place<'_>, anchors: &mut Anchors) {
    if let Some(anchor) = tree.get("$anchor").and_then(Tree::as_str) {
        let pointer = || place.to_string();
        anchors.entry(anchor.to_owned()).or_insert_with(pointer);
    }
    match tree {
        Tree::Object(object) => {
            for (key, value) in object {
                add(value, place.key(key), anchors);
            }
        }
        Tree::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                add(value, place.index(index), anchors);
            }
        }
        Tree::Null | Tree::Bool(_) | Tree::Integer(_) | Tree::Float(_) | Tree::String(_) => {}
    }
}
