//! The values of one call, each written as the description has it.

use super::argument::{Argument, tokens};
use super::call::Call;
use super::core::Core;
use super::error::InvalidRequest;
use super::paging::Paged;
use super::reconnect::Reconnect;
use super::retry::Retry;
use super::transport::Limits;
use crate::body::{Body, Outgoing};
use crate::media::{self, Facts};
use crate::operation::{Location, Operation, Parameter};
use crate::parameter::{write_pairs, write_text};
use crate::stream::Payload;
use crate::wire::{Node, Token};
use http::header::{CONTENT_TYPE, COOKIE, HeaderName, InvalidHeaderValue};
use http::{HeaderMap, HeaderValue, Uri};
use std::fmt;

/// A request in the making. Values that are absent are left out; what
/// cannot be sent is reported by the call.
#[must_use]
pub struct Request {
    draft: Box<Draft>,
}

/// The parts of a request, written.
pub(super) struct Draft {
    pub(super) core: Core,
    pub(super) operation: &'static Operation,
    /// Where it goes, if not where path and query say.
    pub(super) target: Option<Uri>,
    /// The URL that its path is below, if not the usual one.
    pub(super) at: Option<String>,
    /// Path parameters, each percent-encoded.
    pub(super) path: Vec<(&'static str, String)>,
    /// Percent-encoded, with `&` between pairs.
    pub(super) query: String,
    pub(super) headers: HeaderMap,
    /// With `; ` between pairs.
    pub(super) cookies: String,
    pub(super) body: Payload,
    /// What the body is made of.
    outgoing: Option<Outgoing>,
    pub(super) limits: Limits,
    pub(super) retry: Retry,
    pub(super) reconnect: Reconnect,
    /// Whether the answer is held against the constraints of its schema.
    pub(super) is_validated: bool,
    /// Whether the answer is handed on as it flows, whatever it is.
    pub(super) is_raw: bool,
    /// The first value that could not be written.
    pub(super) invalid: Option<InvalidRequest>,
}

impl Request {
    pub(super) fn new(core: Core, operation: &'static Operation) -> Self {
        let shared = core.shared();
        let (limits, headers) = (shared.limits.clone(), shared.headers.clone());
        let (retry, reconnect) = (shared.retry.clone(), shared.reconnect.clone());
        let is_validated = shared.validates;
        Self {
            draft: Box::new(Draft {
                core,
                operation,
                target: None,
                at: None,
                path: Vec::new(),
                query: String::new(),
                headers,
                cookies: String::new(),
                body: Payload::default(),
                outgoing: None,
                limits,
                retry,
                reconnect,
                is_validated,
                is_raw: false,
                invalid: None,
            }),
        }
    }

    /// Gives a path parameter.
    pub fn path<T: Argument + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        self.draft.parameter(Location::Path, name, &tokens(value));
        self
    }

