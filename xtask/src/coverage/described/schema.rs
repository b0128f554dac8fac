//! Reduces a schema of a description to what the reference would tell of it.

use serde_json::Value;

use super::files::{Files, Found};
use crate::coverage::node::{Member, Node, READ_ONLY};
use crate::failure::Failure;

/// Keywords that are facts as they are.
const FACTS: [&str; 11] = [
    "format",
    "default",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "minLength",
    "maxLength",
    "pattern",
    "enum",
    "nullable",
];

/// The reference has no schema that holds itself; deeper ones do.
const MOST_LEVELS: usize = 48;

/// What the schema at `found` allows.
///
/// # Errors
///
/// When a reference leads nowhere, or the schema holds itself.
pub fn node(files: &Files, found: Found<'_>) -> Result<Node, Failure> {
    reduced(files, found, 0)
}

fn reduced(files: &Files, found: Found<'_>, level: usize) -> Result<Node, Failure> {
    let found = files.follow(found)?;
    if level > MOST_LEVELS {
        let message = format!("{found}: schemas that hold themselves cannot be compared");
        return Err(Failure::Failed(message));
    }
    let level = level + 1;
    let mut node = Node::of(found.text("type").unwrap_or_default());
    for name in FACTS {
        if let Some(value) = found.value.get(name) {
            node.facts.insert(name, value_text(name, value));
        }
    }
    if found.is(READ_ONLY) {
        node.facts.insert(READ_ONLY, "true".to_owned());
    }
    if let Some(items) = found.get("items") {
        node.item = Some(Box::new(reduced(files, items, level)?));
    }
    properties(files, &found, level, &mut node)?;
    for (_, part) in found.children_of("allOf") {
        node.all_hold(reduced(files, part, level)?);
    }
    branches(files, &found, level, &mut node)?;
    if node.kind.is_empty() {
        node.kind = "any".to_owned();
    }
    Ok(node)
}

/// Texts as they are, all else as JSON, as the pages have it.
fn value_text(name: &str, value: &Value) -> String {
    match value {
        Value::String(text) if name != "default" => text.clone(),
        _ => value.to_string(),
    }
}

fn properties(
    files: &Files,
    found: &Found<'_>,
    level: usize,
    node: &mut Node,
) -> Result<(), Failure> {
    let required = found.value.get("required").and_then(Value::as_array);
    let required: Vec<&str> = required
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for (name, property) in found.children_of("properties") {
        node.add(Member {
            is_required: required.contains(&name.as_str()),
            node: reduced(files, property, level)?,
            name,
        });
    }
    if let Some(values) = found.get("additionalProperties") {
        if values.value.is_object() {
            node.kind = "map".to_owned();
            node.item = Some(Box::new(reduced(files, values, level)?));
        } else if values.value == &Value::Bool(true) && node.members.is_empty() {
            node.kind.push_str(" (free form)");
        }
    }
    Ok(())
}

fn branches(
    files: &Files,
    found: &Found<'_>,
    level: usize,
    node: &mut Node,
) -> Result<(), Failure> {
    let mapping = found
        .get("discriminator")
        .and_then(|found| found.get("mapping"));
    if let Some(mapping) = mapping {
        node.kind = "union".to_owned();
        let property = found.value.pointer("/discriminator/propertyName");
        let property = property.and_then(Value::as_str).unwrap_or_default();
        node.facts.insert("discriminator", property.to_owned());
        for (value, target) in mapping.children() {
            let reference = target.value.as_str().unwrap_or_default();
            let target = files.target(target.file, reference)?;
            node.branches.push((value, reduced(files, target, level)?));
        }
        return Ok(());
    }
    let mut kinds = Vec::new();
    for (_, branch) in found.children_of("oneOf") {
        kinds.push(reduced(files, branch, level)?.kind);
    }
    if !kinds.is_empty() {
        node.kind = kinds.join(" or ");
    }
    Ok(())
}

impl Node {
    /// Adds what a part of an `allOf` says.
    fn all_hold(&mut self, part: Self) {
        let only_read = [&*self, &part]
            .iter()
            .any(|node| node.facts.contains_key(READ_ONLY));
        self.also(part);
        if only_read {
            self.facts.insert(READ_ONLY, "true".to_owned());
        }
    }
}
