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
    /// Whether the parameter that ends it takes all that is left of a path.
    takes_rest: bool,
}

#[derive(Debug, PartialEq)]
enum Piece {
    /// Literal text, percent-encoded as far as it must be.
    Text(String),
    /// A parameter, and whether it must be there.
    Name(&'static str, bool),
}

/// What a parameter of a route begins with that takes all that is left.
const REST: &str = "{*";

/// How many parameters a route has before axum's router panics: it names them
/// by letters, and wants one more.
const MOST_PARAMETERS: usize = 25;

/// The parameters of a path: names, and where their values are in it.
pub(super) type Captures = SmallVec<[(&'static str, Range<usize>); 2]>;

impl Template {
    pub(super) fn of(operation: &Operation) -> Self {
        let (path, _) = operation.path_and_query();
        let parameter = |name: &str| operation.parameter(Location::Path, name);
        Self::parse(
            path,
            &|name| parameter(name).is_none_or(|parameter| parameter.required),
            &|name| parameter(name).is_some_and(|parameter| parameter.multi_segment),
        )
    }

    fn parse(
        path: &'static str,
        is_required: &dyn Fn(&str) -> bool,
        has_segments: &dyn Fn(&str) -> bool,
    ) -> Self {
        let path = path.strip_prefix('/').unwrap_or(path);
        let segments = path.split('/');
        let segments: Vec<_> = segments
            .map(|segment| pieces(segment, is_required))
            .collect();
        let last = segments.last().and_then(|segment| segment.last());
        Self {
            takes_rest: matches!(last, Some(Piece::Name(name, _)) if has_segments(name)),
            segments,
        }
    }

    /// The routes of this path below `base`: one, and another without the last
    /// segment where that may be empty, which no parameter of a route is. For
    /// the path `/` that is the base itself, which people write without a slash
    /// at its end.
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
    /// so do those that have text beside a parameter. What axum's router has
    /// no letters for is left to the endpoint.
    fn route(&self, base: &str) -> String {
        let mut route = literal_route(base);
        let before = base.matches('/').count();
        let mut parameters = 0;
        for (index, segment) in self.segments.iter().enumerate() {
            route.push('/');
            if let Some(text) = literal(segment) {
                route.push_str(&literal_route(text));
                continue;
            }
            let position = before + index;
            let is_last = index + 1 == self.segments.len();
            if parameters == MOST_PARAMETERS || self.takes_rest && is_last {
                route.push_str(&format!("{REST}p{position}}}"));
                break;
            }
            route.push_str(&format!("{{p{position}}}"));
            parameters += 1;
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

    /// Whether the parameter that ends it takes all that is left of a path.
    pub(super) fn takes_rest(&self) -> bool {
        self.takes_rest
    }

    /// Whether a path may match both templates. Text beside a parameter is not
    /// compared.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let mut pairs = self.segments.iter().zip(&other.segments);
        let reaches = |one: &Self, other: &Self| {
            one.segments.len() == other.segments.len()
                || one.takes_rest && one.segments.len() < other.segments.len()
        };
        (reaches(self, other) || reaches(other, self))
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
        for (index, pieces) in self.segments.iter().enumerate() {
            let segment = segments.next()?;
            let behind = match self.takes_rest && index + 1 == self.segments.len() {
                true => path.len(),
                false => at + segment.len(),
            };
            capture(pieces, path.get(at..behind)?, at, &mut captures)?;
            at = behind + 1;
        }
        (self.takes_rest || segments.next().is_none()).then_some(captures)
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
        // Only what ends the template has more than one segment.
        if end < least || pieces.peek().is_some() && rest.get(..end)?.contains('/') {
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

/// What is before the parameter of a route that takes all that is left.
pub(super) fn before_rest(route: &str) -> Option<&str> {
    // Braces of literal text are doubled.
    route.find(&format!("/{REST}")).map(|at| &route[..at])
}

/// Whether a route has a parameter where another, which takes all that is
/// left, has that one.
pub(super) fn is_beside_rest(route: &str, wide: &str) -> bool {
    let behind = before_rest(wide).and_then(|before| route.strip_prefix(before));
    route != wide && behind.is_some_and(|behind| behind.starts_with("/{p"))
}

/// Literal text in the router's own syntax.
fn literal_route(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A template whose parameters `maybe` are optional, and whose parameters
    /// `rest` may have several segments.
    fn parse(path: &'static str) -> Template {
        let has_segments = |name: &str| name.ends_with("rest");
        Template::parse(path, &|name| !name.starts_with("maybe"), &has_segments)
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
    fn captures_several_segments() {
        check("/a/{rest}", "/a/x/y", Some(&[("rest", "x/y")]));
        check("/a/{rest}", "/a/x%2Fy/", Some(&[("rest", "x%2Fy/")]));
        check("/a/{rest}", "/a//x//y", Some(&[("rest", "/x//y")]));
        check("/a/{rest}", "/a//", Some(&[("rest", "/")]));
        check("/a/{rest}", "/a/", None);
        check("/a/{rest}", "/a", None);
        check("/a/{rest}", "/b/x", None);
        check(
            "/{b}/{rest}",
            "/1/2/3",
            Some(&[("b", "1"), ("rest", "2/3")]),
        );
        check("/{b}/{rest}", "//2", None);
        check("/a/{maybe_rest}", "/a/", Some(&[]));
        check("/a/{maybe_rest}", "/a/b/", Some(&[("maybe_rest", "b/")]));
        check("/v-{rest}", "/v-1/2", Some(&[("rest", "1/2")]));
        check("/{b}-{rest}", "/1-/2", Some(&[("b", "1"), ("rest", "/2")]));
        check("/{b}-{rest}", "/1/2-3", None);
        check("/{b}{rest}", "/12/3", Some(&[("b", "1"), ("rest", "2/3")]));
        check("/{b}{rest}", "//3", None);
        check("/{rest}/a", "/x/y/a", None);
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
        assert!(meets("/a/{rest}", "/a/b/{c}/d"));
        assert!(meets("/a/b/{c}/d", "/a/{rest}"));
        assert!(meets("/{rest}", "/a/{rest}"));
        assert!(!meets("/a/{rest}", "/b/c/d"));
        assert!(!meets("/a/{b}/{rest}", "/a/b"));
    }

    #[test]
    fn routes() {
        assert_eq!(parse("/a/{b}.json").route("/v1"), "/v1/a/{p2}");
        assert_eq!(parse("/").routes(""), ["/"]);
        assert_eq!(parse("/").routes("/v1"), ["/v1/", "/v1"]);
        assert_eq!(parse("/a/").routes("/v1"), ["/v1/a/"]);
        assert_eq!(parse("/a/{maybe}").routes(""), ["/a/{p1}", "/a/"]);
        assert_eq!(parse("/{maybe}").routes("/v1"), ["/v1/{p1}", "/v1/"]);
        assert_eq!(parse("/a/{b").route(""), "/a/%7Bb");
        assert_eq!(parse("/a").route("/{x}"), "/{{x}}/a");
        assert_eq!(parse("/{a}/{rest}").routes("/v1"), ["/v1/{p1}/{*p2}"]);
        assert_eq!(parse("/a/{maybe_rest}").routes(""), ["/a/{*p1}", "/a/"]);
        let many: &'static str = "/{a}".repeat(26).leak();
        assert!(parse(many).route("").ends_with("/{p24}/{*p25}"));
    }

    #[test]
    fn parameters_are_beside_one_that_takes_all_that_is_left() {
        assert_eq!(before_rest("/a/{*p1}"), Some("/a"));
        assert_eq!(before_rest("/a/{p1}"), None);
        assert_eq!(before_rest("/{{*p1}}"), None);
        assert!(is_beside_rest("/a/{p1}/b", "/a/{*p1}"));
        assert!(is_beside_rest("/{p0}/{*p1}", "/{*p0}"));
        assert!(!is_beside_rest("/a/{*p1}", "/a/{*p1}"));
        assert!(!is_beside_rest("/a/{{b}}", "/a/{*p1}"));
        assert!(!is_beside_rest("/a/", "/a/{*p1}"));
        assert!(!is_beside_rest("/ab/{p1}", "/a/{*p1}"));
    }
}
