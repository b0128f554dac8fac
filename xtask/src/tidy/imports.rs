//! Finds paths from one stage of the generator's pipeline to another, however they are written:
//! `crate::lower::x`, `use crate::{ir, lower}` or `super::lower`.

use super::source::{Finding, Source, line_of, places};

/// What each stage must not know. Stages that come later must not leak into earlier ones, and emitters
/// work from the intermediate representation alone.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("document", &["lower", "emit", "mock"]),
    ("ir", &["document", "lower", "emit", "mock"]),
    ("lower", &["emit", "mock"]),
    ("emit", &["document", "lower", "print", "mock"]),
    ("print", &["document", "ir", "lower", "emit", "mock"]),
    ("mock", &["emit", "print", "output"]),
];

/// A finding for each path that points to a stage which the file's own stage must not know.
pub fn backward(source: &Source) -> Vec<Finding> {
    let Some(inside) = source.path.strip_prefix("codegen/src/") else {
        return Vec::new();
    };
    let own = inside.split(['/', '.']).next().unwrap_or_default();
    let Some((_, forbidden)) = FORBIDDEN.iter().find(|(stage, _)| *stage == own) else {
        return Vec::new();
    };
    let code = source.production.as_str();
    let mut findings = Vec::new();
    for (place, module) in top_level_modules(code, depth(inside)) {
        if forbidden.contains(&module) {
            let message = format!("`{own}` must not know `crate::{module}`");
            findings.push(Finding {
                line: line_of(code, place),
                message,
            });
        }
    }
    findings
}

/// How many `super::` lead from the file's module to the crate's root.
fn depth(inside: &str) -> usize {
    let folders = inside.matches('/').count();
    if inside.ends_with("/mod.rs") {
        folders
    } else {
        folders + 1
    }
}

/// The modules right below the crate's root that `code` names, with where it names them.
fn top_level_modules(code: &str, depth: usize) -> Vec<(usize, &str)> {
    let to_root = "super::".repeat(depth);
    let mut modules = Vec::new();
    for prefix in ["crate::", to_root.as_str()] {
        for start in places(code, prefix) {
            let after = code.get(start + prefix.len()..).unwrap_or_default();
            // The tail of a longer chain leads elsewhere.
            let is_tail = code
                .get(..start)
                .is_some_and(|before| before.ends_with("::"));
            if !is_tail {
                modules.extend(names(after).into_iter().map(|name| (start, name)));
            }
        }
    }
    modules
}

/// The name that `after` begins with, or all first names of the braces that it begins with.
fn names(after: &str) -> Vec<&str> {
    let Some(inner) = after.strip_prefix('{') else {
        return vec![first_name(after)];
    };
    let mut names = vec![first_name(inner)];
    let mut depth = 1_usize;
    for (at, character) in inner.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(first_name(inner.get(at + 1..).unwrap_or_default())),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn first_name(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|character: char| !character.is_alphanumeric() && character != '_');
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        backward(&Source::new(path.to_owned(), text.to_owned())).len()
    }

    #[test]
    fn every_way_to_write_a_path_is_seen() {
        for text in [
            "use crate::lower::Type;",
            "use crate::{\n    ir::{self, Type},\n    lower,\n};",
            "use super::super::lower;",
            "fn f() { crate::lower::lower() }",
        ] {
            assert_eq!(found("codegen/src/emit/client.rs", text), 1, "{text}");
        }
        assert_eq!(found("codegen/src/emit/mod.rs", "use super::lower;"), 1);
        assert_eq!(found("codegen/src/ir.rs", "use super::document;"), 1);
    }

    #[test]
    fn other_paths_are_not() {
        for text in [
            "use crate::ir::lower;",
            "use super::lower;",
            "use super::super::super::lower;",
        ] {
            assert_eq!(found("codegen/src/emit/client.rs", text), 0, "{text}");
        }
        assert_eq!(
            found(
                "codegen/src/emit/client.rs",
                "use crate::{ir::{document, lower}};"
            ),
            0
        );
        assert_eq!(found("codegen/src/lib.rs", "use crate::{lower, emit};"), 0);
    }
}
