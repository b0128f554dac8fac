//! Comments in a stream of events that says nothing, so that neither the
//! client nor what is between takes the connection for dead.

use crate::stream::{BoxStream, StreamError};
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

const COMMENT: Bytes = Bytes::from_static(b":\n\n");

/// Pieces of whole events, and a comment behind each time without any.
pub(super) struct Beating {
    pieces: BoxStream<Result<Bytes, StreamError>>,
    interval: Duration,
    silence: Pin<Box<Sleep>>,
}

impl Beating {
    pub(super) fn new(pieces: BoxStream<Result<Bytes, StreamError>>, interval: Duration) -> Self {
        Self {
            pieces,
            interval,
            silence: Box::pin(sleep(interval)),
        }
    }
}

impl Stream for Beating {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = match self.pieces.as_mut().poll_next(context) {
            Poll::Ready(piece) => piece,
            Poll::Pending => {
                ready!(self.silence.as_mut().poll(context));
                Some(Ok(COMMENT))
            }
        };
        self.silence = Box::pin(sleep(self.interval));
        Poll::Ready(piece)
    }
}
