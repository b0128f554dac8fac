//! Which bodies flow.

use super::{Body, Operation};
use crate::media;
use http::Response;
use http::header::CONTENT_TYPE;

impl Operation {
    /// Whether the body of an answer is handed on as it flows.
    pub(crate) fn streams<B>(&self, answer: &Response<B>) -> bool {
        let Some(documented) = self.response(answer.status().as_u16()) else {
            return false;
        };
        let given = answer.headers().get(CONTENT_TYPE);
        let given = given.and_then(|given| given.to_str().ok());
        flows(documented.media_types, documented.streams, given)
    }
}

impl Body {
    /// Whether a body of this media type is handed on as it flows.
    pub(crate) fn flows(&self, media_type: Option<&str>) -> bool {
        flows(self.media_types, self.streams, media_type)
    }
}

/// A body of a media type that is not documented is what is documented, where
/// that is bytes and nothing else. Items are of their own media type only.
fn flows(all: &[&str], streams: &[&str], given: Option<&str>) -> bool {
    let is_items = |one: &&str| media::is_lines(one) || media::is_events(one);
    let is_sole = !streams.is_empty() && streams.len() == all.len();
    let is_sole = is_sole && !streams.iter().any(is_items);
    let given = given.unwrap_or_default();
    is_sole || streams.iter().any(|one| media::matches(one, given))
}
