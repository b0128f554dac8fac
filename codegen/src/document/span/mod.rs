//! From JSON Pointers to spans of a file, by reading the file once more.
//!
//! Loading keeps no positions; this pass runs only when something is to be
//! reported, and then once for each file.

mod json;
mod yaml;

use super::parse::Format;
use crate::diagnostic::Excerpt;

/// A run of bytes: offset and length.
type Span = (usize, usize);

/// What a finding at a pointer is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant {
    /// The key that leads there.
    Key,
    /// The value there.
    Value,
}

/// Where a value stands, and the values in it.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// The value; of a collection only its first character.
    value: Span,
    /// The key in front of it.
    key: Option<Span>,
    /// Names, which only a mapping has, and values, in the order of the file.
    children: Vec<(Name, Place)>,
    kind: Kind,
}

/// The name of a value. A large file has many, and few are written in another
/// way than they are read.
#[derive(Debug, Default, PartialEq)]
enum Name {
    /// An item has no name, nor has a key that is a collection itself.
    #[default]
    None,
    /// As it stands in the file.
    Plain(Span),
    /// Without its escapes.
    Read(Box<str>),
}

impl Name {
    fn is(&self, name: &str, text: &str) -> bool {
        match self {
            Self::None => false,
            Self::Plain((at, length)) => text.get(*at..at + length) == Some(name),
            Self::Read(read) => **read == *name,
        }
    }
}

/// What a value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    Scalar,
    Sequence,
    Mapping,
}

impl Place {
    /// The child with an index, or the last one with a name, since that is
    /// the one that counts.
    fn child(&self, name: &str, text: &str) -> Option<&Self> {
        let found = match self.kind {
            Kind::Scalar => None,
            Kind::Sequence => self.children.get(name.parse::<usize>().ok()?),
            Kind::Mapping => self
                .children
                .iter()
                .rev()
                .find(|(key, _)| key.is(name, text)),
        };
        found.map(|(_, place)| place)
    }

    /// What to show: a scalar itself, a collection by its key, as anything
    /// of which the key is meant.
    fn shown(&self, meant: Meant) -> Span {
        match self.key {
            Some(key) if self.kind != Kind::Scalar || meant == Meant::Key => key,
            _ => self.value,
        }
    }
}

/// The spans of a file.
#[derive(Debug)]
pub struct Spans {
    root: Option<Place>,
    /// Offsets at which lines begin.
    lines: Vec<usize>,
}

impl Spans {
    /// Reads the spans of a file.
    pub fn of(text: &str, format: Format) -> Self {
        let newlines = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines: Vec<usize> = std::iter::once(0).chain(newlines).collect();
        let root = match format {
            Format::Json => json::read(text),
            Format::Yaml => yaml::read(text, &lines),
        };
        Self { root, lines }
    }

    /// The excerpt for what stands at `segments`, or for the nearest value
    /// around it that the file has.
    pub fn excerpt(&self, text: &str, segments: &[String], meant: Meant) -> Option<Excerpt> {
        let mut place = self.root.as_ref()?;
        let mut found = 0;
        for segment in segments {
            match place.child(segment, text) {
                Some(child) => place = child,
                None => break,
            }
            found += 1;
        }
        // Of what is only around it, the value is meant.
        let is_exact = found == segments.len();
        let (offset, length) = place.shown(if is_exact { meant } else { Meant::Value });
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        Some(Excerpt::in_line(text, line, start, offset, length))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Format, Meant, Spans};
    use crate::document::place::segments;

    /// The text that is shown for a pointer.
    pub(crate) fn shown(text: &str, format: Format, pointer: &str) -> String {
        let segments: Vec<String> = segments(pointer).collect();
        let excerpt = Spans::of(text, format)
            .excerpt(text, &segments, Meant::Value)
            .unwrap();
        let line = excerpt
            .text
            .chars()
            .skip(excerpt.column - 1 - excerpt.skipped);
        line.take(excerpt.width).collect()
    }
}
