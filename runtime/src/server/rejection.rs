//! Requests that no handler sees the end of: what they are, and what they
//! say of the request without repeating it.

use super::request_id::RequestId;
use crate::check::Violations;
use crate::operation::{Location, Operation};
use crate::outcome::OutcomeError;
use crate::outcome::Reply;
use crate::wire::{self, DecodeError};
use http::HeaderValue;
use http::header::{ALLOW, HeaderName, RETRY_AFTER, WWW_AUTHENTICATE};
use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// An answer that the router gives in the place of the API.
#[derive(Clone)]
pub struct Rejection(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: RejectionKind,
    status: u16,
    message: Cow<'static, str>,
    problems: Vec<Problem>,
    header: Option<(HeaderName, HeaderValue)>,
    operation: Option<&'static Operation>,
    request_id: Option<RequestId>,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

/// What a request is rejected for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RejectionKind {
    /// No operation has the path (404).
    NotFound,
    /// Operations have the path, but with other methods (405).
    MethodNotAllowed,
    /// The answer would not be in a media type that is accepted (406).
    NotAcceptable,
    /// The headers are too large (431).
    HeadersTooLarge,
    /// The body is too large (413).
    BodyTooLarge,
    /// The body has a media type that the operation does not take (415).
    UnsupportedMediaType,
    /// The body did not come in time (408).
    BodyTimeout,
    /// There is no credential, or not a valid one (401).
    Unauthorized,
    /// The caller may not do this (403).
    Forbidden,
    /// A parameter or the body cannot be read at all, or is missing (400).
    Malformed,
    /// A parameter or the body does not fit its schema (422 where the
    /// operation documents that, else 400).
    Invalid,
    /// The handler did not finish in time (503).
    Timeout,
    /// Something that the handler needs is out of order for now (503).
    Unavailable,
    /// The handler panicked, or failed in another way of its own (500).
    Internal,
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The part of the request: `path`, `query`, `header`, `cookie`, `body`.
    pub part: &'static str,
    /// The name of the parameter, empty for the body.
    pub name: Cow<'static, str>,
    /// The JSON Pointer (RFC 6901) of the place in the value, empty for the
    /// whole.
    pub pointer: String,
    /// What is wrong there.
    pub message: String,
}

impl Rejection {
    /// A failure of the server's own, answered with 500. The message is for
    /// the client and should tell nothing about the inside.
    pub fn internal(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(RejectionKind::Internal, message)
    }

    /// A failure of the server's own, answered with 500. What has happened is
    /// logged (`tracing`), and nothing of it is for the client; whoever renders
    /// rejections knows it by [`source`](Error::source).
    pub fn failed(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::internal("the server failed").caused_by(Arc::from(source.into()))
    }

    /// The same for a failure that will pass, answered with 503: a database
    /// that cannot be reached, a limit that has been reached.
    pub fn unavailable(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let message = "the server cannot answer now: try again later";
        Self::new(RejectionKind::Unavailable, message).caused_by(Arc::from(source.into()))
    }

    /// The same, which asks to wait before another attempt (`Retry-After`, in
    /// seconds).
    #[must_use]
    pub fn retry_after(self, time: Duration) -> Self {
        self.with_header(RETRY_AFTER, &time.as_secs().to_string())
    }

    pub(super) fn caused_by(mut self, source: Arc<dyn Error + Send + Sync>) -> Self {
        self.0.source = Some(source);
        self
    }

