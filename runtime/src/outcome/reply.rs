//! One whole answer: status, headers and body.

use super::{Asked, OutcomeError};
use crate::body::{Accept, Body, Incoming, Outgoing};
use crate::check::Violations;
use crate::media::{self, Facts, Form};
use crate::operation::Operation;
use crate::parameter::write_simple;
use crate::stream::{Payload, Resume};
use crate::wire::{DecodeError, Encoder, Node, Problem, Token, Wire};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderMap, HeaderValue, StatusCode};
use std::borrow::Cow;
use std::fmt;

/// An answer as it travels.
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Payload,
    /// What the description says of the body.
    facts: Facts,
    /// What asks for more where the body is events.
    resume: Option<Box<dyn Resume>>,
    /// Whether what is read must also obey the constraints of its schema.
    is_checked: bool,
}

static NO_BYTES: Bytes = Bytes::new();

impl Reply {
    /// An answer with a body.
    ///
    /// The media type is one of those that the operation documents for
    /// `status` (those of the exact code, else of its range, else of the
    /// default): the one that the request likes most, else JSON, else the
    /// first; where none of them is accepted, that is better than no answer
    /// (RFC 9110, section 12.5.1). It is JSON where that one cannot hold the
    /// value. An absent value, and an answer for which no media type is
    /// documented, have no body. A status that HTTP does not have (outside
    /// 100 to 999) becomes 500.
    pub fn new<B: Body>(asked: &Asked, status: u16, body: B) -> Self {
        let operation = asked.operation();
        let documented = operation.response(status);
        let media_types = documented.map_or(&[media::JSON][..], |response| response.media_types);
        let facts = Facts::of_response(operation, status);
        // Of one media type there is nothing to choose.
        let accept = match media_types.len() {
            0 | 1 => Accept::default(),
            _ => asked.accept().clone(),
        };
        let mut outgoing = Outgoing::answer(media_types, facts, accept);
        body.write(&mut outgoing);
        Self::with_body(status, outgoing)
    }

    /// An answer with a JSON body, whatever a description says.
    pub fn json(status: u16, body: &dyn Wire) -> Self {
        Self::of_type(status, &[media::JSON], body)
    }

    /// An answer with a body of this media type, whatever a description says.
    pub(crate) fn of_type(
        status: u16,
        media_type: &'static [&'static str; 1],
        body: &dyn Wire,
    ) -> Self {
        let mut outgoing = Outgoing::answer(media_type, Facts::default(), Accept::default());
        outgoing.value(body);
        Self::with_body(status, outgoing)
    }

    pub(crate) fn from_parts(status: StatusCode, headers: HeaderMap, body: Payload) -> Self {
        Self {
            status,
            headers,
            body,
            facts: Facts::default(),
            resume: None,
            is_checked: false,
        }
    }

    /// The same answer to a call of an operation, whose description says what
    /// is in the body.
    #[doc(hidden)]
    #[must_use]
    pub fn answering(mut self, operation: &'static Operation) -> Self {
        self.facts = Facts::of_response(operation, self.status());
        self
    }

    /// The same with the body of a request, for tests that take bodies from
    /// others.
    #[doc(hidden)]
    #[must_use]
    pub fn requesting(mut self, operation: &'static Operation) -> Self {
        self.facts = Facts::of_request(operation);
        self
    }

    /// The body of a request of an operation, for tests that compare bodies
    /// with those of others.
    #[doc(hidden)]
    pub fn of_request<B: Body>(operation: &'static Operation, body: B) -> Self {
        let documented = operation.body.as_ref();
        let media_types = documented.map_or(&[media::JSON][..], |body| body.media_types);
        let mut outgoing = Outgoing::request(media_types, Facts::of_request(operation));
        body.write(&mut outgoing);
        Self::with_body(200, outgoing)
    }

    /// The same, which can be gone on with where it is events.
    #[cfg(feature = "client")]
    pub(crate) fn resuming(mut self, resume: Option<Box<dyn Resume>>) -> Self {
        self.resume = resume;
        self
    }

    /// The same, of which what is read must obey the constraints of its schema
    /// if `is_checked`.
    #[cfg(feature = "client")]
    pub(crate) fn checked(mut self, is_checked: bool) -> Self {
        self.is_checked = is_checked;
        self
    }

    #[cfg(any(feature = "client", feature = "server"))]
    pub(crate) fn into_parts(self) -> (StatusCode, HeaderMap, Payload) {
        (self.status, self.headers, self.body)
    }

    fn with_body(status: u16, mut outgoing: Outgoing) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut headers = HeaderMap::new();
        let Some(Ok((media_type, body))) = outgoing.take() else {
            return Self::from_parts(status, headers, Payload::default());
        };
        // One that is in the program is not copied.
        let media_type = match media_type {
            Cow::Borrowed(media_type) => Bytes::from_static(media_type.as_bytes()),
            Cow::Owned(media_type) => Bytes::from(media_type),
        };
        if let Ok(media_type) = HeaderValue::from_maybe_shared(media_type) {
            headers.insert(CONTENT_TYPE, media_type);
        }
        Self::from_parts(status, headers, body)
    }

    /// The same with a status that says that there is no body, if there is
    /// none.
    pub(super) fn or_nothing(mut self) -> Self {
        if !self.headers.contains_key(CONTENT_TYPE) {
            self.status = StatusCode::NO_CONTENT;
        }
        self
    }

    /// The same answer with a header, written in the `simple` style.
    ///
    /// An absent value sets nothing. Neither does a value that a header
    /// cannot hold, such as text with a line break in it: rather than being
    /// altered, or ending the header early, it is left out with a warning
    /// (`tracing`).
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: &dyn Wire) -> Self {
        if value.is_absent() {
            return self;
        }
        match header(name, value) {
            Some(Some((name, value))) => {
                self.headers.insert(name, value);
            }
            Some(None) => {}
            None => tracing::warn!(
                header = name,
                "the value cannot be in a header and is left out"
            ),
        }
        self
    }

    /// The status code.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    #[cfg(feature = "server")]
    pub(crate) fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// The body as it is; nothing of one that flows.
    pub fn bytes(&self) -> &Bytes {
        self.body.as_bytes().unwrap_or(&NO_BYTES)
    }

    /// Takes the body, bytes or a stream. Then it is empty.
    pub fn payload(&mut self) -> Payload {
        std::mem::take(&mut self.body)
    }

    /// Reads the body by its `Content-Type`.
    ///
    /// # Errors
    /// If the body does not have a media type that `B` can be, does not have
    /// the form that its media type promises, or does not fit `B`.
    pub fn body<B: Body>(&mut self) -> Result<B, OutcomeError> {
        let media_type = self.headers.get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        let incoming = Incoming::new(media_type, self.facts, &mut self.body);
        let incoming = incoming.resuming(self.resume.take());
        let body = B::read(&mut incoming.checked(self.is_checked))
            .map_err(|error| explained(error, media_type))?;
        if self.is_checked {
            Violations::found(&|check| body.verify(check)).map_err(OutcomeError::Invalid)?;
        }
        Ok(body)
    }

    /// The body, which its `Content-Type` says how to read. An empty one is
    /// nothing.
    ///
    /// # Errors
    /// If the body does not have the form that its media type promises.
    #[cfg(feature = "client")]
    pub(crate) fn tokens(&self) -> Result<Vec<Token<'_>>, OutcomeError> {
        let body = self.bytes();
        if body.is_empty() {
            return Ok(vec![Token::Nothing]);
        }
        let media_type = self.headers.get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        media::tokens(media_type, self.facts, body, None)
            .map_err(|error| explained(OutcomeError::Decode(error), media_type))
    }

    /// Decodes the header `name`, whose lines count as one list. A header
    /// that is not there is what `T` makes of it ([`Wire::absent`]).
    ///
    /// # Errors
    /// If the header is missing and `T` needs one, or does not fit `T`.
    pub fn header<T: Wire>(&self, name: &str) -> Result<T, OutcomeError> {
        let decoded = match joined(&self.headers, name) {
            Some(text) => decode_header(&text),
            None => T::absent().ok_or_else(|| DecodeError::new(Problem::Missing)),
        };
        let checked = decoded.and_then(|value: T| match self.is_checked {
            true => {
                let broken = |found| DecodeError::new(Problem::Violations(found));
                value.validate().map_err(broken).map(|()| value)
            }
            false => Ok(value),
        });
        checked.map_err(|error| OutcomeError::Header {
            name: name.to_owned(),
            error,
        })
    }

    /// The error that says that the description does not document this
    /// reply's status.
    pub fn undocumented(&self) -> OutcomeError {
        OutcomeError::Undocumented
    }
}

