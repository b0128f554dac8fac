//! A request in a handler's hands: parameters and body, decoded and checked
//! as they are taken.

use super::negotiate::content_type;
use super::rejection::{At, Rejection};
use crate::body::{Accept, Body};
use crate::check::{Check, Violations};
use crate::media::{self, Facts, FilePart, Form};
use crate::operation::{Location, Operation, Parameter};
use crate::outcome::{Asked, OutcomeError, joined};
use crate::parameter::{Unreadable, is_taken, read_encoded, read_pairs, read_text};
use crate::stream::Payload;
use crate::wire::{Node, Reader, Token, Typed, Wire};
use bytes::Bytes;
use http::HeaderMap;
use std::fmt;

/// A request for one operation.
///
/// Values that are not given are what their type makes of it: an `Option` is
/// `None`, most others are a rejection. Each value is checked against the
/// constraints of its type; the methods in `_with` check those besides that
/// the parameter itself declares.
pub struct Request<C> {
    /// Who sends it.
    pub caller: C,
    /// What it asks for.
    pub asked: Asked,
    incoming: Box<Incoming>,
}

/// The parts of a request, not decoded.
pub(super) struct Incoming {
    pub(super) operation: &'static Operation,
    pub(super) accept: Accept,
    /// Names, and values as they are in the URI.
    pub(super) path: Vec<(&'static str, String)>,
    /// Decoded names, and values as they are in the URI.
    pub(super) query: Vec<(String, String)>,
    /// Decoded names, and values as they are in the header.
    pub(super) cookies: Vec<(String, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Payload,
    /// A file of a form that is still to come, behind what is in the body.
    pub(super) last: Option<FilePart>,
}

static NO_BYTES: Bytes = Bytes::new();

impl<C> Request<C> {
    pub(super) fn new(caller: C, mut incoming: Incoming) -> Self {
        let accept = std::mem::take(&mut incoming.accept);
        Self {
            caller,
            asked: Asked::accepting(incoming.operation, accept),
            incoming: Box::new(incoming),
        }
    }

    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.incoming.operation
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.incoming.headers
    }

    /// The body as it came; nothing of one that flows, and of a form the parts
    /// before a file that does.
    pub fn bytes(&self) -> &Bytes {
        self.incoming.body.as_bytes().unwrap_or(&NO_BYTES)
    }

    /// Takes a path parameter.
    ///
    /// # Errors
    /// If it cannot be read, or does not fit its type and its constraints.
    pub fn path<T: Wire>(&self, name: &'static str) -> Result<T, Rejection> {
        parameter(&self.incoming, Location::Path, name, &Typed::plain())
    }

    /// Takes a query parameter.
    ///
    /// # Errors
    /// If it is missing, cannot be read, or does not fit.
    pub fn query<T: Wire>(&self, name: &'static str) -> Result<T, Rejection> {
        parameter(&self.incoming, Location::Query, name, &Typed::plain())
    }

    /// Takes a header parameter.
    ///
    /// # Errors
    /// If it is missing, cannot be read, or does not fit.
    pub fn header<T: Wire>(&self, name: &'static str) -> Result<T, Rejection> {
        parameter(&self.incoming, Location::Header, name, &Typed::plain())
    }

    /// Takes a cookie parameter.
    ///
    /// # Errors
    /// If it is missing, cannot be read, or does not fit.
    pub fn cookie<T: Wire>(&self, name: &'static str) -> Result<T, Rejection> {
        parameter(&self.incoming, Location::Cookie, name, &Typed::plain())
    }

    /// Takes the body.
    ///
    /// # Errors
    /// If it is missing, cannot be read, or does not fit.
    pub fn body<B: Body>(&mut self) -> Result<B, Rejection> {
        body(&mut self.incoming, |_, _| {})
    }

    /// Takes the body, if there is one.
    ///
    /// # Errors
    /// If it cannot be read, or does not fit.
    pub fn optional_body<B: Body>(&mut self) -> Result<Option<B>, Rejection> {
        self.optional_body_with(|_, _| {})
    }

    /// Takes a path parameter with constraints of its own.
    ///
    /// # Errors
    /// If it cannot be read, or does not fit.
    pub fn path_with<T: Wire>(
        &self,
        name: &'static str,
        constraints: Constraints<T>,
    ) -> Result<T, Rejection> {
        parameter(&self.incoming, Location::Path, name, &Typed(constraints))
    }

    /// Takes a query parameter with constraints of its own.
    ///
    /// # Errors
    /// If it is missing, cannot be read, or does not fit.
    pub fn query_with<T: Wire>(
        &self,
        name: &'static str,
        constraints: Constraints<T>,
    ) -> Result<T, Rejection> {
        parameter(&self.incoming, Location::Query, name, &Typed(constraints))
    }

    /// Takes a header parameter with constraints of its own.
    ///
    /// # Errors
    /// If it is missing, cannot be read, or does not fit.
    pub fn header_with<T: Wire>(
        &self,
        name: &'static str,
        constraints: Constraints<T>,
    ) -> Result<T, Rejection> {
        parameter(&self.incoming, Location::Header, name, &Typed(constraints))
    }

    /// Takes a cookie parameter with constraints of its own.
    ///
    /// # Errors
    /// If it is missing, cannot be read, or does not fit.
    pub fn cookie_with<T: Wire>(
        &self,
        name: &'static str,
        constraints: Constraints<T>,
    ) -> Result<T, Rejection> {
        parameter(&self.incoming, Location::Cookie, name, &Typed(constraints))
    }

    /// Takes the body, which has constraints of its own.
    ///
    /// # Errors
    /// If it is missing, cannot be read, or does not fit.
    pub fn body_with<B: Body>(&mut self, constraints: Constraints<B>) -> Result<B, Rejection> {
        body(&mut self.incoming, constraints)
    }

    /// Takes the body, which has constraints of its own, if there is one.
    ///
    /// # Errors
    /// If it cannot be read, or does not fit.
    pub fn optional_body_with<B: Body>(
        &mut self,
        constraints: Constraints<B>,
    ) -> Result<Option<B>, Rejection> {
        match self.incoming.has_body() {
            true => body(&mut self.incoming, constraints).map(Some),
            false => Ok(None),
        }
    }

    /// Takes a parameter that something else than a type reads.
    ///
    /// # Errors
    /// If it is missing, cannot be read, or does not fit.
    pub fn parameter_by<R: Reader>(
        &self,
        location: Location,
        name: &'static str,
        reader: &R,
    ) -> Result<R::Value, Rejection> {
        parameter(&self.incoming, location, name, reader)
    }

    /// Takes the body, which something else than a type reads.
    ///
    /// # Errors
    /// If it is missing, cannot be read, or does not fit.
    pub fn body_by<R: Reader>(&mut self, reader: &R) -> Result<R::Value, Rejection> {
        let read = |body: crate::body::Incoming<'_>| body.value_by(reader);
        whole_body(&mut self.incoming, read, |value, check| {
            reader.check(value, check);
        })
    }

    /// Takes the body, which something else than a type reads, if there is
    /// one.
    ///
    /// # Errors
    /// If it cannot be read, or does not fit.
    pub fn optional_body_by<R: Reader>(
        &mut self,
        reader: &R,
    ) -> Result<Option<R::Value>, Rejection> {
        match self.incoming.has_body() {
            true => self.body_by(reader).map(Some),
            false => Ok(None),
        }
    }
}

/// Reports the constraints that a value breaks. A plain function, so that
/// the code that calls it is compiled once per type.
type Constraints<T> = fn(&T, &mut Check<'_>);

fn parameter<R: Reader>(
    incoming: &Incoming,
    location: Location,
    name: &'static str,
    reader: &R,
) -> Result<R::Value, Rejection> {
    let place = At::Parameter(location, name);
    let operation = incoming.operation;
    let decoded = match incoming.tokens(location, name) {
        Ok(Some(tokens)) => reader
            .decode(Node::root(&tokens))
            .map(Some)
            .map_err(|error| Rejection::decode(operation, place, &error)),
        Ok(None) => Ok(None),
        Err(rejection) => Err(rejection),
    };
    let again = |rejection| match incoming.encoded_tokens(location, name) {
        Some(tokens) => reader
            .decode(Node::root(&tokens))
            .map_err(|_| rejection)
            .map(Some),
        None => Err(rejection),
    };
    let value = match decoded.or_else(again)? {
        Some(value) => value,
        None => reader
            .absent()
            .ok_or_else(|| Rejection::malformed(place, "it is required: give it".to_owned()))?,
    };
    let found = Violations::found(&|check| reader.check(&value, check));
    checked(operation, place, value, found)
}

fn body<B: Body>(incoming: &mut Incoming, constraints: Constraints<B>) -> Result<B, Rejection> {
    let read = |body: crate::body::Incoming<'_>| B::read(&mut body.checked(true));
    whole_body(incoming, read, |value, check| {
        value.verify(check);
        constraints(value, check);
    })
}

fn whole_body<T>(
    incoming: &mut Incoming,
    read: impl FnOnce(crate::body::Incoming<'_>) -> Result<T, OutcomeError>,
    check: impl Fn(&T, &mut Check<'_>),
) -> Result<T, Rejection> {
    let operation = incoming.operation;
    incoming.must_have_body()?;
    let facts = Facts::of_request(operation);
    let mut body = std::mem::take(&mut incoming.body);
    let body = crate::body::Incoming::new(incoming.media_type(), facts, &mut body);
    let value = read(body.before(incoming.last.as_ref()))
        .map_err(|error| Rejection::body(operation, error))?;
    let found = Violations::found(&|found| check(&value, found));
    checked(operation, At::Body, value, found)
}

fn checked<T>(
    operation: &Operation,
    place: At,
    value: T,
    found: Result<(), Violations>,
) -> Result<T, Rejection> {
    match found {
        Ok(()) => Ok(value),
        Err(violations) => Err(Rejection::violations(operation, place, &violations)),
    }
}

impl Incoming {
    /// The tokens of a parameter, `None` if it is not there.
    fn tokens(
        &self,
        location: Location,
        name: &'static str,
    ) -> Result<Option<Vec<Token<'static>>>, Rejection> {
        let Some(parameter) = self.operation.parameter(location, name) else {
            return Ok(None);
        };
        self.read(parameter).map_err(|unreadable| {
            let place = At::Parameter(location, name);
            match unreadable {
                Unreadable::Content(error) => Rejection::decode(self.operation, place, &error),
                other => Rejection::malformed(place, format!("it {other}")),
            }
        })
    }

    /// The tokens of a parameter in another reading, if there is one.
    fn encoded_tokens(&self, location: Location, name: &str) -> Option<Vec<Token<'static>>> {
        let parameter = self.operation.parameter(location, name)?;
        let pairs = match location {
            Location::Query => &self.query,
            Location::Cookie => &self.cookies,
            Location::Path | Location::Header => return None,
        };
        read_encoded(parameter, pairs)
    }

    fn read(&self, parameter: &Parameter) -> Result<Option<Vec<Token<'static>>>, Unreadable> {
        match parameter.location {
            Location::Path => {
                let found = self.path.iter().find(|(name, _)| *name == parameter.name);
                found
                    .map(|(_, value)| read_text(parameter, value))
                    .transpose()
            }
            Location::Header => {
                let found = joined(&self.headers, parameter.name);
                found.map(|value| read_text(parameter, &value)).transpose()
            }
            Location::Query => self.read_pairs(parameter, &self.query),
            Location::Cookie => self.read_pairs(parameter, &self.cookies),
        }
    }

    fn read_pairs(
        &self,
        parameter: &Parameter,
        pairs: &[(String, String)],
    ) -> Result<Option<Vec<Token<'static>>>, Unreadable> {
        let is_taken = |name: &str| is_taken(self.operation, parameter, name);
        read_pairs(parameter, pairs, &is_taken)
    }

