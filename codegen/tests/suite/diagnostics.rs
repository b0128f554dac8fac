//! Wrong descriptions get the diagnostics beside them, and every code has a
//! case.

use crate::cases::{all, check, expect_none, folder, goldens};
use crate::scratch::Scratch;
use specwright::diagnostic::{Code, Severity};
use std::collections::BTreeSet;
use std::fs;

/// Codes about what is no text: `hostile` provokes them. Codes about options:
/// `filters` and `overlays` do. Codes about what nobody but the mock asks for:
/// `mock` does.
const ELSEWHERE: &[Code] = &[
    Code::FileNotText,
    Code::FileTooLarge,
    Code::FileUnreadable,
    Code::InvalidExample,
    Code::OverlayMismatch,
    Code::UnmatchedFilter,
];

#[test]
fn each_description_gets_its_golden_diagnostics() {
    let scratch = Scratch::new("diagnostics");
    let folder = folder("err");
    let mut differences = Vec::new();
    for case in all("err") {
        let run = case.generate(&folder, scratch.path(), &["--strict"]);
        assert_eq!(run.code, Some(1), "{}: {run:?}", case.name);
        assert!(!scratch.has(&format!("{}.rs", case.name)), "{}", case.name);
        let golden = folder.join(format!("{}.stderr", case.name));
        differences.extend(check(&golden, &run.stderr));
    }
    expect_none(&differences);
}

#[test]
fn no_golden_file_is_left_over() {
    let names: BTreeSet<String> = all("err").into_iter().map(|case| case.name).collect();
    let goldens: BTreeSet<String> = goldens("err", ".stderr").into_iter().collect();
    assert_eq!(goldens, names);
}

#[test]
fn each_code_is_provoked() {
    let text = all_goldens();
    for code in Code::ALL.iter().filter(|code| !ELSEWHERE.contains(code)) {
        let label = match code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let head = format!("{label}[{code}]: ");
        assert!(text.contains(&head), "no golden has `{head}`");
    }
}

#[test]
fn each_code_says_what_it_means() {
    for code in Code::ALL {
        assert!(code.meaning().trim().ends_with('.'), "{code}");
    }
}

/// One sentence, without a period at its end; hints are the same.
#[test]
fn messages_have_one_form() {
    let text = all_goldens();
    let heads = text.lines().filter(|line| {
        line.starts_with("error[") || line.starts_with("warning[") || line.starts_with("  help: ")
    });
    for line in heads {
        let (_, message) = line.split_once(": ").unwrap();
        assert!(!message.ends_with('.'), "{line}");
        assert!(!message.contains(". "), "{line}");
        assert!(
            !message.starts_with(char::is_uppercase) || names_a_format(message),
            "{line}"
        );
    }
}

fn names_a_format(message: &str) -> bool {
    ["OpenAPI", "Swagger", "JSON", "YAML"]
        .iter()
        .any(|name| message.starts_with(name))
}

/// The text of all golden diagnostics.
fn all_goldens() -> String {
    let mut text = String::new();
    for kind in ["ok", "err"] {
        for name in goldens(kind, ".stderr") {
            let path = folder(kind).join(format!("{name}.stderr"));
            text.push_str(&fs::read_to_string(path).unwrap());
        }
    }
    text
}
