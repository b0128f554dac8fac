//! Descriptions to documentation that is safe in a doc comment.
//!
//! A description is CommonMark by somebody else. In a doc comment it must
//! not become a doctest, a broken link or a bare URL, and must not end the
//! comment; inside code it is left as it stands.

use crate::ir::Docs;

/// The documentation that `description` gives.
pub fn of(description: Option<&str>) -> Docs {
    let text = description.map(str::trim).filter(|text| !text.is_empty());
    text.map_or_else(Docs::default, |text| Docs::from(safe(text)))
}

/// A summary line and the description below it, once where they are the
/// same.
pub(super) fn summary_and(summary: Option<&str>, description: Option<&str>) -> Docs {
    let summary = of(summary);
    let description = of(description);
    if summary.is_empty() || summary == description {
        return description;
    }
    Docs {
        paragraphs: [summary.paragraphs, description.paragraphs].concat(),
        ..Docs::default()
    }
}

/// The text as one line, for tables and attributes.
pub(super) fn line(text: Option<&str>) -> String {
    let words: Vec<&str> = text.unwrap_or_default().split_whitespace().collect();
    words.join(" ")
}

/// What a description says behind `Deprecated:`, up to the end of the
/// paragraph.
pub(super) fn deprecation(description: Option<&str>) -> Option<String> {
    let description = description?;
    let at = description.to_ascii_lowercase().find("deprecated:")?;
    let reason = description.get(at + "deprecated:".len()..)?;
    let paragraph = reason.split("\n\n").next().unwrap_or(reason);
    let reason = line(Some(paragraph)).trim_end_matches('.').to_owned();
    (!reason.is_empty()).then_some(reason)
}

fn safe(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut fence: Option<&str> = None;
    // Where the text of the list item begins that the last line belongs to.
    let mut item = 0;
    for raw in text.lines() {
        let raw = raw.replace('\t', "    ");
        let trimmed = raw.trim();
        match fence {
            Some(mark) if trimmed.starts_with(mark) => {
                lines.push(mark.to_owned());
                fence = None;
            }
            Some(_) => lines.push(raw.trim_end().to_owned()),
            None => match ["```", "~~~"]
                .into_iter()
                .find(|mark| trimmed.starts_with(mark))
            {
                Some(mark) => {
                    lines.push(format!("{mark}text"));
                    fence = Some(mark);
                    // It stands at the margin, which ends a list.
                    item = 0;
                }
                None => {
                    let line = prose(&raw);
                    item = match item_text(&line) {
                        Some(text) => text,
                        None if trimmed.is_empty() || is_fixed(&line) => 0,
                        None => item,
                    };
                    lines.push(wrapped(&line, item));
                }
            },
        }
    }
    lines.extend(fence.map(str::to_owned));
    lines.join("\n")
}

/// Lines of prose are broken where they are longer than this.
const WIDTH: usize = 92;

/// Whether the line is one of a table or a heading, which cannot be broken.
fn is_fixed(line: &str) -> bool {
    line.starts_with(['|', '#', '='])
}

/// Where the text of a list item begins, if the line begins one.
fn item_text(line: &str) -> Option<usize> {
    let text = line.trim_start();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marks: &[&str] = if digits == 0 {
        &["- ", "* ", "+ "]
    } else {
        &[". ", ") "]
    };
    let is_item = marks.iter().any(|mark| text[digits..].starts_with(mark));
    is_item.then(|| line.len() - text.len() + digits + 2)
}

