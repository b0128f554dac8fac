//! Tokens to text as a person would have laid it out.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// Formats a file. What emitters write is valid Rust; if it ever is not, the
/// text is kept as it is, so that the compiler says where.
pub(super) fn formatted(tokens: TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => spaced(&prettyplease::unparse(&file)),
        Err(_) => tokens.into_token_stream().to_string(),
    }
}

/// Puts an empty line between items, which the printer does not.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut before = "";
    for line in text.lines() {
        if stands_apart(before, line) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        before = line;
    }
    out
}

/// Whether an empty line belongs between two lines. Strings never span
/// lines, since the printer escapes their line ends.
fn stands_apart(before: &str, line: &str) -> bool {
    let is_inner =
        |line: &str| line.trim_start().starts_with("//!") || line.trim_start().starts_with("#![");
    let is_comment = before.trim_start().starts_with("///");
    if before.is_empty() || line.is_empty() || is_comment || indent(before) != indent(line) {
        return false;
    }
    if is_inner(before) {
        return !is_inner(line);
    }
    let is_import = |line: &str| {
        ["use ", "pub use ", "mod ", "pub mod ", "#[cfg"]
            .iter()
            .any(|start| line.trim_start().starts_with(start))
    };
    let ends =
        before.trim_start().starts_with('}') && !before.ends_with(',') || before.ends_with(';');
    ends && starts_item(line.trim_start()) && !(is_import(before) && is_import(line))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn starts_item(line: &str) -> bool {
    const STARTS: &[&str] = &[
        "///",
        "#[",
        "pub ",
        "pub(",
        "fn ",
        "impl ",
        "impl<",
        "use ",
        "mod ",
        "static ",
        "const ",
        "type ",
        "rt::open_enum!",
        "rt::closed_enum!",
        "rt::impl_serde!",
    ];
    STARTS.iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::formatted;
    use quote::quote;

    #[test]
    fn items_stand_apart_and_imports_together() {
        let text = formatted(quote! {
            #![doc = " A module."]
            use a::b;
            use c::d;
            #[doc = " A."]
            pub struct A { #[doc = " B."] pub b: u8, #[doc = " C."] pub c: u8 }
            impl A { fn one(&self) { if x { y(); } z(); } fn two(&self) {} }
        });
        let expected = "\
//! A module.

use a::b;
use c::d;

/// A.
pub struct A {
    /// B.
    pub b: u8,
    /// C.
    pub c: u8,
}

impl A {
    fn one(&self) {
        if x {
            y();
        }
        z();
    }

    fn two(&self) {}
}
";
        assert_eq!(text, expected);
    }
}
