//! XML: elements for values, as the table of the operation has them.
//!
//! What is read is told apart by local names; namespaces are written only.

mod lenient;
mod parse;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub(super) use read::read;
pub(super) use write::write;

use super::essence;

/// Whether a body of this type is XML.
pub(crate) fn is_xml(media_type: &str) -> bool {
    let name = essence(media_type).to_ascii_lowercase();
    name.ends_with("/xml") || name.ends_with("+xml")
}

/// Whether a text can be the name of an element or an attribute: no prefix,
/// and of what lies beyond ASCII all that is alphabetic.
fn is_name(text: &str) -> bool {
    let starts = |c: char| c == '_' || c.is_alphabetic();
    let goes_on = |c: char| starts(c) || c.is_numeric() || matches!(c, '-' | '.');
    text.starts_with(starts) && text.chars().all(goes_on)
}

/// Whether XML 1.0 can hold a character (section 2.2).
fn is_character(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
