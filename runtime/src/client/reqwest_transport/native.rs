//! What `reqwest` can do outside browsers.

use super::super::transport::{BoxFuture, Limits, TransportError};
use bytes::{Bytes, BytesMut};
use std::time::Duration;

pub(super) fn client(connect_timeout: Duration) -> reqwest::Result<reqwest::Client> {
    reqwest::Client::builder()
        .connect_timeout(connect_timeout)
        .redirect(reqwest::redirect::Policy::none())
        .build()
}

pub(super) fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

pub(super) fn sleep(time: Duration) -> BoxFuture<'static, ()> {
    Box::pin(tokio::time::sleep(time))
}

/// Reads a body piece by piece, up to the limit.
pub(super) async fn body(
    mut received: reqwest::Response,
    limits: &Limits,
) -> Result<Bytes, TransportError> {
    let mut body = BytesMut::new();
    while let Some(chunk) = received.chunk().await.map_err(super::lift)? {
        super::check_size(body.len().saturating_add(chunk.len()), limits)?;
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}
