//! Why an exchange has no answer, before it is known what answers mean.

use super::error::{Error, InvalidRequest};
use super::redirect::RedirectError;
use super::transport::{Kind, TransportError};
use crate::operation::Operation;

/// Why a call has no answer, whatever its operation.
#[derive(Debug)]
pub(super) enum Failure {
    Invalid(InvalidRequest),
    Transport(TransportError),
    Redirect(RedirectError),
}

impl Failure {
    /// The same as the error of an operation; `limit` is that of the size of
    /// its answer.
    pub(super) fn of<E>(self, operation: &'static Operation, limit: u64) -> Error<E> {
        match self {
            Self::Invalid(invalid) => Error::InvalidRequest(invalid.of(operation)),
            Self::Redirect(error) => Error::Redirect(error),
            Self::Transport(error) => match error.kind() {
                Kind::Timeout => Error::Timeout,
                Kind::TooLarge => Error::ResponseTooLarge { limit },
                Kind::Connect | Kind::Other => Error::Transport(error),
            },
        }
    }
}
