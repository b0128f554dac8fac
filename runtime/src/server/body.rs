//! Reading a request's body, up to a limit.

use super::rejection::{At, Rejection, RejectionKind};
use axum::body::{Body, HttpBody};
use bytes::{Bytes, BytesMut};
use http::HeaderMap;
use http::header::CONTENT_LENGTH;
use std::future::poll_fn;
use std::pin::Pin;

/// Reads the whole body; one that says that it is larger than the limit is
/// not read at all.
pub(super) async fn read(
    mut body: Body,
    headers: &HeaderMap,
    limit: usize,
) -> Result<Bytes, Rejection> {
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok());
    let announced = announced.and_then(|length| length.parse::<u64>().ok());
    if announced.is_some_and(|length| usize::try_from(length).map_or(true, |length| length > limit))
    {
        return Err(too_large(limit));
    }
    let mut whole = BytesMut::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(frame) = frame else {
            return Err(Rejection::malformed(
                At::Body,
                "the body broke off".to_owned(),
            ));
        };
        // Frames that are not data are trailers, which nothing here reads.
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if whole.len().saturating_add(data.len()) > limit {
            return Err(too_large(limit));
        }
        whole.extend_from_slice(&data);
    }
    Ok(whole.freeze())
}

fn too_large(limit: usize) -> Rejection {
    let message = format!("the body is larger than the limit of {limit} bytes");
    Rejection::new(RejectionKind::BodyTooLarge, message)
}
