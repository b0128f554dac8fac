//! How calls fail.

use super::hook::HookError;
use super::paging::PagingError;
use super::redirect::RedirectError;
use super::response::{Meta, request_id};
use super::token::TokenError;
use super::transport::TransportError;
use crate::catalogue::{Catalogue, Reported};
use crate::operation::Operation;
use crate::outcome::{OutcomeError, Reply};
use crate::shown::Shown;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::sync::Arc;

/// Why a call did not succeed; `E` is the failures that its operation
/// documents. No message ever has a credential in it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The server answered with a failure that the description documents.
    Api(E, Meta),
    /// The server answered with something that the description does not
    /// document.
    Unexpected(Unexpected),
    /// The request was not sent, because it cannot be.
    InvalidRequest(InvalidRequest),
    /// The server did not answer within the time limit. It may have acted on
    /// the request all the same.
    Timeout,
    /// The body of the answer is larger than the limit.
    ResponseTooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// The server redirects to where the client does not follow.
    Redirect(RedirectError),
    /// There should be another page of a list, which is not asked for.
    Paging(PagingError),
    /// A hook refused to send the request, for this reason.
    Refused(HookError),
    /// There is no access token for the request. It was not sent, or it was
    /// answered 401 and no other token could be got to send it once more.
    Token(TokenError),
    /// There is no answer, for another reason.
    Transport(TransportError),
}

impl<E> Error<E> {
    /// The status code of the answer, if there was one.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(_, meta) => Some(meta.status()),
            Self::Unexpected(unexpected) => Some(unexpected.status()),
            Self::Redirect(redirect) => Some(redirect.status()),
            _ => None,
        }
    }

    /// The headers of the answer, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(_, meta) => Some(meta.headers()),
            Self::Unexpected(unexpected) => Some(unexpected.headers()),
            _ => None,
        }
    }

    /// What the server calls the request, to be found in its records: the
    /// header `X-Request-Id` of the answer.
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(request_id)
    }

    /// The documented failure, if it is one.
    pub fn api(&self) -> Option<&E> {
        match self {
            Self::Api(failure, _) => Some(failure),
            _ => None,
        }
    }

    /// The documented failure by value, if it is one.
    pub fn into_api(self) -> Option<E> {
        match self {
            Self::Api(failure, _) => Some(failure),
            _ => None,
        }
    }

    /// The error of a catalogue in the body of the answer, if its status is
    /// that of a failure and the body is JSON with such an error.
    pub fn reported<C: Catalogue>(&self) -> Option<Reported<C>> {
        let (status, body) = match self {
            Self::Api(_, meta) => (meta.status(), meta.bytes()),
            Self::Unexpected(unexpected) => (unexpected.status(), unexpected.bytes()),
            _ => return None,
        };
        (status >= 400).then(|| Reported::from_json(body)).flatten()
    }

    /// Whether the time limit has passed.
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout)
    }

    /// Whether the request was never sent, because there was no connection to
    /// the server, or to the one that gives access tokens.
    pub fn is_connect(&self) -> bool {
        match self {
            Self::Transport(error) => error.is_connect(),
            Self::Token(TokenError::Transport(error)) => error.is_connect(),
            _ => false,
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(_, meta) => answered(f, meta.operation(), meta.status(), meta.headers()),
            Self::Unexpected(unexpected) => write!(f, "{unexpected}"),
            Self::InvalidRequest(invalid) => write!(f, "{invalid}"),
            Self::Timeout => f.write_str("the server did not answer in time"),
            Self::ResponseTooLarge { limit } => {
                write!(f, "the answer is larger than the limit of {limit} bytes")
            }
            Self::Redirect(error) => write!(f, "{error}"),
            Self::Paging(error) => write!(f, "{error}"),
            Self::Refused(error) => write!(f, "a hook refused the call: {error}"),
            Self::Token(error) => write!(f, "{error}"),
            Self::Transport(error) => write!(f, "{error}"),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Api(failure, _) => Some(failure),
            Self::Unexpected(unexpected) => Some(unexpected.reason()),
            // The error itself is what is displayed already.
            Self::Transport(error) => std::error::Error::source(error),
            Self::Refused(error) => error.source(),
            Self::Token(error) => std::error::Error::source(error),
            _ => None,
        }
    }
}

fn answered(
    f: &mut fmt::Formatter<'_>,
    operation: &Operation,
    status: u16,
    headers: &HeaderMap,
) -> fmt::Result {
    let known = StatusCode::from_u16(status).ok();
    let reason = known.and_then(|status| status.canonical_reason());
    write!(f, "{}: the server answered {status}", operation.id)?;
    if let Some(reason) = reason {
        write!(f, " {reason}")?;
    }
    match request_id(headers) {
        Some(id) => write!(f, " to request {}", Shown(id)),
        None => Ok(()),
    }
}

/// An answer that is not as the description has it.
#[derive(Clone)]
pub struct Unexpected(Arc<Inner>);

struct Inner {
    operation: &'static Operation,
    reply: Reply,
    reason: OutcomeError,
}

impl Unexpected {
    pub(super) fn new(operation: &'static Operation, reply: Reply, reason: OutcomeError) -> Self {
        Self(Arc::new(Inner {
            operation,
            reply,
            reason,
        }))
    }

    /// The status code.
    pub fn status(&self) -> u16 {
        self.0.reply.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.0.reply.headers()
    }

    /// The body as it came; nothing of one that flows.
    pub fn bytes(&self) -> &Bytes {
        self.0.reply.bytes()
    }

    /// What is not as the description has it.
    pub fn reason(&self) -> &OutcomeError {
        &self.0.reason
    }
}

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        answered(f, self.0.operation, self.status(), self.headers())?;
        write!(f, ", but {}", Shown(&self.0.reason))
    }
}

impl fmt::Debug for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unexpected")
            .field("operation", &self.0.operation.id)
            .field("reply", &self.0.reply)
            .field("reason", &format_args!("{}", Shown(&self.0.reason)))
            .finish()
    }
}

/// A request that cannot be sent: a value has no form that its place allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidRequest {
    operation: &'static str,
    problem: String,
}

impl InvalidRequest {
    pub(super) fn new(operation: &'static Operation, problem: impl Into<String>) -> Self {
        Self {
            operation: operation.id,
            problem: problem.into(),
        }
    }
}

impl fmt::Display for InvalidRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.operation, self.problem)
    }
}

impl std::error::Error for InvalidRequest {}
