//! Where the items of a typed stream come from.

use super::error::StreamError;
use super::portable::{BoxStream, Portable};
use futures_core::Stream;
use std::error::Error;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

/// Items of a program's own, or what there is to read items from.
pub(super) enum Source<T, R> {
    /// The lock is never taken: it makes a stream something that threads may
    /// share.
    Given(Mutex<BoxStream<Result<T, StreamError>>>),
    Received(Box<R>),
}

impl<T, R> Source<T, R> {
    pub(super) fn given<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Portable + 'static,
        T: 'static,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self::Given(Mutex::new(Box::pin(Lifted(Box::pin(stream)))))
    }

    pub(super) fn listed(items: Vec<T>) -> Self
    where
        T: Portable + Unpin + 'static,
    {
        Self::Given(Mutex::new(Box::pin(Listed(items.into_iter()))))
    }
}

/// The next item of a program's own.
pub(super) fn poll_given<T>(
    given: &mut Mutex<BoxStream<Result<T, StreamError>>>,
    context: &mut Context<'_>,
) -> Poll<Option<Result<T, StreamError>>> {
    let given = given.get_mut().unwrap_or_else(PoisonError::into_inner);
    given.as_mut().poll_next(context)
}

/// A stream with errors of any kind.
struct Lifted<S>(Pin<Box<S>>);

impl<S, T, E> Stream for Lifted<S>
where
    S: Stream<Item = Result<T, E>>,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(item.map(|item| item.map_err(StreamError::broken)))
    }
}

struct Listed<T>(std::vec::IntoIter<T>);

impl<T: Unpin> Stream for Listed<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}
