//! A request's body, whole or as it flows, up to a limit.

use super::options::Options;
use super::rejection::{At, Rejection, RejectionKind};
use crate::stream::{Arriving, Capped, Idle, Payload, StreamError};
use axum::body::{Body, HttpBody as _};
use bytes::Bytes;
use http::HeaderMap;
use http::header::CONTENT_LENGTH;

/// Reads the whole body; one that says that it is larger than the limit is
/// not read at all.
pub(super) async fn read(
    body: Body,
    headers: &HeaderMap,
    limit: usize,
) -> Result<Bytes, Rejection> {
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    check_announced(headers, limit)?;
    let body = Payload::flowing(Box::pin(Arriving(body)), None);
    body.with_limit(limit)
        .bytes()
        .await
        .map_err(|error| match error {
            StreamError::TooLarge { limit } => too_large(limit),
            _ => Rejection::malformed(At::Body, "the body broke off".to_owned()),
        })
}

/// The body for a handler that reads it as it flows.
pub(super) fn flow(
    body: Body,
    headers: &HeaderMap,
    options: &Options,
) -> Result<Payload, Rejection> {
    let (limit, idle) = (options.stream_limit, options.timeout);
    check_announced(headers, limit)?;
    let length = body.size_hint().exact();
    let pieces = Box::pin(Idle {
        pieces: Box::pin(Arriving(body)),
        timer: Box::new(move || Some(Box::pin(tokio::time::sleep(idle)))),
        wait: None,
    });
    let whole = u64::try_from(options.body_limit).unwrap_or(u64::MAX);
    let body = Payload::flowing(Box::pin(Capped::new(pieces, limit)), length);
    Ok(body.with_limit(whole))
}

fn check_announced(headers: &HeaderMap, limit: u64) -> Result<(), Rejection> {
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok());
    let announced = announced.and_then(|length| length.parse::<u64>().ok());
    match announced {
        Some(length) if length > limit => Err(too_large(limit)),
        _ => Ok(()),
    }
}

fn too_large(limit: u64) -> Rejection {
    let message = format!("the body is larger than the limit of {limit} bytes");
    Rejection::new(RejectionKind::BodyTooLarge, message)
}
