//! For each rule a file that breaks it and one that does not: a check that cannot fail is worthless.

use super::rules::{RULES, Rule};
use super::source::Source;

/// A rule's name, then path and text of a file that breaks it, then of one that keeps it.
type Example = (
    &'static str,
    (&'static str, &'static str),
    (&'static str, &'static str),
);

const EXAMPLES: &[Example] = &[
    (
        "document-model",
        ("codegen/src/emit/model.rs", "use openapiv3::Schema;"),
        ("codegen/src/lower/schema.rs", "use openapiv3::Schema;"),
    ),
    (
        "document-model",
        (
            "codegen/src/documents.rs",
            "fn f(schema: &openapiv3::Schema) {}",
        ),
        (
            "codegen/src/documents.rs",
            "//! Not the types of openapiv3.\nfn f() { g(\"openapiv3\") }",
        ),
    ),
    (
        "identifiers",
        (
            "codegen/src/emit/model.rs",
            "let name = format_ident!(\"{}\", text);",
        ),
        (
            "codegen/src/names.rs",
            "let name = format_ident!(\"{}\", text);",
        ),
    ),
    (
        "identifiers",
        ("codegen/src/lower/schema.rs", "Ident::new_raw(text, span)"),
        ("codegen/src/names/scope.rs", "Ident::new(text, span)"),
    ),
    (
        "emit-cannot-fail",
        ("codegen/src/emit/client.rs", "fn f() -> io::Result<()> {}"),
        (
            "codegen/src/emit/client.rs",
            "fn f() { quote! { fn g() -> Result<(), Error> {} } }",
        ),
    ),
    (
        "emit-cannot-fail",
        ("codegen/src/emit.rs", "let first = items.first().unwrap();"),
        (
            "codegen/src/emit.rs",
            "items.first().unwrap_or_default()\n#[cfg(test)]\nmod tests { x.unwrap() }",
        ),
    ),
    (
        "emit-cannot-fail",
        (
            "codegen/src/emit/client.rs",
            "x.expect(\"set by lowering\")",
        ),
        (
            "codegen/src/lower/client.rs",
            "x.expect(\"set by lowering\")",
        ),
    ),
    (
        "emit-reads-nothing",
        ("codegen/src/emit/client.rs", "use std::env;"),
        (
            "codegen/src/emit/client.rs",
            "quote! { std::env::var(#name) }",
        ),
    ),
    (
        "files",
        ("codegen/src/lower/mod.rs", "use std::{fs, io};"),
        ("codegen/src/document/source.rs", "use std::{fs, io};"),
    ),
    (
        "files",
        ("codegen/src/emit/mod.rs", "std::fs::write(path, text)"),
        ("codegen/src/command/write.rs", "use std::fs;"),
    ),
    (
        "hash-order",
        ("codegen/src/ir/mod.rs", "use std::collections::HashMap;"),
        ("codegen/src/ir/mod.rs", "use std::collections::BTreeMap;"),
    ),
    (
        "hash-order",
        ("codegen/src/names.rs", "let seen = HashSet::new();"),
        ("runtime/src/client.rs", "let seen = HashSet::new();"),
    ),
    (
        "pipeline-order",
        ("codegen/src/document/mod.rs", "use crate::lower::lower;"),
        ("codegen/src/lower/mod.rs", "use crate::document::Document;"),
    ),
    (
        "pipeline-order",
        ("codegen/src/emit/mod.rs", "use crate::{document, ir};"),
        ("codegen/src/emit/mod.rs", "use crate::{ir, names};"),
    ),
    (
        "no-blanket-allow",
        ("generated/src/lib.rs", "#![allow(clippy::all)]"),
        ("generated/src/lib.rs", "#[allow(deprecated)]\nfn f() {}"),
    ),
    (
        "module-docs",
        ("runtime/src/body.rs", "use std::io;\n//! Late."),
        ("runtime/src/body.rs", "\n//! Bodies.\nuse std::io;"),
    ),
    (
        "module-docs",
        ("build.rs", "/// Of the item.\nfn main() {}"),
        ("generated/src/lib.rs", "fn f() {}"),
    ),
    (
        "no-utils",
        ("runtime/src/utils.rs", ""),
        ("runtime/src/retry.rs", ""),
    ),
    (
        "no-utils",
        ("runtime/src/util/mod.rs", ""),
        ("runtime/src/utility.rs", ""),
    ),
    (
        "unfinished",
        ("src/lib.rs", "fn f() { todo!() }"),
        ("src/lib.rs", "fn f() { g(\"todo!\") }"),
    ),
    (
        "unfinished",
        ("src/lib.rs", "// FIXME later"),
        ("src/lib.rs", "const MARK: &str = \"FIXME\";"),
    ),
];

fn breaks(rule: &Rule, path: &str, text: &str) -> bool {
    let source = Source::new(path.to_owned(), text.to_owned());
    (rule.scope)(path) && !(rule.find)(&source).is_empty()
}

#[test]
fn each_rule_tells_a_breaking_file_from_a_sound_one() {
    for (name, breaking, sound) in EXAMPLES {
        let rule = RULES
            .iter()
            .find(|rule| rule.name == *name)
            .unwrap_or_else(|| panic!("no rule {name}"));
        assert!(
            breaks(rule, breaking.0, breaking.1),
            "{name} overlooks {breaking:?}"
        );
        assert!(!breaks(rule, sound.0, sound.1), "{name} rejects {sound:?}");
    }
}

#[test]
fn files_may_have_up_to_399_lines() {
    let rule = RULES
        .iter()
        .find(|rule| rule.name == "file-length")
        .unwrap();
    assert!(breaks(rule, "src/lib.rs", &"line\n".repeat(400)));
    assert!(!breaks(rule, "src/lib.rs", &"line\n".repeat(399)));
    assert!(!breaks(rule, "generated/src/lib.rs", &"line\n".repeat(400)));
}

#[test]
fn no_rule_goes_without_an_example() {
    let tested = |rule: &Rule| {
        rule.name == "file-length" || EXAMPLES.iter().any(|(name, ..)| *name == rule.name)
    };
    for rule in RULES {
        assert!(tested(rule), "{} has no example", rule.name);
    }
}

#[test]
fn names_and_reasons_are_presentable() {
    for (index, rule) in RULES.iter().enumerate() {
        assert!(
            RULES
                .iter()
                .skip(index + 1)
                .all(|other| other.name != rule.name),
            "{} is there twice",
            rule.name
        );
        assert!(
            !rule.reason.ends_with('.') && !rule.reason.contains('\n'),
            "{}",
            rule.reason
        );
    }
}
