//! Downloads: content as it comes, and from where it broke off if asked for.

use super::error::DownloadError;
use super::part::{Part, Sent};
use super::progress::{Listener, Progress};
use crate::oneprovider::Client;
use crate::oneprovider::basic_file_operations::{
    DownloadFileContentError, DownloadFileContentParams, DownloadFileContentSuccess,
};
use crate::runtime::client::{Call, CallFuture, Error, Response};
use crate::runtime::http::HeaderMap;
use crate::runtime::http::header::ETAG;
use crate::runtime::stream::{Stream, StreamError};
use crate::runtime::{Bytes, Payload};
use std::fmt;
use std::future::poll_fn;
use std::ops::RangeBounds;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncWrite, AsyncWriteExt as _};

type Answer = Result<Response<DownloadFileContentSuccess>, Error<DownloadFileContentError>>;

/// Begins to download a file, or the part of it that is in `range`: `..` is
/// all, `5..` what comes behind the first five bytes, `5..9` four bytes. Of a
/// file that ends within the range it gives what there is. A directory comes
/// as a TAR archive.
///
/// ```no_run
/// use onedata::{files, oneprovider};
///
/// # async fn example(provider: &oneprovider::Client, file: &str, mut target: impl tokio::io::AsyncWrite + Unpin)
/// # -> Result<(), Box<dyn std::error::Error>> {
/// let download = files::download(provider, file, ..).await?;
/// // Any `tokio::io::AsyncWrite`, such as a `tokio::fs::File`.
/// let bytes = download
///     .resume(5)
///     .progress(|progress| println!("{} of {:?}", progress.done, progress.total))
///     .write_to(&mut target)
///     .await?;
/// println!("{bytes} bytes");
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// If there is no such file, it may not be read, or it has no byte in the
/// range; if the service answers with another part than was asked for.
pub async fn download(
    client: &Client,
    file_id: &str,
    range: impl RangeBounds<u64>,
) -> Result<Download, DownloadError> {
    let asked = Part::of(&range).ok_or(DownloadError::EmptyRange)?;
    let mut source = Source {
        client: client.clone(),
        file_id: file_id.to_owned(),
        location: None,
        etag: None,
    };
    let mut answer = source.call(asked).await.map_err(DownloadError::Call)?;
    if let DownloadFileContentSuccess::Found { location } = &*answer {
        source.location = Some(location.clone());
        answer = source.call(asked).await.map_err(DownloadError::Call)?;
    }
    source.etag = strong_etag(answer.headers());
    let arrived = Arrived::of(answer, asked)?;
    Ok(Download {
        source,
        asked,
        next: asked.first,
        end: arrived.end,
        size: arrived.size,
        body: arrived.body,
        resumes: 0,
        resumption: None,
        listener: None,
        is_over: false,
    })
}

/// What is asked for content.
struct Source {
    client: Client,
    file_id: String,
    /// Where a directory is to be had.
    location: Option<String>,
    /// What tells this content from others.
    etag: Option<String>,
}

impl Source {
    fn call(&self, part: Part) -> Call<DownloadFileContentSuccess, DownloadFileContentError> {
        let params = DownloadFileContentParams::default();
        let mut call = self.client.download_file_content(&self.file_id, &params);
        if let Some(location) = &self.location {
            call = call.at_location(location);
        }
        if part.is_whole() {
            return call;
        }
        call = call.header("range", &part.header());
        match &self.etag {
            Some(etag) => call.header("if-range", etag),
            None => call,
        }
    }
}

/// The entity tag, if it stands for the same bytes (RFC 9110, section 13.1.5).
fn strong_etag(headers: &HeaderMap) -> Option<String> {
    let etag = headers.get(ETAG)?.to_str().ok()?;
    etag.starts_with('"').then(|| etag.to_owned())
}

/// Content on its way.
struct Arrived {
    body: Payload,
    /// The byte behind its last one, if that is known.
    end: Option<u64>,
    /// The size of the file, if that is known.
    size: Option<u64>,
}

impl Arrived {
    fn of(
        answer: Response<DownloadFileContentSuccess>,
        asked: Part,
    ) -> Result<Self, DownloadError> {
        let sent = Sent::of(answer.headers());
        let problem = match (answer.into_value(), sent) {
            (DownloadFileContentSuccess::Success(body), _) if asked.is_whole() => {
                let (end, size) = (body.length(), body.length());
                return Ok(Self { body, end, size });
            }
            (DownloadFileContentSuccess::Success(_), _) => {
                "the service sent the whole file where a part was asked for"
            }
            (DownloadFileContentSuccess::PartialContent(body), Some(sent))
                if sent.answers(asked)
                    && body
                        .length()
                        .is_none_or(|length| sent.length() == Some(length)) =>
            {
                let (end, size) = (sent.last.checked_add(1), sent.size);
                return Ok(Self { body, end, size });
            }
            (DownloadFileContentSuccess::PartialContent(_), _) => {
                "the service sent another part of the file than was asked for"
            }
            (DownloadFileContentSuccess::Found { .. }, _) => {
                "the service sent no content where it had led to some"
            }
        };
        Err(DownloadError::Answer(problem))
    }
}

