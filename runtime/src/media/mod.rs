//! Media types: what they make of a value, and of the bytes of a body.
//!
//! A media type only decides how bytes become tokens and back; which type
//! the tokens are decoded into is the caller's business.

mod fields;
mod form;
mod multipart;
mod read;
mod write;
mod xml;

use crate::operation::{Operation, Parameter, Parts, Xml};

use std::borrow::Cow;

pub(crate) use form::pairs;
pub(crate) use multipart::{FilePart, cut};
pub(crate) use read::{decode_body, tokens};
pub(crate) use write::{Written, write};

/// What a description says of a body beyond its media type.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Facts {
    pub(crate) parts: Parts,
    pub(crate) fields: &'static [Parameter],
    pub(crate) xml: Option<&'static Xml>,
    pub(crate) roots: &'static [(&'static str, Xml)],
}

impl Facts {
    /// What it says of a request's body.
    pub(crate) fn of_request(operation: &Operation) -> Self {
        let body = operation.body.as_ref();
        body.map_or(Self::default(), |body| Self {
            parts: body.parts,
            fields: body.fields,
            xml: body.xml,
            roots: body.roots,
        })
    }

    /// What it says of the body of an answer.
    pub(crate) fn of_response(operation: &Operation, status: u16) -> Self {
        let response = operation.response(status);
        response.map_or(Self::default(), |response| Self {
            xml: response.xml,
            roots: response.roots,
            ..Self::default()
        })
    }

    /// The media type of an answer that was written by this. XML says that it
    /// is UTF-8, as RFC 7303 (section 3) recommends: not all readers look for
    /// a declaration.
    pub(crate) fn with_charset(self, media_type: Cow<'static, str>) -> Cow<'static, str> {
        match self.root(&media_type).is_some() && parameter(&media_type, "charset").is_none() {
            true => format!("{media_type}; charset=utf-8").into(),
            false => media_type,
        }
    }

    /// What it says of XML, where the body is XML.
    fn root(self, media_type: &str) -> Option<&'static Xml> {
        let own = self.roots.iter().filter_map(|(one, root)| {
            let specificity = specificity(one, media_type)?;
            Some((specificity, root))
        });
        let own = own.max_by_key(|(specificity, _)| *specificity);
        own.map(|(_, root)| root)
            .or(self.xml.filter(|_| xml::is_xml(media_type)))
    }
}

/// The type of a JSON body.
pub(crate) const JSON: &str = "application/json";

/// The type of bytes of which nothing is known.
pub(crate) const BINARY: &str = "application/octet-stream";

/// How a media type writes values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `application/json` and everything that ends in `+json`.
    Json,
    /// Text as it is.
    Text,
    /// `application/x-www-form-urlencoded`.
    UrlEncoded,
    /// `multipart/form-data`; other kinds of `multipart/*` are bytes.
    Multipart,
    /// Bytes as they are.
    Binary,
}

/// The form that a media type has.
pub(crate) fn form_of(media_type: &str) -> Form {
    // Each body of each call is asked for its form, nearly always this one.
    if media_type == JSON {
        return Form::Json;
    }
    let name = essence(media_type).to_ascii_lowercase();
    let (kind, subtype) = name.split_once('/').unwrap_or((&name, ""));
    match (kind, subtype) {
        (_, "json") => Form::Json,
        _ if subtype.ends_with("+json") => Form::Json,
        ("application", "x-www-form-urlencoded") => Form::UrlEncoded,
        ("multipart", "form-data") => Form::Multipart,
        ("text", _) => Form::Text,
        (_, "xml" | "yaml" | "x-yaml" | "javascript" | "x-ndjson") => Form::Text,
        _ if subtype.ends_with("+xml") || subtype.ends_with("+yaml") => Form::Text,
        _ => Form::Binary,
    }
}

/// Whether a media type is a sequence of JSON texts (RFC 7464).
pub(crate) fn is_sequence(media_type: &str) -> bool {
    let name = essence(media_type).to_ascii_lowercase();
    name == "application/json-seq" || name.ends_with("+json-seq")
}

/// Whether a media type is JSON texts one after another.
pub(crate) fn is_lines(media_type: &str) -> bool {
    let name = essence(media_type).to_ascii_lowercase();
    let lines = [
        "application/jsonl",
        "application/x-jsonl",
        "application/jsonlines",
        "application/x-jsonlines",
        "application/ndjson",
        "application/x-ndjson",
    ];
    lines.contains(&name.as_str()) || is_sequence(&name)
}

/// Whether a media type is server-sent events.
pub(crate) fn is_events(media_type: &str) -> bool {
    essence(media_type).eq_ignore_ascii_case("text/event-stream")
}

/// Whether bodies of a media type are JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    form_of(media_type) == Form::Json
}

/// The media type without its parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// A parameter of a media type, without its quotes; its name is in small
/// letters.
pub(crate) fn parameter(media_type: &str, name: &str) -> Option<String> {
    let (_, parameters) = media_type.split_once(';')?;
    pairs_of(parameters).find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value))
}

/// The charset of a media type, if text in it may not be UTF-8.
pub(crate) fn other_charset(media_type: &str) -> Option<String> {
    let charset = parameter(media_type, "charset")?.to_ascii_lowercase();
    (!["utf-8", "utf8", "us-ascii"].contains(&charset.as_str())).then_some(charset)
}

