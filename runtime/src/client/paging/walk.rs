//! From page to page: what is the same whatever is on them.

use super::error::{PagingError, PagingProblem};
use super::{USUAL_LIMIT, input, link};
use crate::client::error::Error;
use crate::client::exchange::{address, exchange};
use crate::client::failure::Failure;
use crate::client::origin::{Origin, resolve};
use crate::client::request::Draft;
use crate::client::transport::BoxFuture;
use crate::operation::{Input, More, Next, Operation, Paging, Source};
use crate::outcome::{Reply, joined};
use crate::stream::Payload;
use crate::wire::{Items, Node};
use http::Uri;
use http::header::CONTENT_TYPE;
use serde_json::Value;
use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};
use std::task::{Context, Poll, ready};

/// The way through the pages of a list.
pub(super) struct Walk {
    pub(super) operation: &'static Operation,
    /// The most bytes that a page may have.
    pub(super) response_bytes: u64,
    /// What asks for the page that comes next, or is coming.
    draft: Option<Box<Draft>>,
    page: Option<BoxFuture<'static, Result<Reply, Failure>>>,
    /// Why no page comes next.
    problem: Option<PagingProblem>,
    /// Hashes of what has led to a page.
    seen: HashSet<u64>,
    hasher: RandomState,
    count: u32,
    limit: u32,
}

/// Why a page has not come.
pub(super) enum Stop {
    Failure(Failure),
    Paging(PagingError),
}

impl Stop {
    pub(super) fn of<E>(self, limit: u64) -> Error<E> {
        match self {
            Self::Failure(failure) => failure.of(limit),
            Self::Paging(error) => Error::Paging(error),
        }
    }
}

impl Walk {
    pub(super) fn new(draft: Box<Draft>) -> Self {
        Self {
            operation: draft.operation,
            response_bytes: draft.limits.response_bytes,
            draft: Some(draft),
            page: None,
            problem: None,
            seen: HashSet::new(),
            hasher: RandomState::new(),
            count: 0,
            limit: USUAL_LIMIT,
        }
    }

    pub(super) fn limit(&mut self, pages: u32) {
        self.limit = pages;
    }

    /// The next page. Whoever takes it says with [`turn`](Self::turn) that it
    /// is one; otherwise it was the last.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Reply, Stop>>> {
        if let Some(problem) = self.problem.take() {
            let error = PagingError::new(self.operation, problem);
            return Poll::Ready(Some(Err(Stop::Paging(error))));
        }
        let Some(draft) = &mut self.draft else {
            return Poll::Ready(None);
        };
        if self.page.is_none() && self.count == self.limit {
            self.draft = None;
            self.problem = Some(PagingProblem::TooMany(self.limit));
            return self.poll(context);
        }
        let page = self
            .page
            .get_or_insert_with(|| Box::pin(exchange(draft.again())));
        let reply = ready!(page.as_mut().poll(context));
        self.page = None;
        self.count += 1;
        if reply.is_err() {
            self.draft = None;
        }
        Poll::Ready(Some(reply.map_err(Stop::Failure)))
    }

    /// Looks in a page for what leads to the next one.
    pub(super) fn turn(&mut self, reply: &Reply, body: Node<'_>) {
        let Some(mut draft) = self.draft.take() else {
            return;
        };
        let Some(paging) = &self.operation.paging else {
            return;
        };
        match self.lead(paging, &mut draft, reply, body) {
            Ok(true) => self.draft = Some(draft),
            Ok(false) => {}
            Err(problem) => self.problem = Some(problem),
        }
    }

    /// Ends the way here.
    pub(super) fn end(&mut self) {
        self.draft = None;
    }

    /// Makes the request one for the next page, if there is one.
    fn lead(
        &mut self,
        paging: &Paging,
        draft: &mut Draft,
        reply: &Reply,
        body: Node<'_>,
    ) -> Result<bool, PagingProblem> {
        if paging.more.is_some_and(|more| is_last(more, body)) {
            return Ok(false);
        }
        let items = || paging.items.and_then(|pointer| list(body, pointer));
        match paging.next {
            Next::Link => match link::next(reply.headers()) {
                Some(url) => self.follow(draft, url),
                None => Ok(false),
            },
            Next::Url(source) => match found(source, reply, body)? {
                Some(Value::String(url)) => self.follow(draft, &url),
                Some(_) => Err(PagingProblem::Malformed),
                None => Ok(false),
            },
            Next::Token(input, source) => {
                let token = found(source, reply, body)?;
                self.hand_in(draft, input, token)
            }
            Next::LastItem(input, pointer) => match items().and_then(Iterator::last) {
                Some(last) => {
                    let token = lead(last, pointer)?;
                    self.hand_in(draft, input, token)
                }
                None => Ok(false),
            },
            Next::Offset(input) => Ok(advance(draft, input, 0, items().map_or(0, Iterator::count))),
            Next::Page(input, first) => {
                let is_empty = items().is_none_or(|mut items| items.next().is_none());
                Ok(advance(draft, input, first, usize::from(!is_empty)))
            }
        }
    }

    fn follow(&mut self, draft: &mut Draft, url: &str) -> Result<bool, PagingProblem> {
        let next = target(draft, url).ok_or(PagingProblem::Elsewhere)?;
        self.see(next.to_string().as_bytes())?;
        draft.target = Some(next);
        // What follows a link has no body.
        draft.body = Payload::default();
        draft.headers.remove(CONTENT_TYPE);
        Ok(true)
    }

    fn hand_in(
        &mut self,
        draft: &mut Draft,
        input: Input,
        token: Option<Value>,
    ) -> Result<bool, PagingProblem> {
        let Some(token) = token else {
            return Ok(false);
        };
        self.see(token.to_string().as_bytes())?;
        input::replace(draft, input, &token);
        Ok(true)
    }

    /// A server that leads to one page twice would do so for ever.
    fn see(&mut self, lead: &[u8]) -> Result<(), PagingProblem> {
        match self.seen.insert(self.hasher.hash_one(lead)) {
            true => Ok(()),
            false => Err(PagingProblem::Repeats),
        }
    }
}

