//! Spans in JSON, by a walk over text that is known to be valid.

use super::{Kind, Name, Place, Span};

pub(super) fn read(text: &str) -> Option<Place> {
    Walk { text, at: 0 }.value()
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
}

impl Walk<'_> {
    /// The next byte behind blanks.
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    /// Steps over a byte if it comes next.
    fn skip(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    /// Parsing has bounded the depth.
    fn value(&mut self) -> Option<Place> {
        let first = self.peek()?;
        let start = self.at;
        match first {
            b'{' => {
                let children = self.entries()?;
                Some(collection(start, children, Kind::Mapping))
            }
            b'[' => {
                let children = self.items()?;
                Some(collection(start, children, Kind::Sequence))
            }
            b'"' => {
                self.string()?;
                Some(scalar((start, self.at - start)))
            }
            _ => {
                self.word();
                Some(scalar((start, self.at - start)))
            }
        }
    }

    fn entries(&mut self) -> Option<Vec<(Name, Place)>> {
        let mut entries = Vec::new();
        self.at += 1;
        while !self.skip(b'}') {
            self.peek()?;
            let start = self.at;
            self.string()?;
            let key = &self.text[start..self.at];
            let span = (start, key.len());
            let name = match key.contains('\\') {
                true => Name::Read(serde_json::from_str(key).ok()?),
                false => Name::Plain((start + 1, key.len().saturating_sub(2))),
            };
            self.skip(b':');
            let place = Place {
                key: Some(span),
                ..self.value()?
            };
            entries.push((name, place));
            self.skip(b',');
        }
        Some(entries)
    }

    fn items(&mut self) -> Option<Vec<(Name, Place)>> {
        let mut items = Vec::new();
        self.at += 1;
        while !self.skip(b']') {
            items.push((Name::None, self.value()?));
            self.skip(b',');
        }
        Some(items)
    }

    fn string(&mut self) -> Option<()> {
        let bytes = self.text.as_bytes();
        self.at += 1;
        loop {
            match bytes.get(self.at)? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(())
    }

    /// A number, `true`, `false` or `null`: never empty.
    fn word(&mut self) {
        let in_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        self.at += 1;
        while self.text.as_bytes().get(self.at).is_some_and(in_word) {
            self.at += 1;
        }
    }
}

fn scalar(value: Span) -> Place {
    Place {
        value,
        ..Place::default()
    }
}

fn collection(start: usize, children: Vec<(Name, Place)>, kind: Kind) -> Place {
    Place {
        value: (start, 1),
        children,
        kind,
        key: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use crate::document::parse::Format;

    #[test]
    fn finds_scalars_and_keys() {
        let text = r#"{"a": -1.5e3, "b\"": [ "x", {"c" :{"d":[1 , true]}} ], "e": "\\"}"#;
        let shown = |pointer| shown(text, Format::Json, pointer);
        assert_eq!(shown("/a"), "-1.5e3");
        assert_eq!(shown("/b\""), r#""b\"""#);
        assert_eq!(shown("/b\"/0"), "\"x\"");
        assert_eq!(shown("/b\"/1/c/d"), "\"d\"");
        assert_eq!(shown("/b\"/1/c/d/1"), "true");
        assert_eq!(shown("/e"), r#""\\""#);
    }
}
