//! The body of an answer: collected while the call still has time, or handed
//! on as a stream.

use super::transport::{Limits, Transport, TransportError};
use crate::stream::{Idle, Payload, StreamError};
use bytes::Bytes;
use http::Response;
use std::sync::Arc;

/// The answer with its whole body, of which there may be so many bytes.
pub(super) async fn collected(
    response: Response<Payload>,
    limits: &Limits,
) -> Result<Response<Bytes>, TransportError> {
    let (parts, body) = response.into_parts();
    let body = body.with_limit(limits.response_bytes).bytes().await;
    let body = body.map_err(|error| match error {
        StreamError::Idle => TransportError::timeout(),
        StreamError::TooLarge { .. } => TransportError::too_large(),
        StreamError::Broken(source) => TransportError::other(source),
        error @ (StreamError::Item(_) | StreamError::Invalid(_)) => TransportError::other(error),
    })?;
    Ok(Response::from_parts(parts, body))
}

/// The answer with a body that ends when nothing comes for too long.
pub(super) fn flowing(
    response: Response<Payload>,
    transport: &Arc<dyn Transport>,
    limits: &Limits,
) -> Response<Payload> {
    let (transport, idle) = (Arc::clone(transport), limits.idle);
    let body = |body: Payload| {
        let body = body.with_limit(limits.response_bytes);
        body.map(|pieces| {
            Box::pin(Idle {
                pieces,
                timer: Box::new(move || transport.sleep(idle)),
                wait: None,
            })
        })
    };
    response.map(body)
}
