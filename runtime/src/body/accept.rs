//! Which media types the other side takes.

use crate::media;
use crate::outcome::joined;
use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue};
use std::cmp::Reverse;

/// The media types that a request accepts as an answer, and how much it likes
/// each (RFC 9110, section 12.5.1). One that does not say accepts all.
///
/// ```
/// use specwright_runtime::body::Accept;
///
/// let accept = Accept::of("image/*;q=0.5, image/png, text/html");
/// assert_eq!(accept.quality("image/gif"), 0.5);
/// assert_eq!(accept.quality("audio/ogg"), 0.0);
/// assert_eq!(accept.best(&["image/gif", "image/png"]), Some("image/png"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accept(Option<HeaderValue>);

impl Accept {
    /// What the text of a header `Accept` says. One that no header can hold
    /// accepts nothing.
    pub fn of(text: &str) -> Self {
        let nothing = || HeaderValue::from_static("");
        Self(Some(
            HeaderValue::from_str(text).unwrap_or_else(|_| nothing()),
        ))
    }

    pub(crate) fn from_headers(headers: &HeaderMap) -> Self {
        let mut lines = headers.get_all(ACCEPT).iter();
        match (lines.next(), lines.next()) {
            (None, _) => Self(None),
            (Some(only), None) => Self((only != "*/*").then(|| only.clone())),
            (Some(_), Some(_)) => {
                joined(headers, ACCEPT.as_str()).map_or_else(Self::default, |all| Self::of(&all))
            }
        }
    }

    /// How much a media type is liked: from 0, not accepted, to 1. The most
    /// specific of the ranges that match it decides.
    pub fn quality(&self, media_type: &str) -> f32 {
        let Some(accept) = &self.0 else {
            return 1.0;
        };
        // What most clients send: the one media type that they want.
        let is_list = || media_type.bytes().any(|byte| matches!(byte, b',' | b';'));
        if accept == media_type && !is_list() {
            return 1.0;
        }
        let accept = String::from_utf8_lossy(accept.as_bytes());
        let matching = media::list(&accept).filter_map(|range| {
            let specificity = media::specificity(range, media_type)?;
            Some((specificity, weight(range)))
        });
        // Of two that say different things about the same, the kinder one.
        let decisive = matching.max_by(|one, other| {
            let weights = one.1.total_cmp(&other.1);
            one.0.cmp(&other.0).then(weights)
        });
        decisive.map_or(0.0, |(_, weight)| weight)
    }

    /// The one of these media types that is liked most: of several, JSON,
    /// else the first. `None` if none is accepted.
    pub fn best<'a>(&self, offered: &[&'a str]) -> Option<&'a str> {
        if let [only] = offered {
            return (self.quality(only) > 0.0).then_some(only);
        }
        let liked = offered.iter().enumerate().filter_map(|(at, media_type)| {
            let quality = self.quality(media_type);
            (quality > 0.0).then_some((quality, media::is_json(media_type), Reverse(at)))
        });
        let best = liked.max_by(|one, other| {
            let others = (one.1, one.2).cmp(&(other.1, other.2));
            one.0.total_cmp(&other.0).then(others)
        });
        best.map(|(_, _, Reverse(at))| offered[at])
    }
}

/// The weight of a range, 1 unless it says otherwise.
fn weight(range: &str) -> f32 {
    let weight = media::parameter(range, "q").and_then(|weight| weight.parse::<f32>().ok());
    weight
        .filter(|weight| (0.0..=1.0).contains(weight))
        .unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(accept: &str, media_type: &str) -> bool {
        Accept::of(accept).quality(media_type) > 0.0
    }

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
        assert!(accepts("a/b;v=1;q=0, a/b", "a/b;v=2"));
        assert!(!accepts("a/b;v=1;q=0, a/b", "a/b;v=1"));
        assert!(accepts(
            "a/b;note=\"x, y;q=0\", c/d;q=0",
            "a/b;note=\"x, y;q=0\""
        ));
        // A range on offer is accepted where some of it is.
        assert!(accepts("image/png", "image/*"));
    }

    #[test]
    fn the_best_is_what_is_liked_most() {
        let best = |accept: &str, offered: &[&'static str]| Accept::of(accept).best(offered);
        let both = ["application/xml", "application/json"];
        assert_eq!(Accept::default().best(&both), Some("application/json"));
        assert_eq!(best("*/*", &both), Some("application/json"));
        assert_eq!(best("application/*, */json;q=0.5", &both), Some(both[1]));
        assert_eq!(best("application/xml, */*;q=0.9", &both), Some(both[0]));
        assert_eq!(best("text/*", &both), None);
        assert_eq!(best("q=1, ;;, application/xml;q=no", &both), Some(both[0]));
        assert_eq!(best("*/*;q=NaN", &["a/b"]), best("*/*", &["a/b"]));
    }
}
