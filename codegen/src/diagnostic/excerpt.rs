//! One line of a file with the span that a finding is about.

/// A span inside one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The line number, from 1.
    pub line: usize,
    /// The column of the first character, from 1, in characters.
    pub column: usize,
    /// How many characters the span has, at least 1.
    pub width: usize,
    /// The text of the line, cut around the span if the line is long.
    pub text: String,
    /// How many characters of the line stand before that text.
    pub skipped: usize,
}

/// Lines longer than this are cut around the span: a minified document is
/// one line of megabytes, and may have a thousand findings.
const WINDOW: usize = 100;

impl Excerpt {
    /// The span that begins at byte `offset` of `text` and is `length` bytes
    /// long, cut at the end of its line.
    pub fn at(text: &str, offset: usize, length: usize) -> Self {
        let offset = floor_boundary(text, offset);
        let before = &text[..offset];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        Self::in_line(text, line, start, offset, length)
    }

    /// The same where the number of the line and its first byte are known.
    pub fn in_line(text: &str, line: usize, start: usize, offset: usize, length: usize) -> Self {
        let start = floor_boundary(text, start);
        let offset = floor_boundary(text, offset).max(start);
        let end = floor_boundary(text, offset.saturating_add(length)).max(offset);
        let column = text[start..offset].chars().count() + 1;
        let rest = text[start..].chars().take_while(|c| *c != '\n');
        let is_short = rest.take(WINDOW + 1).count() <= WINDOW;
        let before = match is_short {
            true => column - 1,
            false => (column - 1).min(WINDOW / 3),
        };
        let back = text[start..offset].chars().rev().take(before);
        let from = offset - back.map(char::len_utf8).sum::<usize>();
        let shown = text[from..].chars().take_while(|c| *c != '\n').take(WINDOW);
        let span = text[offset..end].lines().next().unwrap_or("");
        Self {
            line,
            column,
            width: span.trim_end().chars().count().max(1),
            text: shown.collect::<String>().trim_end_matches('\r').to_owned(),
            skipped: column - 1 - before,
        }
    }

    /// What to show of the line, and the column (from 1) and width of the
    /// span in it. Control characters are shown as `␦`, so that a description
    /// cannot write escape sequences to a terminal.
    pub fn window(&self) -> (String, usize, usize) {
        let shown: String = self.text.chars().map(printable).collect();
        let column = self.column - self.skipped;
        let room = (shown.chars().count() + 1)
            .saturating_sub(column - 1)
            .max(1);
        (shown, column, self.width.min(room))
    }
}

fn printable(character: char) -> char {
    match character {
        '\t' => ' ',
        control if control.is_control() => '\u{2426}',
        other => other,
    }
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Excerpt;

    #[test]
    fn counts_characters_from_one() {
        let excerpt = Excerpt::at("a: 1\nż: ó: x\n", 9, 100);
        assert_eq!((excerpt.line, excerpt.column, excerpt.width), (2, 4, 4));
        assert_eq!(excerpt.text, "ż: ó: x");
    }

    #[test]
    fn cuts_long_lines_around_the_span() {
        let text = format!("{}HERE{}", "a".repeat(1000), "b".repeat(1000));
        let excerpt = Excerpt::at(&text, 1000, 4);
        assert_eq!((excerpt.column, excerpt.text.len()), (1001, 100));
        let (shown, column, width) = excerpt.window();
        assert_eq!(&shown[column - 1..column - 1 + width], "HERE");
    }

    #[test]
    fn survives_offsets_outside_the_text() {
        assert_eq!(Excerpt::at("", 10, 10).line, 1);
    }
}
