//! The hook that says who is calling.

use super::presented::Presented;
use super::rejection::Rejection;
use std::borrow::Cow;
use std::convert::Infallible;

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

/// Why a caller is turned away. The message, if there is one, is shown to
/// the caller.
#[derive(Clone, Debug)]
pub enum Denied {
    /// The credentials are not valid (401).
    Unauthorized(Option<Cow<'static, str>>),
    /// The credentials are valid, but not for this (403).
    Forbidden(Option<Cow<'static, str>>),
    /// The server cannot tell whether the credentials are valid, because of a
    /// failure of its own; `?` makes this of a [`Rejection`].
    Failed(Rejection),
}

impl From<Rejection> for Denied {
    fn from(rejection: Rejection) -> Self {
        Self::Failed(rejection)
    }
}

impl Denied {
    /// The credentials are not valid (401).
    pub fn unauthorized() -> Self {
        Self::Unauthorized(None)
    }

    /// The credentials are valid, but not for this (403).
    pub fn forbidden() -> Self {
        Self::Forbidden(None)
    }

    /// The same, with a message for the caller: one sentence, without a
    /// final period. A failure of the server's own keeps its message.
    #[must_use]
    pub fn because(self, message: impl Into<Cow<'static, str>>) -> Self {
        match self {
            Self::Unauthorized(_) => Self::Unauthorized(Some(message.into())),
            Self::Forbidden(_) => Self::Forbidden(Some(message.into())),
            Self::Failed(_) => self,
        }
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
