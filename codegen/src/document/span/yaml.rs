//! Spans in YAML, from the events of a parser that keeps them. Where that
//! parser stops early, what it has seen is kept.

use super::{Kind, Place, Span};
use saphyr_parser::{Event, Parser};

/// A collection that is being read.
struct Open {
    place: Place,
    /// Its own key, or index, in the collection around it.
    name: String,
    /// The key whose value comes next.
    key: Option<(String, Span)>,
}

impl Open {
    fn add(&mut self, name: String, place: Place) {
        self.place.children.push((name, place));
    }

    /// The name of the next child, and the span of its key.
    fn next(&mut self) -> (String, Option<Span>) {
        match self.key.take() {
            Some((name, span)) => (name, Some(span)),
            // An item has no name, nor has a key that is a collection itself.
            None => (String::new(), None),
        }
    }
}

pub(super) fn read(text: &str, lines: &[usize]) -> Option<Place> {
    let mut open: Vec<Open> = Vec::new();
    let mut events = Parser::new_from_str(text);
    while let Some(Ok((event, span))) = events.next_event() {
        let start = byte_offset(text, lines, span.start.line(), span.start.col());
        let end = byte_offset(text, lines, span.end.line(), span.end.col());
        let value = (start, end.saturating_sub(start));
        match event {
            Event::Scalar(key, ..)
                if open.last().is_some_and(|level| {
                    level.place.kind == Kind::Mapping && level.key.is_none()
                }) =>
            {
                if let Some(level) = open.last_mut() {
                    level.key = Some((key.to_string(), value));
                }
            }
            Event::Scalar(..) | Event::Alias(..) => {
                let scalar = Place {
                    value,
                    ..Place::default()
                };
                match open.last_mut() {
                    None => return Some(scalar),
                    Some(level) => {
                        let (name, key) = level.next();
                        level.add(name, Place { key, ..scalar });
                    }
                }
            }
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                let kind = match event {
                    Event::MappingStart(..) => Kind::Mapping,
                    _ => Kind::Sequence,
                };
                let (name, key) = open.last_mut().map(Open::next).unwrap_or_default();
                let place = Place {
                    value: (start, 1),
                    key,
                    kind,
                    ..Place::default()
                };
                open.push(Open {
                    place,
                    name,
                    key: None,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(root) = close(&mut open) {
                    return Some(root);
                }
            }
            _ => {}
        }
    }
    std::iter::from_fn(|| (!open.is_empty()).then(|| close(&mut open)))
        .last()
        .flatten()
}

/// Ends the innermost collection; the outermost one is the result.
fn close(open: &mut Vec<Open>) -> Option<Place> {
    let closed = open.pop()?;
    match open.last_mut() {
        None => Some(closed.place),
        Some(level) => {
            level.add(closed.name, closed.place);
            None
        }
    }
}

/// The byte offset of a line (from 1) and a column (in characters, from 0).
fn byte_offset(text: &str, lines: &[usize], line: usize, column: usize) -> usize {
    let start = lines
        .get(line.saturating_sub(1))
        .copied()
        .unwrap_or(text.len());
    let rest = &text[start..];
    rest.char_indices()
        .nth(column)
        .map_or(text.len(), |(at, _)| start + at)
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use crate::document::parse::Format;

    #[test]
    fn finds_scalars_and_keys() {
        let text = "a: 1\nb:\n  - x\n  - {żó: 'quoted', d: [1, 2]}\n200: last\n";
        let shown = |pointer| shown(text, Format::Yaml, pointer);
        assert_eq!(shown("/a"), "1");
        assert_eq!(shown("/b"), "b");
        assert_eq!(shown("/b/0"), "x");
        assert_eq!(shown("/b/1/żó"), "'quoted'");
        assert_eq!(shown("/b/1/d"), "d");
        assert_eq!(shown("/b/1/d/1"), "2");
        assert_eq!(shown("/200"), "last");
    }

    #[test]
    fn what_is_not_there_is_shown_by_what_is_around_it() {
        assert_eq!(shown("a:\n  b: 1\n", Format::Yaml, "/a/c/d"), "a");
        assert_eq!(shown("a:\n  b: 1\n", Format::Yaml, "/a/b/d"), "1");
    }

    #[test]
    fn what_was_seen_before_a_fault_is_kept() {
        let text = "a: {\n  b: 1\n}\nc: 2\n";
        assert_eq!(shown(text, Format::Yaml, "/a/b"), "1");
    }
}
