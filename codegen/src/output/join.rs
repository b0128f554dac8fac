//! One text behind another, with an empty line between them where one
//! belongs.

/// One text behind another, with an empty line if one belongs there.
pub fn join(mut text: String, more: String) -> String {
    if text.is_empty() || more.is_empty() {
        text.push_str(&more);
        return text;
    }
    let before = text.strip_suffix('\n').unwrap_or(&text);
    let before = before.rsplit('\n').next().unwrap_or("");
    let after = more.lines().next().unwrap_or("");
    if !before.is_empty() && indent(before) == indent(after) {
        text.push('\n');
    }
    text.push_str(&more);
    text
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
