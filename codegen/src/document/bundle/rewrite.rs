//! Reading and changing places in a tree.

use crate::document::grammar::{Kind, children};
use crate::document::place::{escape, segments};
use crate::document::tree::{Object, Tree};

/// Whether any reference below, in the root document, leads out of its
/// components.
pub(super) fn needs_bundling(tree: &Tree, kind: Kind) -> bool {
    if kind == Kind::Discriminator {
        return maps_to_files(tree);
    }
    if kind.is_referable()
        && let Some(reference) = tree.reference()
    {
        return !reference.strip_prefix('#').is_some_and(is_component);
    }
    children(tree, kind)
        .into_iter()
        .any(|(_, kind, child)| needs_bundling(child, kind))
}

/// Whether a mapping names anything but a component of its own document.
fn maps_to_files(tree: &Tree) -> bool {
    let Some(Tree::Object(mapping)) = tree.get("mapping") else {
        return false;
    };
    let mut targets = mapping.values().filter_map(Tree::as_str);
    targets.any(|target| {
        let is_plain_name = !target.contains(['#', '/', '.']);
        !is_plain_name && !target.strip_prefix('#').is_some_and(is_component)
    })
}

/// Whether a pointer is that of a component, not of something inside one.
pub(super) fn is_component(pointer: &str) -> bool {
    let mut parts = segments(pointer);
    parts.next().as_deref() == Some("components")
        && parts
            .next()
            .is_some_and(|section| Kind::of_section(&section).is_some())
        && parts.next().is_some()
        && parts.next().is_none()
}

pub(super) fn component(section: &str, name: &str) -> String {
    format!("/components/{section}/{}", escape(name))
}

/// The object with its `$ref` replaced; what stands beside it is kept.
pub(super) fn with_reference(mut tree: Tree, reference: String) -> Tree {
    if let Tree::Object(object) = &mut tree {
        object.insert("$ref".to_owned(), Tree::String(reference));
    }
    tree
}

/// Puts a value at a path below `tree`, making the objects on the way.
pub(super) fn put(tree: &mut Tree, path: &[String], value: Tree) {
    let [first, rest @ ..] = path else {
        *tree = value;
        return;
    };
    match tree {
        Tree::Array(items) => {
            if let Some(item) = first.parse().ok().and_then(|at: usize| items.get_mut(at)) {
                put(item, rest, value);
            }
        }
        Tree::Object(object) => {
            let below = object
                .entry(first.clone())
                .or_insert_with(|| Tree::Object(Object::new()));
            put(below, rest, value);
        }
        _ => {}
    }
}

pub(super) fn sections(tree: &Tree) -> impl Iterator<Item = (&String, &Object)> {
    let components = match tree.get("components") {
        Some(Tree::Object(components)) => Some(components),
        _ => None,
    };
    components
        .into_iter()
        .flatten()
        .filter_map(|(section, entries)| match entries {
            Tree::Object(entries) => Some((section, entries)),
            _ => None,
        })
}