/// The parameters behind a media type or a disposition: `a=1; b="2"`. A quote
/// ends a value where nothing else of it follows; browsers write no
/// backslash before one, others do.
pub(crate) fn pairs_of(parameters: &str) -> impl Iterator<Item = (&str, String)> {
    let mut rest = parameters;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches([' ', '\t', ';']);
        let (key, behind) = rest.split_once('=')?;
        let behind = behind.trim_start();
        let (value, behind) = match behind.strip_prefix('"') {
            Some(quoted) => {
                let (value, behind) = quoted.split_at(closing(quoted));
                (value.replace("\\\"", "\""), behind)
            }
            None => {
                let end = behind.find(';').unwrap_or(behind.len());
                (behind[..end].trim_end().to_owned(), &behind[end..])
            }
        };
        rest = behind.trim_start_matches('"');
        let key = key.rsplit(';').next().unwrap_or(key);
        Some((key.trim(), value))
    })
}

/// Where the quote is that ends a value.
fn closing(text: &str) -> usize {
    let mut quotes = text.match_indices('"').map(|(at, _)| at);
    let ends = |at: &usize| {
        let behind = text[at + 1..].trim_start_matches([' ', '\t']);
        behind.is_empty() || behind.starts_with(';')
    };
    quotes.find(ends).unwrap_or(text.len())
}

/// How closely a media type or a range describes `media_type`, which may be a
/// range too; `None` if it does not. A whole type is closer than a range, and
/// one with parameters closer than one without, if they are there.
pub(crate) fn specificity(described: &str, media_type: &str) -> Option<u8> {
    if !matches(described, media_type) {
        return None;
    }
    let mut wanted = parameters_of(described).peekable();
    match essence(described).matches('*').count() {
        0 if wanted.peek().is_none() => Some(2),
        0 => {
            let has = |(name, value): (&str, String)| {
                parameter(media_type, name).is_some_and(|given| given.eq_ignore_ascii_case(&value))
            };
            wanted.all(has).then_some(3)
        }
        1 => Some(1),
        _ => Some(0),
    }
}

/// The parameters by which media types differ: a character set is no other
/// type, nor is a weight in a list.
fn parameters_of(media_type: &str) -> impl Iterator<Item = (&str, String)> {
    let parameters = media_type.split_once(';').map(|(_, parameters)| parameters);
    let all = parameters.into_iter().flat_map(pairs_of);
    let is_other = |name: &str| {
        ["charset", "q"]
            .iter()
            .any(|one| name.eq_ignore_ascii_case(one))
    };
    all.filter(move |(name, _)| !is_other(name))
}

/// The items of a list in a header, whose quoted texts may have commas.
pub(crate) fn list(text: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    let items = text.split(move |c| {
        is_quoted ^= c == '"';
        c == ',' && !is_quoted
    });
    items.map(str::trim).filter(|item| !item.is_empty())
}

/// Whether `range` (such as `text/*`) takes `media_type`, which may itself
/// be a range; parameters do not count.
pub(crate) fn matches(range: &str, media_type: &str) -> bool {
    fn part(range: &str, part: &str) -> bool {
        range == "*" || part == "*" || range.eq_ignore_ascii_case(part)
    }
    if range == media_type && !range.contains(';') {
        return range.contains('/');
    }
    let split = |text| essence(text).split_once('/');
    match (split(range), split(media_type)) {
        (Some((kind, subtype)), Some((other, other_subtype))) => {
            part(kind, other) && part(subtype, other_subtype)
        }
        _ => false,
    }
}

/// The media type to write when there are several: JSON if it is among them,
/// else the first.
pub(crate) fn preferred<'a>(media_types: &[&'a str]) -> Option<&'a str> {
    media_types
        .iter()
        .find(|media_type| is_json(media_type))
        .or(media_types.first())
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (media_type, form) in [
            ("application/json; charset=utf-8", Form::Json),
            ("Application/Problem+JSON", Form::Json),
            ("text/plain", Form::Text),
            ("application/x-www-form-urlencoded", Form::UrlEncoded),
            ("Multipart/Form-Data; boundary=x", Form::Multipart),
            ("multipart/mixed; boundary=x", Form::Binary),
            ("application/octet-stream", Form::Binary),
            ("image/png", Form::Binary),
            ("*/*", Form::Binary),
            ("", Form::Binary),
        ] {
            assert_eq!(form_of(media_type), form, "{media_type}");
        }
    }

    #[test]
    fn ranges() {
        assert!(matches("*/*", "image/png"));
        assert!(matches("image/*", "image/png; q=1"));
        assert!(matches(
            "application/JSON",
            "application/json;charset=utf-8"
        ));
        assert!(!matches("image/*", "text/plain"));
        assert!(!matches("json", "application/json"));
    }

    #[test]
    fn json_is_preferred() {
        assert_eq!(preferred(&["text/plain", "a/b+json"]), Some("a/b+json"));
        assert_eq!(preferred(&["text/plain", "image/png"]), Some("text/plain"));
        assert_eq!(preferred(&[]), None);
    }
}
