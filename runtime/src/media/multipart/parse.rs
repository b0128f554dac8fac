//! Bodies to parts.

use super::boundary::find;
use crate::media::{essence, pairs_of, parameter};
use crate::percent;
use std::borrow::Cow;

/// A body has no more parts than this.
const MOST_PARTS: usize = 4_096;

/// The headers of a part have no more bytes than this.
const LONGEST_HEAD: usize = 16 * 1024;

/// One part, as it came.
#[derive(Debug, PartialEq)]
pub(super) struct Piece<'a> {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    pub(super) media_type: Option<String>,
    pub(super) content: &'a [u8],
}

/// A part that has begun in a body of which more is to come.
pub(super) struct Begun<'a> {
    /// What its headers say; its content is empty.
    pub(super) piece: Piece<'a>,
    /// The parts before it, with the line before it.
    pub(super) before: &'a [u8],
    /// What has come behind the headers: a line break and content.
    pub(super) behind: &'a [u8],
}

/// Takes a body apart.
///
/// # Errors
/// If it does not have the form (RFC 2046, section 5.1; RFC 7578), or is
/// larger than the limits above; the text says what is wrong.
pub(super) fn parse<'a>(media_type: &str, body: &'a [u8]) -> Result<Vec<Piece<'a>>, String> {
    match taken_apart(media_type, body)? {
        (pieces, None) => Ok(pieces),
        (_, Some(_)) => Err("the last part does not end".to_owned()),
    }
}

/// What ends a part: a line break and the line between parts.
///
/// # Errors
/// If the media type does not say what the line is.
pub(super) fn line(media_type: &str) -> Result<String, String> {
    let boundary = parameter(media_type, "boundary");
    let boundary = boundary.filter(|text| matches!(text.len(), 1..=70));
    let boundary = boundary.ok_or("the media type does not name the boundary of the parts")?;
    Ok(format!("\r\n--{boundary}"))
}

/// Takes a body apart of which more may be to come: the parts that are whole,
/// and the one that has begun.
///
/// # Errors
/// Those of [`parse`], but for a last part that does not end.
pub(super) fn taken_apart<'a>(
    media_type: &str,
    body: &'a [u8],
) -> Result<(Vec<Piece<'a>>, Option<Begun<'a>>), String> {
    let line = line(media_type)?;
    let (line, first) = (line.as_bytes(), &line.as_bytes()[2..]);
    let mut rest = match body.strip_prefix(first) {
        Some(rest) => rest,
        None => until(body, line).ok_or("the body has no parts")?.1,
    };
    let mut pieces = Vec::new();
    // What is behind the last line means nothing.
    while !rest.starts_with(b"--") {
        if pieces.len() == MOST_PARTS {
            return Err(format!("the body has more than {MOST_PARTS} parts"));
        }
        let before = &body[..body.len() - rest.len()];
        let padding = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t'));
        rest = rest[padding.count()..]
            .strip_prefix(b"\r\n")
            .ok_or("a line between parts does not end")?;
        let (head, behind) = head(rest)?;
        let Some((content, behind)) = until(behind, line) else {
            let begun = Begun {
                piece: piece(head, &[])?,
                before,
                behind,
            };
            return Ok((pieces, Some(begun)));
        };
        // The line break behind the headers may be that before the line: then
        // there is no content (RFC 2046, section 5.1.1).
        let content = content.strip_prefix(b"\r\n").unwrap_or_default();
        pieces.push(piece(head, content)?);
        rest = behind;
    }
    Ok((pieces, None))
}

/// What is before a line between parts, and what is behind it. A line that
/// goes on is none.
pub(super) fn until<'a>(text: &'a [u8], line: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let mut from = 0;
    loop {
        let at = from + find(text.get(from..)?, line)?;
        let behind = &text[at + line.len()..];
        if matches!(behind, [b'-', b'-', ..] | [b' ' | b'\t' | b'\r', ..]) {
            return Some((&text[..at], behind));
        }
        from = at + 1;
    }
}

/// The headers, each ended by a line break, and what is behind them: a line
/// break and the content.
fn head(text: &[u8]) -> Result<(&str, &[u8]), String> {
    let within = &text[..text.len().min(LONGEST_HEAD)];
    let end = match within.starts_with(b"\r\n") {
        true => 0,
        false => match find(within, b"\r\n\r\n") {
            Some(end) => end + 2,
            None if within.len() < text.len() => {
                let message = format!("the headers of a part have more than {LONGEST_HEAD} bytes");
                return Err(message);
            }
            None => return Err("the headers of a part do not end".to_owned()),
        },
    };
    let head = str::from_utf8(&text[..end]).map_err(|_| "the headers of a part are not UTF-8")?;
    Ok((head, &text[end..]))
}

fn piece<'a>(head: &str, content: &'a [u8]) -> Result<Piece<'a>, String> {
    let mut piece = Piece {
        name: String::new(),
        file_name: None,
        media_type: None,
        content,
    };
    let mut is_named = false;
    for line in head.split("\r\n").filter(|line| !line.is_empty()) {
        let (key, value) = line
            .split_once(':')
            .ok_or("a header of a part has no colon")?;
        let value = value.trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "content-disposition" => is_named = disposition(value, &mut piece),
            "content-type" => piece.media_type = Some(value.to_owned()),
            // RFC 7578, section 4.7: these say that nothing was encoded.
            "content-transfer-encoding" => match value.to_ascii_lowercase().as_str() {
                "7bit" | "8bit" | "binary" => {}
                _ => return Err("a part has a transfer encoding that forms do not have".to_owned()),
            },
            _ => {}
        }
    }
    match is_named {
        true => Ok(piece),
        false => Err("a part has no name".to_owned()),
    }
}

/// Reads `form-data; name="…"; filename="…"`; whether there is a name.
fn disposition(value: &str, piece: &mut Piece<'_>) -> bool {
    let (_, parameters) = value.split_once(';').unwrap_or((value, ""));
    let mut is_named = false;
    let mut encoded_name = None;
    for (key, value) in pairs_of(parameters) {
        match key.to_ascii_lowercase().as_str() {
            "name" => {
                piece.name = unescaped(&value);
                is_named = true;
            }
            "filename" => piece.file_name = Some(unescaped(&value)),
            "filename*" => encoded_name = extended(&value),
            _ => {}
        }
    }
    piece.file_name = encoded_name.or(piece.file_name.take());
    is_named && essence(value).eq_ignore_ascii_case("form-data")
}

fn unescaped(name: &str) -> String {
    name.replace("%22", "\"")
        .replace("%0D", "\r")
        .replace("%0A", "\n")
}

/// A name as RFC 8187 has it, which forms should not use and some senders do.
fn extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_, text) = rest.split_once('\'')?;
    match charset.eq_ignore_ascii_case("utf-8") {
        true => percent::decode(text).ok().map(Cow::into_owned),
        false => None,
    }
}
