//! One whole answer: status, headers and body.

use super::OutcomeError;
use crate::media::{self, Facts, Form};
use crate::operation::Operation;
use crate::parameter::write_simple;
use crate::wire::{DecodeError, Encoder, Node, Problem, Token, Wire};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderMap, HeaderValue, StatusCode};
use std::borrow::Cow;
use std::fmt;

/// An answer as it travels.
#[derive(Clone)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// What the description says of the body.
    facts: Facts,
}

impl Reply {
    /// An answer with a body.
    ///
    /// The media type is that which `operation` documents for `status`: that
    /// of the exact code, else of its range, else of the default; JSON where
    /// there are several, and where the documented one cannot hold the
    /// value. An absent value, and an answer for which no media type is
    /// documented, have no body. A status that HTTP does not have (outside
    /// 100 to 999) becomes 500.
    pub fn new(operation: &'static Operation, status: u16, body: &dyn Wire) -> Self {
        let documented = operation.response(status);
        let media_type = match documented {
            Some(response) => media::preferred(response.media_types),
            None => Some(media::JSON),
        };
        let facts = Facts::of_response(operation, status);
        Self::written(status, media_type, facts, body)
    }

    /// An answer with a JSON body, whatever a description says.
    pub fn json(status: u16, body: &dyn Wire) -> Self {
        Self::written(status, Some(media::JSON), Facts::default(), body)
    }

    pub(crate) fn from_parts(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self {
            status,
            headers,
            body,
            facts: Facts::default(),
        }
    }

    /// The same answer to a call of an operation, whose description says what
    /// is in the body.
    #[cfg(feature = "client")]
    pub(crate) fn answering(mut self, operation: &'static Operation) -> Self {
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

    #[cfg(feature = "server")]
    pub(crate) fn into_parts(self) -> (StatusCode, HeaderMap, Bytes) {
        (self.status, self.headers, self.body)
    }

    pub(crate) fn written(
        status: u16,
        media_type: Option<&'static str>,
        facts: Facts,
        body: &dyn Wire,
    ) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut headers = HeaderMap::new();
        let Some(media_type) = media_type.filter(|_| !body.is_absent()) else {
            return Self::from_parts(status, headers, Bytes::new());
        };
        let value: &dyn Fn(&mut Encoder) = &|encoder| body.encode(encoder);
        let written = media::write(media_type, facts, value).or_else(|_| {
            tracing::warn!(
                media_type,
                "the media type cannot hold the body, so it is sent as JSON"
            );
            media::write(media::JSON, facts, value)
        });
        let Ok(written) = written else {
            return Self::from_parts(status, headers, Bytes::new());
        };
        if let Ok(media_type) = HeaderValue::from_str(&written.media_type) {
            headers.insert(CONTENT_TYPE, media_type);
        }
        Self::from_parts(status, headers, written.body)
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

    /// The body as it is.
    pub fn bytes(&self) -> &Bytes {
        &self.body
    }

    /// Decodes the body by its `Content-Type`: JSON, forms, text; bytes for
    /// every other type. A body that has no type is JSON if it can be, else
    /// text. What an empty body means, the type decides ([`Wire::absent`]).
    ///
    /// # Errors
    /// If the body does not have the form that its media type promises, or
    /// does not fit `T`.
    pub fn body<T: Wire>(&self) -> Result<T, OutcomeError> {
        let media_type = self.media_type();
        media::decode_body(media_type, self.facts, &self.body)
            .map_err(|error| self.explained(error, media_type))
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
        decoded.map_err(|error| OutcomeError::Header {
            name: name.to_owned(),
            error,
        })
    }

    /// The error that says that the description does not document this
    /// reply's status.
    pub fn undocumented(&self) -> OutcomeError {
        OutcomeError::Undocumented
    }

    fn media_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// Where the media type is the cause, it is what the error should name.
    fn explained(&self, error: DecodeError, media_type: Option<&str>) -> OutcomeError {
        let untyped = |form| matches!(form, Form::Binary | Form::Text);
        match media_type {
            Some(media_type)
                if untyped(media::form_of(media_type)) && error.pointer().is_empty() =>
            {
                match error.problem() {
                    Problem::Type { .. } | Problem::Syntax(_) => {
                        OutcomeError::MediaType(media::essence(media_type).to_owned())
                    }
                    _ => OutcomeError::Decode(error),
                }
            }
            _ => OutcomeError::Decode(error),
        }
    }
}

impl From<http::Response<Bytes>> for Reply {
    fn from(response: http::Response<Bytes>) -> Self {
        let (parts, body) = response.into_parts();
        Self::from_parts(parts.status, parts.headers, body)
    }
}

/// The body may be confidential, and is shown by its length only.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status.as_u16())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &format_args!("{} bytes", self.body.len()))
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