    /// Refuses that there is nothing where a body is required. Text and bytes
    /// may be empty and are a body even so, if their media type is given.
    fn must_have_body(&self) -> Result<(), Rejection> {
        let expected = self.operation.body.as_ref();
        let is_required = expected.is_some_and(|body| body.required);
        if !is_required || self.has_bytes() || content_type(&self.headers).is_some() {
            return Ok(());
        }
        let message = "the body is missing: give it".to_owned();
        Err(Rejection::malformed(At::Body, message))
    }

    fn has_bytes(&self) -> bool {
        self.body.length() != Some(0)
    }

    /// Whether there is a body: a form without fields is one that has no
    /// bytes, and shows in its media type alone.
    fn has_body(&self) -> bool {
        let is_form = |media_type| media::form_of(media_type) == Form::UrlEncoded;
        self.has_bytes() || content_type(&self.headers).is_some_and(is_form)
    }

    /// The media type of the body; one that does not say has the one that
    /// the operation takes, if that is exact.
    fn media_type(&self) -> Option<&str> {
        content_type(&self.headers).or_else(|| {
            let taken = media::preferred(self.operation.body.as_ref()?.media_types)?;
            (!taken.contains('*')).then_some(taken)
        })
    }
}

/// Values may be secrets and are not shown.
impl<C> fmt::Debug for Request<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation().id)
            .finish_non_exhaustive()
    }
}
