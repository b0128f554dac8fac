//! Objects to parts.

use super::boundary::{boundary, random_boundary};
use super::guard::guarded;
use super::{OCTETS, not_taken, takes};
use crate::File;
use crate::media::{Form, JSON, form_of};
use crate::operation::{Items, Part, Parts};
use crate::parameter::{Flat, flatten};
use crate::stream::Payload;
use crate::wire::{Node, Token};
use std::borrow::Cow;
use std::collections::VecDeque;

/// One part, to be written.
struct Piece<'a> {
    name: &'a str,
    file_name: Option<&'a str>,
    /// None for text, as forms have it (RFC 7578, section 4.4).
    media_type: Option<&'a str>,
    content: Content<'a>,
}

enum Content<'a> {
    Whole(Cow<'a, [u8]>),
    Flowing(Payload),
}

/// Writes an object as the body of `multipart/form-data`, with the media
/// type that it then has.
///
/// # Errors
/// If the value is no object, or a part cannot have the media type that its
/// property must have; the text says which.
pub(in crate::media) fn write(parts: Parts, node: Node<'_>) -> Result<(String, Payload), String> {
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
    Ok(assembled(pieces))
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
        content: Content::Whole(Cow::Borrowed(&[])),
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
            piece.content = match file.as_bytes() {
                Some(bytes) => Content::Whole(Cow::Borrowed(bytes)),
                None => Content::Flowing(File::clone(file).into_payload()),
            };
        }
        (Token::Array { .. }, Some(delimiter)) => {
            piece.content = Content::Whole(joined(node, delimiter)?.into_bytes().into());
        }
        (Token::Object { .. } | Token::Array { .. }, _) => {
            piece.media_type = piece.media_type.or(Some(JSON));
            if !takes(part, piece.media_type.unwrap_or(JSON)) {
                return Err(not_taken(part));
            }
            piece.content = Content::Whole(json(node)?.into());
        }
        _ if exact.is_some_and(|exact| form_of(exact) == Form::Json) => {
            piece.content = Content::Whole(json(node)?.into());
        }
        _ => {
            if let Some(Flat::One(text)) = flatten(node) {
                piece.content = Content::Whole(match text {
                    Cow::Borrowed(text) => text.as_bytes().into(),
                    Cow::Owned(text) => text.into_bytes().into(),
                });
            }
        }
    }
    Ok(piece)
}

fn json(node: Node<'_>) -> Result<Vec<u8>, String> {
    serde_json::to_vec(&node).map_err(|error| error.to_string())
}

/// The parts with lines between them. Those that flow make the whole flow.
fn assembled(pieces: Vec<Piece<'_>>) -> (String, Payload) {
    let contents = pieces.iter().filter_map(|piece| match &piece.content {
        Content::Whole(bytes) => Some(&**bytes),
        Content::Flowing(_) => None,
    });
    let contents: Vec<&[u8]> = contents.collect();
    let flows = contents.len() < pieces.len();
    let boundary = match flows {
        true => random_boundary(&contents),
        false => boundary(&contents),
    };
    let length: usize = contents.iter().map(|content| content.len() + 256).sum();
    let mut bytes = Vec::with_capacity(length + 64);
    let mut parts = VecDeque::new();
    for piece in pieces {
        let head = head(&piece);
        for text in ["--", &boundary, "\r\n", &head, "\r\n"] {
            bytes.extend_from_slice(text.as_bytes());
        }
        match piece.content {
            Content::Whole(content) => bytes.extend_from_slice(&content),
            Content::Flowing(content) => {
                parts.push_back(Payload::from(std::mem::take(&mut bytes)));
                parts.push_back(guarded(content, &boundary));
            }
        }
        bytes.extend_from_slice(b"\r\n");
    }
    for text in ["--", &boundary, "--\r\n"] {
        bytes.extend_from_slice(text.as_bytes());
    }
    let media_type = format!("multipart/form-data; boundary={boundary}");
    let end = Payload::from(bytes);
    if !flows {
        return (media_type, end);
    }
    parts.push_back(end);
    (media_type, Payload::chained(parts))
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
