//! Why an exchange has no answer, before it is known what answers mean.

use super::error::{Error, InvalidRequest};
use super::redirect::RedirectError;
use super::token::TokenError;
use super::transport::{Kind, TransportError};
use crate::operation::Operation;
use std::fmt;

/// Why a call has no answer, whatever its operation.
#[derive(Debug)]
pub(super) enum Failure {
    Invalid(InvalidRequest),
    Transport(TransportError),
    Redirect(RedirectError),
    Token(TokenError),
}

impl Failure {
    /// The same as the error of an operation; `limit` is that of the size of
    /// its answer.
    pub(super) fn of<E>(self, operation: &'static Operation, limit: u64) -> Error<E> {
        match self {
            Self::Invalid(invalid) => Error::InvalidRequest(invalid.of(operation)),
            Self::Redirect(error) => Error::Redirect(error),
            Self::Token(error) if error.is_timeout() => Error::Timeout,
            Self::Token(error) => Error::Token(error),
            Self::Transport(error) => match error.kind() {
                Kind::Timeout => Error::Timeout,
                Kind::TooLarge => Error::ResponseTooLarge { limit },
                Kind::Connect | Kind::Other => Error::Transport(error),
            },
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(error) => write!(f, "{error}"),
            Self::Transport(error) => write!(f, "{error}"),
            Self::Redirect(error) => write!(f, "{error}"),
            Self::Token(error) => write!(f, "{error}"),
        }
    }
}