/// The line, broken at blanks where that changes nothing: not in a table or
/// a heading, and not before what would begin a list or a quotation. Lines
/// of a list item after its first are set below its text, `item` blanks in.
fn wrapped(line: &str, item: usize) -> String {
    let fixed = is_fixed(line);
    let own = &line[..line.len() - line.trim_start().len()];
    let below = " ".repeat(item.max(own.len()));
    let first = if item_text(line).is_some() || fixed {
        own
    } else {
        &below
    };
    if fixed || line.trim().is_empty() || line.chars().count() <= WIDTH {
        return format!("{first}{}", line.trim_start());
    }
    let mut out = first.to_owned();
    let mut width = first.len();
    let mut is_start = true;
    for word in line.split_whitespace() {
        let length = word.chars().count();
        let is_plain = word.starts_with(|c: char| c.is_alphabetic() || c == '`');
        if !is_start && width + 1 + length > WIDTH && is_plain {
            out.push('\n');
            out.push_str(&below);
            width = below.len();
        } else if !is_start {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
        is_start = false;
    }
    out
}

/// A line outside fences. Four blanks would make it a code block, and rustdoc
/// would run it.
fn prose(line: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    let mut out = " ".repeat(indent.min(3));
    let mut code = false;
    let parts: Vec<&str> = line.trim().split('`').collect();
    let last = parts.len() - 1;
    for (index, part) in parts.iter().enumerate() {
        out.push_str(&if code {
            (*part).to_owned()
        } else {
            escaped(part)
        });
        // A mark without a partner on its line opens nothing.
        let lonely = index + 1 == last && !code;
        if index < last {
            out.push_str(if lonely { "\\`" } else { "`" });
            code = !code && !lonely;
        }
    }
    out
}

/// Text outside code: links stay, other brackets are only brackets.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((whole, link)) = inline_link(rest) {
            out.push_str(&link);
            rest = &rest[whole..];
        } else if let Some(length) = bare_url(rest) {
            out.push_str(&format!("<{}>", &rest[..length]));
            rest = &rest[length..];
        } else {
            if matches!(c, '[' | ']' | '<' | '>') {
                out.push('\\');
            }
            out.push(if c.is_control() { ' ' } else { c });
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// `[text](https://…)` at the beginning of `text`: its length, and itself.
fn inline_link(text: &str) -> Option<(usize, String)> {
    let inner = text.strip_prefix('[')?;
    let (label, rest) = inner.split_once("](")?;
    let (target, _) = rest.split_once(')')?;
    let plain = |text: &str| !text.contains(['[', ']', '<', '>', '(', '`', '\\']);
    let is_url = bare_url(target) == Some(target.len());
    (plain(label) && is_url).then(|| {
        let whole = label.len() + target.len() + 4;
        (whole, format!("[{label}]({target})"))
    })
}

/// The length of a URL at the beginning of `text`, without the punctuation
/// behind it.
fn bare_url(text: &str) -> Option<usize> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let ends = |c: char| c.is_whitespace() || "<>[](){}\"'`\\|^".contains(c) || c.is_control();
    let length = text.find(ends).unwrap_or(text.len());
    let url = text[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    (url.len() > "https://".len()).then_some(url.len())
}

#[cfg(test)]
mod tests {
    use super::{deprecation, of};

    fn doc(text: &str) -> String {
        of(Some(text)).paragraphs.join("\n\n")
    }

    #[test]
    fn no_description_becomes_a_doctest() {
        assert_eq!(doc("a\n\n    let x = 1;"), "a\n\n   let x = 1;");
        assert_eq!(doc("```rust\npanic!()\n```"), "```text\npanic!()\n```");
        assert_eq!(doc("```\nunclosed"), "```text\nunclosed\n```");
    }

    #[test]
    fn brackets_and_urls_are_only_text() {
        assert_eq!(doc("see [Group] and <b>"), "see \\[Group\\] and \\<b\\>");
        assert_eq!(
            doc("see https://a.example/x."),
            "see <https://a.example/x>."
        );
        assert_eq!(doc("[a](https://a.example)"), "[a](https://a.example)");
        assert_eq!(doc("`Vec<T>` and a ` mark"), "`Vec<T>` and a \\` mark");
    }

    #[test]
    fn lines_of_an_item_stand_below_its_text() {
        let long = "word ".repeat(30);
        assert!(
            doc(&format!("- {long}"))
                .lines()
                .skip(1)
                .all(|line| line.starts_with("  word"))
        );
        assert_eq!(doc("1. a\nb\n\nc"), "1. a\n   b\n\nc");
        assert_eq!(doc("- a\n# b\nc"), "- a\n# b\nc");
        assert_eq!(
            doc("- a\n```\nx\n```\nlet y;"),
            "- a\n```text\nx\n```\nlet y;"
        );
    }

    #[test]
    fn the_reason_of_a_deprecation_is_found() {
        let reason = deprecation(Some("Does it.\nDeprecated: use\nanother one.\n\nMore."));
        assert_eq!(reason.as_deref(), Some("use another one"));
        assert_eq!(deprecation(Some("Does it.")), None);
    }
}
