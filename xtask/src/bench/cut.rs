//! Cuts a description down to a part of its operations, with the components that these reach and no
//! others: how costs grow is measured on one API in several sizes.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The fields of a path item that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Leaves every `step`-th operation of `document`, the first being one, in the order of paths and
/// methods; and the components that are still referred to. Extensions at the root are dropped, since
/// they may refer to anything.
pub fn cut(document: &mut Value, step: usize) {
    let Some(root) = document.as_object_mut() else {
        return;
    };
    root.retain(|field, _| !field.starts_with("x-") && field != "webhooks");
    if let Some(paths) = root.get_mut("paths").and_then(Value::as_object_mut) {
        thin(paths, step.max(1));
    }
    let reached = reached(document);
    let components = document
        .get_mut("components")
        .and_then(Value::as_object_mut);
    for (kind, named) in components.into_iter().flatten() {
        // Requirements name schemes without a reference.
        if let (Some(named), false) = (named.as_object_mut(), kind == "securitySchemes") {
            named.retain(|name, _| reached.contains(&reference(kind, name)));
        }
    }
}

fn thin(paths: &mut Map<String, Value>, step: usize) {
    let mut index = 0;
    for item in paths.values_mut().filter_map(Value::as_object_mut) {
        item.retain(|field, _| {
            if !METHODS.contains(&field.as_str()) {
                return true;
            }
            index += 1;
            (index - 1) % step == 0
        });
    }
    let has_operation = |item: &Value| METHODS.iter().any(|method| item.get(method).is_some());
    paths.retain(|_, item| has_operation(item) || item.get("$ref").is_some());
}

/// All references that can be followed from the paths, and from what they lead to.
fn reached(root: &Value) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut pending: Vec<&Value> = root.get("paths").into_iter().collect();
    while let Some(value) = pending.pop() {
        match value {
            Value::Object(fields) => pending.extend(fields.values()),
            Value::Array(items) => pending.extend(items),
            // Also the values of a discriminator's mapping.
            Value::String(text) if text.starts_with(COMPONENTS) => {
                let target = component(text);
                if reached.insert(target.to_owned()) {
                    pending.extend(root.pointer(target.trim_start_matches('#')));
                }
            }
            Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    reached
}

const COMPONENTS: &str = "#/components/";

fn reference(kind: &str, name: &str) -> String {
    let name = name.replace('~', "~0").replace('/', "~1");
    format!("{COMPONENTS}{kind}/{name}")
}

/// A reference without what leads deeper into the component.
fn component(reference: &str) -> &str {
    let rest = reference.get(COMPONENTS.len()..).unwrap_or_default();
    let end = rest
        .match_indices('/')
        .nth(1)
        .map_or(reference.len(), |(index, _)| COMPONENTS.len() + index);
    reference.get(..end).unwrap_or(reference)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_cut_keeps_every_nth_operation_and_what_it_reaches() {
        let body = |name: &str| json!({ "schema": { "$ref": name } });
        let mut document = json!({
            "openapi": "3.0.0",
            "x-webhooks": body("#/components/schemas/Hook"),
            "paths": {
                "/a": {
                    "parameters": [{ "$ref": "#/components/parameters/page" }],
                    "get": body("#/components/schemas/A/properties/b"),
                    "put": body("#/components/schemas/Dropped"),
                },
                "/b": { "get": body("#/components/schemas/x~1y") },
                "/c": { "get": body("#/components/schemas/Dropped") },
            },
            "components": {
                "parameters": { "page": {}, "unused": {} },
                "schemas": {
                    "A": { "discriminator": { "mapping": { "b": "#/components/schemas/B" } } },
                    "B": {}, "Dropped": {}, "Hook": {}, "x/y": { "items": { "$ref": "#/components/schemas/A" } },
                },
                "securitySchemes": { "key": {} },
            },
        });
        cut(&mut document, 2);
        let expected = json!({
            "openapi": "3.0.0",
            "paths": {
                "/a": {
                    "parameters": [{ "$ref": "#/components/parameters/page" }],
                    "get": body("#/components/schemas/A/properties/b"),
                },
                "/b": { "get": body("#/components/schemas/x~1y") },
            },
            "components": {
                "parameters": { "page": {} },
                "schemas": {
                    "A": { "discriminator": { "mapping": { "b": "#/components/schemas/B" } } },
                    "B": {}, "x/y": { "items": { "$ref": "#/components/schemas/A" } },
                },
                "securitySchemes": { "key": {} },
            },
        });
        assert_eq!(document, expected);
    }

    #[test]
    fn a_whole_document_only_loses_what_nothing_reaches() {
        let mut document = json!({ "paths": { "/a": { "get": {}, "put": {} } }, "components": {} });
        let whole = document.clone();
        cut(&mut document, 1);
        assert_eq!(document, whole);
    }
}
