//! A body as bytes, or as a stream of them.

use super::error::StreamError;
use super::portable::{BoxStream, Portable};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

/// What [`Payload::bytes`] collects at most unless there is another limit:
/// 64 MiB.
const USUAL_LIMIT: u64 = 64 * 1024 * 1024;

/// How many bytes are reserved at most for those that are still to come.
const RESERVED: u64 = 1024 * 1024;

/// A body: bytes that are there, or a stream of them.
///
/// It is made from bytes or text (`into`), or from a stream; it is read piece
/// by piece with [`next`](Self::next) or as a [`Stream`], or collected with
/// [`bytes`](Self::bytes).
///
/// ```
/// use specwright_runtime::Payload;
///
/// let body = Payload::from("some text");
/// assert_eq!(body.length(), Some(9));
/// ```
#[must_use]
pub struct Payload {
    content: Content,
    /// What is still to come, if that is known.
    length: Option<u64>,
    /// What `bytes` collects at most.
    limit: u64,
    /// Whether each piece is whole events.
    is_events: bool,
}

enum Content {
    Whole(Bytes),
    /// The lock is never taken: it makes a stream something that threads may
    /// share.
    Flowing(Mutex<Pieces>),
}

type Pieces = BoxStream<Result<Bytes, StreamError>>;

impl Payload {
    /// A body that is made while it is sent. It ends with the stream; if that
    /// gives an error, the connection ends too, so that nobody takes what was
    /// sent for the whole.
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Portable + 'static,
        B: Into<Bytes>,
        E: Into<Box<dyn Error + Send + Sync>>,
    {
        Self::flowing(Box::pin(Lifted(Box::pin(stream))), None)
    }

    /// A body that is read while it is sent, 64 KiB at a time, such as a
    /// file.
    #[cfg(any(feature = "client", feature = "server"))]
    pub fn reader(reader: impl tokio::io::AsyncRead + Portable + 'static) -> Self {
        Self::flowing(Box::pin(super::reader::Reading::new(reader)), None)
    }

    pub(crate) fn flowing(pieces: Pieces, length: Option<u64>) -> Self {
        Self {
            content: Content::Flowing(Mutex::new(pieces)),
            length,
            limit: USUAL_LIMIT,
            is_events: false,
        }
    }

    /// The same of exactly this many bytes, which is sent along
    /// (`Content-Length`). A stream that turns out to have more or fewer is
    /// an error.
    pub fn with_length(mut self, bytes: u64) -> Self {
        if matches!(self.content, Content::Flowing(_)) {
            self.length = Some(bytes);
        }
        self
    }

    /// The same, of which [`bytes`](Self::bytes) collects at most this many.
    pub fn with_limit(mut self, bytes: u64) -> Self {
        self.set_limit(bytes);
        self
    }

    pub(crate) fn set_limit(&mut self, bytes: u64) {
        self.limit = bytes;
    }

    /// What [`bytes`](Self::bytes) collects at most.
    pub(crate) fn limit(&self) -> u64 {
        self.limit
    }

