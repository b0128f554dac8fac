//! Why a stream cannot go on.

use crate::check::Violations;
use crate::wire::{DecodeError, Problem};
use std::error::Error;
use std::fmt;

/// Why a body that flows has no next piece.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamError {
    /// Nothing came for as long as the stream may be idle.
    Idle,
    /// It is larger than it may be; the limit is in bytes.
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// An item does not fit its type; further ones may come.
    Item(DecodeError),
    /// An item of a request breaks constraints of its schema; further ones
    /// may come.
    Invalid(Violations),
    /// It broke off, or what it is made from failed.
    Broken(Box<dyn Error + Send + Sync>),
}

impl StreamError {
    /// A stream that what it is made from cannot go on with. The error must
    /// not show secrets.
    pub fn broken(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Broken(source.into())
    }

    /// An item that is no JSON text.
    pub(super) fn syntax(problem: &str) -> Self {
        Self::Item(DecodeError::new(Problem::Syntax(problem.to_owned())))
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Idle => f.write_str("nothing more of the body came in time"),
            Self::TooLarge { limit } => {
                write!(f, "the body is larger than the limit of {limit} bytes")
            }
            Self::Item(error) => write!(f, "an item does not fit the description: {error}"),
            Self::Invalid(violations) => {
                write!(f, "an item does not fit the description: {violations}")
            }
            Self::Broken(_) => f.write_str("the body broke off"),
        }
    }
}

impl Error for StreamError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Broken(source) => Some(&**source),
            Self::Item(error) => Some(error),
            Self::Invalid(violations) => Some(violations),
            Self::Idle | Self::TooLarge { .. } => None,
        }
    }
}

impl From<DecodeError> for StreamError {
    fn from(error: DecodeError) -> Self {
        Self::Item(error)
    }
}

impl From<Violations> for StreamError {
    fn from(violations: Violations) -> Self {
        Self::Invalid(violations)
    }
}
