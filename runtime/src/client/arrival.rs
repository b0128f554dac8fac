//! The body of an answer: collected while the call still has time, or handed
//! on as a stream.

use super::transport::{Limits, Transport, TransportError};
use crate::stream::{Idle, Payload, StreamError};
use http::Response;
use std::sync::Arc;

/// Waits for the whole body of an answer, of which there may be so many bytes.
pub(super) async fn collect(
    answer: &mut Response<Payload>,
    limits: &Limits,
) -> Result<(), TransportError> {
    let body = answer.body_mut();
    body.set_limit(limits.response_bytes);
    let bytes = body.collect().await.map_err(|error| match error {
        StreamError::Idle => TransportError::timeout(),
        StreamError::TooLarge { .. } => TransportError::too_large(),
        StreamError::Broken(source) => TransportError::other(source),
        error @ (StreamError::Item(_) | StreamError::Invalid(_)) => TransportError::other(error),
    })?;
    *body = bytes.into();
    Ok(())
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
