//! Parts to objects.

use super::parse::{Piece, parse};
use super::{not_taken, part, takes};
use crate::File;
use crate::media::{Form, form_of, parameter};
use crate::operation::{Items, Part};
use crate::wire::{DecodeError, Problem, Token, tokens_from_json};
use bytes::Bytes;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The tokens of the values of one name.
type Values<'a> = Vec<Vec<Token<'a>>>;

/// Reads a body of `multipart/form-data` as an object.
///
/// # Errors
/// If the body does not have the form, or a part is not what its property
/// must be.
pub(in crate::media) fn read<'a>(
    parts: &'static [Part],
    media_type: &str,
    body: &'a Bytes,
) -> Result<Vec<Token<'a>>, DecodeError> {
    let mut fields: BTreeMap<String, Values<'a>> = BTreeMap::new();
    for piece in parse(media_type, body).map_err(syntax)? {
        let part = part(parts, &piece.name);
        let value = value(part, &piece, body).map_err(|error| error.at(piece.name.clone()))?;
        fields.entry(piece.name).or_default().push(value);
    }
    let mut tokens = vec![Token::Form { end: 0 }];
    for (name, values) in fields {
        let items = part(parts, &name).map_or(Items::None, |part| part.items);
        tokens.push(Token::String(Cow::Owned(name)));
        put(&mut tokens, values, items);
    }
    let end = tokens.len();
    tokens[0] = Token::Form { end };
    Ok(tokens)
}

fn syntax(message: String) -> DecodeError {
    DecodeError::new(Problem::Syntax(message))
}

/// Adds the values of a name: one that is a list already is the whole list.
fn put<'a>(tokens: &mut Vec<Token<'a>>, values: Values<'a>, items: Items) {
    let is_list = match values.as_slice() {
        [one] => items != Items::None && !matches!(one.first(), Some(Token::Array { .. })),
        _ => true,
    };
    let opened = tokens.len();
    if is_list {
        tokens.push(Token::Array { end: 0 });
    }
    for value in values {
        let by = tokens.len();
        tokens.extend(value.into_iter().map(|token| token.moved(by)));
    }
    if is_list {
        tokens[opened] = Token::Array { end: tokens.len() };
    }
}

fn value<'a>(
    part: Option<&Part>,
    piece: &Piece<'a>,
    body: &'a Bytes,
) -> Result<Vec<Token<'a>>, DecodeError> {
    let given = piece.media_type.as_deref();
    if given.is_some_and(|given| !takes(part, given)) {
        return Err(syntax(not_taken(part)));
    }
    let declared = part.and_then(|part| part.media_types.first()).copied();
    let is_json = |media_type: &str| form_of(media_type) == Form::Json;
    let is_file = piece.file_name.is_some() && !declared.is_some_and(is_json);
    let form = match given.or(declared) {
        _ if is_file => Form::Binary,
        None => Form::Text,
        Some(media_type) => form_of(media_type),
    };
    let text = str::from_utf8(piece.content).ok();
    match (form, text) {
        (Form::Json, _) => tokens_from_json(piece.content),
        (Form::Text, _) if given.is_some_and(is_other_charset) => {
            Err(syntax("the part is not UTF-8".to_owned()))
        }
        (Form::Text, Some(text)) => Ok(vec![Token::Text(Cow::Borrowed(text))]),
        _ => Ok(vec![Token::Bytes(Box::new(file(piece, body)))]),
    }
}

fn is_other_charset(media_type: &str) -> bool {
    let charset = parameter(media_type, "charset");
    charset.is_some_and(|charset| {
        !["utf-8", "us-ascii"].contains(&charset.to_ascii_lowercase().as_str())
    })
}

/// The file shares the memory of the body.
fn file(piece: &Piece<'_>, body: &Bytes) -> File {
    let mut file = File::from(body.slice_ref(piece.content));
    if let Some(name) = &piece.file_name {
        file = file.named(name);
    }
    if let Some(media_type) = &piece.media_type {
        file = file.typed(media_type);
    }
    file
}
