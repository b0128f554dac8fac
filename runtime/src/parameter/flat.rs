//! A value as the styles see it: a scalar, a list of them, or named ones.

use crate::wire::{Node, Token};
use std::borrow::Cow;

/// A value at most one level deep, each scalar as text.
#[derive(Debug, PartialEq)]
pub(crate) enum Flat<'a> {
    /// `null`, an empty list or an object without properties: RFC 6570
    /// (section 2.3) treats them as not given.
    Nothing,
    /// A scalar.
    One(Cow<'a, str>),
    /// The items of an array.
    Many(Vec<Cow<'a, str>>),
    /// The properties of an object.
    Pairs(Vec<(&'a str, Cow<'a, str>)>),
}

/// Flattens a value. Items and properties that are arrays or objects
/// themselves, for which the styles say nothing, become JSON text. `None`
/// for bytes that are not text.
pub(crate) fn flatten(node: Node<'_>) -> Option<Flat<'_>> {
    match node.token() {
        Token::Array { .. } => {
            let mut items = Vec::new();
            for item in node.items().ok()? {
                if !item.is_null() {
                    items.push(scalar(item)?);
                }
            }
            Some(if items.is_empty() {
                Flat::Nothing
            } else {
                Flat::Many(items)
            })
        }
        Token::Object { .. } | Token::Form { .. } => {
            let mut pairs = Vec::new();
            for (name, value) in node.entries().ok()? {
                if !value.is_null() {
                    pairs.push((name, scalar(value)?));
                }
            }
            Some(if pairs.is_empty() {
                Flat::Nothing
            } else {
                Flat::Pairs(pairs)
            })
        }
        Token::Null | Token::Nothing => Some(Flat::Nothing),
        _ => scalar(node).map(Flat::One),
    }
}

/// The text of a scalar, JSON text for anything else.
fn scalar(node: Node<'_>) -> Option<Cow<'_, str>> {
    Some(match node.token() {
        Token::Null | Token::Nothing => Cow::Borrowed(""),
        Token::Bool(true) => Cow::Borrowed("true"),
        Token::Bool(false) => Cow::Borrowed("false"),
        Token::Signed(value) => Cow::Owned(value.to_string()),
        Token::Unsigned(value) => Cow::Owned(value.to_string()),
        Token::Float(value) => Cow::Owned(value.to_string()),
        Token::String(text) | Token::Text(text) => Cow::Borrowed(text.as_ref()),
        Token::Bytes(file) => Cow::Borrowed(str::from_utf8(file.as_bytes()?).ok()?),
        Token::Array { .. } | Token::Object { .. } | Token::Form { .. } => {
            Cow::Owned(serde_json::to_string(&node).ok()?)
        }
    })
}
