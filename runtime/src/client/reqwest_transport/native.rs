//! What `reqwest` can do outside browsers.

use super::super::transport::{BoxFuture, TransportError};
use super::reqwest::{self, Body, Response};
use crate::stream::{Arriving, Carried, Payload};
use http::Request;
use std::future::Ready;
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

/// The request as it can be sent: a body may flow.
pub(super) fn ready(request: Request<Payload>) -> Ready<Result<Request<Payload>, TransportError>> {
    std::future::ready(Ok(request))
}

/// A body that is sent as it flows.
pub(super) fn outgoing(body: Payload) -> Body {
    match body.as_bytes() {
        Some(bytes) => Body::from(bytes.clone()),
        None => Body::wrap(Carried(body)),
    }
}

/// A body that is received as it flows.
pub(super) fn incoming(received: Response) -> Payload {
    let length = received.content_length();
    let body = http::Response::<Body>::from(received).into_body();
    Payload::flowing(Box::pin(Arriving(body)), length)
}