/// The content of a file, as it comes: a stream of pieces.
#[must_use = "nothing comes unless it is read"]
pub struct Download {
    source: Source,
    asked: Part,
    /// The byte that comes next.
    next: u64,
    end: Option<u64>,
    size: Option<u64>,
    body: Payload,
    /// How many times more it goes on.
    resumes: u32,
    resumption: Option<CallFuture<DownloadFileContentSuccess, DownloadFileContentError>>,
    listener: Option<Listener<'static>>,
    is_over: bool,
}

impl Download {
    /// Goes on from where the content breaks off, up to so many times; unless
    /// set, that is an error. A call that asks for the rest is tried again as
    /// all calls of the client are.
    pub fn resume(mut self, times: u32) -> Self {
        self.resumes = times;
        self
    }

    /// Tells how many bytes have come after each piece.
    pub fn progress(mut self, listener: impl FnMut(Progress) + Send + 'static) -> Self {
        self.listener = Some(Box::new(listener));
        self
    }

    /// How many bytes are still to come, if that is known.
    pub fn length(&self) -> Option<u64> {
        self.end.map(|end| end.saturating_sub(self.next))
    }

    /// The size of the whole file, if that is known.
    pub fn size(&self) -> Option<u64> {
        self.size
    }

    /// The next piece, `None` at the end. An error is the last piece.
    pub async fn next(&mut self) -> Option<Result<Bytes, DownloadError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Writes all that is still to come, and gives how many bytes that were.
    ///
    /// # Errors
    /// If the content breaks off more often than it is gone on with, or if it
    /// cannot be written.
    pub async fn write_to(
        mut self,
        mut writer: impl AsyncWrite + Unpin,
    ) -> Result<u64, DownloadError> {
        let begin = self.next;
        while let Some(piece) = self.next().await {
            let written = writer.write_all(&piece?).await;
            written.map_err(DownloadError::Write)?;
        }
        writer.flush().await.map_err(DownloadError::Write)?;
        Ok(self.next - begin)
    }

    /// Counts a piece that has come.
    fn count(&mut self, piece: &Bytes) -> Result<(), DownloadError> {
        let length = u64::try_from(piece.len()).unwrap_or(u64::MAX);
        self.next = self.next.saturating_add(length);
        if self.end.is_some_and(|end| self.next > end) {
            let problem = "the service sent more of the file than it said";
            return Err(DownloadError::Answer(problem));
        }
        if let Some(listener) = &mut self.listener {
            let first = self.asked.first;
            listener(Progress {
                done: self.next - first,
                total: self.end.map(|end| end.saturating_sub(first)),
            });
        }
        Ok(())
    }

    /// What has not come.
    fn rest(&self) -> Part {
        Part {
            first: self.next,
            last: self.asked.last,
        }
    }

    /// Asks for what has not come.
    fn ask_again(&mut self) {
        self.resumes -= 1;
        self.resumption = Some(self.source.call(self.rest()).into_future());
    }

    /// Takes the answer for what had not come.
    fn go_on(&mut self, answer: Answer) -> Result<(), DownloadError> {
        let answer = answer.map_err(DownloadError::Call)?;
        let rest = self.rest();
        let old = self.source.etag.as_ref();
        let is_whole = matches!(&*answer, DownloadFileContentSuccess::Success(_));
        // With `If-Range`, the whole file comes if it is another one.
        let is_other = is_whole && !rest.is_whole() && old.is_some();
        let new = strong_etag(answer.headers());
        if is_other || old.zip(new.as_ref()).is_some_and(|(old, new)| old != new) {
            return Err(DownloadError::Changed);
        }
        let arrived = Arrived::of(answer, rest)?;
        let differ = |old: Option<u64>, new: Option<u64>| old.is_some() && old != new;
        if differ(self.size, arrived.size) || differ(self.end, arrived.end) {
            return Err(DownloadError::Changed);
        }
        (self.body, self.end, self.size) = (arrived.body, arrived.end, arrived.size);
        Ok(())
    }

    fn end_with(
        &mut self,
        last: Result<(), DownloadError>,
    ) -> Option<Result<Bytes, DownloadError>> {
        self.is_over = true;
        last.err().map(Err)
    }
}

impl Stream for Download {
    type Item = Result<Bytes, DownloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        while !this.is_over {
            if let Some(call) = &mut this.resumption {
                let answer = ready!(Pin::new(call).poll(context));
                this.resumption = None;
                if let Err(error) = this.go_on(answer) {
                    return Poll::Ready(this.end_with(Err(error)));
                }
            }
            let lost = match ready!(Pin::new(&mut this.body).poll_next(context)) {
                Some(Ok(piece)) => {
                    return Poll::Ready(match this.count(&piece) {
                        Ok(()) => Some(Ok(piece)),
                        error => this.end_with(error),
                    });
                }
                // All is there, however the connection ended.
                _ if this.end == Some(this.next) => return Poll::Ready(this.end_with(Ok(()))),
                None if this.end.is_none() => return Poll::Ready(this.end_with(Ok(()))),
                None => StreamError::broken("there are fewer bytes than was said"),
                Some(Err(lost)) => lost,
            };
            if this.resumes == 0 {
                return Poll::Ready(this.end_with(Err(DownloadError::Lost(lost))));
            }
            this.ask_again();
        }
        Poll::Ready(None)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("file_id", &self.source.file_id)
            .field("next", &self.next)
            .field("end", &self.end)
            .finish_non_exhaustive()
    }
}
