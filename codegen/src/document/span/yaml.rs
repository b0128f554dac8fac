//! Spans in YAML, from the events of a parser that keeps them.

use super::Part;
use saphyr_parser::{Event, Parser};

/// A collection that is being walked through.
enum Level {
    Sequence { next: usize },
    Mapping { key: Option<(String, usize, usize)> },
}

/// The byte offset and length of the value at `segments`, or of its key when
/// the value is a collection.
pub(super) fn find(text: &str, segments: &[String]) -> Option<(usize, usize)> {
    let mut levels: Vec<Level> = Vec::new();
    // How many of `segments` the open collections follow.
    let mut matched: Vec<bool> = Vec::new();
    let mut events = Parser::new_from_str(text);
    let starts = line_starts(text);
    let mut found = None;
    while let Some(Ok((event, span))) = events.next_event() {
        let offset = byte_offset(text, &starts, span.start.line(), span.start.col());
        let end = byte_offset(text, &starts, span.end.line(), span.end.col());
        match event {
            Event::SequenceEnd | Event::MappingEnd => {
                levels.pop();
                matched.pop();
                continue;
            }
            Event::Scalar(..)
            | Event::Alias(..)
            | Event::SequenceStart(..)
            | Event::MappingStart(..) => {}
            _ => continue,
        }
        if let Event::Scalar(value, ..) = &event
            && let Some(Level::Mapping { key: key @ None }) = levels.last_mut()
        {
            *key = Some((value.to_string(), offset, end - offset.min(end)));
            continue;
        }
        let on_path = matched.iter().all(|&is| is);
        let segment = levels
            .len()
            .checked_sub(1)
            .and_then(|depth| segments.get(depth));
        let (here, key) = enter(levels.last_mut(), segment);
        let here = on_path && here;
        let is_collection = matches!(event, Event::SequenceStart(..) | Event::MappingStart(..));
        if here && levels.len() == segments.len() {
            let part = if is_collection && key.is_some() {
                Part::Key
            } else {
                Part::Value
            };
            found = match (part, key) {
                (Part::Key, Some(span)) => Some(span),
                _ if is_collection => Some((offset, 1)),
                _ => Some((offset, end - offset.min(end))),
            };
        }
        if is_collection {
            matched.push(here);
            levels.push(match event {
                Event::SequenceStart(..) => Level::Sequence { next: 0 },
                _ => Level::Mapping { key: None },
            });
        }
    }
    found
}

/// Steps to the next entry of the collection that is open: whether it is the
/// one that `segment` names, and the span of its key. The whole document is
/// always on the path.
fn enter(level: Option<&mut Level>, segment: Option<&String>) -> (bool, Option<(usize, usize)>) {
    match level {
        None => (true, None),
        Some(Level::Sequence { next }) => {
            let is = segment.is_some_and(|segment| segment.parse() == Ok(*next));
            *next += 1;
            (is, None)
        }
        Some(Level::Mapping { key }) => match key.take() {
            Some((name, offset, length)) => (
                segment.is_some_and(|segment| *segment == name),
                Some((offset, length)),
            ),
            // A key that is a collection itself cannot be on a path, and its
            // value follows with no key noted.
            None => (false, None),
        },
    }
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect()
}

/// The byte offset of a line (from 1) and a column (in characters, from 0).
fn byte_offset(text: &str, starts: &[usize], line: usize, column: usize) -> usize {
    let start = starts
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
    use super::find;

    fn text_at<'a>(text: &'a str, pointer: &str) -> Option<&'a str> {
        let segments: Vec<String> = crate::document::place::segments(pointer).collect();
        find(text, &segments).map(|(offset, length)| &text[offset..offset + length])
    }

    #[test]
    fn finds_scalars_and_keys() {
        let text = "a: 1\nb:\n  - x\n  - {żó: 'quoted', d: [1, 2]}\n200: last\n";
        assert_eq!(text_at(text, "/a"), Some("1"));
        assert_eq!(text_at(text, "/b"), Some("b"));
        assert_eq!(text_at(text, "/b/0"), Some("x"));
        assert_eq!(text_at(text, "/b/1/żó"), Some("'quoted'"));
        assert_eq!(text_at(text, "/b/1/d"), Some("d"));
        assert_eq!(text_at(text, "/b/1/d/1"), Some("2"));
        assert_eq!(text_at(text, "/200"), Some("last"));
        assert_eq!(text_at(text, "/b/2"), None);
    }
}
