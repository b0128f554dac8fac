//! Why there is no client.

use crate::runtime::client::BuildError;
use std::error::Error;
use std::fmt;

/// Why a connection cannot be made into a client.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConnectError {
    /// A variable of the environment cannot be used.
    Variable {
        /// Its name.
        name: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// What was given in code cannot be used.
    Build(BuildError),
}

impl ConnectError {
    pub(super) fn variable(name: String, problem: &'static str) -> Self {
        Self::Variable { name, problem }
    }
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable { name, problem } => {
                write!(f, "the environment variable `{name}`: {problem}")
            }
            Self::Build(error) => write!(f, "{error}"),
        }
    }
}

impl Error for ConnectError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Variable { .. } => None,
            // The error itself is what is displayed already.
            Self::Build(error) => error.source(),
        }
    }
}

impl From<BuildError> for ConnectError {
    fn from(error: BuildError) -> Self {
        Self::Build(error)
    }
}
