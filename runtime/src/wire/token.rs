//! The flat form of one JSON value: what every decoder reads and every
//! encoder can write.
//!
//! A value is a run of tokens in document order. Arrays and objects name the
//! position behind their last token, so that a reader steps over a value it
//! does not want without looking inside, and reads one value several times
//! (the branches of a `oneOf`) without copying it.

use crate::File;
use std::borrow::Cow;

/// One token. Strings borrow from the input where they hold no escapes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token<'a> {
    Null,
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    String(Cow<'a, str>),
    /// Text whose type is not known: a path segment, a form field. The type
    /// that decodes it decides what it is.
    #[cfg_attr(not(feature = "http"), allow(dead_code))]
    Text(Cow<'a, str>),
    /// Bytes that are not text: the body of an `application/octet-stream`, a
    /// file in a multipart body.
    Bytes(Box<File>),
    /// The items follow, up to the token at `end`.
    Array {
        end: usize,
    },
    /// Keys (as `String`) and values follow in turn, up to the token at `end`.
    Object {
        end: usize,
    },
    /// An object in a form that has no way to write a list without items:
    /// one that is not there has none.
    #[cfg_attr(not(feature = "http"), allow(dead_code))]
    Form {
        end: usize,
    },
    /// What stands for such a list.
    Nothing,
}

impl Token<'_> {
    /// The same token, independent of the input.
    #[cfg(feature = "http")]
    pub(crate) fn into_owned(self) -> Token<'static> {
        match self {
            Self::Null => Token::Null,
            Self::Bool(value) => Token::Bool(value),
            Self::Signed(value) => Token::Signed(value),
            Self::Unsigned(value) => Token::Unsigned(value),
            Self::Float(value) => Token::Float(value),
            Self::String(text) => Token::String(Cow::Owned(text.into_owned())),
            Self::Text(text) => Token::Text(Cow::Owned(text.into_owned())),
            Self::Bytes(file) => Token::Bytes(file),
            Self::Array { end } => Token::Array { end },
            Self::Object { end } => Token::Object { end },
            Self::Form { end } => Token::Form { end },
            Self::Nothing => Token::Nothing,
        }
    }
}

impl Token<'_> {
    /// The same token of a value that stands `by` positions further on.
    pub(crate) fn moved(mut self, by: usize) -> Self {
        if let Self::Array { end } | Self::Object { end } | Self::Form { end } = &mut self {
            *end += by;
        }
        self
    }
}

/// The position behind the value that starts at `at`.
pub(crate) fn behind(tokens: &[Token<'_>], at: usize) -> usize {
    match tokens[at] {
        Token::Array { end } | Token::Object { end } | Token::Form { end } => end,
        _ => at + 1,
    }
}
