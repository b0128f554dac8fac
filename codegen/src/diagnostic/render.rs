//! Findings as text for people: a line that says what is wrong, the place,
//! an excerpt with a caret, and a hint.

use super::{Diagnostic, Diagnostics, Severity};
use std::fmt::Write;

/// Renders all findings, and a last line that counts them.
pub fn render(diagnostics: &Diagnostics, color: bool) -> String {
    let paint = Paint { color };
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        one(&mut text, diagnostic, &paint);
        text.push('\n');
    }
    if !diagnostics.is_empty() {
        text.push_str(&summary(diagnostics));
        text.push('\n');
    }
    text
}

fn one(text: &mut String, diagnostic: &Diagnostic, paint: &Paint) {
    let (label, style) = match diagnostic.code.severity() {
        Severity::Error => ("error", "31;1"),
        Severity::Warning => ("warning", "33;1"),
    };
    let head = paint.text(style, &format!("{label}[{}]", diagnostic.code));
    line(text, format_args!("{head}: {}", clean(&diagnostic.message)));
    if let Some(location) = &diagnostic.location {
        let arrow = paint.text("34;1", "-->");
        match &location.excerpt {
            None => line(text, format_args!("  {arrow} {}", clean(&location.file))),
            Some(excerpt) => {
                let number = excerpt.line.to_string();
                let margin = " ".repeat(number.len());
                let bar = paint.text("34;1", "|");
                let (shown, column, width) = excerpt.window();
                let carets = paint.text(style, &"^".repeat(width));
                let indent = " ".repeat(column - 1);
                line(
                    text,
                    format_args!(
                        "{margin}{arrow} {}:{number}:{}",
                        clean(&location.file),
                        excerpt.column
                    ),
                );
                line(text, format_args!("{margin} {bar}"));
                line(
                    text,
                    format_args!("{} {bar} {shown}", paint.text("34;1", &number)),
                );
                line(text, format_args!("{margin} {bar} {indent}{carets}"));
            }
        }
    }
    if let Some(hint) = &diagnostic.hint {
        line(
            text,
            format_args!("  {} {}", paint.text("36", "help:"), clean(hint)),
        );
    }
}

/// Appends a line without trailing blanks.
fn line(text: &mut String, content: std::fmt::Arguments<'_>) {
    // Writing to a String does not fail.
    let _ = write!(text, "{content}");
    text.truncate(text.trim_end_matches(' ').len());
    text.push('\n');
}

fn summary(diagnostics: &Diagnostics) -> String {
    let count = |number: usize, noun: &str| match number {
        0 => None,
        1 => Some(format!("1 {noun}")),
        many => Some(format!("{many} {noun}s")),
    };
    let errors = count(diagnostics.errors(), "error");
    let warnings = count(diagnostics.warnings(), "warning");
    [errors, warnings]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// Names and messages can hold text of the description: control characters
/// must not reach a terminal.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { '\u{2426}' } else { c })
        .collect()
}

struct Paint {
    color: bool,
}

impl Paint {
    fn text(&self, style: &str, text: &str) -> String {
        if self.color {
            format!("\u{1b}[{style}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}
