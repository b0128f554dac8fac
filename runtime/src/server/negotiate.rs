//! Media types that the two sides can agree on.

use super::rejection::{Rejection, RejectionKind};
use crate::media::{self, Form};
use crate::operation::{Operation, Status};
use crate::outcome::joined;
use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_TYPE};

/// Checks that the request accepts one of the media types in which the
/// operation succeeds (RFC 9110, section 12.5.1).
pub(super) fn check_accept(operation: &Operation, headers: &HeaderMap) -> Result<(), Rejection> {
    let Some(accept) = joined(headers, ACCEPT.as_str()) else {
        return Ok(());
    };
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
    if offered.peek().is_none() || offered.any(|media_type| accepts(&accept, media_type)) {
        return Ok(());
    }
    let message = "none of the media types accepted is one that the operation answers with";
    Err(Rejection::new(RejectionKind::NotAcceptable, message))
}

/// Whether `Accept` takes a media type: the most specific of its ranges that
/// match decides.
fn accepts(accept: &str, media_type: &str) -> bool {
    let ranges = accept
        .split(',')
        .filter(|range| media::matches(range, media_type));
    let decisive = ranges.max_by_key(|range| {
        let stars = media::essence(range).matches('*').count();
        (2_usize.saturating_sub(stars), weight(range) > 0.0)
    });
    decisive.is_some_and(|range| weight(range) > 0.0)
}

fn weight(range: &str) -> f32 {
    let mut parameters = range
        .split(';')
        .skip(1)
        .filter_map(|parameter| parameter.split_once('='));
    let weight = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
    weight.map_or(1.0, |(_, weight)| weight.trim().parse().unwrap_or(1.0))
}

/// Checks that the body has a media type that the operation takes. Only a
/// body that does not say and cannot be JSON goes without.
pub(super) fn check_content_type(
    media_types: &[&str],
    headers: &HeaderMap,
) -> Result<(), Rejection> {
    let taken = match content_type(headers) {
        _ if media_types.is_empty() => true,
        Some(given) => media_types.iter().any(|taken| media::matches(taken, given)),
        None => !media_types
            .iter()
            .any(|taken| media::form_of(taken) == Form::Json),
    };
    if taken {
        return Ok(());
    }
    let message = format!(
        "the body must have one of the media types {}",
        media_types.join(", ")
    );
    Err(Rejection::new(RejectionKind::UnsupportedMediaType, message))
}

/// The media type of a body, if the request names one.
pub(super) fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_specific_range_decides() {
        assert!(accepts("*/*", "application/json"));
        assert!(accepts(
            "text/html, application/json;q=0.1",
            "application/json"
        ));
        assert!(!accepts("text/html", "application/json"));
        assert!(!accepts("application/json;q=0, */*", "application/json"));
        assert!(accepts("application/json, */*;q=0", "application/json"));
        assert!(!accepts("application/*;q=0.0", "application/json"));
    }
}
