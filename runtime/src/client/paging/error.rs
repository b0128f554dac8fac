//! Why there are no further pages, though there should be.

use crate::operation::Operation;
use std::fmt;

/// A list whose next page was not asked for. What the server has said is not
/// shown, since URLs and tokens may be secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagingError {
    operation: &'static str,
    problem: PagingProblem,
}

/// Why the next page was not asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PagingProblem {
    /// As many pages as may be have come, and there are more; this is the
    /// limit.
    TooMany(u32),
    /// The server leads back to a page that has been asked for.
    Repeats,
    /// The server leads to another origin, or to what is no URL.
    Elsewhere,
    /// What should lead to the next page is neither a text nor a number.
    Malformed,
}

impl PagingError {
    pub(super) fn new(operation: &'static Operation, problem: PagingProblem) -> Self {
        Self {
            operation: operation.id,
            problem,
        }
    }

    /// Why the next page was not asked for.
    pub fn problem(&self) -> PagingProblem {
        self.problem
    }
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.operation)?;
        match self.problem {
            PagingProblem::TooMany(limit) => {
                write!(
                    f,
                    "there are more pages than the {limit} that are asked for"
                )
            }
            PagingProblem::Repeats => f.write_str("the pages lead back to one that has come"),
            PagingProblem::Elsewhere => {
                f.write_str("the next page is not on the server of the API: not asked for")
            }
            PagingProblem::Malformed => {
                f.write_str("what leads to the next page is neither a text nor a number")
            }
        }
    }
}

impl std::error::Error for PagingError {}
