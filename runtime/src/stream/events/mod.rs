//! Server-sent events: `text/event-stream` (HTML, section "Server-sent
//! events").

mod event;
mod parse;
mod reader;
#[cfg(test)]
mod tests;

pub use event::Event;
pub(crate) use reader::Resume;
#[cfg(feature = "client")]
pub(crate) use reader::Resumed;

use self::reader::Reader;
use super::error::StreamError;
use super::payload::Payload;
use super::portable::Portable;
use super::source::{Source, poll_given};
use crate::wire::Wire;
use bytes::Bytes;
use futures_core::Stream;
use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A body of events that come one by one, whose data is a `T`.
///
/// It is made from a list, or from a stream with [`new`](Self::new); it is
/// read with [`next`](Self::next) or as a [`Stream`]. An event whose data
/// does not fit `T` is an error behind which further events may come; any
/// other error is the last thing that comes. An event may have 8 MiB
/// ([`with_limit`](Self::with_limit)). Comments are skipped.
///
/// The data of a `String` is the text as it is. Anything else is JSON, and
/// text where it is none, for types that take strings.
///
/// ```
/// use specwright_runtime::stream::{Event, Events};
///
/// let events: Events<i32> = vec![Event::new(1).named("count")].into();
/// # let _ = events;
/// ```
#[must_use]
pub struct Events<T>(Source<Event<T>, Reader>);

impl<T> Events<T> {
    /// Events that are made while they are sent. If the stream gives an
    /// error, the connection ends, so that nobody takes what was sent for the
    /// whole.
    pub fn new<S, E>(events: S) -> Self
    where
        S: Stream<Item = Result<Event<T>, E>> + Portable + 'static,
        T: 'static,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self(Source::given(events))
    }

    /// The events of a body that has come.
    pub(crate) fn read(body: Payload, is_checked: bool) -> Self {
        Self(Source::Received(Box::new(Reader::new(body, is_checked))))
    }

    /// The same, which goes on when the connection is lost.
    pub(crate) fn resuming(mut self, resume: Option<Box<dyn Resume>>) -> Self {
        if let Source::Received(reader) = &mut self.0 {
            reader.set_resume(resume);
        }
        self
    }

    /// The same, of which an event that is received may have so many bytes.
    pub fn with_limit(mut self, bytes: u64) -> Self {
        if let Source::Received(reader) = &mut self.0 {
            reader.set_limit(bytes);
        }
        self
    }

    /// The same, which ends at an event that is received with this text as
    /// its data, such as the `[DONE]` of some APIs.
    pub fn until(mut self, data: impl Into<String>) -> Self {
        if let Source::Received(reader) = &mut self.0 {
            reader.set_last(data.into());
        }
        self
    }

    /// The id of the last event that had one, empty if there is none.
    pub fn last_id(&self) -> &str {
        match &self.0 {
            Source::Received(reader) => reader.last_id(),
            Source::Given(_) => "",
        }
    }
}

impl<T: Wire> Events<T> {
    /// The next event, `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, StreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T: Wire + 'static> Events<T> {
    pub(crate) fn into_payload(self) -> Payload {
        Payload::flowing(Box::pin(Written(self)), None).of_events()
    }
}

impl<T: Wire> Stream for Events<T> {
    type Item = Result<Event<T>, StreamError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.get_mut().0 {
            Source::Given(given) => poll_given(given, context),
            Source::Received(reader) => {
                let raw = ready!(reader.poll_raw(context));
                Poll::Ready(raw.map(|raw| Event::read(raw?, reader.is_checked)))
            }
        }
    }
}

impl<T: Portable + Unpin + 'static> From<Vec<Event<T>>> for Events<T> {
    fn from(events: Vec<Event<T>>) -> Self {
        Self(Source::listed(events))
    }
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}

/// Events on their way out, each as one piece.
struct Written<T>(Events<T>);

impl<T: Wire> Stream for Written<T> {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let event = ready!(Pin::new(&mut self.0).poll_next(context));
        Poll::Ready(event.map(|event| event.map(|event| event.written())))
    }
}
