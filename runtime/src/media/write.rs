//! Values to bodies.

use super::{BINARY, Facts, Form, JSON, form, form_of, matches, multipart, xml};
use crate::File;
use crate::parameter::{Flat, flatten};
use crate::stream::Payload;
use crate::wire::{Encoder, Node, Token};
use std::borrow::Cow;

/// A body, and the media type that it has.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) media_type: Cow<'static, str>,
    pub(crate) body: Payload,
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
        return Ok(written(media_type, json(value)?));
    }
    let mut encoder = Encoder::tokens();
    value(&mut encoder);
    let tokens = encoder.into_tokens();
    let (media_type, body) = match (form, tokens.as_slice()) {
        // A type that encodes as nothing at all has no place in any body.
        (_, []) => return Err(String::new()),
        // Bytes are a body as they are, whatever its type.
        (_, [Token::Bytes(file)]) => {
            // Of a range, a file may say which type it has.
            let own = file.media_type().filter(|own| matches(media_type, own));
            let own = own.filter(|_| media_type.contains('*')).map(str::to_owned);
            return Ok(Written {
                media_type: own.map_or_else(|| concrete(media_type, form).into(), Cow::from),
                body: File::clone(file).into_payload(),
            });
        }
        (Form::Multipart, _) => {
            let (media_type, body) = multipart::write(facts.parts, Node::root(&tokens))?;
            return Ok(Written {
                media_type: media_type.into(),
                body,
            });
        }
        (_, tokens) => plain(media_type, facts, form, tokens, value)?,
    };
    Ok(written(media_type, body))
}

/// What is written from a value whose media type says it all.
fn plain(
    media_type: &'static str,
    facts: Facts,
    form: Form,
    tokens: &[Token<'_>],
    value: &dyn Fn(&mut Encoder),
) -> Result<(&'static str, Vec<u8>), String> {
    let node = Node::root(tokens);
    if let Some(root) = facts.root(media_type) {
        return Ok((media_type, xml::write(root, node)?));
    }
    Ok(match (form, tokens) {
        (Form::UrlEncoded, _) => (media_type, form::write(facts.fields, node)?.into_bytes()),
        (Form::Text, [_]) => (concrete(media_type, form), text(node)?.into_bytes()),
        (Form::Binary, [_]) if !media_type.contains('*') => (media_type, text(node)?.into_bytes()),
        (Form::Binary, _) if media_type.contains('*') => (JSON, json(value)?),
        (Form::Json | Form::Multipart | Form::Text | Form::Binary, _) => (media_type, json(value)?),
    })
}

fn written(media_type: impl Into<Cow<'static, str>>, body: Vec<u8>) -> Written {
    Written {
        media_type: media_type.into(),
        body: Payload::from(body),
    }
}

fn json(value: &dyn Fn(&mut Encoder)) -> Result<Vec<u8>, String> {
    let mut encoder = Encoder::json();
    value(&mut encoder);
    let whole = encoder.into_whole_json();
    whole.ok_or_else(|| "JSON cannot hold bytes that flow or are not UTF-8".to_owned())
}

/// The type of text or bytes where a range says only what it may be.
fn concrete(media_type: &'static str, form: Form) -> &'static str {
    match form {
        _ if !media_type.contains('*') => media_type,
        Form::Text => "text/plain",
        Form::Json | Form::UrlEncoded | Form::Multipart | Form::Binary => BINARY,
    }
}

fn text(scalar: Node<'_>) -> Result<String, String> {
    match flatten(scalar).ok_or_else(String::new)? {
        Flat::One(text) => Ok(text.into_owned()),
        Flat::Nothing | Flat::Many(_) | Flat::Pairs(_) => Ok(String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Map, Wire};
    use bytes::Bytes;

    fn check(media_type: &'static str, value: &dyn Wire, expected: Option<(&str, &str)>) {
        let written = write(media_type, Facts::default(), &|encoder| {
            value.encode(encoder)
        })
        .ok();
        let written =
            written.map(|written| (written.media_type, written.body.as_bytes().unwrap().clone()));
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
        for media_type in [
            "multipart/form-data",
            "text/yaml",
            "application/xml",
            urlencoded,
        ] {
            check(media_type, &bytes, Some((media_type, "raw")));
        }
        let text = Map::from([("a".to_owned(), Bytes::from_static(b"\"\xc3\xbc"))]);
        check("a/b+json", &text, Some(("a/b+json", "{\"a\":\"\\\"ü\"}")));
        check("application/json", &vec![Bytes::from_static(b"\xff")], None);
        check("*/*", &1, Some(("application/json", "1")));
        check("multipart/form-data", &1, None);
        check(urlencoded, &1, None);
        check(urlencoded, &object, Some((urlencoded, form)));
    }
}
