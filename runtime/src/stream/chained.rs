//! Bodies one behind the other.

use super::{Payload, StreamError};
use bytes::Bytes;
use futures_core::Stream;
use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// All bodies of a list as one.
struct Chained(VecDeque<Payload>);

impl Payload {
    /// A body that is made of others.
    pub(crate) fn chained(parts: VecDeque<Self>) -> Self {
        let mut lengths = parts.iter().map(Self::length);
        let length = lengths.try_fold(0_u64, |sum, length| sum.checked_add(length?));
        Self::flowing(Box::pin(Chained(parts)), length)
    }
}

impl Stream for Chained {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(part) = self.0.front_mut() {
            match ready!(Pin::new(part).poll_next(context)) {
                Some(piece) => return Poll::Ready(Some(piece)),
                None => _ = self.0.pop_front(),
            }
        }
        Poll::Ready(None)
    }
}
