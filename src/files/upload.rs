//! Uploads: what a reader gives, written piece by piece.
//!
//! A piece is a call of its own, with its own time, and may be sent again:
//! one request for all of it could not outlive a broken connection, and would
//! have to end within the time limit of a call.

use super::error::{UploadError, UploadProblem};
use super::progress::{Listener, Progress};
use crate::oneprovider::Client;
use crate::oneprovider::basic_file_operations::{CreateFileParams, UpdateFileContentParams};
use crate::runtime::Payload;
use std::fmt;
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// How much is sent at a time unless said otherwise: 8 MiB.
const USUAL_PIECE: usize = 8 * 1024 * 1024;

/// How much is sent at a time at most: 64 MiB.
const LARGEST_PIECE: usize = 64 * 1024 * 1024;

/// Content that is to be sent to a file.
///
/// ```no_run
/// use onedata::{files::Upload, oneprovider};
///
/// # async fn example(provider: &oneprovider::Client, space: &str, source: impl tokio::io::AsyncRead + Unpin)
/// # -> Result<(), Box<dyn std::error::Error>> {
/// // Any `tokio::io::AsyncRead`, such as a `tokio::fs::File`.
/// let file = Upload::new(provider, source)
///     .progress(|progress| println!("{} bytes", progress.done))
///     .create(space, "today.dat")
///     .await?;
/// println!("it is {file}");
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is sent until it is said where to"]
pub struct Upload<'a, R> {
    client: &'a Client,
    reader: R,
    length: Option<u64>,
    piece: usize,
    listener: Option<Listener<'a>>,
    done: u64,
}

impl<'a, R: AsyncRead + Unpin> Upload<'a, R> {
    /// What this reader gives, up to its end.
    pub fn new(client: &'a Client, reader: R) -> Self {
        Self {
            client,
            reader,
            length: None,
            piece: USUAL_PIECE,
            listener: None,
            done: 0,
        }
    }

    /// The same of exactly so many bytes; that there are others is an error.
    pub fn length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// Sends so many bytes at a time, which are held in memory: 8 MiB unless
    /// set, and 64 MiB at most. Each piece has the time of a call.
    pub fn piece(mut self, bytes: usize) -> Self {
        self.piece = bytes.clamp(1, LARGEST_PIECE);
        self
    }

    /// Tells how many bytes the file has after each piece.
    pub fn progress(mut self, listener: impl FnMut(Progress) + Send + 'a) -> Self {
        self.listener = Some(Box::new(listener));
        self
    }

    /// Creates a file of this name in a directory, or in a space by its
    /// identifier, and writes the content to it. Gives the identifier of the
    /// file.
    ///
    /// # Errors
    /// If the file cannot be created, such as one that exists; if a piece is
    /// not written, even when tried again; if the reader fails.
    pub async fn create(self, parent: &str, name: &str) -> Result<String, UploadError> {
        let params = CreateFileParams::default();
        let call = self.client.create_file(parent, name, None, &params);
        let created = match call.await {
            Ok(created) => created.into_value().body.file_id,
            Err(error) => return Err(self.failed(None, UploadProblem::Create(error))),
        };
        let Some(file_id) = created else {
            return Err(self.failed(None, UploadProblem::NoIdentifier));
        };
        self.send(&file_id, Some(0)).await?;
        Ok(file_id)
    }

    /// Writes the content over that of a file from byte `offset` on, and
    /// leaves all others. Gives how many bytes that were.
    ///
    /// # Errors
    /// If a piece is not written, even when tried again; if the reader fails.
    pub async fn write(self, file_id: &str, offset: u64) -> Result<u64, UploadError> {
        self.send(file_id, Some(offset)).await
    }

    /// Replaces the content of a file. Gives how many bytes it has then.
    ///
    /// # Errors
    /// If a piece is not written, even when tried again; if the reader fails.
    pub async fn replace(self, file_id: &str) -> Result<u64, UploadError> {
        self.send(file_id, None).await
    }

    /// Sends all pieces. Without an offset, the first one is written to the
    /// file after that has been emptied.
    async fn send(mut self, file_id: &str, offset: Option<u64>) -> Result<u64, UploadError> {
        let mut empties = offset.is_none();
        loop {
            let piece = match self.next().await {
                Ok(piece) => piece,
                Err(problem) => return Err(self.failed(Some(file_id), problem)),
            };
            let length = u64::try_from(piece.len()).unwrap_or(u64::MAX);
            if length == 0 && !empties {
                return Ok(self.done);
            }
            let at = offset.unwrap_or(0).checked_add(self.done);
            let at = match at.and_then(|at| i64::try_from(at).ok()) {
                Some(at) => (!empties).then_some(at),
                None => return Err(self.failed(Some(file_id), UploadProblem::TooFar)),
            };
            let params = UpdateFileContentParams { offset: at };
            let body = Some(Payload::from(piece));
            let written = self
                .client
                .update_file_content(file_id, body, &params)
                .await;
            if let Err(error) = written {
                return Err(self.failed(Some(file_id), UploadProblem::Write(error)));
            }
            empties = false;
            self.done = self.done.saturating_add(length);
            self.tell();
        }
    }

    /// The next piece, which is empty at the end.
    async fn next(&mut self) -> Result<Vec<u8>, UploadProblem> {
        let left = self.length.map(|length| length.saturating_sub(self.done));
        let whole = u64::try_from(self.piece).unwrap_or(u64::MAX);
        let wanted = left.map_or(whole, |left| left.min(whole));
        // One byte more than is left tells that there is more.
        let is_last = left == Some(wanted);
        let most = wanted.saturating_add(u64::from(is_last));
        let mut piece = Vec::with_capacity(usize::try_from(most).unwrap_or(self.piece));
        let mut reader = (&mut self.reader).take(most);
        let read = reader.read_to_end(&mut piece).await;
        read.map_err(UploadProblem::Read)?;
        let read = u64::try_from(piece.len()).unwrap_or(u64::MAX);
        match left.is_some() && read != wanted {
            true => Err(UploadProblem::Length),
            false => Ok(piece),
        }
    }

    fn tell(&mut self) {
        if let Some(listener) = &mut self.listener {
            listener(Progress {
                done: self.done,
                total: self.length,
            });
        }
    }

    fn failed(&self, file_id: Option<&str>, problem: UploadProblem) -> UploadError {
        UploadError {
            file_id: file_id.map(str::to_owned),
            done: self.done,
            problem,
        }
    }
}

impl<R> fmt::Debug for Upload<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("length", &self.length)
            .field("done", &self.done)
            .finish_non_exhaustive()
    }
}
