//! Why a call has no answer, before it is known what answers mean.

use super::error::{Error, InvalidRequest};
use super::hook::HookError;
use super::redirect::RedirectError;
use super::token::TokenError;
use super::transport::{Kind, TransportError};
use std::fmt;

/// Why a call has no answer, whatever its operation: what hooks see of
/// [`Error`].
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// The request cannot be sent.
    Invalid(InvalidRequest),
    /// A hook refuses to send it.
    Refused(HookError),
    /// There is no access token for it, or none but one that the server has
    /// refused.
    Token(TokenError),
    /// The server redirects to where the client does not follow.
    Redirect(RedirectError),
    /// The transport has no answer.
    Transport(TransportError),
}

impl Failure {
    /// The same as the error of an operation; `limit` is that of the size of
    /// its answer.
    pub(super) fn of<E>(self, limit: u64) -> Error<E> {
        match self {
            Self::Invalid(invalid) => Error::InvalidRequest(invalid),
            Self::Refused(error) => Error::Refused(error),
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

impl Failure {
    /// Whether the same request may have an answer another time.
    pub(super) fn is_temporary(&self) -> bool {
        match self {
            Self::Transport(error) => match error.kind() {
                Kind::Timeout | Kind::Connect | Kind::Other => true,
                Kind::TooLarge => false,
            },
            Self::Token(error) => error.is_temporary(),
            Self::Invalid(_) | Self::Refused(_) | Self::Redirect(_) => false,
        }
    }
}

impl From<TransportError> for Failure {
    fn from(error: TransportError) -> Self {
        Self::Transport(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(error) => write!(f, "{error}"),
            Self::Refused(error) => write!(f, "a hook refused the call: {error}"),
            Self::Token(error) => write!(f, "{error}"),
            Self::Redirect(error) => write!(f, "{error}"),
            Self::Transport(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Invalid(error) => error.source(),
            Self::Refused(error) => error.source(),
            Self::Token(error) => error.source(),
            Self::Redirect(error) => error.source(),
            Self::Transport(error) => error.source(),
        }
    }
}
