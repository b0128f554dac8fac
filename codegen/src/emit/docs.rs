//! Doc comments.

use crate::ir::Docs;
use proc_macro2::TokenStream;
use quote::quote;

/// `///` comments.
pub(super) fn outer(docs: &Docs) -> TokenStream {
    let lines = lines(docs);
    quote!(#(#[doc = #lines])*)
}

/// `//!` comments.
pub fn inner(docs: &Docs) -> TokenStream {
    let lines = lines(docs);
    quote!(#(#![doc = #lines])*)
}

fn lines(docs: &Docs) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in &docs.paragraphs {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(paragraph.lines().map(line));
    }
    lines
}

/// A line of a comment. A carriage return or a change of direction in one is
/// an error of the compiler.
fn line(text: &str) -> String {
    let shown = |c: char| match c {
        c if turns_text(c) => char::REPLACEMENT_CHARACTER,
        c if c.is_control() => ' ',
        c => c,
    };
    let shown: String = text.chars().map(shown).collect();
    match shown.trim_end() {
        "" => String::new(),
        shown => format!(" {shown}"),
    }
}

/// Unicode Bidirectional Algorithm, explicit formatting characters.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A name of the description as inline code. It stays on one line, since
/// what is indented on the next one would be a doctest.
pub(super) fn code(name: &str) -> String {
    let plain = |c: char| match c {
        '`' => '\'',
        c if c.is_control() => ' ',
        c => c,
    };
    format!("`{}`", name.chars().map(plain).collect::<String>())
}
