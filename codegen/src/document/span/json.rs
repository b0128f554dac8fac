//! Spans in JSON, by a walk over text that is known to be valid.

/// The byte offset and length of the value at `segments`, or of its key when
/// the value is a collection.
pub(super) fn find(text: &str, segments: &[String]) -> Option<(usize, usize)> {
    let mut walk = Walk { text, at: 0 };
    walk.blank();
    let mut key = None;
    for segment in segments {
        key = match walk.peek()? {
            b'{' => Some(walk.enter_object(segment)?),
            b'[' => {
                walk.enter_array(segment.parse().ok()?)?;
                None
            }
            _ => return None,
        };
    }
    let start = walk.at;
    let is_collection = matches!(walk.peek()?, b'{' | b'[');
    match key {
        Some(span) if is_collection => Some(span),
        _ if is_collection => Some((start, 1)),
        _ => {
            walk.skip_value()?;
            Some((start, walk.at - start))
        }
    }
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
}

impl Walk<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Steps over a byte that must be there, and blanks on both sides.
    fn expect(&mut self, byte: u8) -> Option<()> {
        self.blank();
        (self.peek()? == byte).then(|| self.at += 1)?;
        self.blank();
        Some(())
    }

    /// Goes to the value of the last entry with this key, and gives the span
    /// of the key.
    fn enter_object(&mut self, name: &str) -> Option<(usize, usize)> {
        let mut found = None;
        self.expect(b'{')?;
        while self.peek()? == b'"' {
            let start = self.at;
            self.skip_string()?;
            let key = &self.text[start..self.at];
            let span = (start, self.at - start);
            self.expect(b':')?;
            if serde_json::from_str::<String>(key).is_ok_and(|key| key == name) {
                found = Some((self.at, span));
            }
            self.skip_value()?;
            self.blank();
            if self.peek()? == b',' {
                self.expect(b',')?;
            }
        }
        let (at, span) = found?;
        self.at = at;
        Some(span)
    }

    fn enter_array(&mut self, index: usize) -> Option<()> {
        self.expect(b'[')?;
        for _ in 0..index {
            self.skip_value()?;
            self.expect(b',')?;
        }
        (self.peek()? != b']').then_some(())
    }

    fn skip_string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(())
    }

    /// Steps over a value. Depth is counted, not recursed into.
    fn skip_value(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => self.skip_string()?,
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                byte if byte.is_ascii_whitespace() => self.at += 1,
                _ => self.skip_word(),
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// A number, `true`, `false` or `null`.
    fn skip_word(&mut self) {
        let in_word = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        self.at += 1;
        while self.peek().is_some_and(in_word) {
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    fn text_at<'a>(text: &'a str, pointer: &str) -> Option<&'a str> {
        let segments: Vec<String> = crate::document::place::segments(pointer).collect();
        find(text, &segments).map(|(offset, length)| &text[offset..offset + length])
    }

    #[test]
    fn finds_scalars_and_keys() {
        let text = r#"{"a": -1.5e3, "b\"": [ "x", {"c" :{"d":[1 , true]}} ], "e": "\\"}"#;
        assert_eq!(text_at(text, "/a"), Some("-1.5e3"));
        assert_eq!(text_at(text, "/b\""), Some(r#""b\"""#));
        assert_eq!(text_at(text, "/b\"/0"), Some("\"x\""));
        assert_eq!(text_at(text, "/b\"/1/c/d"), Some("\"d\""));
        assert_eq!(text_at(text, "/b\"/1/c/d/1"), Some("true"));
        assert_eq!(text_at(text, "/e"), Some(r#""\\""#));
        assert_eq!(text_at(text, "/b\"/2"), None);
        assert_eq!(text_at(text, "/none"), None);
    }
}
