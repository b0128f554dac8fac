//! Media types that the two sides can agree on.

use super::rejection::{Rejection, RejectionKind};
use crate::body::Accept;
use crate::media::{self, Form};
use crate::operation::{Location, Operation, Status};
use crate::outcome::{Reply, joined};
use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use http::{HeaderMap, HeaderValue};

/// Checks that the request accepts one of the media types in which the
/// operation succeeds (RFC 9110, section 12.5.1).
pub(super) fn check_accept(operation: &Operation, accept: &Accept) -> Result<(), Rejection> {
    let successes = operation
        .responses
        .iter()
        .filter(|response| match response.status {
            Status::Code(code) => code < 400,
            Status::Range(range) => range < 4,
            Status::Default => true,
        });
    let mut offered = successes
        .flat_map(|response| response.media_types)
        .peekable();
    if offered.peek().is_none() || offered.any(|media_type| accept.quality(media_type) > 0.0) {
        return Ok(());
    }
    let message = "none of the media types accepted is one that the operation answers with";
    Err(Rejection::new(RejectionKind::NotAcceptable, message))
}

/// Says to caches that the media type of an answer was a choice (RFC 9110,
/// section 12.5.5).
pub(super) fn vary(operation: &Operation, reply: &mut Reply) {
    let documented = operation.response(reply.status());
    if documented.is_none_or(|response| response.media_types.len() < 2) {
        return;
    }
    let varies = joined(reply.headers(), VARY.as_str()).unwrap_or_default();
    let says = |name: &str| name == "*" || name.eq_ignore_ascii_case(ACCEPT.as_str());
    if !varies.split(',').map(str::trim).any(says) {
        let headers = reply.headers_mut();
        headers.append(VARY, HeaderValue::from_static("accept"));
    }
}

/// Checks that the body has a media type that the operation takes. Only a
/// body that does not say and cannot be JSON goes without. What calls itself
/// JSON is taken for JSON of any other name, and for text: a string.
pub(super) fn check_content_type(
    media_types: &[&str],
    headers: &HeaderMap,
) -> Result<(), Rejection> {
    let taken = match content_type(headers) {
        _ if media_types.is_empty() => true,
        Some(given) => media_types
            .iter()
            .any(|taken| media::matches(taken, given) || is_json_for(given, taken)),
        None => !media_types.iter().any(|taken| media::is_json(taken)),
    };
    if taken {
        return check_charset(media_types, headers);
    }
    let message = format!(
        "the body must have one of the media types {}",
        media_types.join(", ")
    );
    Err(Rejection::new(RejectionKind::UnsupportedMediaType, message))
}

/// Checks that text is UTF-8, as far as the request says. Bytes may have any
/// charset, and so may what is documented with it.
fn check_charset(media_types: &[&str], headers: &HeaderMap) -> Result<(), Rejection> {
    let given = content_type(headers).filter(|given| media::form_of(given) != Form::Binary);
    let Some(charset) = given.and_then(media::other_charset) else {
        return Ok(());
    };
    let has_it = |taken: &&str| media::other_charset(taken).as_ref() == Some(&charset);
    if media_types.iter().any(has_it) {
        return Ok(());
    }
    let message = "the body must be UTF-8";
    Err(Rejection::new(RejectionKind::UnsupportedMediaType, message))
}

/// Checks that the body is not compressed or otherwise encoded (RFC 9110,
/// section 15.5.16), unless that is what the operation wants to know.
pub(super) fn check_coding(operation: &Operation, headers: &HeaderMap) -> Result<(), Rejection> {
    let Some(coding) = joined(headers, CONTENT_ENCODING.as_str()) else {
        return Ok(());
    };
    let is_none = |coding: &str| coding.is_empty() || coding.eq_ignore_ascii_case("identity");
    let is_asked = || {
        operation
            .parameter(Location::Header, CONTENT_ENCODING.as_str())
            .is_some()
    };
    if coding.split(',').map(str::trim).all(is_none) || is_asked() {
        return Ok(());
    }
    let message = "the body must have no content coding";
    let rejection = Rejection::new(RejectionKind::UnsupportedMediaType, message);
    Err(rejection.with_header(ACCEPT_ENCODING, "identity"))
}

/// Whether plain JSON can stand for a media type.
fn is_json_for(given: &str, taken: &str) -> bool {
    let is_text = || taken.to_ascii_lowercase().starts_with("text/");
    media::matches(media::JSON, given) && (media::is_json(taken) || is_text())
}

/// The media type of a body, if the request names one.
pub(super) fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE)?.to_str().ok()
}
