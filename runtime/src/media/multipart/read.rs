//! Parts to objects.

use super::parse::{Piece, parse};
use super::{FilePart, not_taken, takes};
use crate::File;
use crate::media::fields::Fields;
use crate::media::{Form, form_of, other_charset};
use crate::operation::{Items, Part, Parts};
use crate::wire::{DecodeError, Problem, Token, tokens_from_json};
use bytes::Bytes;
use std::borrow::Cow;

/// Reads a body of `multipart/form-data` as an object; `last` is a part behind
/// those in the body.
///
/// # Errors
/// If the body does not have the form, or a part is not what its property
/// must be.
pub(in crate::media) fn read<'a>(
    parts: Parts,
    media_type: &str,
    body: &'a Bytes,
    last: Option<&FilePart>,
) -> Result<Vec<Token<'a>>, DecodeError> {
    let mut fields = Fields::default();
    for piece in parse(media_type, body).map_err(syntax)? {
        let part = parts.of(&piece.name);
        let value = value(part, &piece, body).map_err(|error| error.at(piece.name.clone()))?;
        fields.add(piece.name, value);
    }
    if let Some(FilePart { name, file }) = last {
        let part = parts.of(name);
        if file.media_type().is_some_and(|given| !takes(part, given)) {
            return Err(syntax(not_taken(part)).at(name.clone()));
        }
        fields.add(name.clone(), vec![Token::Bytes(Box::new(file.clone()))]);
    }
    Ok(fields.into_tokens(|name| parts.of(name).map_or(Items::None, |part| part.items)))
}

fn syntax(message: String) -> DecodeError {
    DecodeError::new(Problem::Syntax(message))
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
        (Form::Text, _) if given.is_some_and(|given| other_charset(given).is_some()) => {
            Err(syntax("the part is not UTF-8".to_owned()))
        }
        (Form::Text, Some(text)) => Ok(match part.map(|part| part.items) {
            Some(Items::Joined(delimiter)) => split(text, delimiter),
            _ => vec![Token::Text(Cow::Borrowed(text))],
        }),
        _ => Ok(vec![Token::Bytes(Box::new(file(piece, body)))]),
    }
}

/// A list whose items are one text.
fn split(text: &str, delimiter: char) -> Vec<Token<'_>> {
    let items = text.split(delimiter).map(Cow::Borrowed).map(Token::Text);
    let mut tokens = vec![Token::Array { end: 0 }];
    tokens.extend(items);
    tokens[0] = Token::Array { end: tokens.len() };
    tokens
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
