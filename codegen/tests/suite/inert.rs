//! Text of a description stays text: it is no code, no doctest, no link and
//! no change of direction.

use crate::cases::folder;
use std::fs;

fn golden(name: &str) -> String {
    fs::read_to_string(folder("ok").join(format!("{name}.rs"))).unwrap()
}

/// The doc comments of a module, each as the lines behind its marks.
fn comments(module: &str) -> Vec<Vec<String>> {
    let mut comments = vec![Vec::new()];
    for line in module.lines().map(str::trim_start) {
        let text = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"));
        match (text, comments.last_mut()) {
            (Some(text), Some(comment)) => comment.push(text.to_owned()),
            (None, Some(comment)) if !comment.is_empty() => comments.push(Vec::new()),
            _ => {}
        }
    }
    comments
}

/// Rustdoc runs what is fenced without a language, or with Rust, and what is
/// indented by four blanks behind the first.
#[test]
fn no_comment_is_a_doctest() {
    for name in ["hostile_text", "documentation"] {
        for comment in comments(&golden(name)) {
            let mut fence: Option<&str> = None;
            for line in &comment {
                let text = line.trim();
                let mark = ["```", "~~~"]
                    .into_iter()
                    .find(|mark| text.starts_with(mark));
                match (fence, mark) {
                    (None, Some(mark)) => {
                        assert_eq!(text, format!("{mark}text"), "{name}: {comment:?}");
                        fence = Some(mark);
                    }
                    (Some(open), Some(mark)) if open == mark => fence = None,
                    (None, None) => assert!(!line.starts_with("     "), "{name}: {comment:?}"),
                    (Some(_), _) => {}
                }
            }
            assert_eq!(fence, None, "{name}: {comment:?}");
        }
    }
}

#[test]
fn no_comment_has_a_link_or_markup_of_its_own() {
    for comment in comments(&golden("hostile_text")) {
        let text = comment.join("\n");
        for code in text.split('`').step_by(2) {
            for mark in [
                "<b>", "<script>", "[link]", "[a]", "(d)", "[tag]", "[header]",
            ] {
                let at = code.find(mark);
                let escaped = at.is_some_and(|at| code[..at].ends_with('\\'));
                assert!(at.is_none() || escaped || mark == "(d)", "{mark} in {text}");
            }
        }
    }
}

#[test]
fn no_character_changes_the_direction_or_ends_a_line() {
    let module = golden("hostile_text");
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    assert_eq!(module.find(turns), None);
    assert_eq!(module.find(|c: char| c.is_control() && c != '\n'), None);
}

/// Names are made of letters, digits and underscores; all else of the text is
/// inside literals and comments.
#[test]
fn no_code_comes_from_text() {
    for line in golden("hostile_text").lines().map(str::trim_start) {
        if line.starts_with("//") {
            continue;
        }
        let outside: String = line.split('"').step_by(2).collect();
        let is_literal = line.contains("\\\"");
        for sign in ["panic!", "#[cfg", "#[allow", "fn main", "*/"] {
            assert!(is_literal || !outside.contains(sign), "{line}");
        }
    }
}
