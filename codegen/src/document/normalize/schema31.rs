//! Schemas of JSON Schema 2020-12 to Schema Objects of OpenAPI 3.0.

use super::KEYWORDS;
use crate::document::grammar::{Dialect, Kind, children};
use crate::document::tree::{Object, Tree};

/// Keywords that Schema Objects of 3.0 do not have.
const BEYOND: &[&str] = &[
    "prefixItems",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "if",
    "then",
    "else",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "unevaluatedProperties",
    "additionalItems",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "$dynamicRef",
    "$recursiveRef",
];

/// Keywords without a meaning once references are resolved.
const SILENT: &[&str] = &[
    "$schema",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$recursiveAnchor",
    "$vocabulary",
    "$comment",
    "$defs",
    "definitions",
    "id",
];

/// The schema as a Schema Object of OpenAPI 3.0.
pub(super) fn lowered(tree: Tree) -> Tree {
    let mut tree = match tree {
        Tree::Bool(true) => Tree::Object(Object::new()),
        // Nothing is valid: what is not anything.
        Tree::Bool(false) => Tree::object([("not", Tree::Object(Object::new()))]),
        Tree::Object(fields) => Tree::Object(evaluated(fields)),
        other => other,
    };
    let below: Vec<Vec<String>> = children(&tree, Kind::Schema, Dialect::OpenApi3)
        .into_iter()
        .filter(|(path, kind, _)| *kind == Kind::Schema && !keeps_boolean(path, &tree))
        .map(|(path, ..)| path)
        .collect();
    for path in below {
        if let Some(place) = tree.at_mut(&path) {
            let child = std::mem::replace(place, Tree::Null);
            *place = lowered(child);
        }
    }
    match tree {
        Tree::Object(fields) => Tree::Object(schema(fields)),
        other => other,
    }
}

/// Keywords that bring schemas in the place of the one they are in.
const IN_PLACE: &[&str] = &[
    "$ref",
    "$dynamicRef",
    "$recursiveRef",
    "allOf",
    "anyOf",
    "oneOf",
    "if",
    "dependentSchemas",
    "dependencies",
    "additionalProperties",
];

/// Where no other schema speaks of the same object, properties that are not
/// evaluated are those that have no schema here: the additional ones.
fn evaluated(mut fields: Object) -> Object {
    if !IN_PLACE.iter().any(|keyword| fields.contains_key(*keyword))
        && let Some(others) = fields.shift_remove("unevaluatedProperties")
    {
        fields.insert("additionalProperties".to_owned(), others);
    }
    fields
}

/// `additionalProperties` may be a boolean in 3.0 too.
fn keeps_boolean(path: &[String], tree: &Tree) -> bool {
    matches!(path, [key] if key == "additionalProperties" && matches!(tree.get(key), Some(Tree::Bool(_))))
}

fn schema(mut fields: Object) -> Object {
    for keyword in SILENT {
        fields.shift_remove(*keyword);
    }
    let mut fields = beside_reference(fields);
    constant(&mut fields);
    exclusive(&mut fields, "minimum", "exclusiveMinimum", |a, b| a > b);
    exclusive(&mut fields, "maximum", "exclusiveMaximum", |a, b| a < b);
    if let Some(Tree::Array(examples)) = fields.shift_remove("examples")
        && let Some(first) = examples.into_iter().next()
    {
        fields.entry("example".to_owned()).or_insert(first);
    }
    encoding(&mut fields);
    types(&mut fields);
    null_branches(&mut fields, "anyOf");
    null_branches(&mut fields, "oneOf");
    keep_beyond(&mut fields);
    fields
}

/// In 3.1 keywords beside a `$ref` count as well.
fn beside_reference(mut fields: Object) -> Object {
    if fields.len() > 1
        && let Some(reference @ Tree::String(_)) = fields.shift_remove("$ref")
    {
        let mut members = match fields.shift_remove("allOf") {
            Some(Tree::Array(members)) => members,
            _ => Vec::new(),
        };
        members.insert(0, Tree::object([("$ref", reference)]));
        fields.insert("allOf".to_owned(), Tree::Array(members));
    }
    fields
}

fn constant(fields: &mut Object) {
    if let Some(value) = fields.shift_remove("const") {
        fields.insert("enum".to_owned(), Tree::Array(vec![value]));
    }
    // No value is in an empty list.
    if fields.get("enum") == Some(&Tree::Array(Vec::new())) {
        fields.shift_remove("enum");
        fields.insert("not".to_owned(), Tree::Object(Object::new()));
    }
}

