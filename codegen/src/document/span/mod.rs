//! From a JSON Pointer to a span of the file, by reading the file once more.
//!
//! Loading keeps no positions; this pass runs only when something is to be
//! reported.

mod json;
mod yaml;

use super::parse::Format;
use crate::diagnostic::Excerpt;

/// What of the entry at a pointer is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Key,
    Value,
}

/// The span of what stands at `segments`, or of the nearest value around it
/// that the file has. A scalar is meant itself; for an object or an array,
/// its key is shown where it has one.
pub fn locate(text: &str, format: Format, segments: &[String]) -> Option<Excerpt> {
    let find = |segments: &[String]| match format {
        Format::Json => json::find(text, segments),
        Format::Yaml => yaml::find(text, segments),
    };
    (0..=segments.len())
        .rev()
        .find_map(|length| find(&segments[..length]))
        .map(|(offset, length)| Excerpt::at(text, offset, length))
}
