//! Failures that no description documents, beside those that one does.

use super::rejection::Rejection;
use crate::outcome::Outcome;
use std::fmt;

/// Which failures the methods of an API's implementation give: those that are
/// [`Documented`], or [`Undocumented`] ones too.
pub trait Failures: Send + Sync + 'static {
    /// The failure of an operation that documents `E`.
    type Of<E>;

    /// The same in the form that holds both kinds.
    fn failed<E>(failure: Self::Of<E>) -> Failed<E>;
}

/// Methods fail as the description documents: they give `Result<S, E>`.
#[derive(Clone, Copy, Debug)]
pub enum Documented {}

/// Methods fail in other ways too: they give `Result<S, Failed<E>>`.
///
/// A status that the description does not document cannot be returned by
/// mistake; that the server itself has failed is said as such. `?` makes a
/// [`Failed`] of a failure of either kind.
///
/// ```
/// use specwright_runtime::{Answer, NoFailure};
/// use specwright_runtime::server::{Failed, Failures, Rejection, Undocumented};
///
/// trait Notes<F: Failures> {
///     fn note(&self, id: u32) -> impl Answer<String, NoFailure, F>;
/// }
///
/// struct Folder(std::path::PathBuf);
///
/// impl Notes<Undocumented> for Folder {
///     async fn note(&self, id: u32) -> Result<String, Failed<NoFailure>> {
///         // 500; what has happened goes to the log and to nobody else.
///         let text = std::fs::read_to_string(self.0.join(id.to_string()));
///         Ok(text.map_err(Rejection::failed)?)
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub enum Undocumented {}

impl Failures for Documented {
    type Of<E> = E;

    fn failed<E>(failure: E) -> Failed<E> {
        Failed::Documented(failure)
    }
}

impl Failures for Undocumented {
    type Of<E> = Failed<E>;

    fn failed<E>(failure: Failed<E>) -> Failed<E> {
        failure
    }
}

/// A failure that the description documents, or one that it does not.
#[derive(Clone, Debug)]
pub enum Failed<E> {
    /// A failure that the description documents.
    Documented(E),
    /// A failure of the server's own, rendered as all rejections are.
    Own(Rejection),
}

impl<E: Outcome> From<E> for Failed<E> {
    fn from(failure: E) -> Self {
        Self::Documented(failure)
    }
}

impl<E> From<Rejection> for Failed<E> {
    fn from(rejection: Rejection) -> Self {
        Self::Own(rejection)
    }
}

impl<E: fmt::Display> fmt::Display for Failed<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Documented(failure) => failure.fmt(f),
            Self::Own(rejection) => rejection.fmt(f),
        }
    }
}

impl<E: std::error::Error> std::error::Error for Failed<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Documented(failure) => failure.source(),
            Self::Own(rejection) => rejection.source(),
        }
    }
}
