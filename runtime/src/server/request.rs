//! A request in a handler's hands: parameters and body, decoded and checked
//! as they are taken.

use super::absent_parameter::absent;
use super::incoming::Incoming;
use super::rejection::{At, Rejection};
use crate::body::Body;
use crate::check::{Check, Violations};
use crate::media::Facts;
use crate::operation::{Location, Operation};
use crate::outcome::{Asked, OutcomeError};
use crate::wire::{Node, Reader, Typed, Wire};
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

static NO_BYTES: Bytes = Bytes::new();

impl<C> Request<C> {
    pub(super) fn new(caller: C, mut incoming: Box<Incoming>) -> Self {
        let accept = std::mem::take(&mut incoming.accept);
        Self {
            caller,
            asked: Asked::accepting(incoming.operation, accept),
            incoming,
        }
    }

    /// Who sends it and what it asks for. All else is dropped: what has been
    /// taken is no longer needed, and does not take up memory while a handler
    /// runs.
    pub fn into_parts(self) -> (C, Asked) {
        (self.caller, self.asked)
    }

    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.incoming.operation
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.incoming.head.headers
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
    let Some(value) = decoded.or_else(again)? else {
        let required = || Rejection::malformed(place, "it is required: give it".to_owned());
        return absent(operation.parameter(location, name), reader).ok_or_else(required);
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

/// Values may be secrets and are not shown.
impl<C> fmt::Debug for Request<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation().id)
            .finish_non_exhaustive()
    }
}
