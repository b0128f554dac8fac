//! Paths, operations, request bodies and responses.

use super::{Shared, parameter, schema, texts, with_moved_reference};
use crate::document::origin::Origins;
use crate::document::place::escape;
use crate::document::tree::{Object, Tree};

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// All path items.
pub(super) fn paths(paths: Object, shared: &Shared, origins: &mut Origins) -> Object {
    let item = |(path, item): (String, Tree)| {
        let pointer = format!("/paths/{}", escape(&path));
        let item = match item {
            Tree::Object(fields) => Tree::Object(path_item(fields, shared, &pointer, origins)),
            other => other,
        };
        (path, item)
    };
    paths.into_iter().map(item).collect()
}

fn path_item(fields: Object, shared: &Shared, pointer: &str, origins: &mut Origins) -> Object {
    let mut fields = fields;
    let bodies = parameters(&mut fields, shared, pointer, origins);
    let methods = ["get", "put", "post", "delete", "options", "head", "patch"];
    let lift = |(key, value): (String, Tree)| match value {
        Tree::Object(operation) if methods.contains(&key.as_str()) => {
            let pointer = format!("{pointer}/{key}");
            let operation = lifted(operation, shared, &bodies, &pointer, origins);
            (key, Tree::Object(operation))
        }
        other => (key, other),
    };
    fields.into_iter().map(lift).collect()
}

/// A part of the body, and the index of its parameter if it is the
/// operation's own.
type Part = (Option<usize>, Tree);

fn lifted(
    fields: Object,
    shared: &Shared,
    inherited: &[Part],
    pointer: &str,
    origins: &mut Origins,
) -> Object {
    let mut fields = fields;
    let consumes =
        texts(fields.shift_remove("consumes")).unwrap_or_else(|| shared.consumes.clone());
    let produces =
        texts(fields.shift_remove("produces")).unwrap_or_else(|| shared.produces.clone());
    fields.shift_remove("schemes");
    let own = parameters(&mut fields, shared, pointer, origins);
    let is_overridden = |part: &Part| {
        own.iter()
            .any(|(_, one)| one.get("name") == part.1.get("name"))
    };
    let from_item = inherited
        .iter()
        .filter(|part| !is_overridden(part))
        .map(|(_, tree)| (None, tree.clone()));
    let parts: Vec<Part> = from_item.chain(own.iter().cloned()).collect();
    if let Some(body) = body(parts, &consumes, pointer, origins) {
        fields.insert("requestBody".to_owned(), body);
    }
    if let Some(Tree::Object(responses)) = fields.get_mut("responses") {
        let described = responses.iter_mut();
        for (_, response) in described.filter(|(status, _)| !status.starts_with("x-")) {
            let old = std::mem::replace(response, Tree::Null);
            *response = self::response(old, &produces);
        }
    }
    fields
}

/// Takes those out of the parameters that make up the body. There is one
/// body, or a form of fields with names: anything else stays, to be refused.
fn parameters(
    fields: &mut Object,
    shared: &Shared,
    pointer: &str,
    origins: &mut Origins,
) -> Vec<Part> {
    let Some(Tree::Array(all)) = fields.get_mut("parameters") else {
        return Vec::new();
    };
    let (mut plain, mut parts) = (Vec::new(), Vec::<Part>::new());
    for (index, parameter) in std::mem::take(all).into_iter().enumerate() {
        // A body has no place among the parameters to be referred to.
        let target = shared.parameter(&parameter);
        let body = target.filter(|target| parameter::is_body(target));
        let part = match body.cloned() {
            Some(body) => Some(body),
            None => Some(&parameter)
                .filter(|one| parameter::is_body(one))
                .cloned(),
        };
        let part = part.filter(|part| is_whole(part) || part.get("name").is_some());
        let is_more = parts
            .first()
            .is_some_and(|(_, first)| is_whole(first) || part.as_ref().is_some_and(is_whole));
        match part {
            Some(part) if !is_more => parts.push((Some(index), part)),
            _ => {
                origins.lift(at(pointer, plain.len()), at(pointer, index));
                plain.push(parameter::lifted(parameter));
            }
        }
    }
    *all = plain;
    parts
}

fn at(pointer: &str, index: usize) -> String {
    format!("{pointer}/parameters/{index}")
}

/// Whether a parameter is the body rather than a field of a form.
fn is_whole(parameter: &Tree) -> bool {
    parameter.get("in").and_then(Tree::as_str) == Some("body")
}

