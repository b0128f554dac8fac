//! Media types: what they make of a value, and of the bytes of a body.
//!
//! A media type only decides how bytes become tokens and back; which type
//! the tokens are decoded into is the caller's business.

mod form;
mod read;
mod write;

pub(crate) use form::{pairs, read_form};
pub(crate) use read::decode_body;
pub(crate) use write::write;

/// The type of a JSON body.
pub(crate) const JSON: &str = "application/json";

/// How a media type writes values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `application/json` and everything that ends in `+json`.
    Json,
    /// Text as it is.
    Text,
    /// `application/x-www-form-urlencoded`.
    UrlEncoded,
    /// `multipart/*`, which this crate does not write or read.
    Multipart,
    /// Bytes as they are.
    Binary,
}

/// The form that a media type has.
pub(crate) fn form_of(media_type: &str) -> Form {
    let name = essence(media_type).to_ascii_lowercase();
    let (kind, subtype) = name.split_once('/').unwrap_or((&name, ""));
    match (kind, subtype) {
        (_, "json") => Form::Json,
        _ if subtype.ends_with("+json") => Form::Json,
        ("application", "x-www-form-urlencoded") => Form::UrlEncoded,
        ("multipart", _) => Form::Multipart,
        ("text", _) => Form::Text,
        (_, "xml" | "yaml" | "x-yaml" | "javascript" | "x-ndjson") => Form::Text,
        _ if subtype.ends_with("+xml") || subtype.ends_with("+yaml") => Form::Text,
        _ => Form::Binary,
    }
}

/// The media type without its parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Whether `range` (such as `text/*`) takes `media_type`, which may itself
/// be a range; parameters do not count.
pub(crate) fn matches(range: &str, media_type: &str) -> bool {
    fn part(range: &str, part: &str) -> bool {
        range == "*" || part == "*" || range.eq_ignore_ascii_case(part)
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
        .find(|media_type| form_of(media_type) == Form::Json)
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
            ("multipart/form-data; boundary=x", Form::Multipart),
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
