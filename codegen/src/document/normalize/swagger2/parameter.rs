//! Parameters that are not bodies, and headers: both hold their schema in
//! themselves.

use super::{schema, text, with_moved_reference};
use crate::document::tree::{Object, Tree};

/// Keywords of a parameter that belong to its schema.
const OF_SCHEMA: &[&str] = &[
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
];

/// Whether a parameter is (a part of) the request body.
pub(super) fn is_body(tree: &Tree) -> bool {
    matches!(
        tree.get("in").and_then(Tree::as_str),
        Some("body" | "formData")
    )
}

/// A Parameter Object as 3.0 has it.
pub(super) fn lifted(tree: Tree) -> Tree {
    let Tree::Object(mut fields) = tree else {
        return tree;
    };
    if fields.contains_key("$ref") {
        return with_moved_reference(fields);
    }
    let schema = take_schema(&mut fields);
    let location = fields
        .get("in")
        .and_then(Tree::as_str)
        .unwrap_or_default()
        .to_owned();
    let format = fields.shift_remove("collectionFormat");
    let is_array = schema.get("type").and_then(Tree::as_str) == Some("array");
    if is_array {
        let name = format.as_ref().and_then(Tree::as_str);
        match style(&location, name) {
            Some(style) => fields.extend(style),
            // Left to be reported as a field that 3.0 does not have.
            None => fields.extend(format.map(|format| ("collectionFormat".to_owned(), format))),
        }
    }
    if let Some(empty) = fields
        .shift_remove("allowEmptyValue")
        .filter(|_| location == "query")
    {
        fields.insert("allowEmptyValue".to_owned(), empty);
    }
    fields.insert("schema".to_owned(), schema);
    Tree::Object(fields)
}

/// A header of a response.
pub(super) fn header(tree: Tree) -> Tree {
    let Tree::Object(mut fields) = tree else {
        return tree;
    };
    let schema = take_schema(&mut fields);
    take_usual_format(&mut fields);
    fields.insert("schema".to_owned(), schema);
    Tree::Object(fields)
}

/// Takes out the one `collectionFormat` that 3.0 has everywhere; others are
/// left to be reported.
fn take_usual_format(fields: &mut Object) {
    if fields.get("collectionFormat").and_then(Tree::as_str) == Some("csv") {
        fields.shift_remove("collectionFormat");
    }
}

/// The schema that a parameter holds in itself.
pub(super) fn take_schema(fields: &mut Object) -> Tree {
    let mut taken: Object = OF_SCHEMA
        .iter()
        .filter_map(|key| Some(((*key).to_owned(), fields.shift_remove(*key)?)))
        .collect();
    if let Some(items) = taken.get_mut("items") {
        *items = plain_items(std::mem::replace(items, Tree::Null));
    }
    schema::file(&mut taken);
    schema::lifted(Tree::Object(taken))
}

/// Items Objects, which may be nested and have a format of their own.
fn plain_items(tree: Tree) -> Tree {
    match tree {
        Tree::Object(mut fields) => {
            take_usual_format(&mut fields);
            if let Some(items) = fields.get_mut("items") {
                *items = plain_items(std::mem::replace(items, Tree::Null));
            }
            Tree::Object(fields)
        }
        other => other,
    }
}

/// `collectionFormat` as style and explode (Swagger 2.0, Parameter Object;
/// `csv` where nothing is said), if 3.0 has one for it.
fn style(location: &str, format: Option<&str>) -> Option<Object> {
    let style = |style: Option<&str>, explode| {
        let style = style.map(|style| ("style".to_owned(), text(style)));
        let explode = [("explode".to_owned(), Tree::Bool(explode))];
        Some(style.into_iter().chain(explode).collect())
    };
    match (location, format) {
        ("query", Some("multi")) => style(None, true),
        ("query", Some("ssv")) => style(Some("spaceDelimited"), false),
        ("query", Some("pipes")) => style(Some("pipeDelimited"), false),
        ("query", None | Some("csv")) => style(None, false),
        (_, None | Some("csv")) => Some(Object::new()),
        _ => None,
    }
}

/// A form, as 3.0 has it.
pub(super) struct Form {
    /// The fields as properties of one object.
    pub(super) schema: Tree,
    /// How lists are written.
    pub(super) encoding: Object,
    pub(super) has_file: bool,
}

/// The fields of a form.
pub(super) fn form(parts: Vec<Tree>) -> Form {
    let mut encoding = Object::new();
    let mut properties = Object::new();
    let mut required = Vec::new();
    let mut has_file = false;
    for part in parts {
        let Tree::Object(mut fields) = part else {
            continue;
        };
        let Some(name) = fields.get("name").and_then(Tree::as_str).map(str::to_owned) else {
            continue;
        };
        has_file |= fields.get("type").and_then(Tree::as_str) == Some("file");
        if fields.get("required") == Some(&Tree::Bool(true)) {
            required.push(text(&name));
        }
        let description = fields.shift_remove("description");
        let mut schema = take_schema(&mut fields);
        if schema.get("type").and_then(Tree::as_str) == Some("array")
            && let Some(list) = list(fields.shift_remove("collectionFormat"))
        {
            encoding.insert(name.clone(), list);
        }
        if let (Tree::Object(schema), Some(description)) = (&mut schema, description) {
            schema.insert("description".to_owned(), description);
        }
        properties.insert(name, schema);
    }
    let mut schema = Tree::object([
        ("type", text("object")),
        ("properties", Tree::Object(properties)),
    ]);
    if let (Tree::Object(fields), false) = (&mut schema, required.is_empty()) {
        fields.insert("required".to_owned(), Tree::Array(required));
    }
    Form {
        schema,
        encoding,
        has_file,
    }
}

/// How a list is written in a form: as in a query. A field per item is what
/// 3.0 has where nothing is said.
fn list(format: Option<Tree>) -> Option<Tree> {
    let name = format.as_ref().and_then(Tree::as_str);
    if name == Some("multi") {
        return None;
    }
    Some(Tree::Object(style("query", name).unwrap_or_else(|| {
        // Left to be reported as a field that 3.0 does not have.
        let format = format.map(|format| ("collectionFormat".to_owned(), format));
        format.into_iter().collect()
    })))
}
