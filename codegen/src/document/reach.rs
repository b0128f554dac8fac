//! Which components a document needs: those that its operations refer to,
//! and those that these refer to.

use super::grammar::{Dialect, Kind, children};
use super::normalize::KEYWORDS;
use super::place::{escape, segments};
use super::tree::Tree;
use std::collections::BTreeSet;

/// Takes all components out of the document that no operation needs.
pub(super) fn drop_unreachable(tree: &mut Tree) {
    let needed = needed(tree);
    let Tree::Object(document) = tree else { return };
    let Some(Tree::Object(sections)) = document.get_mut("components") else {
        return;
    };
    for (section, entries) in sections {
        if let Tree::Object(entries) = entries {
            entries.retain(|name, _| needed.contains(&pointer(section, name)));
        }
    }
}

fn pointer(section: &str, name: &str) -> String {
    format!("/components/{section}/{}", escape(name))
}

/// The pointers of all components that are needed.
fn needed(tree: &Tree) -> BTreeSet<String> {
    let mut open = Vec::new();
    for (_, kind, child) in children(tree, Kind::Document, Dialect::OpenApi3) {
        if kind != Kind::Components {
            mentioned(child, kind, &mut open);
        }
    }
    required_schemes(tree, &mut open);
    let mut needed = BTreeSet::new();
    while let Some(pointer) = open.pop() {
        let target = tree.at(segments(&pointer));
        let kind = Dialect::OpenApi3.component(&pointer);
        if let (Some(target), Some(kind), true) = (target, kind, needed.insert(pointer)) {
            mentioned(target, kind, &mut open);
        }
    }
    needed
}

/// Adds the pointers that an object refers to.
fn mentioned(tree: &Tree, kind: Kind, found: &mut Vec<String>) {
    if kind.is_referable()
        && let Some(reference) = tree.reference()
    {
        found.extend(reference.strip_prefix('#').map(str::to_owned));
        return;
    }
    if kind == Kind::Discriminator
        && let Some(Tree::Object(mapping)) = tree.get("mapping")
    {
        let values = mapping.values().filter_map(Tree::as_str);
        found.extend(values.map(|value| match value.strip_prefix('#') {
            Some(pointer) => pointer.to_owned(),
            None => pointer("schemas", value),
        }));
    }
    if kind == Kind::Schema
        && let Some(keywords) = tree.get(KEYWORDS)
    {
        mentioned(keywords, Kind::Schema, found);
    }
    for (_, kind, child) in children(tree, kind, Dialect::OpenApi3) {
        mentioned(child, kind, found);
    }
}

/// Security requirements name their schemes without a reference.
fn required_schemes(tree: &Tree, found: &mut Vec<String>) {
    let mut lists: Vec<&Tree> = tree.get("security").into_iter().collect();
    for (_, kind, item) in children(tree, Kind::Document, Dialect::OpenApi3) {
        if kind == Kind::PathItem {
            let below = children(item, kind, Dialect::OpenApi3).into_iter();
            lists.extend(below.filter_map(|(_, _, operation)| operation.get("security")));
        }
    }
    for list in lists {
        found.extend(schemes(list).map(|name| pointer("securitySchemes", name)));
    }
}

/// The schemes that a list of requirements names.
pub(super) fn schemes(list: &Tree) -> impl Iterator<Item = &str> {
    let requirements = match list {
        Tree::Array(requirements) => requirements.as_slice(),
        _ => &[],
    };
    requirements.iter().flat_map(|requirement| {
        let names = match requirement {
            Tree::Object(names) => Some(names.keys().map(String::as_str)),
            _ => None,
        };
        names.into_iter().flatten()
    })
}
