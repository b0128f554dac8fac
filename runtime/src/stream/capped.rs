//! The end of a stream that is too large.

use super::error::StreamError;
use super::portable::BoxStream;
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A stream that fails when more bytes of it come than may.
pub(crate) struct Capped {
    pieces: BoxStream<Result<Bytes, StreamError>>,
    limit: u64,
    left: u64,
}

impl Capped {
    pub(crate) fn new(pieces: BoxStream<Result<Bytes, StreamError>>, limit: u64) -> Self {
        Self {
            pieces,
            limit,
            left: limit,
        }
    }
}

impl Stream for Capped {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.pieces.as_mut().poll_next(context));
        let Some(Ok(bytes)) = &piece else {
            return Poll::Ready(piece);
        };
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Poll::Ready(match self.left.checked_sub(length) {
            Some(left) => {
                self.left = left;
                piece
            }
            None => Some(Err(StreamError::TooLarge { limit: self.limit })),
        })
    }
}
