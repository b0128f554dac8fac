//! Whole answers and their typed meaning: the form that both sides share.
//!
//! A client turns the [`Reply`] it received into an [`Outcome`]; a server
//! turns an outcome into the reply it sends. How a reply travels is left to
//! [`client`](crate::client) and [`server`](crate::server).

mod asked;
mod error;
mod failure;
mod reply;

pub use asked::Asked;
pub use error::OutcomeError;
#[doc(hidden)]
pub use failure::fmt_failure;
pub use reply::Reply;
pub(crate) use reply::joined;

use crate::body::Body;
use std::fmt;

/// What an operation can answer: one body, or an enumeration with a variant
/// per documented status.
pub trait Outcome: Sized {
    /// Reads the meaning of a reply, out of which the body may be taken.
    ///
    /// # Errors
    /// If the reply's status is not one of the outcome's, or its body or a
    /// documented header does not fit.
    fn from_reply(reply: &mut Reply) -> Result<Self, OutcomeError>;

    /// The reply that means this.
    fn into_reply(self, asked: &Asked) -> Reply;
}

/// The sole body that an operation answers with when it succeeds. As a reply
/// it has the first status below 400 that the operation documents; without
/// one, 204 for nothing and 200 for something.
impl<T: Body> Outcome for T {
    fn from_reply(reply: &mut Reply) -> Result<Self, OutcomeError> {
        reply.body()
    }

    fn into_reply(self, asked: &Asked) -> Reply {
        match asked.operation().success_status() {
            Some(status) => Reply::new(asked, status, self),
            None => Reply::new(asked, 200, self).or_nothing(),
        }
    }
}

/// The failure of an operation that documents none: there is no such value.
#[derive(Clone, Copy)]
pub enum NoFailure {}

impl Outcome for NoFailure {
    fn from_reply(reply: &mut Reply) -> Result<Self, OutcomeError> {
        Err(reply.undocumented())
    }

    fn into_reply(self, _: &Asked) -> Reply {
        match self {}
    }
}

impl fmt::Debug for NoFailure {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl fmt::Display for NoFailure {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for NoFailure {}
