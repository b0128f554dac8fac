//! Objects to parts.

use super::boundary::boundary;
use super::{OCTETS, not_taken, takes};
use crate::media::{Form, JSON, form_of};
use crate::operation::{Items, Part, Parts};
use crate::parameter::{Flat, flatten};
use crate::wire::{Node, Token};
use std::borrow::Cow;

/// One part, to be written.
struct Piece<'a> {
    name: &'a str,
    file_name: Option<&'a str>,
    /// None for text, as forms have it (RFC 7578, section 4.4).
    media_type: Option<&'a str>,
    content: Cow<'a, [u8]>,
}

/// Writes an object as the body of `multipart/form-data`, with the media
/// type that it then has.
///
/// # Errors
/// If the value is no object, or a part cannot have the media type that its
/// property must have; the text says which.
pub(in crate::media) fn write(parts: Parts, node: Node<'_>) -> Result<(String, Vec<u8>), String> {
    let mut pieces = Vec::new();
    let entries = node.entries().map_err(|error| error.to_string())?;
    for (name, value) in entries {
        let part = parts.of(name);
        let items = match value.token() {
            Token::Array { .. } if !is_together(part, value) => {
                value.items().into_iter().flatten().collect()
            }
            _ => vec![value],
        };
        for item in items.into_iter().filter(|item| !item.is_null()) {
            let piece = piece(name, part, item);
            pieces.push(piece.map_err(|problem| format!("`{name}`: {problem}"))?);
        }
    }
    Ok(assembled(&pieces))
}

/// Whether a list is one part. A part alone that is a list is taken to be the
/// whole list, so that a list of one list has to be one.
fn is_together(part: Option<&Part>, list: Node<'_>) -> bool {
    let mut items = list.items().into_iter().flatten();
    let first = items.next().map(Node::token);
    match part.map_or(Items::None, |part| part.items) {
        Items::None | Items::Apart => {
            matches!(first, Some(Token::Array { .. })) && items.next().is_none()
        }
        Items::Together => true,
        Items::Joined(_) => first.is_some(),
    }
}

/// The items of a list as one text.
fn joined(list: Node<'_>, delimiter: char) -> Result<String, String> {
    let Some(Flat::Many(items)) = flatten(list) else {
        return Err("an item is not text".to_owned());
    };
    match items.iter().any(|item| item.contains(delimiter)) {
        true => Err(format!(
            "an item has {delimiter:?} in it, which separates items there"
        )),
        false => Ok(items.join(&delimiter.to_string())),
    }
}

fn piece<'a>(
    name: &'a str,
    part: Option<&'static Part>,
    node: Node<'a>,
) -> Result<Piece<'a>, String> {
    let declared = part.map_or(&[][..], |part| part.media_types);
    let delimiter = match part.map(|part| part.items) {
        Some(Items::Joined(delimiter)) => Some(delimiter),
        Some(Items::None | Items::Apart | Items::Together) | None => None,
    };
    let exact = declared.iter().find(|range| !range.contains('*')).copied();
    let mut piece = Piece {
        name,
        file_name: None,
        media_type: exact,
        content: Cow::Borrowed(&[]),
    };
    match (node.token(), delimiter) {
        (Token::Bytes(file), _) => {
            let media_type = file.media_type().or(exact).unwrap_or(OCTETS);
            if !takes(part, media_type) {
                return Err(not_taken(part));
            }
            if !media_type.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
                return Err("the media type of the file is none".to_owned());
            }
            piece.media_type = Some(media_type);
            piece.file_name = Some(file.name().unwrap_or(name));
            piece.content = Cow::Borrowed(file.content());
        }
        (Token::Array { .. }, Some(delimiter)) => {
            piece.content = Cow::Owned(joined(node, delimiter)?.into_bytes());
        }
        (Token::Object { .. } | Token::Array { .. }, _) => {
            piece.media_type = piece.media_type.or(Some(JSON));
            if !takes(part, piece.media_type.unwrap_or(JSON)) {
                return Err(not_taken(part));
            }
            piece.content = Cow::Owned(json(node)?);
        }
        _ if exact.is_some_and(|exact| form_of(exact) == Form::Json) => {
            piece.content = Cow::Owned(json(node)?);
        }
        _ => match flatten(node) {
            Some(Flat::One(Cow::Borrowed(text))) => piece.content = text.as_bytes().into(),
            Some(Flat::One(Cow::Owned(text))) => piece.content = text.into_bytes().into(),
            _ => {}
        },
    }
    Ok(piece)
}

fn json(node: Node<'_>) -> Result<Vec<u8>, String> {
    serde_json::to_vec(&node).map_err(|error| error.to_string())
}

fn assembled(pieces: &[Piece<'_>]) -> (String, Vec<u8>) {
    let contents: Vec<&[u8]> = pieces.iter().map(|piece| &*piece.content).collect();
    let boundary = boundary(&contents);
    let length: usize = contents.iter().map(|content| content.len() + 256).sum();
    let mut body = Vec::with_capacity(length + 64);
    for piece in pieces {
        let head = head(piece);
        for bytes in ["--", &boundary, "\r\n", &head, "\r\n"] {
            body.extend_from_slice(bytes.as_bytes());
        }
        body.extend_from_slice(&piece.content);
        body.extend_from_slice(b"\r\n");
    }
    for bytes in ["--", &boundary, "--\r\n"] {
        body.extend_from_slice(bytes.as_bytes());
    }
    (format!("multipart/form-data; boundary={boundary}"), body)
}

fn head(piece: &Piece<'_>) -> String {
    let name = escaped(piece.name);
    let mut head = format!("Content-Disposition: form-data; name=\"{name}\"");
    if let Some(name) = piece.file_name {
        head.push_str("; filename=\"");
        head.push_str(&escaped(name));
        head.push('"');
    }
    head.push_str("\r\n");
    if let Some(media_type) = piece.media_type {
        head.push_str("Content-Type: ");
        head.push_str(media_type);
        head.push_str("\r\n");
    }
    head
}

/// A name between quotes, as browsers write it (HTML, multipart form data).
fn escaped(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
