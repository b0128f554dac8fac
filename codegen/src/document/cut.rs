//! What is broken, taken out of the tree so that the rest can be generated.
//!
//! The rule: a schema that is broken becomes that of any value, and anything
//! else that is broken takes the operations with it that need it. What is in
//! neither, such as the version, is a fault of the document as a whole.

use super::filter::method_and_path;
use super::grammar::{Dialect, Kind, children, step};
use super::normalize::KEYWORDS;
use super::place::{Place, escape, pointer, segments};
use super::reach::schemes;
use super::tree::Tree;
use crate::diagnostic::Part;
use std::collections::{BTreeMap, BTreeSet};

/// Takes out what stands at `faults`, and what needs it: each part, and its
/// pointer. `None` if one of them is a fault of the document as a whole.
pub fn cut(tree: &mut Tree, faults: &[String]) -> Option<Vec<(Part, String)>> {
    let mut open: Vec<String> = faults.to_vec();
    let mut units: BTreeSet<Unit> = BTreeSet::new();
    let mut references = References::new();
    note(tree, Kind::Document, &Place::Root, &mut references);
    while let Some(fault) = open.pop() {
        if fault.starts_with("/security/") {
            let inherits = |operation: &Tree| operation.get("security").is_none();
            open.extend(operations(tree, inherits));
            continue;
        }
        let unit = unit(tree, &fault)?;
        if units.insert(unit.clone()) {
            open.extend(dependents(tree, &unit, &references));
        }
    }
    // The order is that of the paths: what contains another comes first.
    let mut parts = Vec::new();
    let mut outer: Option<&Unit> = None;
    for unit in &units {
        if !outer.is_some_and(|outer| unit.path.starts_with(&outer.path)) {
            parts.extend(unit.parts(tree));
            outer = Some(unit);
        }
    }
    for unit in &units {
        unit.take_out(tree);
    }
    Some(parts)
}

/// The smallest object that can be done without.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Unit {
    path: Vec<String>,
    kind: Kind,
}

impl Unit {
    /// What of it would have been generated.
    fn parts(&self, tree: &Tree) -> Vec<(Part, String)> {
        let pointer = pointer(&self.path);
        match (self.kind, self.path.as_slice()) {
            (Kind::Schema, _) => vec![(Part::Schema, pointer)],
            (Kind::Operation, [.., path, method]) => {
                vec![(Part::Operation(method_and_path(method, path)), pointer)]
            }
            (Kind::PathItem, [root, path]) if root == "paths" => {
                let item = tree.get("paths").and_then(|paths| paths.get(path));
                let below = item.map(|item| children(item, self.kind, Dialect::OpenApi3));
                let operations = below.into_iter().flatten().filter_map(|(key, kind, _)| {
                    let method = key.first().filter(|_| kind == Kind::Operation)?;
                    let part = Part::Operation(method_and_path(method, path));
                    Some((part, format!("{pointer}/{method}")))
                });
                let mut parts: Vec<_> = operations.collect();
                if parts.is_empty() {
                    parts.push((Part::Path(path.clone()), pointer));
                }
                parts
            }
            _ => Vec::new(),
        }
    }

    fn take_out(&self, tree: &mut Tree) {
        let Some((last, way)) = self.path.split_last() else {
            return;
        };
        let around = tree.at_mut(way);
        if self.kind == Kind::Schema {
            if let Some(schema) = around.and_then(|around| around.child_mut(last)) {
                let description = schema
                    .get("description")
                    .filter(|text| text.as_str().is_some());
                *schema = match description {
                    Some(text) => Tree::object([("description", text.clone())]),
                    None => Tree::object([]),
                };
            }
        } else if let Some(Tree::Object(entries)) = around {
            entries.shift_remove(last);
        }
    }
}

/// A step from an object to one inside it: how long the path is by then, the
/// field that leads there, and what stands there.
struct Step {
    end: usize,
    field: String,
    kind: Kind,
}

