//! What `reqwest` can do in a browser, where it is the browser that makes
//! connections, follows redirects and keeps cookies.

use super::super::transport::{BoxFuture, Limits, TransportError};
use bytes::Bytes;
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

/// Reads a whole body, and then looks at its size.
pub(super) async fn body(
    received: reqwest::Response,
    limits: &Limits,
) -> Result<Bytes, TransportError> {
    let body = received.bytes().await.map_err(super::lift)?;
    super::check_size(body.len(), limits)?;
    Ok(body)
}
