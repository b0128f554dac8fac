//! Path templates: as routes, and as patterns that path parameters are taken
//! by.

use crate::operation::{Location, Operation};
use crate::percent;
use smallvec::SmallVec;
use std::ops::Range;

/// A path template, segment by segment.
#[derive(Debug)]
pub(super) struct Template {
    segments: Vec<Vec<Piece>>,
}

#[derive(Debug, PartialEq)]
enum Piece {
    /// Literal text, percent-encoded as far as it must be.
    Text(String),
    /// A parameter, and whether it must be there.
    Name(&'static str, bool),
}

/// The parameters of a path: names, and where their values are in it.
pub(super) type Captures = SmallVec<[(&'static str, Range<usize>); 2]>;

impl Template {
    pub(super) fn of(operation: &Operation) -> Self {
        let (path, _) = operation.path_and_query();
        Self::parse(path, &|name| {
            let parameter = operation.parameter(Location::Path, name);
            parameter.is_none_or(|parameter| parameter.required)
        })
    }

    fn parse(path: &'static str, is_required: &dyn Fn(&str) -> bool) -> Self {
        let path = path.strip_prefix('/').unwrap_or(path);
        let segments = path.split('/');
        Self {
            segments: segments
                .map(|segment| pieces(segment, is_required))
                .collect(),
        }
    }

    /// The routes of this path below `base`: one, and another without the last
    /// segment where that may be empty. For the path `/` that is the base
    /// itself, which people write without a slash at its end.
    pub(super) fn routes(&self, base: &str) -> Vec<String> {
        let route = self.route(base);
        let behind = route.rfind('/').map_or(0, |slash| slash + 1);
        let shorter = match self.segments.last().map(Vec::as_slice) {
            Some([]) if self.segments.len() == 1 && !base.is_empty() => behind - 1,
            Some([Piece::Name(_, false)]) => behind,
            _ => return vec![route],
        };
        let shorter = route[..shorter].to_owned();
        vec![route, shorter]
    }

    /// The route of this path below `base`. Parameters are named by their
    /// position, so that templates that differ in names only share a route;
    /// so do those that have text beside a parameter.
    fn route(&self, base: &str) -> String {
        let mut route = literal_route(base);
        for (index, segment) in self.segments.iter().enumerate() {
            route.push('/');
            match literal(segment) {
                Some(text) => route.push_str(&literal_route(text)),
                None => route.push_str(&format!("{{p{index}}}")),
            }
        }
        route
    }

    /// How much of the template is literal: of two that match, the one with
    /// more of it is meant.
    pub(super) fn weight(&self) -> usize {
        let pieces = self.segments.iter().flatten();
        pieces
            .map(|piece| match piece {
                Piece::Text(text) => text.len(),
                Piece::Name(..) => 0,
            })
            .sum()
    }

    /// Which segments are literal.
    pub(super) fn literal_segments(&self) -> Vec<bool> {
        let segments = self.segments.iter();
        segments.map(|pieces| literal(pieces).is_some()).collect()
    }

    /// Whether a path may match both templates. Text beside a parameter is not
    /// compared.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let mut pairs = self.segments.iter().zip(&other.segments);
        self.segments.len() == other.segments.len()
            && pairs.all(|(one, other)| match (literal(one), literal(other)) {
                (Some(one), Some(other)) => one == other,
                _ => true,
            })
    }

    /// Takes the parameters from a path, `None` if it does not match from
    /// `start` on.
    pub(super) fn capture(&self, path: &str, start: usize) -> Option<Captures> {
        let mut captures = Captures::new();
        // Bytes, since segments are too short for a search to be worth its start.
        let mut segments = path.as_bytes().get(start..)?.split(|byte| *byte == b'/');
        let mut at = start;
        for pieces in &self.segments {
            let behind = at + segments.next()?.len();
            capture(pieces, path.get(at..behind)?, at, &mut captures)?;
            at = behind + 1;
        }
        segments.next().is_none().then_some(captures)
    }
}

fn pieces(segment: &'static str, is_required: &dyn Fn(&str) -> bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let text = |text: &str, pieces: &mut Vec<Piece>| {
        if !text.is_empty() {
            let encoded = percent::encode_except(text, percent::is_allowed_in_path);
            pieces.push(Piece::Text(encoded));
        }
    };
    let mut rest = segment;
    while let Some((literal, behind)) = rest.split_once('{') {
        let Some((name, behind)) = behind.split_once('}') else {
            break;
        };
        text(literal, &mut pieces);
        pieces.push(Piece::Name(name, is_required(name)));
        rest = behind;
    }
    text(rest, &mut pieces);
    pieces
}

/// The text of a segment without a parameter.
fn literal(segment: &[Piece]) -> Option<&str> {
    match segment {
        [] => Some(""),
        [Piece::Text(text)] => Some(text),
        _ => None,
    }
}

/// Each parameter takes as little as it can, except that the last one takes
/// all up to the text that ends the segment. One that must be there takes
/// something.
fn capture(pieces: &[Piece], segment: &str, mut at: usize, captures: &mut Captures) -> Option<()> {
    let mut rest = segment;
    let mut pieces = pieces.iter().peekable();
    while let Some(piece) = pieces.next() {
        let (name, required) = match piece {
            Piece::Text(text) => {
                rest = rest.strip_prefix(text.as_str())?;
                at += text.len();
                continue;
            }
            Piece::Name(name, required) => (name, *required),
        };
        let least = match rest.chars().next() {
            Some(first) if required => first.len_utf8(),
            None if required => return None,
            _ => 0,
        };
        let text = pieces.next_if(|next| matches!(next, Piece::Text(_)));
        let (end, behind) = match (text, pieces.peek()) {
            (Some(Piece::Text(text)), None) => {
                rest = rest.strip_suffix(text.as_str())?;
                (rest.len(), rest.len())
            }
            (Some(Piece::Text(text)), Some(_)) => {
                let end = least + rest.get(least..)?.find(text.as_str())?;
                (end, end + text.len())
            }
            (_, None) => (rest.len(), rest.len()),
            (_, Some(_)) => (least, least),
        };
        if end < least {
            return None;
        }
        if end > 0 {
            captures.push((name, at..at + end));
        }
        rest = rest.get(behind..)?;
        at += behind;
    }
    rest.is_empty().then_some(())
}

/// Literal text in the router's own syntax.
fn literal_route(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A template whose parameter `maybe` is optional.
    fn parse(path: &'static str) -> Template {
        Template::parse(path, &|name| name != "maybe")
    }

    #[track_caller]
    fn check(template: &'static str, path: &str, expected: Option<&[(&str, &str)]>) {
        let captures = parse(template).capture(path, 1);
        let text = |(name, at): (&'static str, Range<usize>)| (name, path[at].to_owned());
        let captures = captures.map(|all| all.into_iter().map(text).collect::<Vec<_>>());
        let expected = expected.map(|pairs| {
            pairs
                .iter()
                .map(|(name, value)| ((*name), (*value).to_owned()))
                .collect::<Vec<_>>()
        });
        assert_eq!(captures, expected, "{path} by {template}");
    }

    #[test]
    fn captures() {
        check("/a/{b}", "/a/x%2Fy", Some(&[("b", "x%2Fy")]));
        check("/a/{b}", "/a/", None);
        check("/a/{b}", "/c/x", None);
        check("/a/{b}.json", "/a/x.json", Some(&[("b", "x")]));
        check("/a/{b}.json", "/a/x.json.json", Some(&[("b", "x.json")]));
        check("/a/{b}.json", "/a/.json", None);
        check("/a/{b}.json", "/a/x.xml", None);
        check("/{a}-{b}", "/1-2-3", Some(&[("a", "1"), ("b", "2-3")]));
        check("/v{a}:do", "/v1:do", Some(&[("a", "1")]));
        check("/{a}{b}", "/xyz", Some(&[("a", "x"), ("b", "yz")]));
        check("/", "/", Some(&[]));
        check("/a/", "/a/", Some(&[]));
        check("/a b", "/a%20b", Some(&[]));
        check("/a/{b", "/a/%7Bb", Some(&[]));
        check("/a{maybe}", "/a", Some(&[]));
        check("/a{maybe}", "/ab", Some(&[("maybe", "b")]));
        check("/a/{maybe}", "/a/", Some(&[]));
        check("/a/{maybe}.{b}", "/a/.x", Some(&[("b", "x")]));
        check("/a/{maybe}.json", "/a/.json", Some(&[]));
    }

    #[test]
    fn templates_meet_where_their_literal_segments_do() {
        let meets = |one, other| parse(one).meets(&parse(other));
        assert!(meets("/a/me", "/a/{b}"));
        assert!(meets("/{a}/me", "/a/{b}"));
        assert!(meets("/a/{b}.json", "/a/me"));
        assert!(!meets("/a/me", "/a/you"));
        assert!(!meets("/a/me", "/a/{b}/c"));
        assert!(!meets("/a/", "/a/b"));
    }

    #[test]
    fn routes() {
        assert_eq!(parse("/a/{b}.json").route("/v1"), "/v1/a/{p1}");
        assert_eq!(parse("/").routes(""), ["/"]);
        assert_eq!(parse("/").routes("/v1"), ["/v1/", "/v1"]);
        assert_eq!(parse("/a/").routes("/v1"), ["/v1/a/"]);
        assert_eq!(parse("/a/{maybe}").routes(""), ["/a/{p1}", "/a/"]);
        assert_eq!(parse("/{maybe}").routes("/v1"), ["/v1/{p0}", "/v1/"]);
        assert_eq!(parse("/a/{b").route(""), "/a/%7Bb");
        assert_eq!(parse("/a").route("/{x}"), "/{{x}}/a");
    }
}
