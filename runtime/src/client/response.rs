//! The answers of calls, with the facts around their bodies.

use crate::operation::Operation;
use crate::outcome::Reply;
use bytes::Bytes;
use http::HeaderMap;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// The answer to a call that succeeded. It dereferences to its body.
#[derive(Clone)]
pub struct Response<S> {
    status: u16,
    headers: HeaderMap,
    body: S,
}

impl<S> Response<S> {
    pub(super) fn new(reply: Reply, body: S) -> Self {
        let (status, headers, _) = reply.into_parts();
        Self {
            status: status.as_u16(),
            headers,
            body,
        }
    }

    /// The status code, below 400.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What the server calls the request, to be found in its records: the
    /// header `X-Request-Id`.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// What the answer means.
    pub fn value(&self) -> &S {
        &self.body
    }

    /// What the answer means, by value.
    pub fn into_value(self) -> S {
        self.body
    }
}

/// What the server calls the request.
pub(super) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let id = headers.get("x-request-id")?.to_str().ok()?;
    Some(id).filter(|id| !id.is_empty())
}

/// Headers may hold secrets, such as cookies, and are not shown.
impl<S: fmt::Debug> fmt::Debug for Response<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

impl<S> Deref for Response<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.body
    }
}

/// What flows is read by reference too.
impl<S> DerefMut for Response<S> {
    fn deref_mut(&mut self) -> &mut S {
        &mut self.body
    }
}

/// The facts around the body of a failure that the description documents.
#[derive(Clone)]
pub struct Meta(Arc<(&'static Operation, Reply)>);

impl Meta {
    pub(super) fn new(operation: &'static Operation, reply: Reply) -> Self {
        Self(Arc::new((operation, reply)))
    }

    /// The status code.
    pub fn status(&self) -> u16 {
        self.0.1.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.0.1.headers()
    }

    /// The body as it came.
    pub fn bytes(&self) -> &Bytes {
        self.0.1.bytes()
    }

    /// The operation that was called.
    pub fn operation(&self) -> &'static Operation {
        self.0.0
    }
}

impl fmt::Debug for Meta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meta")
            .field("operation", &self.operation().id)
            .field("reply", &self.0.1)
            .finish()
    }
}
