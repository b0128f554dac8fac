//! The end of a stream from which nothing comes.

use super::error::StreamError;
use super::portable::BoxStream;
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Begins to wait for as long as a stream may be idle; `None` where there is
/// no clock.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
type Timer = Box<dyn Fn() -> Option<Wait>>;
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
type Wait = Pin<Box<dyn Future<Output = ()>>>;

/// Begins to wait for as long as a stream may be idle; `None` where there is
/// no clock.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
type Timer = Box<dyn Fn() -> Option<Wait> + Send>;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
type Wait = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A stream that fails when it has been waited for too long. The time that
/// its reader takes does not count.
pub(crate) struct Idle {
    pub(crate) pieces: BoxStream<Result<Bytes, StreamError>>,
    pub(crate) timer: Timer,
    pub(crate) wait: Option<Wait>,
}

impl Stream for Idle {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Poll::Ready(piece) = this.pieces.as_mut().poll_next(context) {
            this.wait = None;
            return Poll::Ready(piece);
        }
        if this.wait.is_none() {
            this.wait = (this.timer)();
        }
        match this.wait.as_mut().map(|wait| wait.as_mut().poll(context)) {
            Some(Poll::Ready(())) => Poll::Ready(Some(Err(StreamError::Idle))),
            Some(Poll::Pending) | None => Poll::Pending,
        }
    }
}
