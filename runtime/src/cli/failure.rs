//! How a command ends that does not succeed.

use crate::client::{self, BuildError};
use std::fmt;
use std::io;

/// Why a command did not succeed, and how it ends.
#[derive(Debug)]
pub struct Failure {
    message: String,
    code: u8,
}

/// It was not called as it should be.
const USAGE: u8 = 1;
/// The name of the server has no address, as curl has it.
const UNKNOWN_HOST: u8 = 6;
/// There is no connection, as curl has it.
const CONNECT: u8 = 7;
/// What was answered is an error, as curl has it.
const ANSWER: u8 = 22;
/// The answer cannot be written, as curl has it.
const WRITE: u8 = 23;
/// It took too long, as curl has it.
const TIMEOUT: u8 = 28;
/// The connection was lost, as curl has it.
const LOST: u8 = 56;

impl Failure {
    fn new(code: u8, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { message, code }
    }

    /// It was not called as it should be.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self::new(USAGE, message)
    }

    /// The server has answered with an error.
    pub(super) fn answered(message: impl Into<String>) -> Self {
        Self::new(ANSWER, message)
    }

    /// The answer has broken off.
    pub(super) fn lost(error: &crate::stream::StreamError) -> Self {
        let code = match error {
            crate::stream::StreamError::Idle => TIMEOUT,
            _ => LOST,
        };
        Self::new(code, chain(error))
    }

    /// What a command prints cannot be written; nobody is there to be told
    /// if that is because the reader has gone.
    pub(super) fn output(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::new(0, ""),
            _ => Self::new(WRITE, format!("cannot write the answer: {error}")),
        }
    }

    /// The status that a process ends with because of it; 0 if nobody is there
    /// any more to read what it says.
    pub fn code(&self) -> u8 {
        self.code
    }
}

impl From<client::Failure> for Failure {
    fn from(failure: client::Failure) -> Self {
        let code = match &failure {
            client::Failure::Transport(error) if error.is_timeout() => TIMEOUT,
            client::Failure::Transport(error) if error.is_unknown_host() => UNKNOWN_HOST,
            client::Failure::Transport(error) if error.is_connect() => CONNECT,
            client::Failure::Transport(_) => LOST,
            client::Failure::Redirect(_) => ANSWER,
            _ => USAGE,
        };
        Self::new(code, chain(&failure))
    }
}

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        Self::usage(chain(&error))
    }
}

/// An error and its causes, unless they are said already.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        cause = error.source();
    }
    text
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
