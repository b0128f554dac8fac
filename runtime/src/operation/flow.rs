//! Which bodies flow.

use super::{Body, Operation};
use crate::media;
use http::Response;
use http::header::CONTENT_TYPE;

impl Operation {
    /// Whether the body of an answer is handed on as it flows. Failures are
    /// whole.
    pub(crate) fn streams<B>(&self, answer: &Response<B>) -> bool {
        let status = answer.status().as_u16();
        let Some(documented) = self.response(status).filter(|_| status < 400) else {
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

    /// The properties that may flow as the last part of a body.
    pub(crate) fn flowing_files(&self, media_type: Option<&str>) -> &'static [&'static str] {
        let is_form = |given| media::form_of(given) == media::Form::Multipart;
        match media_type.is_some_and(is_form) {
            true => self.parts.files,
            false => &[],
        }
    }
}

/// A body of a media type that is not documented is what is documented, where
/// that is bytes and nothing else. Items are of their own media type only, but
/// that servers call lines of JSON what they are lines of. Of several media types, the one that describes the body most closely decides,
/// as it does when the body is read.
fn flows(all: &[&str], streams: &[&str], given: Option<&str>) -> bool {
    if streams.is_empty() {
        return false;
    }
    if let [sole] = all
        && !media::is_lines(sole)
        && !media::is_events(sole)
    {
        return true;
    }
    let given = given.unwrap_or_default();
    if let [sole] = all
        && media::is_lines(sole)
        && media::is_json(given)
    {
        return true;
    }
    let closest = |wanted: bool| {
        let some = all.iter().filter(|one| streams.contains(one) == wanted);
        some.filter_map(|one| media::specificity(one, given)).max()
    };
    closest(true) > closest(false)
}

#[cfg(test)]
mod tests {
    use super::flows;

    #[test]
    fn the_media_type_decides() {
        let json = "application/json";
        let events = "text/event-stream";
        let both = [json, events];
        assert!(flows(
            &both,
            &[events],
            Some("text/event-stream;charset=utf-8")
        ));
        assert!(!flows(&both, &[events], Some(json)));
        assert!(!flows(&both, &[events], Some("text/plain")));
        assert!(!flows(&both, &[events], None));
        assert!(!flows(&both, &[], Some(events)));
        let sole = ["image/png"];
        assert!(flows(&sole, &sole, None));
        assert!(flows(&sole, &sole, Some("image/gif")));
        assert!(!flows(&[events], &[events], Some("text/plain")));
        assert!(!flows(&[events], &[events], Some(json)));
        let lines = ["application/x-ndjson"];
        assert!(flows(&lines, &lines, Some(json)));
        assert!(!flows(&lines, &lines, Some("text/plain")));
        let images = ["image/png", "image/gif"];
        assert!(flows(&images, &images, Some("image/gif")));
        assert!(!flows(&images, &images, Some("image/webp")));
    }

    #[test]
    fn the_closest_media_type_decides() {
        let ranges = ["image/*", "image/png"];
        assert!(flows(&ranges, &["image/png"], Some("image/png")));
        assert!(!flows(&ranges, &["image/png"], Some("image/gif")));
        let versions = ["a/b; version=1", "a/b; version=2"];
        assert!(flows(&versions, &versions[1..], Some("a/b;version=2")));
        assert!(!flows(&versions, &versions[1..], Some("a/b;version=1")));
    }
}
