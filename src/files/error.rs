//! How transfers fail.

use crate::oneprovider::basic_file_operations::{
    CreateFileError, DownloadFileContentError, UpdateFileContentError,
};
use crate::runtime::client;
use crate::runtime::stream::StreamError;
use std::error::Error;
use std::fmt;
use std::io;

/// Why a download does not begin or go on.
#[derive(Debug)]
#[non_exhaustive]
pub enum DownloadError {
    /// There is no byte in the range that was given.
    EmptyRange,
    /// The service does not give the content.
    Call(client::Error<DownloadFileContentError>),
    /// The service sent something else than was asked for.
    Answer(&'static str),
    /// The file is not the one any more that the download began with.
    Changed,
    /// The content broke off.
    Lost(StreamError),
    /// What has come cannot be written.
    Write(io::Error),
}

impl fmt::Display for DownloadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyRange => f.write_str("there is no byte in the range that was asked for"),
            Self::Call(error) => write!(f, "{error}"),
            Self::Answer(problem) => f.write_str(problem),
            Self::Changed => f.write_str("the file has changed since the download began"),
            Self::Lost(error) => write!(f, "{error}"),
            Self::Write(_) => f.write_str("the content cannot be written"),
        }
    }
}

impl Error for DownloadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            // These are what is displayed already.
            Self::Call(error) => error.source(),
            Self::Lost(error) => error.source(),
            Self::Write(error) => Some(error),
            Self::EmptyRange | Self::Answer(_) | Self::Changed => None,
        }
    }
}

/// Why an upload did not come to its end, and how far it came: with
/// [`write`](super::Upload::write) it can go on from there.
#[derive(Debug)]
pub struct UploadError {
    /// The identifier of the file, if it exists.
    pub file_id: Option<String>,
    /// The bytes of this upload that the file has for certain.
    pub done: u64,
    /// What went wrong.
    pub problem: UploadProblem,
}

/// Why an upload did not come to its end.
#[derive(Debug)]
#[non_exhaustive]
pub enum UploadProblem {
    /// The file was not created.
    Create(client::Error<CreateFileError>),
    /// A piece was not written.
    Write(client::Error<UpdateFileContentError>),
    /// What is to be sent cannot be read.
    Read(io::Error),
    /// There is less or more to send than was said.
    Length,
    /// The content would end beyond the last byte that a file can have.
    TooFar,
    /// The service did not say what the identifier of the new file is.
    NoIdentifier,
}

impl fmt::Display for UploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            UploadProblem::Create(error) => write!(f, "the file was not created: {error}")?,
            UploadProblem::Write(error) => write!(f, "{error}")?,
            UploadProblem::Read(_) => f.write_str("the content cannot be read")?,
            UploadProblem::Length => f.write_str("the content has not the length that was said")?,
            UploadProblem::TooFar => f.write_str("the content ends beyond what a file can have")?,
            UploadProblem::NoIdentifier => {
                f.write_str("the service did not say what the new file is called")?;
            }
        }
        write!(f, " ({} bytes are written)", self.done)
    }
}

impl Error for UploadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.problem {
            // These are what is displayed already.
            UploadProblem::Create(error) => error.source(),
            UploadProblem::Write(error) => error.source(),
            UploadProblem::Read(error) => Some(error),
            UploadProblem::Length | UploadProblem::TooFar | UploadProblem::NoIdentifier => None,
        }
    }
}
