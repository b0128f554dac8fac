//! `multipart/form-data` (RFC 7578): an object whose properties are parts.
//!
//! A property that is a list is several parts of one name. Values of a part
//! are text, JSON or a file, as its media type has it; the table of the
//! operation ([`Part`]) says where that does not follow from the value.

mod boundary;
mod guard;
mod last;
mod parse;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use last::{FilePart, cut};
pub(super) use read::read;
pub(super) use write::write;

use super::matches;
use crate::operation::Part;

/// The media type of a file that says nothing of itself.
const OCTETS: &str = "application/octet-stream";

/// Whether a part may have a media type.
fn takes(part: Option<&Part>, media_type: &str) -> bool {
    let taken = part.map_or(&[][..], |part| part.media_types);
    taken.is_empty() || taken.iter().any(|range| matches(range, media_type))
}

/// What is wrong with a part that has another media type.
fn not_taken(part: Option<&Part>) -> String {
    let taken = part.map_or(String::new(), |part| part.media_types.join(", "));
    format!("the part must have one of the media types {taken}")
}