/// The unit that contains what is at a pointer.
fn unit(tree: &Tree, pointer: &str) -> Option<Unit> {
    let path: Vec<String> = segments(pointer).collect();
    let way = way(tree, &path);
    let at = |step: &Step| Unit {
        path: path[..step.end].to_vec(),
        kind: step.kind,
    };
    let is_incoming = path.first().is_some_and(|root| root == "webhooks");
    let is_aside = |step: &&Step| step.kind.is_aside() || is_incoming;
    if let Some(step) = way.iter().find(is_aside) {
        return Some(at(step));
    }
    let mut around = way.iter().rev().skip_while(|step| !is_value(step, &way));
    let schema = around.find(|step| step.kind == Kind::Schema);
    let operation = || way.iter().find(|step| step.kind == Kind::Operation);
    let item = || way.iter().find(|step| step.kind == Kind::PathItem);
    let component = || match way.as_slice() {
        [section, component, ..] if section.kind == Kind::Components => Some(component),
        _ => None,
    };
    schema
        .or_else(operation)
        .or_else(item)
        .or_else(component)
        .map(at)
}

fn way(tree: &Tree, path: &[String]) -> Vec<Step> {
    let mut way = Vec::new();
    let (mut tree, mut kind, mut end) = (tree, Kind::Document, 0);
    while let Some((length, next, child)) = step(tree, kind, Dialect::OpenApi3, &path[end..]) {
        let field = path[end].clone();
        (tree, kind, end) = (child, next, end + length);
        way.push(Step { end, field, kind });
    }
    way
}

/// Whether a step leads to a schema that describes a value, which any value
/// may stand in for. With any value as a branch of a union, say, the other
/// branches would mean nothing.
fn is_value(step: &Step, way: &[Step]) -> bool {
    let from = way.iter().rev().find(|one| one.end < step.end);
    let is_inside = from.is_some_and(|from| matches!(from.kind, Kind::Schema | Kind::SchemaMap));
    step.kind == Kind::Schema && (!is_inside || takes_any(&step.field))
}

fn takes_any(keyword: &str) -> bool {
    ["properties", "items", "additionalProperties", "allOf"].contains(&keyword)
}

/// The places that cannot do without a unit.
fn dependents(tree: &Tree, unit: &Unit, references: &References<'_>) -> Vec<String> {
    let [root, section, name] = unit.path.as_slice() else {
        return Vec::new();
    };
    if root != "components" {
        return Vec::new();
    }
    let reference = format!("#{}", pointer(&unit.path));
    let mut found = references
        .get(reference.as_str())
        .cloned()
        .unwrap_or_default();
    if section == "securitySchemes" {
        let own = |operation: &Tree| match operation.get("security") {
            Some(own) => schemes(own).any(|scheme| scheme == name),
            None => tree
                .get("security")
                .is_some_and(|all| schemes(all).any(|scheme| scheme == name)),
        };
        found.extend(operations(tree, own));
    }
    // A value may be any value wherever it stands.
    if unit.kind == Kind::Schema {
        found.retain(|place| !stands_for_value(tree, place));
    }
    found
}

fn stands_for_value(tree: &Tree, place: &str) -> bool {
    let path: Vec<String> = segments(place).collect();
    let way = way(tree, &path);
    let last = way.last().filter(|step| step.end == path.len());
    last.is_some_and(|step| is_value(step, &way))
}

/// The places of each reference.
type References<'t> = BTreeMap<&'t str, Vec<String>>;

/// Adds the references in `tree`, which stands at `place`.
fn note<'t>(tree: &'t Tree, kind: Kind, place: &Place<'_>, found: &mut References<'t>) {
    if kind.is_referable()
        && let Some(reference) = tree.reference()
    {
        found.entry(reference).or_default().push(place.to_string());
    }
    // Of what 3.0 does not have, nothing stands for a value.
    if let Some(kept) = tree.get(KEYWORDS).filter(|_| kind == Kind::Schema) {
        note(kept, kind, &place.key(KEYWORDS), found);
    }
    for (path, kind, child) in children(tree, kind, Dialect::OpenApi3) {
        match path.as_slice() {
            [key] => note(child, kind, &place.key(key), found),
            [key, name] => note(child, kind, &place.key(key).key(name), found),
            _ => {}
        }
    }
}

/// The places of the operations that `which` finds.
fn operations(tree: &Tree, which: impl Fn(&Tree) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (path, kind, item) in children(tree, Kind::Document, Dialect::OpenApi3) {
        let [root, name] = path.as_slice() else {
            continue;
        };
        if root != "paths" || kind != Kind::PathItem {
            continue;
        }
        for (key, kind, operation) in children(item, kind, Dialect::OpenApi3) {
            if let (Kind::Operation, [method]) = (kind, key.as_slice())
                && which(operation)
            {
                found.push(format!("/paths/{}/{method}", escape(name)));
            }
        }
    }
    found
}
