//! Values to bodies.

use super::{BINARY, Facts, Form, JSON, form_of, multipart, xml};
use crate::parameter::{Flat, flatten};
use crate::percent;
use crate::wire::{Encoder, Node, Token};
use bytes::Bytes;
use std::borrow::Cow;

/// A body, and the media type that it has.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) media_type: Cow<'static, str>,
    pub(crate) body: Bytes,
}

/// Writes a value as a body of `media_type`, which may be a range: then the
/// value decides.
///
/// # Errors
/// If that media type cannot hold the value; the text says more on it, if
/// there is more to say.
pub(crate) fn write(
    media_type: &'static str,
    facts: Facts,
    value: &dyn Fn(&mut Encoder),
) -> Result<Written, String> {
    let form = form_of(media_type);
    if form == Form::Json {
        return Ok(written(media_type.into(), json(value)));
    }
    let mut encoder = Encoder::tokens();
    value(&mut encoder);
    let tokens = encoder.into_tokens();
    if let Some(root) = facts.root(media_type).filter(|_| !tokens.is_empty()) {
        let body = xml::write(root, Node::root(&tokens))?;
        return Ok(written(media_type.into(), body));
    }
    if form == Form::Multipart && !tokens.is_empty() {
        let (media_type, body) = multipart::write(facts.parts, Node::root(&tokens))?;
        return Ok(written(media_type.into(), body));
    }
    let (media_type, body) = plain(media_type, form, &tokens, value).ok_or_else(String::new)?;
    Ok(Written {
        media_type: media_type.into(),
        body,
    })
}

fn plain(
    media_type: &'static str,
    form: Form,
    tokens: &[Token<'_>],
    value: &dyn Fn(&mut Encoder),
) -> Option<(&'static str, Bytes)> {
    let concrete = !media_type.contains('*');
    let (media_type, body) = match (form, tokens) {
        // A type that encodes as nothing at all has no place in any body.
        (_, []) | (Form::Json | Form::Multipart, _) => return None,
        (Form::UrlEncoded, _) => (media_type, form_body(Node::root(tokens))?.into_bytes()),
        (Form::Text, [scalar]) => (text_type(media_type), text(scalar)?.into_bytes()),
        (Form::Binary, [Token::Bytes(file)]) => {
            return Some((binary_type(media_type), file.content().clone()));
        }
        (Form::Binary, [scalar]) if concrete => (media_type, text(scalar)?.into_bytes()),
        (Form::Binary, _) if !concrete => (JSON, json(value)),
        (Form::Text | Form::Binary, _) => (media_type, json(value)),
    };
    Some((media_type, body.into()))
}

fn written(media_type: Cow<'static, str>, body: Vec<u8>) -> Written {
    Written {
        media_type,
        body: Bytes::from(body),
    }
}

fn json(value: &dyn Fn(&mut Encoder)) -> Vec<u8> {
    let mut encoder = Encoder::json();
    value(&mut encoder);
    encoder.into_json()
}

fn text_type(media_type: &'static str) -> &'static str {
    if media_type.contains('*') {
        "text/plain"
    } else {
        media_type
    }
}

fn binary_type(media_type: &'static str) -> &'static str {
    if media_type.contains('*') {
        BINARY
    } else {
        media_type
    }
}

fn text(scalar: &Token<'_>) -> Option<String> {
    match flatten(Node::root(std::slice::from_ref(scalar)))? {
        Flat::One(text) => Some(text.into_owned()),
        _ => Some(String::new()),
    }
}

/// Writes each property of an object as a field: arrays as a field per item,
/// anything deeper as JSON text, as the specification shows for this type.
fn form_body(node: Node<'_>) -> Option<String> {
    let mut body = String::new();
    for (name, value) in node.entries().ok()? {
        let values = match (value.token(), flatten(value)?) {
            (Token::Object { .. }, _) | (_, Flat::Pairs(_)) => {
                vec![serde_json::to_string(&value).ok()?.into()]
            }
            (_, Flat::Nothing) => Vec::new(),
            (_, Flat::One(text)) => vec![text],
            (_, Flat::Many(items)) => items,
        };
        for value in values {
            if !body.is_empty() {
                body.push('&');
            }
            body.push_str(&percent::encode(name));
            body.push('=');
            body.push_str(&percent::encode(&value));
        }
    }
    Some(body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Wire;

    fn check(media_type: &'static str, value: &dyn Wire, expected: Option<(&str, &str)>) {
        let written = write(media_type, Facts::default(), &|encoder| {
            value.encode(encoder)
        })
        .ok();
        let written = written.map(|written| (written.media_type, written.body));
        let expected =
            expected.map(|(ty, text)| (Cow::Borrowed(ty), Bytes::copy_from_slice(text.as_bytes())));
        assert_eq!(written, expected, "{media_type}");
    }

    #[test]
    fn by_media_type() {
        let object = serde_json::json!({"a": [1, 2], "b": {"c": null}, "d": "x y", "e": null});
        let form = "a=1&a=2&b=%7B%22c%22%3Anull%7D&d=x%20y";
        let urlencoded = "application/x-www-form-urlencoded";
        let bytes = Bytes::from_static(b"raw");
        check(
            "application/json",
            &"a".to_owned(),
            Some(("application/json", "\"a\"")),
        );
        check("text/plain", &"a".to_owned(), Some(("text/plain", "a")));
        check("text/*", &true, Some(("text/plain", "true")));
        check("image/png", &bytes, Some(("image/png", "raw")));
        check("*/*", &bytes, Some(("application/octet-stream", "raw")));
        check(
            "application/json",
            &bytes,
            Some(("application/json", "raw")),
        );
        check("*/*", &1, Some(("application/json", "1")));
        check("multipart/form-data", &1, None);
        check(urlencoded, &1, None);
        check(urlencoded, &object, Some((urlencoded, form)));
    }
}
