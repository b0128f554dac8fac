//! Patterns, compiled when they are first used.

use regex::Regex;
use std::sync::OnceLock;

/// The pattern of a schema, translated by the generator, which has made sure
/// that it compiles.
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern in the syntax of the `regex` crate.
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            regex: OnceLock::new(),
        }
    }

    /// The pattern.
    pub fn as_str(&self) -> &'static str {
        self.text
    }

    /// Whether any part of the text matches. The time is linear in the
    /// length of the text.
    pub fn is_match(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| Regex::new(self.text).ok());
        regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

/// A pattern that is compiled when this place is first reached.
#[macro_export]
macro_rules! pattern {
    ($text:literal) => {{
        static PATTERN: $crate::Pattern = $crate::Pattern::new($text);
        &PATTERN
    }};
}
