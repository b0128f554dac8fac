//! Path templates: as routes, and as patterns that path parameters are taken
//! by.

use crate::percent;

/// A path template, segment by segment.
#[derive(Debug)]
pub(super) struct Template {
    segments: Vec<Vec<Piece>>,
}

#[derive(Debug, PartialEq)]
enum Piece {
    /// Literal text, percent-encoded as far as it must be.
    Text(String),
    /// A parameter.
    Name(&'static str),
}

/// The parameters of a path: names, and values as they are in the URI.
pub(super) type Captures = Vec<(&'static str, String)>;

impl Template {
    pub(super) fn parse(path: &'static str) -> Self {
        let path = path.strip_prefix('/').unwrap_or(path);
        Self {
            segments: path.split('/').map(pieces).collect(),
        }
    }

    /// The route of this path below `base`. Parameters are named by their
    /// position, so that templates that differ in names only share a route;
    /// so do those that have text beside a parameter.
    pub(super) fn route(&self, base: &str) -> String {
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
                Piece::Name(_) => 0,
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

    /// Takes the parameters from a path whose segments behind the base these
    /// are, `None` if the path does not match.
    pub(super) fn capture(&self, segments: &[&str]) -> Option<Captures> {
        if segments.len() != self.segments.len() {
            return None;
        }
        let mut captures = Captures::new();
        for (pieces, segment) in self.segments.iter().zip(segments) {
            capture(pieces, segment, &mut captures)?;
        }
        Some(captures)
    }
}

fn pieces(segment: &'static str) -> Vec<Piece> {
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
        pieces.push(Piece::Name(name));
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
/// all up to the text that ends the segment.
fn capture(pieces: &[Piece], segment: &str, captures: &mut Captures) -> Option<()> {
    let mut rest = segment;
    let mut pieces = pieces.iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(text) => rest = rest.strip_prefix(text.as_str())?,
            Piece::Name(name) => {
                let last = pieces.peek().is_none();
                let end = match pieces.next_if(|next| matches!(next, Piece::Text(_))) {
                    Some(Piece::Text(text)) if pieces.peek().is_none() => {
                        rest = rest.strip_suffix(text.as_str())?;
                        rest.len()
                    }
                    Some(Piece::Text(text)) => {
                        let first = rest.chars().next()?.len_utf8();
                        let end = first + rest.get(first..)?.find(text.as_str())?;
                        captures.push((name, rest.get(..end)?.to_owned()));
                        rest = rest.get(end + text.len()..)?;
                        continue;
                    }
                    _ if last => rest.len(),
                    _ => rest.chars().next()?.len_utf8(),
                };
                let (value, behind) = rest.split_at_checked(end)?;
                if value.is_empty() {
                    return None;
                }
                captures.push((name, value.to_owned()));
                rest = behind;
            }
        }
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

    #[track_caller]
    fn check(template: &'static str, path: &str, expected: Option<&[(&str, &str)]>) {
        let segments: Vec<_> = path.split('/').skip(1).collect();
        let captures = Template::parse(template).capture(&segments);
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
    }

    #[test]
    fn templates_meet_where_their_literal_segments_do() {
        let meets = |one, other| Template::parse(one).meets(&Template::parse(other));
        assert!(meets("/a/me", "/a/{b}"));
        assert!(meets("/{a}/me", "/a/{b}"));
        assert!(meets("/a/{b}.json", "/a/me"));
        assert!(!meets("/a/me", "/a/you"));
        assert!(!meets("/a/me", "/a/{b}/c"));
        assert!(!meets("/a/", "/a/b"));
    }

    #[test]
    fn routes() {
        assert_eq!(Template::parse("/a/{b}.json").route("/v1"), "/v1/a/{p1}");
        assert_eq!(Template::parse("/").route(""), "/");
        assert_eq!(Template::parse("/a/{b").route(""), "/a/%7Bb");
        assert_eq!(Template::parse("/a").route("/{x}"), "/{{x}}/a");
    }
}
