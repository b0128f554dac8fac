//! Strings (RFC 8259, section 7).

use super::{Reader, Wrong};
use std::borrow::Cow;

impl<'a> Reader<'a> {
    /// Reads a string, of which the quote is next.
    #[inline(always)]
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, Wrong> {
        self.at += 1;
        let start = self.at;
        self.at += plain(self.rest());
        match self.text.as_bytes().get(self.at) {
            Some(b'"') => {
                let text = &self.text[start..self.at];
                self.at += 1;
                Ok(Cow::Borrowed(text))
            }
            Some(b'\\') => self.escaped(start).map(Cow::Owned),
            None => Err("unexpected end"),
            Some(_) => Err("a control character in a string"),
        }
    }

    /// Reads on in a string that began at `start` and has escapes.
    #[cold]
    fn escaped(&mut self, start: usize) -> Result<String, Wrong> {
        let mut text = self.text[start..self.at].to_owned();
        loop {
            let start = self.at;
            self.at += plain(self.rest());
            text.push_str(&self.text[start..self.at]);
            match self.text.as_bytes().get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                None => return Err("unexpected end"),
                Some(_) => return Err("a control character in a string"),
            }
        }
    }

    fn escape(&mut self) -> Result<char, Wrong> {
        let letter = self.text.as_bytes().get(self.at + 1);
        let plain = match letter {
            Some(b'u') => return self.unicode(),
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            None => return Err("unexpected end"),
            Some(_) => return Err("an unknown escape"),
        };
        self.at += 2;
        Ok(plain)
    }

    /// Reads one or, for a pair of surrogates, two escapes of four digits.
    fn unicode(&mut self) -> Result<char, Wrong> {
        const LONE: Wrong = "half of a surrogate pair";
        let first = self.hex()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first).ok_or(LONE);
        }
        if !self.rest().starts_with(b"\\u") {
            return Err(LONE);
        }
        match self.hex()? {
            second @ 0xDC00..0xE000 => {
                char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)).ok_or(LONE)
            }
            _ => Err(LONE),
        }
    }

    fn hex(&mut self) -> Result<u32, Wrong> {
        let digits = self.rest().get(2..6).ok_or("unexpected end")?;
        let mut value = 0;
        for digit in digits {
            let digit = char::from(*digit).to_digit(16);
            value = value * 16 + digit.ok_or("expected four hexadecimal digits")?;
        }
        self.at += 6;
        Ok(value)
    }
}

/// How many bytes at the start of a string are the string: up to a quote, a
/// backslash or a control character.
#[inline]
pub(in crate::wire) fn plain(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        if let Some(at) = special(*word) {
            return index * 8 + at;
        }
    }
    // What is left is looked at together with some that was, if there is any.
    if let Some((before, last)) = bytes.split_last_chunk::<8>() {
        return special(*last).map_or(bytes.len(), |at| before.len() + at);
    }
    // Names are short, and there are many of them.
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let [a, b, c, d] = *first;
        let [e, f, g, h] = *last;
        if special([a, b, c, d, e, f, g, h]).is_none() {
            return bytes.len();
        }
    }
    let ends = |byte: &u8| matches!(byte, ..0x20 | b'"' | b'\\');
    bytes.iter().position(ends).unwrap_or(bytes.len())
}

/// Where the first byte is that is not to be in a string as it is.
#[inline]
fn special(word: [u8; 8]) -> Option<usize> {
    const EACH: u64 = u64::MAX / 0xFF;
    const HIGH: u64 = EACH << 7;
    let word = u64::from_le_bytes(word);
    // The high bit of the first byte that is wanted, and perhaps of some
    // behind it ("Bit Twiddling Hacks": a byte less than n, a zero byte).
    let less = |word: u64, than: u64| word.wrapping_sub(EACH * than) & !word & HIGH;
    let zero_at = |byte: u8| less(word ^ (EACH * u64::from(byte)), 1);
    let found = less(word, 0x20) | zero_at(b'"') | zero_at(b'\\');
    (found != 0).then(|| found.trailing_zeros() as usize / 8)
}
