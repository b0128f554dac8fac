//! The usual transport outside browsers: HTTP/1.1 by `hyper`, TLS by
//! `rustls`.
//!
//! `reqwest` would do, but nothing of what it adds is needed here, and it
//! takes a third of a call's time: redirects, retries and time limits are the
//! client's own business, and URLs have been read already.

mod builder;
mod connection;
mod connector;
mod resolver;
mod tls;

pub use builder::HttpTransportBuilder;

use super::blocking;
use super::transport::{BoxFuture, Limits, Transport, TransportError, within};
use crate::stream::{Arriving, Carried, Payload};
use connector::Connector;
use http::header::PROXY_AUTHORIZATION;
use http::uri::Scheme;
use http_body::Body as _;
use hyper_util::client::legacy::{Client, Error};
use std::fmt;
use std::pin::pin;
use std::time::Duration;

/// Carries requests over HTTP/1.1, with TLS where the URL is `https`.
///
/// Connections are kept and used again. A proxy that the environment names
/// (`HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, but for `NO_PROXY`) is used,
/// unless the [builder](Self::builder) says otherwise; certificates are those
/// that the platform trusts.
///
/// ```
/// use specwright_runtime::client::HttpTransport;
/// use std::time::Duration;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let transport = HttpTransport::builder()
///     .connect_timeout(Duration::from_secs(3))
///     .without_proxy()
///     .build()?;
/// # let _ = transport;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct HttpTransport {
    awaited: Pool,
    /// For calls that are waited for. A connection only moves while the
    /// runtime does in which it was made, and that of an awaited call may
    /// stand still because its thread waits for another call.
    waited: Pool,
    connector: Connector,
}

type Pool = Client<Connector, Carried>;

impl HttpTransport {
    /// A transport of which something is to be chosen.
    pub fn builder() -> HttpTransportBuilder {
        HttpTransportBuilder::default()
    }

    /// The pool for the call that is being made.
    fn pool(&self) -> &Pool {
        match blocking::is_driven() {
            true => &self.waited,
            false => &self.awaited,
        }
    }

    /// Sends a request. What waits for the answer keeps nothing of it.
    fn start(
        &self,
        request: http::Request<Payload>,
    ) -> impl Future<Output = Result<http::Response<hyper::body::Incoming>, Error>> + use<> {
        let mut request = request.map(Carried);
        if request.uri().scheme() == Some(&Scheme::HTTP)
            && let Some(header) = self.connector.proxy_authorization(request.uri())
        {
            request.headers_mut().insert(PROXY_AUTHORIZATION, header);
        }
        self.pool().request(request)
    }
}

impl Transport for HttpTransport {
    fn send<'a>(
        &'a self,
        request: http::Request<Payload>,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Payload>, TransportError>> {
        let received = self.start(request);
        Box::pin(async move {
            let limit = Some(sleep(limits.timeout));
            let answer = pin!(async { received.await.map(answer).map_err(lift) });
            within(limit, answer).await
        })
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'static, ()>> {
        Some(sleep(time))
    }
}

fn sleep(time: Duration) -> BoxFuture<'static, ()> {
    Box::pin(tokio::time::sleep(time))
}

/// An answer whose body flows. The length is known where the headers say it.
fn answer(received: http::Response<hyper::body::Incoming>) -> http::Response<Payload> {
    received.map(|body| match body.size_hint().exact() {
        Some(0) => Payload::default(),
        length => Payload::flowing(Box::pin(Arriving(body)), length),
    })
}

fn lift(error: Error) -> TransportError {
    match error.is_connect() {
        true => TransportError::connect(error),
        false => TransportError::other(error),
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