/// Where the media type is the cause, it is what the error should name.
fn explained(error: OutcomeError, media_type: Option<&str>) -> OutcomeError {
    let untyped = |media_type| matches!(media::form_of(media_type), Form::Binary | Form::Text);
    match (&error, media_type.filter(|media_type| untyped(media_type))) {
        (OutcomeError::Decode(inner), Some(media_type)) if inner.pointer().is_empty() => {
            match inner.problem() {
                Problem::Type { .. } | Problem::Syntax(_) => {
                    OutcomeError::MediaType(media::essence(media_type).to_owned())
                }
                _ => error,
            }
        }
        _ => error,
    }
}

impl<B: Into<Payload>> From<http::Response<B>> for Reply {
    fn from(response: http::Response<B>) -> Self {
        let (parts, body) = response.into_parts();
        Self::from_parts(parts.status, parts.headers, body.into())
    }
}

/// The body may be confidential, and is shown by its length only.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status.as_u16())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish()
    }
}

/// A header's lines as one value (RFC 9110, section 5.3), as text.
pub(crate) fn joined(headers: &HeaderMap, name: &str) -> Option<String> {
    let mut lines = headers
        .get_all(name)
        .iter()
        .map(|line| String::from_utf8_lossy(line.as_bytes()));
    let first = lines.next()?.into_owned();
    Some(lines.fold(first, |joined, line| joined + ", " + &line))
}

/// Decodes text as a list, when it looks like one and the type takes one.
fn decode_header<T: Wire>(text: &str) -> Result<T, DecodeError> {
    if text.contains(',') {
        let items: Vec<_> = text
            .split(',')
            .map(|item| Token::Text(Cow::Borrowed(item.trim())))
            .collect();
        let list = std::iter::once(Token::Array {
            end: items.len() + 1,
        });
        let tokens: Vec<_> = list.chain(items).collect();
        if let Ok(value) = T::decode(Node::root(&tokens)) {
            return Ok(value);
        }
    }
    T::decode(Node::root(&[Token::Text(Cow::Borrowed(text))]))
}

/// `None` for what cannot be a header, `Some(None)` for a value that counts
/// as not given.
fn header(name: &str, value: &dyn Wire) -> Option<Option<(HeaderName, HeaderValue)>> {
    let mut encoder = Encoder::tokens();
    value.encode(&mut encoder);
    let tokens = encoder.into_tokens();
    if tokens.is_empty() {
        return Some(None);
    }
    let Some(text) = write_simple(Node::root(&tokens)).ok()? else {
        return Some(None);
    };
    let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
    let value = HeaderValue::from_bytes(text.as_bytes()).ok()?;
    Some(Some((name, value)))
}
