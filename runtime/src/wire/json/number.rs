//! Numbers (RFC 8259, section 6).

use super::{Reader, Wrong};
use crate::wire::Token;

impl<'a> Reader<'a> {
    /// Reads a number. One without fraction and exponent is an integer where
    /// 64 bits hold it.
    pub(super) fn number(&mut self) -> Result<Token<'a>, Wrong> {
        let start = self.at;
        let is_negative = self.skip(b'-');
        let integer = match self.skip(b'0') {
            true => Some(0),
            false => self.digits()?,
        };
        let has_fraction = self.skip(b'.');
        if has_fraction {
            self.digits()?;
        }
        let has_exponent = self.skip(b'e') || self.skip(b'E');
        if has_exponent {
            let _ = self.skip(b'+') || self.skip(b'-');
            self.digits()?;
        }
        match (has_fraction || has_exponent, is_negative, integer) {
            (false, false, Some(value)) => return Ok(Token::Unsigned(value)),
            // There is no integer -0.
            (false, true, Some(value)) if value > 0 => {
                if let Some(value) = 0_i64.checked_sub_unsigned(value) {
                    return Ok(Token::Signed(value));
                }
            }
            _ => {}
        }
        match self.text[start..self.at].parse::<f64>() {
            Ok(value) if value.is_finite() => Ok(Token::Float(value)),
            _ => {
                self.at = start;
                Err("a number out of range")
            }
        }
    }

    /// Reads digits, and gives the number that they are if it has no more
    /// than 64 bits.
    fn digits(&mut self) -> Result<Option<u64>, Wrong> {
        let start = self.at;
        let mut value = Some(0_u64);
        while let Some(digit @ b'0'..=b'9') = self.text.as_bytes().get(self.at) {
            let tens = value.and_then(|value| value.checked_mul(10));
            value = tens.and_then(|tens| tens.checked_add(u64::from(digit - b'0')));
            self.at += 1;
        }
        match self.at == start {
            true => Err("expected a digit"),
            false => Ok(value),
        }
    }

    fn skip(&mut self, byte: u8) -> bool {
        let is_there = self.text.as_bytes().get(self.at) == Some(&byte);
        self.at += usize::from(is_there);
        is_there
    }
}
