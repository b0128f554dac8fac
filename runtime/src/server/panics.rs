//! Keeping a panic inside the request that caused it.

use crate::stream::{BoxStream, StreamError};
use bytes::Bytes;
use futures_core::Stream;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

/// A future panicked. It has been dropped, and nothing of it is seen again.
#[derive(Debug)]
pub(super) struct Panicked;

/// Runs a future to its end, or to its panic.
pub(super) async fn caught<T>(
    mut future: Pin<&mut (impl Future<Output = T> + Send)>,
) -> Result<T, Panicked> {
    poll_fn(move |context| {
        // Unwind safe, since a future that has panicked is not polled again.
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
            Ok(Poll::Pending) => Poll::Pending,
            Err(_) => Poll::Ready(Err(Panicked)),
        }
    })
    .await
}

/// The stream of a handler, which ends with an error where it panics.
pub(super) struct Careful(pub(super) BoxStream<Result<Bytes, StreamError>>);

impl Stream for Careful {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        // Unwind safe, since a payload does not poll behind an error.
        let polled = catch_unwind(AssertUnwindSafe(|| self.0.as_mut().poll_next(context)));
        polled.unwrap_or_else(|_| {
            tracing::error!("the stream of a handler panicked");
            Poll::Ready(Some(Err(StreamError::broken("the server failed"))))
        })
    }
}
