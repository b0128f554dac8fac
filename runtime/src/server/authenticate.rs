//! The hook that says who is calling.

use super::presented::Presented;
use super::rejection::Rejection;
use std::borrow::Cow;
use std::convert::Infallible;
use std::error::Error;
use std::sync::Arc;

/// Decides who a request is from.
///
/// It is asked only about requests that present credentials, and before
/// their body is read. Functions and closures of the right form implement it:
///
/// ```
/// use specwright_runtime::server::{Denied, Presented, PresentedValue};
///
/// async fn authenticate(presented: Presented) -> Result<String, Denied> {
///     for credential in presented.credentials() {
///         if let PresentedValue::Basic { username, password } = &credential.value {
///             // Compare secrets in constant time in earnest.
///             if password == "letmein" {
///                 return Ok(username.clone());
///             }
///         }
///     }
///     Err(Denied::unauthorized())
/// }
/// # let _: &dyn std::any::Any = &authenticate;
/// ```
pub trait Authenticate: Send + Sync + 'static {
    /// What handlers learn about the caller.
    type Caller: Send + 'static;

    /// Says who presents these credentials.
    ///
    /// # Errors
    /// If they are not valid, or the caller may not use the operation.
    fn authenticate(
        &self,
        presented: Presented,
    ) -> impl Future<Output = Result<Self::Caller, Denied>> + Send;
}

impl<F, Answer, C> Authenticate for F
where
    F: Fn(Presented) -> Answer + Send + Sync + 'static,
    Answer: Future<Output = Result<C, Denied>> + Send,
    C: Send + 'static,
{
    type Caller = C;

    fn authenticate(&self, presented: Presented) -> impl Future<Output = Result<C, Denied>> + Send {
        self(presented)
    }
}

/// Why a caller is turned away.
#[derive(Clone, Debug)]
pub struct Denied {
    pub(super) verdict: Verdict,
    /// What the caller is told, if not the usual.
    pub(super) message: Option<Cow<'static, str>>,
    pub(super) source: Option<Arc<dyn Error + Send + Sync>>,
}

/// What is wrong with a caller.
#[derive(Clone, Debug)]
pub(super) enum Verdict {
    /// The credentials are not valid.
    Unauthorized,
    /// The credentials are valid, but not for this.
    Forbidden,
    /// Nothing is known of them, because of a failure of the server's own.
    Failed(Rejection),
}

/// The server cannot tell whether the credentials are valid, because of a
/// failure of its own.
impl From<Rejection> for Denied {
    fn from(rejection: Rejection) -> Self {
        Self::new(Verdict::Failed(rejection))
    }
}

impl Denied {
    fn new(verdict: Verdict) -> Self {
        Self {
            verdict,
            message: None,
            source: None,
        }
    }

    /// The credentials are not valid (401).
    pub fn unauthorized() -> Self {
        Self::new(Verdict::Unauthorized)
    }

    /// The credentials are valid, but not for this (403).
    pub fn forbidden() -> Self {
        Self::new(Verdict::Forbidden)
    }

    /// The same, with a message for the caller: one sentence, without a
    /// final period. A failure of the server's own keeps its message.
    #[must_use]
    pub fn because(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// The same, with the error that is the reason. Nothing of it is for the
    /// caller, unless [`Options::rejections`](super::Options::rejections) tells
    /// it: there it is the [`source`](Error::source) of the rejection. A failure
    /// of the server's own keeps its source.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(Arc::from(source.into()));
        self
    }
}

/// Turns everybody away: for an API of which only the public operations are
/// served.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nobody;

impl Authenticate for Nobody {
    type Caller = Infallible;

    async fn authenticate(&self, _: Presented) -> Result<Infallible, Denied> {
        Err(Denied::unauthorized())
    }
}
