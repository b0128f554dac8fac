//! Reading: one value inside a decoded document.

use super::Wire;
use super::error::{DecodeError, Problem};
use super::object::Object;
use super::token::{Token, behind};
use crate::File;
use crate::check::{Check, Violations};
use std::borrow::Cow;

/// One value of a document, as [`Wire::decode`] sees it.
///
/// A node is a position: it is copied freely, and reading it again gives the
/// same answer.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    pub(super) tokens: &'a [Token<'a>],
    pub(super) at: usize,
}

impl<'a> Node<'a> {
    pub(crate) fn root(tokens: &'a [Token<'a>]) -> Self {
        Self { tokens, at: 0 }
    }

    pub(crate) fn token(self) -> &'a Token<'a> {
        &self.tokens[self.at]
    }

    /// Where the value is in its document: no other value there has the same.
    pub(crate) fn position(self) -> usize {
        self.at
    }

    /// Decodes the value.
    ///
    /// # Errors
    /// If the value does not fit `T`.
    pub fn decode<T: Wire>(self) -> Result<T, DecodeError> {
        T::decode(self)
    }

    /// Decodes the value and checks the constraints of its schema as well:
    /// what a branch of a union must pass to count as a match.
    ///
    /// # Errors
    /// If the value does not fit `T` or breaks one of its constraints.
    pub fn decode_valid<T: Wire>(self) -> Result<T, DecodeError> {
        let value = T::decode(self)?;
        match value.validate() {
            Ok(()) => Ok(value),
            Err(violations) => Err(DecodeError::new(Problem::Violations(violations))),
        }
    }

    /// Decodes the value and checks the constraints of its schema and those
    /// that `check` adds.
    ///
    /// # Errors
    /// If the value does not fit `T` or breaks a constraint.
    pub fn decode_with<T: Wire>(self, check: fn(&T, &mut Check<'_>)) -> Result<T, DecodeError> {
        let value: T = self.decode_valid()?;
        match Violations::found(&|found| check(&value, found)) {
            Ok(()) => Ok(value),
            Err(violations) => Err(DecodeError::new(Problem::Violations(violations))),
        }
    }

    /// Whether the value is `null`.
    pub fn is_null(self) -> bool {
        matches!(self.token(), Token::Null)
    }

    /// The value as a boolean.
    ///
    /// # Errors
    /// If it is something else.
    pub fn bool(self) -> Result<bool, DecodeError> {
        match self.token() {
            Token::Bool(value) => Ok(*value),
            Token::Text(text) => text
                .parse()
                .map_err(|_| DecodeError::new(Problem::Format("boolean"))),
            _ => Err(self.unexpected("a boolean")),
        }
    }

    /// The value as a string.
    ///
    /// # Errors
    /// If it is something else.
    #[inline]
    pub fn str(self) -> Result<&'a str, DecodeError> {
        match self.token() {
            Token::String(text) | Token::Text(text) => Ok(text),
            _ => Err(self.unexpected("a string")),
        }
    }

    /// The value as bytes: those of a binary body or of a file in a multipart
    /// body, or those of a string.
    ///
    /// # Errors
    /// If it is neither.
    pub fn file(self) -> Result<File, DecodeError> {
        match self.token() {
            Token::Bytes(file) => Ok(File::clone(file)),
            Token::String(text) | Token::Text(text) => Ok(File::from(text.clone().into_owned())),
            _ => Err(self.unexpected("bytes")),
        }
    }

    /// The value as an integer. A number with a zero fraction is one, as
    /// JSON Schema has it.
    ///
    /// # Errors
    /// If it is not a number, has a fraction, or is outside 128 bits.
    pub fn integer(self) -> Result<i128, DecodeError> {
        match self.token() {
            Token::Signed(value) => Ok(i128::from(*value)),
            Token::Unsigned(value) => Ok(i128::from(*value)),
            Token::Float(value) if is_whole(*value) => Ok(*value as i128),
            Token::Text(text) => text
                .parse()
                .map_err(|_| DecodeError::new(Problem::Format("integer"))),
            _ => Err(self.unexpected("an integer")),
        }
    }

    /// The value as a number.
    ///
    /// # Errors
    /// If it is something else.
    pub fn float(self) -> Result<f64, DecodeError> {
        match self.token() {
            Token::Float(value) => Ok(*value),
            Token::Signed(value) => Ok(*value as f64),
            Token::Unsigned(value) => Ok(*value as f64),
            Token::Text(text) => match text.parse::<f64>() {
                Ok(value) if value.is_finite() => Ok(value),
                _ => Err(DecodeError::new(Problem::Format("number"))),
            },
            _ => Err(self.unexpected("a number")),
        }
    }

    /// The items of an array. A single value counts as an array of one where
    /// the wire form does not tell them apart (a form field given once).
    ///
    /// # Errors
    /// If the value is not an array.
    pub fn items(self) -> Result<Items<'a>, DecodeError> {
        match self.token() {
            Token::Array { end } => Ok(Items {
                tokens: self.tokens,
                at: self.at + 1,
                end: *end,
            }),
            Token::Text(_) | Token::Bytes(_) => Ok(Items {
                tokens: self.tokens,
                at: self.at,
                end: self.at + 1,
            }),
            Token::Nothing => Ok(Items {
                tokens: self.tokens,
                at: self.at,
                end: self.at,
            }),
            _ => Err(self.unexpected("an array")),
        }
    }

    /// The properties of an object, to be taken by name.
    ///
    /// # Errors
    /// If the value is not an object.
    pub fn object(self) -> Result<Object<'a>, DecodeError> {
        match self.token() {
            Token::Object { end } | Token::Form { end } => {
                Ok(Object::new(self.tokens, self.at + 1, *end))
            }
            _ => Err(self.unexpected("an object")),
        }
    }

    /// The entries of an object in document order.
    ///
    /// # Errors
    /// If the value is not an object.
    pub fn entries(self) -> Result<Entries<'a>, DecodeError> {
        match self.token() {
            Token::Object { end } | Token::Form { end } => Ok(Entries {
                tokens: self.tokens,
                at: self.at + 1,
                end: *end,
            }),
            _ => Err(self.unexpected("an object")),
        }
    }

    /// The value at a JSON Pointer that leads through objects.
    pub(crate) fn at_pointer(self, pointer: &str) -> Option<Self> {
        let mut steps = pointer.split('/').skip(1);
        steps.try_fold(self, |node, step| {
            let name = step.replace("~1", "/").replace("~0", "~");
            let mut properties = node.entries().ok()?;
            properties.find_map(|(key, value)| (key == name).then_some(value))
        })
    }

    /// What the value is, for messages.
    pub fn kind(self) -> &'static str {
        match self.token() {
            Token::Null => "null",
            Token::Bool(_) => "a boolean",
            Token::Signed(_) | Token::Unsigned(_) | Token::Float(_) => "a number",
            Token::String(_) => "a string",
            Token::Text(_) => "text",
            Token::Bytes(_) => "bytes",
            Token::Array { .. } => "an array",
            Token::Object { .. } | Token::Form { .. } => "an object",
            Token::Nothing => "nothing",
        }
    }

    /// The error that says what should have been here.
    pub fn unexpected(self, expected: &'static str) -> DecodeError {
        DecodeError::new(match self.token() {
            Token::Nothing => Problem::Missing,
            _ => Problem::Type {
                expected,
                found: self.kind(),
            },
        })
    }
}

