//! Reads the operations of a description.

use serde_json::Value;

use super::files::{Files, Found};
use super::schema;
use crate::coverage::facts::{Facts, ITSELF, Kind, Operation, REQUEST, SEGMENTS};
use crate::coverage::node::Node;
use crate::coverage::reference::sorted;
use crate::failure::Failure;

/// The fields of a path item that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The operations below the paths of the file called `entry`.
///
/// # Errors
///
/// When it is missing, or something in it cannot be understood.
pub fn operations(files: &Files, entry: &str) -> Result<Vec<Operation>, Failure> {
    let root = files.file(entry);
    let root = root.ok_or_else(|| Failure::Failed(format!("there is no file {entry}")))?;
    let mut operations = Vec::new();
    for (path, item) in root.children_of("paths") {
        let item = files.follow(item)?;
        for method in METHODS {
            if let Some(found) = item.get(method) {
                let call = format!("{} {path}", method.to_uppercase());
                operations.push(operation(files, &item, &found, call)?);
            }
        }
    }
    Ok(operations)
}

fn operation(
    files: &Files,
    item: &Found<'_>,
    found: &Found<'_>,
    call: String,
) -> Result<Operation, Failure> {
    let tags = texts(found.value.get("tags"));
    let tag = sorted(tags.iter().copied());
    let mut operation = Operation::new(call, tag.clone(), found.to_string());
    operation.put(ITSELF, Kind::Operation, itself(found, tag)?);
    let shared = item.children_of("parameters").into_iter();
    for (_, parameter) in shared.chain(found.children_of("parameters")) {
        put_parameter(files, files.follow(parameter)?, &mut operation)?;
    }
    if let Some(body) = found.get("requestBody") {
        let body = files.follow(body)?;
        let facts = Facts::from([("required", body.is("required").to_string())]);
        put_content(files, &body, REQUEST, Kind::Body, facts, &mut operation)?;
    }
    for (status, response) in found.children_of("responses") {
        let response = files.follow(response)?;
        let none = Facts::new();
        put_content(
            files,
            &response,
            &status,
            Kind::Status,
            none,
            &mut operation,
        )?;
        for (name, header) in response.children_of("headers") {
            let name = format!("{status} header {name}");
            put_value(
                files,
                &files.follow(header)?,
                &name,
                Kind::Header,
                &mut operation,
            )?;
        }
    }
    Ok(operation)
}

fn itself(found: &Found<'_>, tag: String) -> Result<Facts, Failure> {
    let text = |name: &str| found.text(name).unwrap_or_default().to_owned();
    let anyone = found.value.get("security").and_then(Value::as_array);
    let mut facts = Facts::from([
        ("operationId", text("operationId")),
        ("tag", tag),
        ("deprecated", found.is("deprecated").to_string()),
        ("public", anyone.is_some_and(Vec::is_empty).to_string()),
        ("x-source", text("x-source")),
    ]);
    let privileges = privileges(found)?;
    if !privileges.is_empty() {
        facts.insert("privileges", privileges);
    }
    Ok(facts)
}

fn texts(list: Option<&Value>) -> Vec<&str> {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).collect()
}

/// All privileges in alphabetical order.
fn privileges(found: &Found<'_>) -> Result<String, Failure> {
    let mut names = Vec::new();
    for (_, way) in found.children_of("x-onedata-privileges") {
        let is_zone = way.text("holder") == Some("administrator");
        for name in texts(way.value.get("all")) {
            if name.starts_with("oz_") != is_zone {
                let message = format!("{way}: `{name}` is not held so");
                return Err(Failure::Failed(message));
            }
            names.push(name);
        }
    }
    Ok(sorted(names.into_iter()))
}

fn put_parameter(
    files: &Files,
    found: Found<'_>,
    operation: &mut Operation,
) -> Result<(), Failure> {
    let text = |name: &str| found.text(name).unwrap_or_default();
    let name = format!("{} {}", text("in"), text("name"));
    put_value(files, &found, &name, Kind::Parameter, operation)?;
    if let Some(place) = operation.places.get_mut(&name)
        && found.is("x-specwright-multi-segment")
    {
        place.facts.insert(SEGMENTS, "several".to_owned());
    }
    // A query list is written once for each item unless it says otherwise.
    let repeated = found.value.get("explode") != Some(&Value::Bool(false));
    if let Some(place) = operation.places.get_mut(&name)
        && place.facts.get("type").is_some_and(|kind| kind == "array")
        && repeated
    {
        place
            .facts
            .insert("collectionFormat", "\"multi\"".to_owned());
    }
    Ok(())
}

fn put_value(
    files: &Files,
    found: &Found<'_>,
    name: &str,
    kind: Kind,
    operation: &mut Operation,
) -> Result<(), Failure> {
    let facts = Facts::from([("required", found.is("required").to_string())]);
    let schema = found
        .get("schema")
        .map(|schema| schema::node(files, schema));
    operation.put_body(name, kind, facts, schema.transpose()?.as_ref());
    Ok(())
}

fn put_content(
    files: &Files,
    found: &Found<'_>,
    name: &str,
    kind: Kind,
    mut facts: Facts,
    operation: &mut Operation,
) -> Result<(), Failure> {
    let content = found.children_of("content");
    let mut nodes: Vec<Node> = Vec::new();
    for (_, media) in &content {
        if let Some(schema) = media.get("schema") {
            nodes.push(schema::node(files, schema)?);
        }
    }
    if !content.is_empty() {
        let types = sorted(content.iter().map(|(media, _)| media.as_str()));
        let alike = nodes.windows(2).all(|pair| pair.first() == pair.last());
        let note = if alike { "" } else { " (which differ)" };
        facts.insert("media", format!("{types}{note}"));
    }
    operation.put_body(name, kind, facts, nodes.first());
    Ok(())
}
