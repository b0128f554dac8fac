//! The table of rules. What a rule looks at is prepared by `source`; printing is left to the command.

use super::imports;
use super::source::{Finding, Source, words};

/// Something that must hold for each file in its scope.
pub struct Rule {
    /// Stable, for messages and searches.
    pub name: &'static str,
    /// Why the rule exists, in one line.
    pub reason: &'static str,
    /// Whether the rule holds for the file at a path.
    pub scope: fn(&str) -> bool,
    /// Where a file breaks the rule.
    pub find: fn(&Source) -> Vec<Finding>,
}

/// The length from which on a file has more than one idea in it.
const MOST_LINES: usize = 400;

/// All rules: those of the generator's architecture first, those of style after.
pub const RULES: &[Rule] = &[
    Rule {
        name: "document-model",
        reason: "only loading and lowering understand OpenAPI, everything after works from the IR",
        scope: |path| {
            in_generator(path) && !in_any(path, &["codegen/src/document", "codegen/src/lower"])
        },
        find: |source| {
            words(&source.code, &["openapiv3"], |_| {
                "`openapiv3` outside document/ and lower/".to_owned()
            })
        },
    },
    Rule {
        name: "identifiers",
        reason: "one module makes identifiers, so that all are valid, unique and stable",
        scope: |path| in_generator(path) && !in_any(path, &["codegen/src/names"]),
        find: |source| {
            let makers = ["Ident::new", "Ident::new_raw", "format_ident!"];
            words(&source.production, &makers, |word| {
                format!("`{word}` makes an identifier outside names")
            })
        },
    },
    Rule {
        name: "emit-cannot-fail",
        reason: "lowering has reported all that can be wrong, so emitters have nothing left to fail on",
        scope: |path| in_any(path, &["codegen/src/emit"]),
        find: |source| {
            let failing = [
                "Result<",
                "unwrap",
                "unwrap_err",
                "expect(",
                "expect_err(",
                "panic!",
                "unreachable!",
                "todo!",
                "unimplemented!",
            ];
            words(&source.production, &failing, |word| {
                format!("`{word}` in an emitter")
            })
        },
    },
    Rule {
        name: "emit-reads-nothing",
        reason: "the same IR must give the same bytes on every machine",
        scope: |path| in_any(path, &["codegen/src/emit"]),
        find: |source| {
            let readers = ["std::env", "env::var", "env::var_os", "option_env!", "env!"];
            words(&source.production, &readers, |word| {
                format!("`{word}` in an emitter")
            })
        },
    },
    Rule {
        name: "files",
        reason: "generating is a function from documents to files, only its ends touch the disk",
        scope: |path| in_generator(path) && !touches_files(path),
        find: |source| {
            words(&source.production, &["fs"], |_| {
                "`std::fs` inside the pipeline".to_owned()
            })
        },
    },
    Rule {
        name: "hash-order",
        reason: "the order of a hash table differs from run to run and must not reach output",
        scope: in_generator,
        find: |source| {
            let tables = ["HashMap", "HashSet", "hash_map", "hash_set", "RandomState"];
            words(&source.code, &tables, |word| {
                format!("`{word}`, use an ordered collection")
            })
        },
    },
    Rule {
        name: "pipeline-order",
        reason: "load, normalize, lower, emit: no stage knows one that comes after it",
        scope: in_generator,
        find: imports::backward,
    },
    Rule {
        name: "no-blanket-allow",
        reason: "generated code must be clean under the lints, not excused from them",
        scope: |path| path.starts_with("generated/"),
        find: |source| {
            let attributes = ["#![allow", "#![expect"];
            words(&source.code, &attributes, |word| {
                format!("`{word}` in generated code")
            })
        },
    },
    Rule {
        name: "file-length",
        reason: "a longer file has more than one idea in it",
        scope: by_hand,
        find: too_long,
    },
    Rule {
        name: "module-docs",
        reason: "a reader must learn what a module is for before reading how it works",
        scope: by_hand,
        find: undocumented,
    },
    Rule {
        name: "no-utils",
        reason: "a file is named after the one thing in it",
        scope: by_hand,
        find: |source| {
            let is_vague = |part: &str| matches!(part.trim_end_matches(".rs"), "utils" | "util");
            let vague = source.path.split('/').find(|part| is_vague(part));
            vague
                .map(|part| at_start(format!("`{part}` names no idea")))
                .into_iter()
                .collect()
        },
    },
    Rule {
        name: "unfinished",
        reason: "what is left to do belongs in an issue, not in the code",
        scope: by_hand,
        find: |source| {
            let mut findings = words(&source.code, &["todo!", "unimplemented!"], |word| {
                format!("`{word}`")
            });
            let marks = ["FIXME", "XXX", "TODO"];
            findings.extend(words(&source.comments, &marks, |word| {
                format!("`{word}` in a comment")
            }));
            findings
        },
    },
];

fn in_generator(path: &str) -> bool {
    path.starts_with("codegen/src/")
}

/// Whether the file lies in one of the modules, which may be a file or a folder.
fn in_any(path: &str, modules: &[&str]) -> bool {
    modules.iter().any(|module| {
        path.strip_prefix(module)
            .is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
    })
}

/// The ends of the pipeline: loading documents, writing output, and the command.
fn touches_files(path: &str) -> bool {
    let modules = [
        "codegen/src/document/source",
        "codegen/src/build_script",
        "codegen/src/command/write",
    ];
    in_any(path, &modules)
}

fn by_hand(path: &str) -> bool {
    !path.starts_with("generated/")
}

fn too_long(source: &Source) -> Vec<Finding> {
    let lines = source.text.lines().count();
    let message = || at_start(format!("{lines} lines, keep a file under {MOST_LINES}"));
    (lines >= MOST_LINES).then(message).into_iter().collect()
}

fn undocumented(source: &Source) -> Vec<Finding> {
    let first = source
        .text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let message = || at_start("open with `//!` and say what the module turns into what".to_owned());
    (!first.starts_with("//!"))
        .then(message)
        .into_iter()
        .collect()
}

fn at_start(message: String) -> Finding {
    Finding { line: 1, message }
}
