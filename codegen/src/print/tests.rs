//! What is printed, and that printing it again changes nothing.

use super::{closing, items, opening};
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use std::fs;
use std::path::{Path, PathBuf};

fn printed(tokens: TokenStream) -> String {
    items(tokens, 0)
}

#[test]
fn items_stand_apart_and_imports_are_sorted() {
    let text = printed(quote! {
        #![doc = " A module."]
        #![deny(missing_docs)]
        mod b;
        #[cfg(test)] mod a;
        use c::{z, y, A};
        use super::super::x;
        #[doc = " A."]
        pub struct A { #[doc = " B."] pub b: u8, #[doc = " C."] pub(super) c: Vec<Vec<u8>> }
        pub struct B(pub u8,);
        impl<T> X<T> for A where T: Send { fn one(&self) { if x { y(); } z() } fn two(&self) {} }
    });
    let expected = "\
//! A module.
#![deny(missing_docs)]

#[cfg(test)]
mod a;
mod b;

use super::super::x;
use c::{A, y, z};

/// A.
pub struct A {
    /// B.
    pub b: u8,
    /// C.
    pub(super) c: Vec<Vec<u8>>,
}

pub struct B(pub u8);

impl<T> X<T> for A
where
    T: Send,
{
    fn one(&self) {
        if x {
            y();
        }
        z()
    }

    fn two(&self) {}
}
";
    assert_eq!(text, expected);
}

#[test]
fn chains_calls_and_closures_break_where_rustfmt_breaks_them() {
    let text = printed(quote! {
        fn f() -> Result<(), Error> {
            let short = self.one().two(-1, &[a[0], *b], x as u8)?;
            self.core.request(&operations::LIST_EVERYTHING).query("limit", &params.limit).call();
            let value = Self { first: object.field("first")?, second: a == b && !c || d < e };
            check.items(value, |item, check| { check.listed(item, &["a"]); });
            match node.discriminator("kind")? {
                "a" | "b" => Ok(Self::A { status, body }),
                _ => Err(rt::wire::unknown_discriminator("a rather long list of values", "kind", node)),
            }
        }
    });
    let expected = "\
fn f() -> Result<(), Error> {
    let short = self.one().two(-1, &[a[0], *b], x as u8)?;
    self.core
        .request(&operations::LIST_EVERYTHING)
        .query(\"limit\", &params.limit)
        .call();
    let value = Self {
        first: object.field(\"first\")?,
        second: a == b && !c || d < e,
    };
    check.items(value, |item, check| {
        check.listed(item, &[\"a\"]);
    });
    match node.discriminator(\"kind\")? {
        \"a\" | \"b\" => Ok(Self::A { status, body }),
        _ => Err(rt::wire::unknown_discriminator(
            \"a rather long list of values\",
            \"kind\",
            node,
        )),
    }
}
";
    assert_eq!(text, expected);
}

#[test]
fn a_long_text_stays_beside_the_name_of_its_field() {
    let long = "a ".repeat(44);
    let text = printed(quote!(
        static A: B = B { long: #long, other: 1 };
    ));
    let expected = format!("static A: B = B {{\n    long: \"{long}\",\n    other: 1,\n}};\n");
    assert_eq!(text, expected);
}

#[test]
fn a_module_is_what_its_beginning_items_and_end_are() {
    let whole = printed(quote!(
        mod a {
            #![doc = " A."]
            fn b() {}
        }
    ));
    let beginning = opening(
        quote!(
            mod a {
                #![doc = " A."]
            }
        ),
        0,
    );
    let inner = items(
        quote!(
            fn b() {}
        ),
        1,
    );
    assert_eq!(format!("{beginning}\n{inner}{}", closing(0)), whole);
    assert_eq!(
        opening(
            quote!(
                mod a {}
            ),
            1
        ),
        "    mod a {\n"
    );
}

#[test]
fn text_in_literals_and_documentation_is_kept() {
    let (doc, text) = (" \"q\" \\ \t ünï `{}` // */", "a\n\"b\" {} // \u{7f} ü 'c'");
    let source = printed(quote! {
        #[doc = #doc]
        #[doc = "two\nlines"]
        const A: &[char] = &['\'', '"', '\\'];
        const B: &str = #text;
    });
    assert!(
        source.starts_with(&format!("///{doc}\n#[doc = \"two\\nlines\"]\n")),
        "{source}"
    );
    assert!(source.contains(&quote!(#text).to_string()), "{source}");
    assert!(source.contains(r#"&['\'', '"', '\\']"#), "{source}");
}

/// What was printed is printed the same again, and no token of it is lost.
#[test]
fn printing_again_changes_nothing() {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&crate_folder.join("../generated/src"), &mut files);
    collect(&crate_folder.join("tests/cases"), &mut files);
    assert!(files.len() > 50, "{}", files.len());
    for path in files {
        let source = fs::read_to_string(&path).unwrap();
        let source = source.replacen(crate::output::HEADER, "", 1);
        let tokens: TokenStream = source.parse().unwrap();
        let again = printed(tokens.clone());
        assert_eq!(
            words(again.parse().unwrap()),
            words(tokens),
            "{}",
            path.display()
        );
        let (source, again) = (beyond_imports(&source), beyond_imports(&again));
        let differs = source
            .iter()
            .zip(&again)
            .position(|(one, other)| one != other);
        let lines = differs.map(|at| (source[at], again[at]));
        assert_eq!(lines, None, "{}", path.display());
        assert_eq!(source.len(), again.len(), "{}", path.display());
    }
}

/// The lines but those of imports: what two parts of a file import is sorted
/// in each of them.
fn beyond_imports(text: &str) -> Vec<&str> {
    let is_import = |line: &str| {
        ["use ", "pub use ", "#[cfg"]
            .iter()
            .any(|start| line.trim_start().starts_with(start))
    };
    text.lines()
        .filter(|line| !line.is_empty() && !is_import(line))
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}

/// The tokens in some order, without those that a printer may add or drop.
fn words(tokens: TokenStream) -> Vec<String> {
    let mut words = Vec::new();
    let mut todo = vec![tokens];
    while let Some(tokens) = todo.pop() {
        for token in tokens {
            match token {
                TokenTree::Group(group) => todo.push(group.stream()),
                other => words.push(other.to_string()),
            }
        }
    }
    words.retain(|word| word != ",");
    words.sort_unstable();
    words
}
