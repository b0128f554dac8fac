//! What `reqwest` can do in a browser, where it is the browser that makes
//! connections, follows redirects and keeps cookies.

use super::super::transport::{BoxFuture, TransportError};
use super::reqwest::{self, Body, Response};
use crate::stream::Payload;
use http::Request;
use std::time::Duration;

pub(super) fn client(_: Duration) -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder().build()
}

/// A browser does not tell.
pub(super) fn is_connect(_: &reqwest::Error) -> bool {
    false
}

pub(super) fn sleep(time: Duration) -> BoxFuture<'static, ()> {
    Box::pin(gloo_timers::future::sleep(time))
}

/// The request as it can be sent: browsers send whole bodies only.
pub(super) async fn ready(request: Request<Payload>) -> Result<Request<Payload>, TransportError> {
    let (parts, body) = request.into_parts();
    let body = body.bytes().await.map_err(TransportError::other)?;
    Ok(Request::from_parts(parts, body.into()))
}

/// A body that is there.
pub(super) fn outgoing(body: Payload) -> Body {
    Body::from(body.as_bytes().cloned().unwrap_or_default())
}

/// A body that is received as it flows. A browser takes compression off, so
/// that the length is not what the headers say.
pub(super) fn incoming(received: Response) -> Payload {
    Payload::stream(received.bytes_stream())
}
