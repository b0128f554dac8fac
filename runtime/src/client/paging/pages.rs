//! A stream of pages.

use super::walk::Walk;
use crate::client::call::read;
use crate::client::error::Error;
use crate::client::response::Response;
use crate::outcome::Outcome;
use crate::wire::Node;
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The pages of a list, each a call of its own. An error is the last thing
/// that comes.
#[must_use = "pages are asked for when they are taken"]
pub struct Pages<S, E> {
    walk: Walk,
    outcome: PhantomData<fn() -> (S, E)>,
}

impl<S: Outcome, E: Outcome> Pages<S, E> {
    pub(super) fn new(walk: Walk) -> Self {
        Self {
            walk,
            outcome: PhantomData,
        }
    }

    /// Asks for at most this many pages, 10,000 unless set. If there are
    /// more, that is an error ([`PagingProblem::TooMany`]).
    ///
    /// [`PagingProblem::TooMany`]: super::PagingProblem::TooMany
    pub fn limit(mut self, pages: u32) -> Self {
        self.walk.limit(pages);
        self
    }

    /// The next page, `None` behind the last one. Dropping the future loses
    /// no page.
    ///
    /// # Errors
    /// Those of the call, and [`Error::Paging`] if there should be a page
    /// that is not asked for.
    pub async fn next(&mut self) -> Option<Result<Response<S>, Error<E>>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Response<S>, Error<E>>>> {
        let Some(reply) = ready!(self.walk.poll(context)) else {
            return Poll::Ready(None);
        };
        let page = reply.map_err(|stop| stop.of(self.walk.response_bytes));
        let page = page.and_then(|reply| {
            let walk = &mut self.walk;
            read(walk.operation, reply, &mut |reply| {
                walk.turn(reply, Node::root(&reply.tokens()?));
                S::from_reply(reply)
            })
        });
        if page.is_err() {
            self.walk.end();
        }
        Poll::Ready(Some(page.map(|(reply, body)| Response::new(reply, body))))
    }
}

impl<S: Outcome, E: Outcome> Stream for Pages<S, E> {
    type Item = Result<Response<S>, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<S, E> fmt::Debug for Pages<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &self.walk.operation.id)
            .finish_non_exhaustive()
    }
}
