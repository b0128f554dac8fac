//! Paragraphs and tables for terminals.

/// Lines are no longer than this, unless a word is.
const WIDTH: usize = 80;

/// Two columns, the second one wrapped; indented by `indent`.
pub(super) fn table(rows: &[(String, String)], indent: usize) -> String {
    let lengths = rows.iter().map(|(first, _)| first.chars().count());
    // One long name does not push the others' text to the right.
    let column = lengths.filter(|length| *length <= 32).max().unwrap_or(0) + 2;
    let mut text = String::new();
    for (first, second) in rows {
        let blanks = " ".repeat(indent);
        let length = first.chars().count();
        text.push_str(&format!("{blanks}{first}"));
        let left = indent + column;
        let mut lines = wrap(second, WIDTH.saturating_sub(left).max(20)).into_iter();
        if length + 2 <= column
            && let Some(line) = lines.next()
        {
            text.push_str(&format!("{}{line}", " ".repeat(column - length)));
        }
        for line in lines {
            text.push_str(&format!("\n{}{line}", " ".repeat(left)));
        }
        text.push('\n');
    }
    text
}

/// A paragraph, indented.
pub(super) fn paragraph(text: &str, indent: usize) -> String {
    let blanks = " ".repeat(indent);
    let lines = wrap(text, WIDTH - indent).into_iter();
    lines.map(|line| format!("{blanks}{line}\n")).collect()
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
