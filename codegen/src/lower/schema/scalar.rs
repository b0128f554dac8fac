//! Schemas of single values, and the constraints on them.

use super::condition::BOUNDS;
use super::constants::NAMES;
use super::{Form, bounds, not_enforced, pattern};
use crate::document::Place;
use crate::ir::{Constraint, Float, Integer, Rules, StringEnum, Text, Type, TypeKind, Value};
use crate::lower::context::{Context, keywords};
use crate::names::{Case, Scope};
use openapiv3::{AnySchema, Schema};
use serde_json::Value as Json;

pub(super) fn form(ctx: &Context<'_>, schema: &Schema, place: &Place<'_>) -> Form {
    let any = keywords(schema);
    if is_enum(any) {
        return Form::Def(TypeKind::StringEnum(string_enum(ctx, schema)));
    }
    match any.typ.as_deref().or_else(|| listed_type(any)) {
        Some("boolean") => Form::Type(Type::Bool, Rules::default()),
        Some("integer") => {
            let ty = integer(any);
            Form::Type(Type::Integer(ty), own(bounds::of_type(schema, ty)))
        }
        Some("number") => {
            let float = match any.format.as_deref() {
                Some("float") => Float::F32,
                _ => Float::F64,
            };
            Form::Type(Type::Float(float), own(bounds::number(any)))
        }
        Some("string") => Form::Type(string(any), own(string_rules(ctx, any, place))),
        _ => Form::Type(Type::Any, Rules::default()),
    }
}

/// The type that all listed values have, where the schema names none.
fn listed_type(any: &AnySchema) -> Option<&'static str> {
    let all =
        |test: fn(&Json) -> bool| !any.enumeration.is_empty() && any.enumeration.iter().all(test);
    if all(Json::is_boolean) {
        Some("boolean")
    } else if all(Json::is_i64) {
        Some("integer")
    } else if all(Json::is_number) {
        Some("number")
    } else {
        None
    }
}

/// The keywords that the type of the schema does not enforce.
pub(super) fn beyond_type(any: &AnySchema) -> Vec<&'static str> {
    let mut beyond = Vec::new();
    if is_enum(any) {
        return match any
            .enumeration
            .iter()
            .filter_map(Json::as_str)
            .all(|text| fits(any, text))
        {
            true => beyond,
            false => vec!["minLength", "maxLength", "pattern"],
        };
    }
    if !any.enumeration.is_empty() {
        beyond.push("enum");
    }
    match any.typ.as_deref().or_else(|| listed_type(any)) {
        // Text that stands for something else has no length of its own.
        Some("string") if matches!(string(any), Type::Bytes | Type::Text(Text::Base64)) => {
            beyond.extend(["minLength", "maxLength", "pattern"]);
        }
        Some(_) => {}
        None => beyond.extend([
            BOUNDS,
            "minLength",
            "maxLength",
            "pattern",
            "minItems",
            "maxItems",
            "uniqueItems",
            "required",
            "minProperties",
            "maxProperties",
        ]),
    }
    beyond
}

fn own(own: Vec<Constraint>) -> Rules {
    Rules {
        own,
        ..Rules::default()
    }
}

/// Whether the schema lists strings (and perhaps `null`) only.
pub(super) fn is_enum(any: &AnySchema) -> bool {
    let strings = any
        .enumeration
        .iter()
        .filter(|value| value.is_string())
        .count();
    let nulls = any
        .enumeration
        .iter()
        .filter(|value| value.is_null())
        .count();
    strings > 0
        && strings + nulls == any.enumeration.len()
        && matches!(any.typ.as_deref(), None | Some("string"))
}

/// Whether `null` is among the listed values.
pub(super) fn lists_null(any: &AnySchema) -> bool {
    any.enumeration.contains(&Json::Null)
}