/// Adds to the number that says which page is wanted, unless nothing is to
/// be added.
fn advance(draft: &mut Draft, input: Input, first: i64, by: usize) -> bool {
    let current = input::number(draft, input).unwrap_or(first);
    let next = i64::try_from(by)
        .ok()
        .and_then(|by| current.checked_add(by));
    match next.filter(|next| *next > current) {
        Some(next) => {
            input::replace(draft, input, &Value::from(next));
            true
        }
        None => false,
    }
}

/// Where a URL leads, if that is on the server that gave it.
fn target(draft: &Draft, url: &str) -> Option<Uri> {
    let here = address(draft).ok()?;
    let next = resolve(&here, url.as_bytes())?;
    (Origin::of(&next)? == Origin::of(&here)?).then_some(next)
}

fn is_last(more: More, body: Node<'_>) -> bool {
    let flag = |pointer| body.at_pointer(pointer).and_then(|flag| flag.bool().ok());
    match more {
        More::Until(pointer) => flag(pointer) == Some(false),
        More::Last(pointer) => flag(pointer) == Some(true),
    }
}

/// What is in an answer; a header that is empty is none.
fn found(source: Source, reply: &Reply, body: Node<'_>) -> Result<Option<Value>, PagingProblem> {
    match source {
        Source::Body(pointer) => lead(body, pointer),
        Source::Header(name) => {
            let text = joined(reply.headers(), name).filter(|text| !text.is_empty());
            Ok(text.map(Value::String))
        }
    }
}

/// A text or a number; absent, `null` and the empty text are none.
fn lead(body: Node<'_>, pointer: &str) -> Result<Option<Value>, PagingProblem> {
    match body.at_pointer(pointer).map(Node::decode::<Value>) {
        None | Some(Ok(Value::Null)) => Ok(None),
        Some(Ok(Value::String(text))) if text.is_empty() => Ok(None),
        Some(Ok(value @ (Value::String(_) | Value::Number(_)))) => Ok(Some(value)),
        Some(_) => Err(PagingProblem::Malformed),
    }
}

/// The items of the list at a place.
fn list<'a>(body: Node<'a>, pointer: &str) -> Option<Items<'a>> {
    body.at_pointer(pointer)?.items().ok()
}