fn body(
    parts: Vec<Part>,
    consumes: &[String],
    pointer: &str,
    origins: &mut Origins,
) -> Option<Tree> {
    let whole = parts.iter().find(|(_, part)| is_whole(part));
    if let Some((index, Tree::Object(mut fields))) = whole.cloned() {
        let content = fields
            .shift_remove("schema")
            .map_or_else(empty, schema::lifted);
        for key in ["name", "in"] {
            fields.shift_remove(key);
        }
        let media_types = if consumes.is_empty() {
            vec![JSON.to_owned()]
        } else {
            consumes.to_vec()
        };
        if let Some(index) = index {
            let from = at(pointer, index);
            origins.lift(format!("{pointer}/requestBody"), from.clone());
            for media_type in &media_types {
                let to = format!(
                    "{pointer}/requestBody/content/{}/schema",
                    escape(media_type)
                );
                origins.lift(to, format!("{from}/schema"));
            }
        }
        fields.insert("content".to_owned(), with_schema(&media_types, &content));
        return Some(Tree::Object(fields));
    }
    if parts.is_empty() {
        return None;
    }
    let places = parts.iter().filter_map(|(index, part)| {
        let name = part.get("name").and_then(Tree::as_str)?;
        Some((name.to_owned(), (*index)?))
    });
    let places: Vec<(String, usize)> = places.collect();
    let form = parameter::form(parts.into_iter().map(|(_, part)| part).collect());
    let forms = [FORM, MULTIPART];
    let listed: Vec<String> = consumes
        .iter()
        .filter(|one| forms.contains(&one.as_str()))
        .cloned()
        .collect();
    let media_types = match listed.as_slice() {
        _ if form.has_file => vec![MULTIPART.to_owned()],
        [] => vec![FORM.to_owned()],
        _ => listed,
    };
    for (media_type, (name, index)) in media_types
        .iter()
        .flat_map(|one| places.iter().map(move |place| (one, place)))
    {
        let content = format!("{pointer}/requestBody/content/{}", escape(media_type));
        origins.lift(
            format!("{content}/encoding/{}", escape(name)),
            at(pointer, *index),
        );
    }
    let is_required = form.schema.get("required").is_some();
    let mut content = with_schema(&media_types, &form.schema);
    if let (Tree::Object(content), false) = (&mut content, form.encoding.is_empty()) {
        for media in content.values_mut() {
            if let Tree::Object(fields) = media {
                fields.insert("encoding".to_owned(), Tree::Object(form.encoding.clone()));
            }
        }
    }
    Some(Tree::object([
        ("required", Tree::Bool(is_required)),
        ("content", content),
    ]))
}

fn empty() -> Tree {
    Tree::Object(Object::new())
}

fn with_schema(media_types: &[String], schema: &Tree) -> Tree {
    let entry = |media_type: &String| {
        (
            media_type.clone(),
            Tree::object([("schema", schema.clone())]),
        )
    };
    Tree::Object(media_types.iter().map(entry).collect())
}

/// A Response Object as 3.0 has it.
pub(super) fn response(tree: Tree, produces: &[String]) -> Tree {
    let Tree::Object(mut fields) = tree else {
        return tree;
    };
    if fields.contains_key("$ref") {
        return with_moved_reference(fields);
    }
    let examples = fields.shift_remove("examples");
    if let Some(Tree::Object(headers)) = fields.get_mut("headers") {
        for header in headers.values_mut() {
            let old = std::mem::replace(header, Tree::Null);
            *header = parameter::header(old);
        }
    }
    if let Some(content) = fields.shift_remove("schema") {
        let content = schema::lifted(content);
        let is_file = content.get("format").and_then(Tree::as_str) == Some("binary");
        let media_types = match produces {
            [] if is_file => vec!["application/octet-stream".to_owned()],
            [] => vec![JSON.to_owned()],
            listed => listed.to_vec(),
        };
        let mut content = with_schema(&media_types, &content);
        if let (Tree::Object(content), Some(Tree::Object(examples))) = (&mut content, examples) {
            add_examples(content, examples);
        }
        fields.insert("content".to_owned(), content);
    }
    Tree::Object(fields)
}

/// Puts each example beside the schema of its media type.
fn add_examples(content: &mut Object, examples: Object) {
    for (media_type, example) in examples {
        if let Some(Tree::Object(media)) = content.get_mut(&media_type) {
            media.insert("example".to_owned(), example);
        }
    }
}