    pub(super) fn new(kind: RejectionKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            kind,
            status: status_of(kind),
            message: message.into(),
            problems: Vec::new(),
            header: None,
            operation: None,
            request_id: None,
            source: None,
        }))
    }

    /// The rejection for a method; `allowed` is the methods there are.
    pub(super) fn method(allowed: &str) -> Self {
        let message = format!("the method is not allowed here, use one of {allowed}");
        Self::new(RejectionKind::MethodNotAllowed, message).with_header(ALLOW, allowed)
    }

    /// The rejection for credentials; `challenge` is what is asked for.
    pub(super) fn unauthorized(message: Cow<'static, str>, challenge: &str) -> Self {
        Self::new(RejectionKind::Unauthorized, message).with_header(WWW_AUTHENTICATE, challenge)
    }

    pub(super) fn malformed(place: At, message: String) -> Self {
        Self::problems_at(
            RejectionKind::Malformed,
            vec![place.problem(String::new(), message)],
        )
    }

    /// The rejection for a value that does not fit its type.
    pub(super) fn decode(operation: &Operation, place: At, error: &DecodeError) -> Self {
        let kind = match error.problem() {
            wire::Problem::Syntax(_) => RejectionKind::Malformed,
            _ => RejectionKind::Invalid,
        };
        let problem = place.problem(error.pointer(), error.problem().to_string());
        Self::problems_at(kind, vec![problem]).documented_by(operation)
    }

    /// The rejection for a body that cannot be read.
    pub(super) fn body(operation: &Operation, error: OutcomeError) -> Self {
        match error {
            OutcomeError::Decode(error) => Self::decode(operation, At::Body, &error),
            OutcomeError::Invalid(found) => Self::violations(operation, At::Body, &found),
            other => Self::new(RejectionKind::UnsupportedMediaType, other.to_string()),
        }
    }

    /// The rejection for a value that breaks constraints.
    pub(super) fn violations(operation: &Operation, place: At, violations: &Violations) -> Self {
        let problems = violations.list().iter();
        let problems = problems
            .map(|violation| place.problem(violation.pointer.clone(), violation.message.clone()))
            .collect();
        Self::problems_at(RejectionKind::Invalid, problems).documented_by(operation)
    }

    fn problems_at(kind: RejectionKind, problems: Vec<Problem>) -> Self {
        let mut rejection = Self::new(kind, "the request does not fit the description");
        rejection.0.problems = problems;
        rejection
    }

    fn documented_by(mut self, operation: &Operation) -> Self {
        use crate::operation::Status;
        let documents_422 =
            |response: &crate::operation::Response| response.status == Status::Code(422);
        if self.0.kind == RejectionKind::Invalid && operation.responses.iter().any(documents_422) {
            self.0.status = 422;
        }
        self
    }

    pub(super) fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        self.0.header = HeaderValue::from_str(value).ok().map(|value| (name, value));
        self
    }

    /// The status code of the answer.
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// What the request is rejected for.
    pub fn kind(&self) -> RejectionKind {
        self.0.kind
    }

    /// One sentence on the rejection as a whole, without a final period.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What is wrong with the request, at most 32 things.
    pub fn problems(&self) -> &[Problem] {
        &self.0.problems
    }

    /// The operation that was called; none if the path or the method is not known.
    pub fn operation(&self) -> Option<&'static Operation> {
        self.0.operation
    }

    /// The id of the request, which the answer has too; none if
    /// [`Options::request_id_header`](super::Options::request_id_header) does
    /// without.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_ref().map(RequestId::as_str)
    }

    pub(super) fn to(mut self, request: Option<&RequestId>) -> Self {
        self.0.request_id = request.cloned();
        self
    }

    /// Tells those who run the server what it has failed for; what clients do
    /// is of interest to those who look for it.
    pub(super) fn log(&self) {
        match &self.0.source {
            Some(source) if self.0.status >= 500 => {
                let source: &(dyn Error + 'static) = &**source;
                tracing::error!(error = source, "the handler failed");
            }
            _ => tracing::debug!(rejection = %self, "rejected"),
        }
    }

    pub(super) fn of(mut self, operation: &'static Operation) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// The answer as problem details (RFC 9457), which it is unless
    /// [`Options::rejections`](super::Options::rejections) says otherwise.
    pub fn problem_details(&self) -> Reply {
        super::problem::render(self)
    }

    /// The header that HTTP asks for with this answer.
    pub(super) fn header(&self) -> Option<&(HeaderName, HeaderValue)> {
        self.0.header.as_ref()
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)?;
        for (index, problem) in self.0.problems.iter().enumerate() {
            write!(f, "{}{problem}", if index == 0 { ": " } else { "; " })?;
        }
        Ok(())
    }
}

impl fmt::Debug for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rejection")
            .field("kind", &self.0.kind)
            .field("status", &self.0.status)
            .field("message", &self.0.message)
            .field("problems", &self.0.problems)
            .finish()
    }
}

impl Error for Rejection {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.0.source.as_deref()?;
        Some(source)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.part)?;
        if !self.name.is_empty() {
            write!(f, " `{}`", self.name)?;
        }
        if !self.pointer.is_empty() {
            write!(f, " at {}", self.pointer)?;
        }
        write!(f, ": {}", self.message)
    }
}

/// The part of a request that a problem is in.
#[derive(Clone, Copy, Debug)]
pub(super) enum At {
    Parameter(Location, &'static str),
    Body,
}

impl At {
    fn problem(self, pointer: String, message: String) -> Problem {
        let (part, name) = match self {
            Self::Parameter(location, name) => (location.as_str(), name),
            Self::Body => ("body", ""),
        };
        Problem {
            part,
            name: Cow::Borrowed(name),
            pointer,
            message,
        }
    }
}

fn status_of(kind: RejectionKind) -> u16 {
    match kind {
        RejectionKind::Malformed | RejectionKind::Invalid => 400,
        RejectionKind::Unauthorized => 401,
        RejectionKind::Forbidden => 403,
        RejectionKind::NotFound => 404,
        RejectionKind::MethodNotAllowed => 405,
        RejectionKind::NotAcceptable => 406,
        RejectionKind::BodyTimeout => 408,
        RejectionKind::BodyTooLarge => 413,
        RejectionKind::UnsupportedMediaType => 415,
        RejectionKind::HeadersTooLarge => 431,
        RejectionKind::Internal => 500,
        RejectionKind::Timeout | RejectionKind::Unavailable => 503,
    }
}