    /// How many bytes are still to come, if that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.content {
            Content::Whole(bytes) => u64::try_from(bytes.len()).ok(),
            Content::Flowing(_) => self.length,
        }
    }

    /// The bytes, if they are all there.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Whole(bytes) => Some(bytes),
            Content::Flowing(_) => None,
        }
    }

    /// The bytes, or what flows.
    #[cfg(feature = "server")]
    pub(crate) fn into_whole(self) -> Result<Bytes, Self> {
        match self.content {
            Content::Whole(bytes) => Ok(bytes),
            Content::Flowing(_) => Err(self),
        }
    }

    /// The next piece, `None` at the end. An error is the last piece.
    pub async fn next(&mut self) -> Option<Result<Bytes, StreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All bytes: at most 64 MiB, for an answer as many as the client's
    /// `response_limit`, for a request as many as the server's `body_limit`,
    /// and in any case as many as [`with_limit`](Self::with_limit) says.
    ///
    /// # Errors
    /// If there are more, or they do not all come.
    pub async fn bytes(mut self) -> Result<Bytes, StreamError> {
        self.collect().await
    }

    /// What [`bytes`](Self::bytes) gives. Then it is empty.
    pub(crate) async fn collect(&mut self) -> Result<Bytes, StreamError> {
        let limit = self.limit;
        let fits = |length: usize| u64::try_from(length).is_ok_and(|length| length <= limit);
        if self.length().is_some_and(|length| length > limit) {
            return Err(StreamError::TooLarge { limit });
        }
        let Some(first) = self.next().await.transpose()? else {
            return Ok(Bytes::new());
        };
        if !fits(first.len()) {
            return Err(StreamError::TooLarge { limit });
        }
        let Some(second) = self.next().await.transpose()? else {
            return Ok(first);
        };
        // What the other side says of the length is no reason to reserve more
        // than it could send in a moment.
        let left = self.length.unwrap_or(0).min(RESERVED);
        let reserved = usize::try_from(left).unwrap_or(0) + first.len() + second.len();
        let mut all = BytesMut::with_capacity(reserved);
        all.extend_from_slice(&first);
        let mut piece = second;
        loop {
            if !fits(all.len().saturating_add(piece.len())) {
                return Err(StreamError::TooLarge { limit });
            }
            all.extend_from_slice(&piece);
            match self.next().await.transpose()? {
                Some(next) => piece = next,
                None => return Ok(all.freeze()),
            }
        }
    }

    /// The same, of which each piece is whole events.
    pub(crate) fn of_events(mut self) -> Self {
        self.is_events = true;
        self
    }

    #[cfg(feature = "server")]
    pub(crate) fn is_events(&self) -> bool {
        self.is_events
    }

    /// The same, with its stream as `change` makes it.
    pub(crate) fn map(self, change: impl FnOnce(Pieces) -> Pieces) -> Self {
        let content = match self.content {
            Content::Flowing(pieces) => {
                let pieces = pieces.into_inner().unwrap_or_else(PoisonError::into_inner);
                Content::Flowing(Mutex::new(change(pieces)))
            }
            whole => whole,
        };
        Self { content, ..self }
    }

    fn counted(&mut self, piece: Option<&Bytes>) -> Result<(), StreamError> {
        let Some(left) = &mut self.length else {
            return Ok(());
        };
        let problem = match piece {
            None if *left == 0 => return Ok(()),
            None => "it has fewer bytes than was said",
            Some(piece) => match left.checked_sub(piece.len().try_into().unwrap_or(u64::MAX)) {
                Some(less) => {
                    *left = less;
                    return Ok(());
                }
                None => "it has more bytes than was said",
            },
        };
        Err(StreamError::broken(problem))
    }
}

impl Stream for Payload {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let piece = match &mut this.content {
            Content::Whole(bytes) => {
                let bytes = std::mem::take(bytes);
                return Poll::Ready((!bytes.is_empty()).then_some(Ok(bytes)));
            }
            Content::Flowing(pieces) => {
                let pieces = pieces.get_mut().unwrap_or_else(PoisonError::into_inner);
                ready!(pieces.as_mut().poll_next(context))
            }
        };
        let piece = match piece {
            Some(Ok(piece)) => this.counted(Some(&piece)).map(|()| Some(piece)),
            None => this.counted(None).map(|()| None),
            Some(Err(error)) => Err(error),
        };
        let piece = piece.transpose();
        if !matches!(piece, Some(Ok(_))) {
            this.content = Content::Whole(Bytes::new());
        }
        Poll::Ready(piece)
    }
}

impl Default for Payload {
    fn default() -> Self {
        Self::from(Bytes::new())
    }
}

impl From<Bytes> for Payload {
    fn from(bytes: Bytes) -> Self {
        Self {
            content: Content::Whole(bytes),
            length: None,
            limit: USUAL_LIMIT,
            is_events: false,
        }
    }
}

macro_rules! from_bytes {
    ($($ty:ty),*) => {$(
        impl From<$ty> for Payload {
            fn from(bytes: $ty) -> Self {
                Self::from(Bytes::from(bytes))
            }
        }
    )*};
}

from_bytes!(Vec<u8>, String, &'static [u8], &'static str);

impl<const N: usize> From<&'static [u8; N]> for Payload {
    fn from(bytes: &'static [u8; N]) -> Self {
        Self::from(&bytes[..])
    }
}

/// The bytes may be confidential, and are shown by their number only.
impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "Payload({length} bytes)"),
            None => f.write_str("Payload(stream)"),
        }
    }
}

/// A stream with the pieces and the errors of a body.
struct Lifted<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Lifted<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.0.as_mut().poll_next(context));
        Poll::Ready(piece.map(|piece| piece.map(Into::into).map_err(StreamError::broken)))
    }
}