/// An exclusive bound is a number in 3.1 and a flag on the bound in 3.0.
fn exclusive(fields: &mut Object, bound: &str, exclusive: &str, tighter: fn(f64, f64) -> bool) {
    let number = |tree: &Tree| match tree {
        Tree::Integer(value) => Some(*value as f64),
        Tree::Float(value) => Some(*value),
        _ => None,
    };
    let Some(limit) = fields.get(exclusive).and_then(number) else {
        return;
    };
    let plain = fields.get(bound).and_then(number);
    let Some(value) = fields.shift_remove(exclusive) else {
        return;
    };
    if plain.is_none_or(|plain| !tighter(plain, limit)) {
        fields.insert(bound.to_owned(), value);
        fields.insert(exclusive.to_owned(), Tree::Bool(true));
    }
}

/// `contentEncoding` says of a string in 3.1 what the formats `byte` and
/// `binary` say in 3.0.
fn encoding(fields: &mut Object) {
    let is_string = |ty: &Tree| ty.as_str() == Some("string");
    if !fields.get("type").is_some_and(|ty| match ty {
        Tree::Array(types) => types.iter().any(is_string),
        ty => is_string(ty),
    }) {
        return;
    }
    let text = |key: &str| fields.get(key).and_then(Tree::as_str).map(str::to_owned);
    let format = match (
        text("contentEncoding").as_deref(),
        text("contentMediaType").as_deref(),
    ) {
        (Some("base64"), _) => Some("byte"),
        (None, Some("application/octet-stream")) => Some("binary"),
        _ => None,
    };
    if let Some(format) = format {
        fields.shift_remove("contentEncoding");
        fields.shift_remove("contentMediaType");
        fields
            .entry("format".to_owned())
            .or_insert_with(|| Tree::String(format.to_owned()));
    }
}

/// A list of types is one type, nullable or not, or a choice.
fn types(fields: &mut Object) {
    let listed: Vec<String> = match fields.get("type") {
        Some(Tree::Array(types)) => types
            .iter()
            .filter_map(|ty| ty.as_str().map(str::to_owned))
            .collect(),
        Some(Tree::String(ty)) if ty == "null" => vec!["null".to_owned()],
        _ => return,
    };
    fields.shift_remove("type");
    let (nulls, mut types): (Vec<String>, Vec<String>) =
        listed.into_iter().partition(|ty| ty == "null");
    types.dedup();
    if !nulls.is_empty() {
        fields.insert("nullable".to_owned(), Tree::Bool(true));
    }
    let typed = |ty: &String| Tree::object([("type", Tree::String(ty.clone()))]);
    match types.as_slice() {
        // Only `null` is left.
        [] => {
            fields.insert("enum".to_owned(), Tree::Array(vec![Tree::Null]));
        }
        [only] => {
            fields.insert("type".to_owned(), Tree::String(only.clone()));
        }
        several => {
            let choice = Tree::Array(several.iter().map(typed).collect());
            if !fields.contains_key("anyOf") && !fields.contains_key("oneOf") {
                fields.insert("anyOf".to_owned(), choice);
            } else {
                let member = Tree::object([("anyOf", choice)]);
                match fields.get_mut("allOf") {
                    Some(Tree::Array(members)) => members.push(member),
                    _ => {
                        fields.insert("allOf".to_owned(), Tree::Array(vec![member]));
                    }
                }
            }
        }
    }
}

/// A branch that is `null` makes the schema nullable.
fn null_branches(fields: &mut Object, keyword: &str) {
    let Some(Tree::Array(branches)) = fields.get_mut(keyword) else {
        return;
    };
    let nulls = branches.iter().filter(|branch| is_null(branch)).count();
    if nulls == 0 || nulls == branches.len() {
        return;
    }
    branches.retain(|branch| !is_null(branch));
    fields.insert("nullable".to_owned(), Tree::Bool(true));
}

fn is_null(branch: &Tree) -> bool {
    branch.get("enum") == Some(&Tree::Array(vec![Tree::Null]))
        && branch.get("nullable") == Some(&Tree::Bool(true))
}

fn keep_beyond(fields: &mut Object) {
    let kept: Object = BEYOND
        .iter()
        .filter_map(|keyword| Some(((*keyword).to_owned(), fields.shift_remove(*keyword)?)))
        .collect();
    if !kept.is_empty() {
        fields.insert(KEYWORDS.to_owned(), Tree::Object(kept));
    }
}