/// Whether a listed string obeys what the schema says of strings.
fn fits(any: &AnySchema, text: &str) -> bool {
    let length = text.chars().count();
    let matches =
        |pattern| pattern::translate(pattern).is_some_and(|one| pattern::matches(&one, text));
    any.min_length.is_none_or(|least| length >= least)
        && any.max_length.is_none_or(|most| length <= most)
        && any.pattern.as_deref().is_none_or(matches)
}

fn string_enum(ctx: &Context<'_>, schema: &Schema) -> StringEnum {
    let listed = keywords(schema).enumeration.iter();
    let given = schema.schema_data.extensions.get(NAMES);
    let given = given.and_then(Json::as_array);
    // Names that are not one for each value name none.
    let given = given.filter(|names| names.len() == listed.len());
    let mut texts: Vec<&str> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for (index, value) in listed.enumerate() {
        let Some(text) = value.as_str().filter(|text| !texts.contains(text)) else {
            continue;
        };
        let name = given.and_then(|names| names[index].as_str());
        texts.push(text);
        names.push(name.unwrap_or(text));
    }
    let is_open = !ctx.choices.closed_enums;
    let mut scope = match is_open {
        // The variant that keeps other values.
        true => Scope::with(&["Unlisted"]),
        false => Scope::default(),
    };
    let idents = scope.claim_all(&names, Case::Variant);
    let values = texts.iter().zip(idents).map(|(text, ident)| Value {
        text: (*text).to_owned(),
        ident,
    });
    StringEnum {
        values: values.collect(),
        is_open,
    }
}

fn integer(any: &AnySchema) -> Integer {
    match any.format.as_deref() {
        Some("int8") => Integer::I8,
        Some("int16") => Integer::I16,
        Some("int32") => Integer::I32,
        Some("uint8") => Integer::U8,
        Some("uint16") => Integer::U16,
        Some("uint32") => Integer::U32,
        Some("uint64" | "uint") => Integer::U64,
        _ => Integer::I64,
    }
}

/// Formats without a type of their own are annotations (OpenAPI 3.0.3, Data
/// Types): the value stays a string.
fn string(any: &AnySchema) -> Type {
    match any.format.as_deref() {
        Some("binary") => Type::Bytes,
        Some(format) => text(format).map_or(Type::String, Type::Text),
        None => Type::String,
    }
}

/// The type of strings with a format.
pub(super) fn text(format: &str) -> Option<Text> {
    Some(match format {
        "date-time" => Text::DateTime,
        "date" => Text::Date,
        "time" => Text::Time,
        "duration" => Text::Duration,
        "uuid" => Text::Uuid,
        "uri" => Text::Uri,
        "ipv4" => Text::Ipv4,
        "ipv6" => Text::Ipv6,
        "decimal" => Text::Decimal,
        "byte" => Text::Base64,
        "password" => Text::Secret,
        _ => return None,
    })
}

fn string_rules(ctx: &Context<'_>, any: &AnySchema, place: &Place<'_>) -> Vec<Constraint> {
    if matches!(string(any), Type::Bytes | Type::Text(Text::Base64)) {
        return Vec::new();
    }
    let pattern = any.pattern.as_deref().and_then(|pattern| {
        let translated = pattern::translate(pattern);
        if translated.is_none() {
            not_enforced(ctx, place, "pattern");
        }
        translated.map(Constraint::Pattern)
    });
    let least = any.min_length.filter(|least| *least > 0);
    let least = least.map(Constraint::MinLength);
    let most = any.max_length.map(Constraint::MaxLength);
    least.into_iter().chain(most).chain(pattern).collect()
}

pub(super) fn array_rules(any: &AnySchema) -> Vec<Constraint> {
    [
        any.min_items
            .filter(|least| *least > 0)
            .map(Constraint::MinItems),
        any.max_items.map(Constraint::MaxItems),
        (any.unique_items == Some(true)).then_some(Constraint::UniqueItems),
    ]
    .into_iter()
    .flatten()
    .collect()
}
