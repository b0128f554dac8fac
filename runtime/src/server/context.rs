//! What is known of a request beside what its operation takes.

use super::request_id::RequestId;
use crate::operation::Operation;
use http::request::Parts;
use http::{Extensions, HeaderMap};
use std::fmt;

/// What is known of a request beside what its operation takes.
///
/// [`Authenticate`](super::Authenticate) sees it in
/// [`Presented::context`](super::Presented::context) and may make it a part of
/// the caller. An implementation that is made for each request
/// ([`Router::per_request`](super::Router::per_request)) is made from it.
#[derive(Clone)]
pub struct Context {
    operation: &'static Operation,
    request_id: Option<RequestId>,
    headers: HeaderMap,
    extensions: Extensions,
}

impl Context {
    pub(super) fn of(
        operation: &'static Operation,
        parts: &Parts,
        request_id: Option<RequestId>,
    ) -> Self {
        Self {
            operation,
            request_id,
            headers: parts.headers.clone(),
            extensions: parts.extensions.clone(),
        }
    }

    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The id of the request, which its answer has too; none if
    /// [`Options::request_id_header`](super::Options::request_id_header) does
    /// without.
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_ref().map(RequestId::as_str)
    }

    /// The address of who has opened the connection, which may be a proxy. It
    /// is known where [`serve`](super::serve()) or axum's
    /// `into_make_service_with_connect_info` has put it among the extensions.
    #[cfg(feature = "serve")]
    pub fn remote_address(&self) -> Option<std::net::SocketAddr> {
        use axum::extract::ConnectInfo;
        let known = self.extensions.get::<ConnectInfo<std::net::SocketAddr>>();
        known.map(|ConnectInfo(address)| *address)
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What layers around the router and what accepts connections have put
    /// there.
    pub fn extensions(&self) -> &Extensions {
        &self.extensions
    }
}

/// Headers may be secrets and are not shown.
impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("operation", &self.operation.id)
            .field("request_id", &self.request_id())
            .finish_non_exhaustive()
    }
}