/// The items of an array, in order.
#[derive(Clone, Debug)]
pub struct Items<'a> {
    tokens: &'a [Token<'a>],
    at: usize,
    end: usize,
}

impl<'a> Iterator for Items<'a> {
    type Item = Node<'a>;

    fn next(&mut self) -> Option<Node<'a>> {
        (self.at < self.end).then(|| {
            let node = Node {
                tokens: self.tokens,
                at: self.at,
            };
            self.at = behind(self.tokens, self.at);
            node
        })
    }
}

/// The entries of an object, in document order.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    tokens: &'a [Token<'a>],
    at: usize,
    end: usize,
}

/// Whether a number has no fraction and was not rounded on the way: the
/// integers just below those of 64 bits come as the least of them.
fn is_whole(value: f64) -> bool {
    value.fract() == 0.0 && value.abs() < 1e38 && value != i64::MIN as f64
}

impl<'a> Entries<'a> {
    pub(super) fn new(tokens: &'a [Token<'a>], at: usize, end: usize) -> Self {
        Self { tokens, at, end }
    }

    pub(super) fn position(&self) -> usize {
        self.at
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (&'a str, Node<'a>);

    fn next(&mut self) -> Option<(&'a str, Node<'a>)> {
        (self.at < self.end).then(|| {
            let name = match &self.tokens[self.at] {
                Token::String(Cow::Borrowed(name)) => *name,
                Token::String(Cow::Owned(name)) => name.as_str(),
                // Keys are written as strings by every builder in this crate.
                _ => "",
            };
            let node = Node {
                tokens: self.tokens,
                at: self.at + 1,
            };
            self.at = behind(self.tokens, self.at + 1);
            (name, node)
        })
    }
}
