//! JSON text (RFC 8259) to tokens: one pass, no recursion, and no copy of a
//! string that holds no escapes.
//!
//! Reading through `serde` a value at a time took twice as long, and what is
//! read here is all that servers and clients read.

mod number;
mod string;

pub(super) use string::plain;

use super::error::{DecodeError, Problem};
use super::spare;
use super::token::Token;

/// How deep arrays and objects may be in each other. Types are decoded by
/// recursion, and text is not to decide how much stack that takes.
const DEEPEST: usize = 128;

/// A low guess at how much JSON text one token stands for, to reserve memory
/// in one go for most documents.
const BYTES_PER_TOKEN: usize = 8;

/// Reads JSON text as tokens.
///
/// # Errors
/// If it is not JSON, is not UTF-8, is nested deeper than 128 levels, or has
/// a number beyond those of 64 bits and of `f64`.
pub(crate) fn tokens_from_json(text: &[u8]) -> Result<Vec<Token<'_>>, DecodeError> {
    let fail = |at, problem| invalid(text, at, problem);
    let valid = str::from_utf8(text).map_err(|error| fail(error.valid_up_to(), "not UTF-8"))?;
    let mut reader = Reader {
        text: valid,
        at: 0,
        tokens: spare::take(text.len() / BYTES_PER_TOKEN + 1),
        open: Vec::new(),
    };
    match reader.document() {
        Ok(()) => Ok(reader.tokens),
        Err(problem) => Err(fail(reader.at, problem)),
    }
}

/// What is wrong, and where: lines and columns count from 1, columns in
/// bytes.
#[cold]
fn invalid(text: &[u8], at: usize, problem: &str) -> DecodeError {
    let before = &text[..at.min(text.len())];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n');
    let column = before.len() - start.map_or(0, |start| start + 1) + 1;
    DecodeError::new(Problem::Syntax(format!(
        "invalid JSON: {problem} at line {line} column {column}"
    )))
}

/// What is wrong with the text where the reader stands.
type Wrong = &'static str;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    tokens: Vec<Token<'a>>,
    /// The arrays and objects that are not closed, by the position of their
    /// token.
    open: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Result<(), Wrong> {
        self.value()?;
        while let Some(&opened) = self.open.last() {
            let in_object = matches!(self.tokens[opened], Token::Object { .. });
            match (self.next_byte(), in_object) {
                (Some(b','), true) => {
                    self.at += 1;
                    self.key()?;
                    self.value()?;
                }
                (Some(b','), false) => {
                    self.at += 1;
                    self.value()?;
                }
                (Some(b'}'), true) | (Some(b']'), false) => self.close(),
                (None, _) => return Err("unexpected end"),
                (_, true) => return Err("expected `,` or `}`"),
                (_, false) => return Err("expected `,` or `]`"),
            }
        }
        match self.next_byte() {
            None => Ok(()),
            Some(_) => Err("expected the end"),
        }
    }

    /// Reads a value, of an array or object only the first.
    fn value(&mut self) -> Result<(), Wrong> {
        loop {
            let token = match self.next_byte() {
                Some(b'"') => Token::String(self.string()?),
                Some(b'-' | b'0'..=b'9') => self.number()?,
                Some(b'{') => match self.open(Token::Object { end: 0 }, b'}')? {
                    true => {
                        self.key()?;
                        continue;
                    }
                    false => return Ok(()),
                },
                Some(b'[') => match self.open(Token::Array { end: 0 }, b']')? {
                    true => continue,
                    false => return Ok(()),
                },
                Some(b't') => self.word("true", Token::Bool(true))?,
                Some(b'f') => self.word("false", Token::Bool(false))?,
                Some(b'n') => self.word("null", Token::Null)?,
                None => return Err("unexpected end"),
                Some(_) => return Err("expected a value"),
            };
            self.tokens.push(token);
            return Ok(());
        }
    }

    /// Opens an array or object, and says whether there is anything in it.
    fn open(&mut self, token: Token<'a>, bracket: u8) -> Result<bool, Wrong> {
        if self.open.len() == DEEPEST {
            return Err("nested too deep");
        }
        self.at += 1;
        self.open.push(self.tokens.len());
        self.tokens.push(token);
        let is_empty = self.next_byte() == Some(bracket);
        if is_empty {
            self.close();
        }
        Ok(!is_empty)
    }

    fn close(&mut self) {
        self.at += 1;
        let behind = self.tokens.len();
        if let Some(opened) = self.open.pop()
            && let Token::Object { end } | Token::Array { end } = &mut self.tokens[opened]
        {
            *end = behind;
        }
    }

    #[inline(always)]
    fn key(&mut self) -> Result<(), Wrong> {
        match self.next_byte() {
            Some(b'"') => {
                let key = self.string()?;
                self.tokens.push(Token::String(key));
            }
            None => return Err("unexpected end"),
            Some(_) => return Err("expected a property name"),
        }
        match self.next_byte() {
            Some(b':') => self.at += 1,
            None => return Err("unexpected end"),
            Some(_) => return Err("expected `:`"),
        }
        Ok(())
    }

    fn word(&mut self, word: &str, token: Token<'a>) -> Result<Token<'a>, Wrong> {
        match self.rest().starts_with(word.as_bytes()) {
            true => {
                self.at += word.len();
                Ok(token)
            }
            false => Err("expected a value"),
        }
    }

    /// The next byte that is not white space.
    #[inline(always)]
    fn next_byte(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                _ => return Some(byte),
            }
        }
    }

    fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at..]
    }
}

#[cfg(test)]
mod tests;
