//! JSON for people: laid out and coloured while it comes.

/// How deep lines are indented at most.
const DEEPEST: usize = 40;

const STRING: &[u8] = b"\x1b[32m";
const LITERAL: &[u8] = b"\x1b[33m";
const PLAIN: &[u8] = b"\x1b[0m";

/// Lays out JSON texts that come in pieces. It holds nothing of them and
/// checks nothing: what is no JSON comes out with other blanks.
#[derive(Debug, Default)]
pub(super) struct Pretty {
    has_colors: bool,
    depth: usize,
    place: Place,
    /// Whether a list or an object was just begun.
    is_empty: bool,
    /// Whether a text has ended, so that the next one has its own line.
    is_over: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// Between values.
    #[default]
    Between,
    /// In a number, `true`, `false` or `null`.
    Literal,
    /// In a string.
    String,
    /// In a string, behind a backslash.
    Escape,
}

impl Pretty {
    pub(super) fn new(has_colors: bool) -> Self {
        Self {
            has_colors,
            ..Self::default()
        }
    }

    /// Lays out a piece.
    pub(super) fn piece(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        for &byte in piece {
            match self.place {
                Place::String | Place::Escape => self.string(byte, out),
                Place::Between | Place::Literal => self.other(byte, out),
            }
        }
    }

    /// Ends the last text.
    pub(super) fn end(&mut self, out: &mut Vec<u8>) {
        self.end_literal(out);
        if self.is_over {
            out.push(b'\n');
        }
    }

    fn string(&mut self, byte: u8, out: &mut Vec<u8>) {
        match byte {
            // It is not allowed there, and terminals obey it.
            0..0x20 | 0x7f => out.extend(format!("\\u{byte:04x}").as_bytes()),
            byte => out.push(byte),
        }
        self.place = match (self.place, byte) {
            (Place::String, b'\\') => Place::Escape,
            (Place::String, b'"') => {
                self.color(PLAIN, out);
                self.is_over = self.depth == 0;
                Place::Between
            }
            _ => Place::String,
        };
    }

    fn other(&mut self, byte: u8, out: &mut Vec<u8>) {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => self.end_literal(out),
            b'{' | b'[' => {
                self.begin(out);
                self.depth += 1;
                self.is_empty = true;
                out.push(byte);
            }
            b'}' | b']' => {
                self.end_literal(out);
                self.depth = self.depth.saturating_sub(1);
                if !self.is_empty {
                    self.line(out);
                }
                self.is_empty = false;
                self.is_over = self.depth == 0;
                out.push(byte);
            }
            b',' => {
                self.end_literal(out);
                out.push(byte);
                self.line(out);
            }
            b':' => {
                self.end_literal(out);
                out.extend(b": ");
            }
            b'"' => {
                self.begin(out);
                self.place = Place::String;
                self.color(STRING, out);
                out.push(byte);
            }
            byte => {
                if self.place == Place::Between {
                    self.begin(out);
                    self.place = Place::Literal;
                    self.color(LITERAL, out);
                }
                match byte {
                    0..0x20 | 0x7f => {}
                    byte => out.push(byte),
                }
            }
        }
    }

    /// What comes before a value.
    fn begin(&mut self, out: &mut Vec<u8>) {
        self.end_literal(out);
        if self.is_empty {
            self.line(out);
        } else if self.is_over {
            out.push(b'\n');
        }
        self.is_empty = false;
        self.is_over = false;
    }

    fn end_literal(&mut self, out: &mut Vec<u8>) {
        if self.place == Place::Literal {
            self.place = Place::Between;
            self.color(PLAIN, out);
            self.is_over = self.depth == 0;
        }
    }

    fn line(&self, out: &mut Vec<u8>) {
        out.push(b'\n');
        out.extend(b"  ".repeat(self.depth.min(DEEPEST)));
    }

    fn color(&self, color: &[u8], out: &mut Vec<u8>) {
        if self.has_colors {
            out.extend(color);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pretty(pieces: &[&str]) -> String {
        let (mut pretty, mut out) = (Pretty::new(false), Vec::new());
        for piece in pieces {
            pretty.piece(piece.as_bytes(), &mut out);
        }
        pretty.end(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn texts_are_laid_out_however_they_come() {
        let text = r#"{"a":[1,true, {"b" : "x,{\"y"}],"c":{}, "d":[ ]}"#;
        let laid_out = "{\n  \"a\": [\n    1,\n    true,\n    {\n      \"b\": \"x,{\\\"y\"\n    }\n  ],\n  \"c\": {},\n  \"d\": []\n}\n";
        assert_eq!(pretty(&[text]), laid_out);
        let bytes: Vec<_> = text.split("").collect();
        assert_eq!(pretty(&bytes), laid_out);
        assert_eq!(pretty(&[laid_out]), laid_out);
        assert_eq!(pretty(&["12 ", "\"a\"", "\n{}"]), "12\n\"a\"\n{}\n");
        assert_eq!(
            pretty(&["12345678901234567890.5"]),
            "12345678901234567890.5\n"
        );
        assert_eq!(pretty(&[]), "");
    }

    #[test]
    fn terminals_are_told_nothing() {
        let odd = pretty(&["[\"\u{1b}[2J\", \u{1b}x"]);
        assert_eq!(odd, "[\n  \"\\u001b[2J\",\n  x");
        let deep = "[".repeat(10_000);
        assert!(pretty(&[&deep]).len() < 10_000 * 90);
    }

    #[test]
    fn colors_end_where_they_should() {
        let (mut pretty, mut out) = (Pretty::new(true), Vec::new());
        pretty.piece(b"[\"a\",1]", &mut out);
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "[\n  \x1b[32m\"a\"\x1b[0m,\n  \x1b[33m1\x1b[0m\n]");
    }
}
