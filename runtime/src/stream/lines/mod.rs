//! JSON texts one after another: `application/jsonl`, `application/x-ndjson`
//! and `application/json-seq` (RFC 7464).

mod cut;
#[cfg(test)]
mod tests;

use self::cut::{Cutter, RECORD_SEPARATOR};
use super::error::StreamError;
use super::payload::Payload;
use super::portable::Portable;
use super::source::{Source, poll_given};
use super::{ITEM_LIMIT, checked};
use crate::media;
use crate::wire::{Encoder, Wire, from_json};
use bytes::Bytes;
use futures_core::Stream;
use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// A body of JSON texts, one to a line, read and written one by one.
///
/// It is made from a list, or from a stream with [`new`](Self::new); it is
/// read with [`next`](Self::next) or as a [`Stream`]. A line that does not
/// fit `T` is an error behind which further lines may come; any other error
/// is the last thing that comes. Empty lines are nothing. A line may have 8
/// MiB ([`with_limit`](Self::with_limit)).
///
/// ```
/// use specwright_runtime::Lines;
///
/// let lines: Lines<i32> = vec![1, 2, 3].into();
/// # let _ = lines;
/// ```
#[must_use]
pub struct Lines<T>(Source<T, Received>);

/// Lines on their way in.
struct Received {
    body: Payload,
    cutter: Cutter,
    /// Whether items are held against the constraints of their schema.
    is_checked: bool,
}

impl<T> Lines<T> {
    /// Lines that are made while they are sent. If the stream gives an error,
    /// the connection ends, so that nobody takes what was sent for the whole.
    pub fn new<S, E>(items: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Portable + 'static,
        T: 'static,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self(Source::given(items))
    }

    /// The lines of a body that has come.
    pub(crate) fn read(body: Payload, media_type: &str, is_checked: bool) -> Self {
        let separator = match media::is_sequence(media_type) {
            true => RECORD_SEPARATOR,
            false => b'\n',
        };
        Self(Source::Received(Box::new(Received {
            body,
            cutter: Cutter::new(separator, ITEM_LIMIT),
            is_checked,
        })))
    }

    /// The same, of which a line that is received may have so many bytes.
    pub fn with_limit(mut self, bytes: u64) -> Self {
        if let Source::Received(received) = &mut self.0 {
            received.cutter.set_limit(bytes);
        }
        self
    }
}

impl<T: Wire> Lines<T> {
    /// The next item, `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T: Wire + 'static> Lines<T> {
    /// The body of this media type.
    pub(crate) fn into_payload(self, media_type: &str) -> Payload {
        let is_sequence = media::is_sequence(media_type);
        Payload::flowing(Box::pin(Written(self, is_sequence)), None)
    }
}

impl<T: Wire> Stream for Lines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.get_mut().0 {
            Source::Given(given) => poll_given(given, context),
            Source::Received(received) => {
                let record = ready!(received.poll_record(context));
                let is_checked = received.is_checked;
                Poll::Ready(record.map(|record| checked(from_json(&record?)?, is_checked)))
            }
        }
    }
}

impl Received {
    fn poll_record(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, StreamError>>> {
        loop {
            match self.cutter.next() {
                Ok(None) if self.cutter.is_over() => return Poll::Ready(None),
                Ok(None) => {}
                Ok(Some(record)) => return Poll::Ready(Some(Ok(record))),
                Err(error) => {
                    if matches!(error, StreamError::TooLarge { .. }) {
                        self.give_up();
                    }
                    return Poll::Ready(Some(Err(error)));
                }
            }
            match ready!(Pin::new(&mut self.body).poll_next(context)) {
                Some(Ok(piece)) => self.cutter.push(&piece),
                None => self.cutter.end(),
                Some(Err(error)) => {
                    self.give_up();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    /// Nothing is read any more.
    fn give_up(&mut self) {
        self.body = Payload::default();
        self.cutter = Cutter::new(b'\n', 0);
        self.cutter.end();
    }
}

impl<T: Portable + Unpin + 'static> From<Vec<T>> for Lines<T> {
    fn from(items: Vec<T>) -> Self {
        Self(Source::listed(items))
    }
}

impl<T> fmt::Debug for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").finish_non_exhaustive()
    }
}

/// Lines on their way out, each as one piece; whether they are a sequence.
struct Written<T>(Lines<T>, bool);

impl<T: Wire> Stream for Written<T> {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = ready!(Pin::new(&mut self.0).poll_next(context));
        Poll::Ready(item.map(|item| item.map(|item| line(&item, self.1))))
    }
}

fn line(item: &dyn Wire, is_sequence: bool) -> Bytes {
    let mut encoder = Encoder::json();
    item.encode(&mut encoder);
    let mut line = encoder.into_json();
    if is_sequence {
        line.insert(0, RECORD_SEPARATOR);
    }
    line.push(b'\n');
    line.into()
}
