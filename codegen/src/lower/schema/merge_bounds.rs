//! Bounds of numbers that all members of an `allOf` set.

use crate::document::EXACT_BOUNDS;
use crate::lower::context::keywords;
use openapiv3::{AnySchema, Schema, SchemaData};
use serde_json::{Map, Value as Json};
use std::cmp::Ordering;

/// Makes the bounds of `from` hold beside those there are; whether they say
/// all that both say.
pub(super) fn add(into: &mut AnySchema, data: &mut SchemaData, from: &Schema) -> bool {
    let other = keywords(from);
    let texts = exact(&from.schema_data);
    tighten(
        (&mut into.minimum, &mut into.exclusive_minimum),
        (other.minimum, other.exclusive_minimum),
        (data, texts, "minimum"),
        Ordering::Greater,
    );
    tighten(
        (&mut into.maximum, &mut into.exclusive_maximum),
        (other.maximum, other.exclusive_maximum),
        (data, texts, "maximum"),
        Ordering::Less,
    );
    match (into.multiple_of, other.multiple_of) {
        (_, None) => true,
        (None, Some(_)) => {
            into.multiple_of = other.multiple_of;
            take(data, texts, "multipleOf");
            true
        }
        (Some(own), Some(other)) => {
            own == other && text(exact(data), "multipleOf") == text(texts, "multipleOf")
        }
    }
}

/// The bounds that a double cannot hold.
fn exact(data: &SchemaData) -> Option<&Map<String, Json>> {
    data.extensions.get(EXACT_BOUNDS)?.as_object()
}

fn text<'a>(texts: Option<&'a Map<String, Json>>, key: &str) -> Option<&'a str> {
    texts?.get(key)?.as_str()
}

/// Gives a bound the exact text that it has elsewhere, or none.
fn take(data: &mut SchemaData, texts: Option<&Map<String, Json>>, key: &str) {
    let all = data.extensions.entry(EXACT_BOUNDS.to_owned());
    let all = all.or_insert_with(|| Json::Object(Map::new()));
    if let Json::Object(all) = all {
        match texts.and_then(|texts| texts.get(key)) {
            Some(text) => _ = all.insert(key.to_owned(), text.clone()),
            None => _ = all.remove(key),
        }
    }
}

/// Keeps the tighter of two bounds; of equal ones, the one that excludes.
fn tighten(
    (into, exclusive): (&mut Option<f64>, &mut Option<bool>),
    (from, from_exclusive): (Option<f64>, Option<bool>),
    (data, texts, key): (&mut SchemaData, Option<&Map<String, Json>>, &str),
    tighter: Ordering,
) {
    let Some(other) = from else { return };
    let order = into.map(|own| {
        let integer = |text: Option<&str>| text.and_then(|text| text.parse::<i128>().ok());
        match (integer(text(texts, key)), integer(text(exact(data), key))) {
            (Some(other), Some(own)) => other.cmp(&own),
            _ => other.total_cmp(&own),
        }
    });
    match order {
        Some(Ordering::Equal) => {
            *exclusive = Some(*exclusive == Some(true) || from_exclusive == Some(true));
        }
        Some(order) if order != tighter => {}
        _ => {
            *into = from;
            *exclusive = from_exclusive;
            take(data, texts, key);
        }
    }
}