    /// Gives a query parameter.
    pub fn query<T: Argument + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        self.draft.parameter(Location::Query, name, &tokens(value));
        self
    }

    /// Gives a header parameter.
    pub fn header<T: Argument + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        self.draft.parameter(Location::Header, name, &tokens(value));
        self
    }

    /// Gives a cookie parameter.
    pub fn cookie<T: Argument + ?Sized>(mut self, name: &'static str, value: &T) -> Self {
        self.draft.parameter(Location::Cookie, name, &tokens(value));
        self
    }

    /// Gives a parameter, wherever it is sent.
    pub fn parameter<T: Argument + ?Sized>(
        mut self,
        parameter: &'static Parameter,
        value: &T,
    ) -> Self {
        let Parameter { location, name, .. } = *parameter;
        self.draft.parameter(location, name, &tokens(value));
        self
    }

    /// Gives the body as it is, whatever the description says of bodies, and
    /// its media type.
    pub fn raw_body(mut self, media_type: &str, body: Payload) -> Self {
        self.draft.extra_header(CONTENT_TYPE.as_str(), media_type);
        self.draft.body = body;
        self
    }

    /// Gives the body, as JSON if the operation takes it, else as the first
    /// media type that it takes.
    pub fn body<T: Argument + ?Sized>(mut self, value: &T) -> Self {
        if !value.is_absent() {
            let mut outgoing = self.draft.outgoing();
            outgoing.encoded(&|encoder| value.put(encoder));
            self.draft.put_body(outgoing);
        }
        self
    }

    /// Gives the body, if there is one.
    pub fn optional_body<T: Argument + ?Sized>(self, value: Option<&T>) -> Self {
        match value {
            Some(value) => self.body(value),
            None => self,
        }
    }

    /// Gives the body as this media type.
    pub fn body_as<T: Argument + ?Sized>(mut self, media_type: &'static str, value: &T) -> Self {
        if !value.is_absent() {
            let mut outgoing = self.draft.outgoing().only(media_type);
            outgoing.encoded(&|encoder| value.put(encoder));
            self.draft.put_body(outgoing);
        }
        self
    }

    /// Gives a body by value: one that flows, or that has a type for some of
    /// the media types each.
    pub fn content<B: Body>(mut self, body: B) -> Self {
        let mut outgoing = self.draft.outgoing();
        body.write(&mut outgoing);
        self.draft.put_body(outgoing);
        self
    }

    /// Gives a body by value, if there is one.
    pub fn optional_content<B: Body>(self, body: Option<B>) -> Self {
        match body {
            Some(body) => self.content(body),
            None => self,
        }
    }

    /// Ends the request for a page of a list. `T` is what is in the list.
    pub fn paged<S, E, T>(self) -> Call<S, E, Paged<T>> {
        Call::new(self.draft)
    }

    /// Ends the request. `S` is what the answer means when the operation
    /// succeeds, `E` when it fails.
    pub fn call<S, E>(self) -> Call<S, E> {
        Call::new(self.draft)
    }
}

