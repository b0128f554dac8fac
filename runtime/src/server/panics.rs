//! Keeping a panic inside the request that caused it.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::Poll;

/// A future panicked. It has been dropped, and nothing of it is seen again.
#[derive(Debug)]
pub(super) struct Panicked;

/// Runs a future to its end, or to its panic.
pub(super) async fn caught<T>(
    mut future: Pin<Box<dyn Future<Output = T> + Send + '_>>,
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
