//! Tokens to text as a person would have laid it out.

use proc_macro2::TokenStream;
use quote::quote;

/// Items that stand in `depth` modules of the same file.
pub fn items(make: impl Fn() -> TokenStream, depth: usize) -> String {
    laid_out(&make, depth, 0)
}

/// The beginning of a module that stands in `depth` others; `make` gives the
/// module with its documentation and nothing else.
pub(super) fn opening(make: impl Fn() -> TokenStream, depth: usize) -> String {
    laid_out(&make, depth, 1)
}

/// The end of a module that stands in `depth` others.
pub(super) fn closing(depth: usize) -> String {
    format!("{}}}\n", " ".repeat(4 * depth))
}

/// Lays items out within `depth` modules, so that they are indented, and
/// leaves the lines of these modules away, and the last `open` lines.
///
/// What emitters write is valid Rust; if it ever is not, the text is kept as
/// it is, so that the compiler says where.
fn laid_out(make: &impl Fn() -> TokenStream, depth: usize, open: usize) -> String {
    let mut tokens = make();
    if tokens.is_empty() {
        return String::new();
    }
    for _ in 0..depth {
        tokens = quote!(mod outer { #tokens });
    }
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => spaced(between_lines(
            &prettyplease::unparse(&file),
            depth,
            depth + open,
        )),
        Err(_) => format!("{}\n", make()),
    }
}

/// The text without its first and last lines.
fn between_lines(text: &str, first: usize, last: usize) -> &str {
    let mut text = text;
    for _ in 0..first {
        text = text.split_once('\n').map_or("", |(_, rest)| rest);
    }
    for _ in 0..last {
        let end = text.trim_end_matches('\n').rfind('\n');
        text = &text[..end.map_or(0, |end| end + 1)];
    }
    text
}

/// One text behind another, with an empty line if one belongs there.
pub(super) fn join(mut text: String, more: String) -> String {
    if text.is_empty() {
        return more;
    }
    let before = text.strip_suffix('\n').unwrap_or(&text);
    let before = before.rsplit('\n').next().unwrap_or("");
    if stands_apart(before, more.lines().next().unwrap_or("")) {
        text.push('\n');
    }
    text.push_str(&more);
    text
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
    use super::{closing, items, join, opening};
    use quote::quote;

    #[test]
    fn items_stand_apart_and_imports_together() {
        let make = || {
            quote! {
                #![doc = " A module."]
                use a::b;
                use c::d;
                #[doc = " A."]
                pub struct A { #[doc = " B."] pub b: u8, #[doc = " C."] pub c: u8 }
                impl A { fn one(&self) { if x { y(); } z(); } fn two(&self) {} }
            }
        };
        let text = items(make, 0);
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

    #[test]
    fn parts_come_to_what_the_whole_would_be() {
        let whole = items(
            || {
                quote! {
                    pub mod a {
                        #![doc = " A."]
                        use b::c;
                        fn first() {}
                        fn second() {}
                    }
                }
            },
            0,
        );
        let parts = [
            opening(
                || {
                    quote!(
                        pub mod a {
                            #![doc = " A."]
                        }
                    )
                },
                0,
            ),
            items(
                || {
                    quote!(
                        use b::c;
                    )
                },
                1,
            ),
            items(|| quote!(), 1),
            items(
                || {
                    quote!(
                        fn first() {}
                    )
                },
                1,
            ),
            items(
                || {
                    quote!(
                        fn second() {}
                    )
                },
                1,
            ),
            closing(0),
        ];
        assert_eq!(parts.into_iter().fold(String::new(), join), whole);
    }
}