impl Draft {
    pub(super) fn parameter(
        &mut self,
        location: Location,
        name: &'static str,
        tokens: &[Token<'static>],
    ) {
        if tokens.is_empty() {
            return;
        }
        let Some(parameter) = self.operation.parameter(location, name) else {
            return self.refuse(location, name, "is not a parameter of the operation");
        };
        let put = match location {
            Location::Path => self.put_path(parameter, Node::root(tokens)),
            Location::Query => self.put_query(parameter, Node::root(tokens)),
            Location::Header => self.put_header(parameter, Node::root(tokens)),
            Location::Cookie => self.put_cookie(parameter, Node::root(tokens)),
        };
        if let Err(problem) = put {
            self.refuse(location, name, problem);
        }
    }

    fn put_path(&mut self, parameter: &'static Parameter, node: Node<'_>) -> Result<(), String> {
        if let Some(text) = write_text(parameter, node).map_err(|error| error.to_string())? {
            self.path.push((parameter.name, text));
        }
        Ok(())
    }

    fn put_query(&mut self, parameter: &Parameter, node: Node<'_>) -> Result<(), String> {
        for (name, value) in write_pairs(parameter, node).map_err(|error| error.to_string())? {
            add_pair(&mut self.query, "&", &name, &value);
        }
        Ok(())
    }

    fn put_header(&mut self, parameter: &Parameter, node: Node<'_>) -> Result<(), String> {
        if let Some(text) = write_text(parameter, node).map_err(|error| error.to_string())? {
            self.set_header(parameter.name, &text)?;
        }
        Ok(())
    }

    fn put_cookie(&mut self, parameter: &Parameter, node: Node<'_>) -> Result<(), String> {
        for (name, value) in write_pairs(parameter, node).map_err(|error| error.to_string())? {
            add_pair(&mut self.cookies, "; ", &name, &value);
        }
        Ok(())
    }

    fn set_header(&mut self, name: &str, value: &str) -> Result<(), &'static str> {
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| "is not a name that a header can have")?;
        let value = HeaderValue::from_bytes(value.as_bytes())
            .map_err(|_| "has a value that a header cannot hold")?;
        self.headers.insert(name, value);
        Ok(())
    }

    /// Sets a header that is not a parameter.
    pub(super) fn extra_header(&mut self, name: &str, value: &str) {
        if let Err(problem) = self.set_header(name, value) {
            self.refuse(Location::Header, name, problem);
        }
    }

    /// A body that is to be written.
    fn outgoing(&self) -> Outgoing {
        let body = self.operation.body.as_ref();
        let media_types = body.map_or(&[media::JSON][..], |body| body.media_types);
        Outgoing::request(media_types, Facts::of_request(self.operation))
    }

    fn put_body(&mut self, mut outgoing: Outgoing) {
        match outgoing.take() {
            None => {}
            Some(Ok((media_type, body))) => {
                match HeaderValue::from_str(&media_type) {
                    Ok(media_type) => self.headers.insert(CONTENT_TYPE, media_type),
                    Err(_) => return self.invalid(format!("{media_type:?} is not a media type")),
                };
                self.body = body;
                self.outgoing = Some(outgoing);
            }
            Some(Err(reason)) => {
                let media_type = outgoing.media_type();
                let colon = if reason.is_empty() { "" } else { ": " };
                self.invalid(format!(
                    "the body cannot be written as `{media_type}`{colon}{reason}"
                ));
            }
        }
    }

    /// Sends the body as another media type than the usual one.
    pub(super) fn sending(&mut self, media_type: &'static str) {
        match self.outgoing.take().map(|body| body.rewritten(media_type)) {
            None => {}
            Some(Ok(rewritten)) => self.put_body(rewritten),
            Some(Err(problem)) => self.invalid(problem),
        }
    }

    fn refuse(&mut self, location: Location, name: &str, problem: impl fmt::Display) {
        let location = location.as_str();
        let kind = if location == "header" {
            ""
        } else {
            " parameter"
        };
        self.invalid(format!("the {location}{kind} `{name}` {problem}"));
    }

    pub(super) fn invalid(&mut self, problem: String) {
        self.invalid
            .get_or_insert_with(|| InvalidRequest::new(self.operation, problem));
    }

    /// The same request, to be sent now; this one can be sent later, unless
    /// its body flows.
    pub(super) fn again(&mut self) -> Box<Self> {
        let invalid = self.invalid.clone();
        let body = match self.body.as_bytes() {
            Some(bytes) => bytes.clone().into(),
            None => {
                self.invalid("the body flows and can be sent only once".to_owned());
                std::mem::take(&mut self.body)
            }
        };
        Box::new(Self {
            core: self.core.clone(),
            operation: self.operation,
            target: self.target.clone(),
            at: self.at.clone(),
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            cookies: self.cookies.clone(),
            body,
            outgoing: None,
            limits: self.limits.clone(),
            retry: self.retry.clone(),
            reconnect: self.reconnect.clone(),
            is_validated: self.is_validated,
            is_raw: self.is_raw,
            invalid,
        })
    }

    /// Puts the cookies where they are sent.
    pub(super) fn settle_cookies(&mut self) {
        if !self.cookies.is_empty() && add_cookies(&mut self.headers, &self.cookies).is_err() {
            self.invalid("the cookies cannot be sent".to_owned());
        }
    }
}

/// Appends cookies to those that a request already has.
pub(super) fn add_cookies(
    headers: &mut HeaderMap,
    cookies: &str,
) -> Result<(), InvalidHeaderValue> {
    let all = match headers.get(COOKIE).map(HeaderValue::as_bytes) {
        None | Some(b"") => cookies.as_bytes().to_vec(),
        Some(given) => [given, b"; ", cookies.as_bytes()].concat(),
    };
    let mut all = HeaderValue::from_bytes(&all)?;
    all.set_sensitive(true);
    headers.insert(COOKIE, all);
    Ok(())
}

/// Appends a pair to a query, a form or a list of cookies.
pub(super) fn add_pair(list: &mut String, separator: &str, name: &str, value: &str) {
    if !list.is_empty() {
        list.push_str(separator);
    }
    list.push_str(name);
    list.push('=');
    list.push_str(value);
}

/// Values may be secrets and are not shown.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.draft.operation.id)
            .finish_non_exhaustive()
    }
}
