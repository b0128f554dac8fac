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
        let spaced = |line: &str| {
            if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            }
        };
        lines.extend(paragraph.lines().map(spaced));
    }
    lines
}
