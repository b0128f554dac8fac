//! Turns two versions of a text into the numbers of added and removed lines, and into an excerpt for
//! people.

use std::time::Duration;

use similar::{Algorithm, ChangeTag, TextDiff};

use crate::terminal::Style;

/// How many lines of a difference are shown before the rest is only counted.
const SHOWN: usize = 12;

/// `(+12 -3 lines)`.
pub fn line_counts(before: &str, after: &str) -> String {
    let (mut added, mut removed) = (0, 0);
    for change in compare(before, after).iter_all_changes() {
        match change.tag() {
            ChangeTag::Insert => added += 1,
            ChangeTag::Delete => removed += 1,
            ChangeTag::Equal => {}
        }
    }
    format!("(+{added} -{removed} lines)")
}

/// The first lines of a unified difference with one line of context, indented.
pub fn excerpt(before: &str, after: &str, style: Style) -> String {
    let comparison = compare(before, after);
    let text = comparison
        .unified_diff()
        .context_radius(1)
        .missing_newline_hint(false)
        .to_string();
    let mut shown: String = text
        .lines()
        .take(SHOWN)
        .map(|line| format!("    {}\n", painted(line, style)))
        .collect();
    let more = text.lines().count().saturating_sub(SHOWN);
    if more > 0 {
        shown.push_str(&format!("    ... and {more} more lines\n"));
    }
    shown
}

fn compare<'text>(before: &'text str, after: &'text str) -> TextDiff<'text, 'text, str> {
    // Whole files may be new; past the time the difference is only less small.
    TextDiff::configure()
        .algorithm(Algorithm::Myers)
        .timeout(Duration::from_secs(1))
        .diff_lines(before, after)
}

fn painted(line: &str, style: Style) -> String {
    match line.as_bytes().first() {
        Some(b'+') => style.green(line),
        Some(b'-') => style.red(line),
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn added_and_removed_lines_are_counted() {
        assert_eq!(line_counts("a\nb\nc\n", "a\nB\nc\nd\n"), "(+2 -1 lines)");
        assert_eq!(line_counts("", "a\n"), "(+1 -0 lines)");
    }

    #[test]
    fn excerpts_show_the_change_and_are_cut() {
        let shown = excerpt("a\nb\nc\n", "a\nB\nc\n", Style::plain());
        assert_eq!(
            shown,
            "    @@ -1,3 +1,3 @@\n     a\n    -b\n    +B\n     c\n"
        );
        let long: String = (0..40).map(|number| format!("{number}\n")).collect();
        let cut = excerpt("", &long, Style::plain());
        assert_eq!(cut.lines().count(), SHOWN + 1);
        assert!(cut.ends_with("... and 29 more lines\n"), "{cut}");
    }
}
