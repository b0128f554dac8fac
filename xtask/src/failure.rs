//! Turns what can go wrong into one sentence and, through `main`, an exit code.

use std::io;

/// Why a command did not succeed. Messages are one sentence without a final period.
#[derive(Debug)]
pub enum Failure {
    /// The command line was not understood.
    Usage(String),
    /// The command ran and something is not as it must be.
    Failed(String),
}

impl Failure {
    /// A failure to reach the file or folder at `path`.
    pub fn io(path: &str, error: &io::Error) -> Self {
        Self::Failed(format!("cannot reach {path}: {error}"))
    }
}

/// For the functions of `fingerprint`, whose messages name the file already.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}
