//! What flows behind a value that can be copied.

use super::{Payload, StreamError};
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

/// A body that several have, and that the first of them takes who reads it.
#[derive(Clone)]
pub(crate) struct Shared {
    payload: Arc<Mutex<Option<Payload>>>,
    length: Option<u64>,
    limit: u64,
}

impl Shared {
    pub(crate) fn new(payload: Payload) -> Self {
        Self {
            length: payload.length(),
            limit: payload.limit(),
            payload: Arc::new(Mutex::new(Some(payload))),
        }
    }

    /// How many bytes it has, if that is known.
    pub(crate) fn length(&self) -> Option<u64> {
        self.length
    }

    /// The body, which is taken when it is read.
    pub(crate) fn into_payload(self) -> Payload {
        let (length, limit) = (self.length, self.limit);
        Payload::flowing(Box::pin(Reading::Not(self)), length).with_limit(limit)
    }

    fn take(&self) -> Option<Payload> {
        let mut payload = self.payload.lock().unwrap_or_else(PoisonError::into_inner);
        payload.take()
    }
}

/// Those that come from one stream are equal.
impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.payload, &other.payload)
    }
}

impl Eq for Shared {}

enum Reading {
    /// Not yet.
    Not(Shared),
    Now(Payload),
}

impl Stream for Reading {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Self::Not(shared) = &*self {
            match shared.take() {
                Some(payload) => *self = Self::Now(payload),
                None => {
                    let problem = "it flows, and has been read already";
                    return Poll::Ready(Some(Err(StreamError::broken(problem))));
                }
            }
        }
        match &mut *self {
            Self::Now(payload) => Pin::new(payload).poll_next(context),
            Self::Not(_) => Poll::Ready(None),
        }
    }
}
