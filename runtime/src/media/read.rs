//! Bodies to values.

use super::{Facts, FilePart, Form, form, form_of, multipart, xml};
use crate::File;
use crate::wire::{DecodeError, Node, Problem, Reader, Token, give_back, tokens_from_json};
use bytes::Bytes;
use std::borrow::Cow;

/// Decodes a body by its media type, `None` for a body that does not say.
/// What an empty one means, the type decides; text and bytes may be empty
/// and still be a value, and a form without fields is one. `last` is a part of
/// a form behind those in the body.
///
/// # Errors
/// If the bytes do not have the form, or the value does not fit.
pub(crate) fn decode_body<R: Reader>(
    reader: &R,
    media_type: Option<&str>,
    facts: Facts,
    body: &Bytes,
    last: Option<&FilePart>,
) -> Result<R::Value, DecodeError> {
    if !body.is_empty() {
        return decode(reader, media_type, facts, body, last);
    }
    if let Some(absent) = reader.absent() {
        return Ok(absent);
    }
    let empty = || DecodeError::new(Problem::Syntax("the body is empty".to_owned()));
    match media_type.map(form_of) {
        Some(Form::Json) => Err(empty()),
        Some(Form::UrlEncoded) => decode(reader, media_type, facts, body, None),
        _ => decode(reader, Some("text/plain"), facts, body, None).map_err(|_| empty()),
    }
}

fn decode<R: Reader>(
    reader: &R,
    media_type: Option<&str>,
    facts: Facts,
    body: &Bytes,
    last: Option<&FilePart>,
) -> Result<R::Value, DecodeError> {
    if reader.is_bytes() {
        let file = File::from(body.clone());
        let file = match media_type {
            Some(media_type) => file.typed(media_type),
            None => file,
        };
        return reader.decode(Node::root(&[Token::Bytes(Box::new(file))]));
    }
    let tokens = tokens(media_type, facts, body, last)?;
    let value = reader.decode(Node::root(&tokens));
    give_back(tokens);
    value
}

/// The tokens of a body that is not empty, by its media type.
///
/// # Errors
/// If the bytes do not have the form.
pub(crate) fn tokens<'a>(
    media_type: Option<&str>,
    facts: Facts,
    body: &'a Bytes,
    last: Option<&FilePart>,
) -> Result<Vec<Token<'a>>, DecodeError> {
    let Some(media_type) = media_type else {
        return Ok(tokens_from_json(body).unwrap_or_else(|_| text_or_bytes(body)));
    };
    if let Some(root) = facts.root(media_type) {
        return xml::read(root, body);
    }
    match form_of(media_type) {
        Form::Json => tokens_from_json(body),
        Form::Text => Ok(text_or_bytes(body)),
        Form::Multipart => multipart::read(facts.parts, media_type, body, last),
        Form::Binary => Ok(vec![bytes(body)]),
        Form::UrlEncoded => form::read(facts.fields, body),
    }
}

fn text_or_bytes(body: &Bytes) -> Vec<Token<'_>> {
    vec![match str::from_utf8(body) {
        Ok(text) => Token::Text(Cow::Borrowed(text)),
        Err(_) => bytes(body),
    }]
}

/// The bytes of a body, shared.
fn bytes(body: &Bytes) -> Token<'static> {
    Token::Bytes(Box::new(body.clone().into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Typed, Wire};

    fn decode<T: Wire>(media_type: Option<&str>, body: &'static [u8]) -> Result<T, DecodeError> {
        super::decode(
            &Typed::plain(),
            media_type,
            Facts::default(),
            &Bytes::from_static(body),
            None,
        )
    }

    #[test]
    fn by_media_type() {
        assert_eq!(
            decode(Some("application/json"), b"\"a\""),
            Ok("a".to_owned())
        );
        assert_eq!(decode(Some("text/plain"), b"17"), Ok(17));
        assert_eq!(decode(Some("text/plain"), b"17"), Ok("17".to_owned()));
        assert_eq!(
            decode(Some("application/octet-stream"), b"\xff"),
            Ok(Bytes::from_static(b"\xff"))
        );
        assert_eq!(
            decode(Some("application/json"), b"{\"a\": 1}"),
            Ok(Bytes::from_static(b"{\"a\": 1}"))
        );
        assert_eq!(decode(None, b"[1]"), Ok(vec![1]));
        assert_eq!(decode(None, b"hello"), Ok("hello".to_owned()));
        let form = decode::<crate::Value>(
            Some("application/x-www-form-urlencoded"),
            b"b=1&a=x+y&b=%32",
        );
        assert_eq!(form, Ok(serde_json::json!({"a": "x y", "b": ["1", "2"]})));
    }

    #[test]
    fn empty_bodies() {
        fn decode_body<T: Wire>(media_type: Option<&str>, _: &[u8]) -> Result<T, DecodeError> {
            super::decode_body(
                &Typed::plain(),
                media_type,
                Facts::default(),
                &Bytes::new(),
                None,
            )
        }
        assert_eq!(decode_body(Some("application/json"), b""), Ok(None::<i32>));
        assert_eq!(decode_body(Some("application/json"), b""), Ok(()));
        assert_eq!(decode_body(Some("text/plain"), b""), Ok(String::new()));
        assert_eq!(decode_body(None, b""), Ok(Bytes::new()));
        assert!(decode_body::<String>(Some("application/json"), b"").is_err());
        assert!(decode_body::<i32>(None, b"").is_err());
        let form = decode_body::<crate::Value>(Some("application/x-www-form-urlencoded"), b"");
        assert_eq!(form, Ok(serde_json::json!({})));
    }
}
