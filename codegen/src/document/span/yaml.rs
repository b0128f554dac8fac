//! Spans in YAML, from the events of a parser that keeps them. Where that
//! parser stops early, what it has seen is kept.

use super::{Kind, Name, Place, Span};
use saphyr_parser::{Event, Parser};

/// A collection that is being read.
struct Open {
    place: Place,
    /// Its own key, or index, in the collection around it.
    name: Name,
    /// The key whose value comes next.
    key: Option<(Name, Span)>,
}

impl Open {
    fn add(&mut self, name: Name, place: Place) {
        self.place.children.push((name, place));
    }

    /// The name of the next child, and the span of its key.
    fn next(&mut self) -> (Name, Option<Span>) {
        match self.key.take() {
            Some((name, span)) => (name, Some(span)),
            None => (Name::None, None),
        }
    }
}

pub(super) fn read(text: &str, lines: &[usize]) -> Option<Place> {
    let mut open: Vec<Open> = Vec::new();
    let mut events = Parser::new_from_str(text);
    let mut cursor = Cursor::new(text, lines);
    while let Some(Ok((event, span))) = events.next_event() {
        let start = cursor.byte(span.start.line(), span.start.col());
        let end = cursor.byte(span.end.line(), span.end.col());
        let value = (start, end.saturating_sub(start));
        match event {
            Event::Scalar(key, ..)
                if open.last().is_some_and(|level| {
                    level.place.kind == Kind::Mapping && level.key.is_none()
                }) =>
            {
                if let Some(level) = open.last_mut() {
                    let name = match text.get(start..end) == Some(&*key) {
                        true => Name::Plain(value),
                        false => Name::Read(key.into()),
                    };
                    level.key = Some((name, value));
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

/// From lines and columns to bytes. The last place is the start of the way to
/// the next one, since a whole document can be one line.
struct Cursor<'a> {
    text: &'a str,
    lines: &'a [usize],
    line: usize,
    column: usize,
    byte: usize,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str, lines: &'a [usize]) -> Self {
        Self {
            text,
            lines,
            line: 1,
            column: 0,
            byte: 0,
        }
    }

    /// The byte offset of a line (from 1) and a column (in characters, from 0).
    fn byte(&mut self, line: usize, column: usize) -> usize {
        if line != self.line {
            let start = self.lines.get(line.saturating_sub(1));
            self.byte = start.copied().unwrap_or(self.text.len());
            (self.line, self.column) = (line, 0);
        }
        let (before, behind) = self.text.split_at(self.byte);
        let bytes =
            |steps: &mut dyn Iterator<Item = char>| steps.map(char::len_utf8).sum::<usize>();
        if column >= self.column {
            self.byte += bytes(&mut behind.chars().take(column - self.column));
        } else {
            self.byte -= bytes(&mut before.chars().rev().take(self.column - column));
        }
        self.column = column;
        self.byte
    }
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
    fn finds_what_stands_behind_others_in_a_line() {
        let text = "{ż: {ó: [1, \"ł\"]}, z: {y: w}}\nu: 1";
        assert_eq!(shown(text, Format::Yaml, "/ż/ó/0"), "1");
        assert_eq!(shown(text, Format::Yaml, "/ż/ó/1"), "\"ł\"");
        assert_eq!(shown(text, Format::Yaml, "/z/y"), "w");
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
