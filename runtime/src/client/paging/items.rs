//! A stream of what is on pages.

use super::walk::Walk;
use crate::client::call::read;
use crate::client::error::Error;
use crate::outcome::{Outcome, OutcomeError};
use crate::wire::{Node, Wire};
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

/// The items of a list that comes in pages. The next page is asked for when
/// all items of the one before have been taken; an error is the last thing
/// that comes.
#[must_use = "items are asked for when they are taken"]
pub struct Items<T, E> {
    walk: Walk,
    /// What is left of the page.
    page: vec::IntoIter<T>,
    failure: PhantomData<fn() -> E>,
}

/// Items are handed out by value, and none is referred to.
impl<T, E> Unpin for Items<T, E> {}

impl<T: Wire, E: Outcome> Items<T, E> {
    pub(super) fn new(walk: Walk) -> Self {
        Self {
            walk,
            page: Vec::new().into_iter(),
            failure: PhantomData,
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

    /// The next item, `None` behind the last one. Dropping the future loses
    /// no item.
    ///
    /// # Errors
    /// Those of the call, and [`Error::Paging`] if there should be a page
    /// that is not asked for.
    pub async fn next(&mut self) -> Option<Result<T, Error<E>>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error<E>>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let Some(reply) = ready!(self.walk.poll(context)) else {
                return Poll::Ready(None);
            };
            let page = reply.map_err(|stop| stop.of(self.walk.response_bytes));
            let page = page.and_then(|reply| {
                let walk = &mut self.walk;
                read(walk.operation, reply, &mut |reply| {
                    let tokens = reply.tokens()?;
                    walk.turn(reply, Node::root(&tokens));
                    items(walk, Node::root(&tokens))
                })
            });
            match page {
                Ok((_, items)) => self.page = items.into_iter(),
                Err(error) => {
                    self.walk.end();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

/// What is on a page; a list that is not there has no items.
fn items<T: Wire>(walk: &Walk, body: Node<'_>) -> Result<Vec<T>, OutcomeError> {
    let paging = walk.operation.paging.as_ref();
    let list = paging.and_then(|paging| body.at_pointer(paging.items?));
    match list.filter(|list| !list.is_null()) {
        Some(list) => list.decode().map_err(OutcomeError::Decode),
        None => Ok(Vec::new()),
    }
}

impl<T: Wire, E: Outcome> Stream for Items<T, E> {
    type Item = Result<T, Error<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T, E> fmt::Debug for Items<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("operation", &self.walk.operation.id)
            .finish_non_exhaustive()
    }
}
