//! Choices among constants: how OpenAPI 3.1 gives each value of an
//! enumeration a title and a description of its own.

use super::code;
use crate::lower::context::keywords;
use crate::lower::docs;
use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaKind};
use serde_json::Value as Json;

/// The extension that names the values of an `enum`, which other generators
/// know as well.
pub(super) const NAMES: &str = "x-enum-varnames";

/// The schema with one `enum` for the branches, if each of them is a list of
/// values and nothing else, all of one type.
pub(super) fn collapsed(schema: &Schema) -> Option<Schema> {
    let any = keywords(schema);
    let branches = branches(any)?;
    let (first, _) = branches.first()?;
    let first = keywords(first);
    let is_like_first = |(branch, _): &(&Schema, &Json)| {
        let any = keywords(branch);
        any.typ == first.typ && any.format == first.format
    };
    let all = |test: fn(&Json) -> bool| branches.iter().all(|(_, value)| test(value));
    if !branches.iter().all(is_like_first) || !(all(Json::is_string) || all(Json::is_i64)) {
        return None;
    }
    let mut values: Vec<Json> = Vec::new();
    for (_, value) in &branches {
        match values.contains(value) {
            // It would be in two branches of `oneOf`, and so in none.
            true => return None,
            false => values.push((*value).clone()),
        }
    }
    let titles = branches
        .iter()
        .map(|(branch, _)| branch.schema_data.title.clone());
    let titles: Option<Vec<String>> = titles.collect();
    let mut schema = schema.clone();
    if let Some(titles) = titles {
        let extensions = &mut schema.schema_data.extensions;
        extensions
            .entry(NAMES.to_owned())
            .or_insert_with(|| titles.into());
    }
    schema.schema_kind = SchemaKind::Any(AnySchema {
        typ: any.typ.clone().or_else(|| first.typ.clone()),
        format: any.format.clone().or_else(|| first.format.clone()),
        enumeration: values,
        one_of: Vec::new(),
        any_of: Vec::new(),
        ..any.clone()
    });
    Some(schema)
}

/// What the branches say about their values, a line for each.
pub(super) fn explained(schema: &Schema) -> Option<String> {
    collapsed(schema)?;
    let branches = branches(keywords(schema))?;
    let lines = branches.iter().filter_map(|(branch, value)| {
        let data = &branch.schema_data;
        let text = match (&data.title, &data.description) {
            (Some(title), Some(description)) => format!("{title}. {description}"),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => return None,
        };
        Some(format!("- {}: {}", code(value), docs::line(Some(&text))))
    });
    let lines: Vec<String> = lines.collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The branches of the only choice, with the value of each.
fn branches(any: &AnySchema) -> Option<Vec<(&Schema, &Json)>> {
    let branches = match (any.one_of.as_slice(), any.any_of.as_slice()) {
        (branches, []) | ([], branches) if any.enumeration.is_empty() => branches,
        _ => return None,
    };
    branches.iter().map(constant).collect()
}

fn constant(branch: &ReferenceOr<Schema>) -> Option<(&Schema, &Json)> {
    let branch = branch.as_item()?;
    let any = keywords(branch);
    let says_no_more = AnySchema {
        typ: any.typ.clone(),
        format: any.format.clone(),
        enumeration: any.enumeration.clone(),
        ..AnySchema::default()
    } == *any;
    match any.enumeration.as_slice() {
        [value] if says_no_more && !branch.schema_data.nullable => Some((branch, value)),
        _ => None,
    }
}
