//! A call that is ready to be sent, and its way to a typed result.

use super::error::{Error, Unexpected};
use super::exchange::exchange;
use super::failure::Failure;
use super::paging::Single;
use super::reconnect::Reconnect;
use super::redirect;
use super::request::Draft;
use super::response::{Meta, Response};
use super::retry::Retry;
use super::transport::BoxFuture;
use crate::operation::Operation;
use crate::outcome::{Outcome, OutcomeError, Reply};
use http::header::ACCEPT;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// A call: awaiting it sends the request. Dropping the future cancels it.
///
/// `S` is what it gives when it succeeds, `E` the failures that are
/// documented. Where `P` is [`Paged`](super::Paged), that is one page of a
/// list: `pages()` and `items()` go through all of it.
#[must_use = "a call is sent when it is awaited"]
pub struct Call<S, E, P = Single> {
    draft: Box<Draft>,
    outcome: PhantomData<fn() -> (S, E)>,
    pages: PhantomData<fn() -> P>,
}

impl<S, E, P> Call<S, E, P> {
    pub(super) fn new(draft: Box<Draft>) -> Self {
        Self {
            draft,
            outcome: PhantomData,
            pages: PhantomData,
        }
    }

    pub(super) fn into_draft(self) -> Box<Draft> {
        self.draft
    }

    /// Makes this call below this URL, instead of the base URL or the server
    /// that the operation has of its own. Credentials are sent there only if
    /// it is of the origin of the base URL, or of one that
    /// [`operation_server`](super::Builder::operation_server) names.
    pub fn at(mut self, url: impl Into<String>) -> Self {
        self.draft.at = Some(url.into());
        self
    }

    /// Asks, with GET, for what is at a location that an answer to this call
    /// named, such as `Location` of a documented redirect. It may be relative
    /// to the URL of the call. As with redirects, headers of the call that may
    /// be secrets do not go to another origin, and nothing goes from `https` to
    /// `http`; headers are set after this.
    pub fn at_location(mut self, location: &str) -> Self {
        redirect::turn_call(&mut self.draft, location);
        self
    }

    /// Limits this call to this time in all, instead of the client's limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.draft.limits.timeout = timeout;
        self
    }

    /// Limits how long nothing may come of the body of this answer, where it
    /// is handed on as a stream, instead of the client's limit.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.draft.limits.idle = timeout;
        self
    }

    /// Tries this call again as said here, instead of as the client does.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.draft.retry = retry;
        self
    }

    /// Goes on with the stream of events that this call gives, when its
    /// connection is lost, as said here instead of as the client does.
    pub fn reconnect(mut self, reconnect: Reconnect) -> Self {
        self.draft.reconnect = reconnect;
        self
    }

    /// Holds the answer to this call against the constraints of its schema, or
    /// does not, instead of what the client does with all
    /// ([`validate_responses`](super::Builder::validate_responses)).
    pub fn validate_response(mut self, validates: bool) -> Self {
        self.draft.is_validated = validates;
        self
    }

    /// Sends the body of this call as this media type, which must be one that
    /// the operation takes: the usual one is JSON, else the first. For a body
    /// with a type for each media type, what it is says which it has.
    pub fn sending(mut self, media_type: &'static str) -> Self {
        self.draft.sending(media_type);
        self
    }

    /// Accepts this media type alone as the answer to this call, or the media
    /// types of this list with their weights (RFC 9110, section 12.5.1).
    /// Usually all are accepted that the description lists, and of several
    /// for one answer JSON with pleasure.
    pub fn accepting(self, media_types: &str) -> Self {
        self.header(ACCEPT.as_str(), media_types)
    }

    /// Sends a header with this call. It replaces the client's header of
    /// that name; credentials are put on top.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.draft.extra_header(name, value);
        self
    }
}

#[cfg(all(
    feature = "blocking",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
impl<S: Outcome, E: Outcome, P> Call<S, E, P> {
    /// Sends the request and blocks the thread until the call is over. No
    /// async runtime is needed; inside one, awaiting the call is better. Such
    /// calls have connections of their own.
    ///
    /// # Errors
    /// Those of the call, awaited; and [`Error::Transport`] in a task that the
    /// transport itself has spawned, where waiting would never end.
    pub fn wait(self) -> Result<Response<S>, Error<E>> {
        let future = self.into_future();
        let waited = super::blocking::wait(future.exchange);
        let result = waited.unwrap_or_else(|error| Err(error.into()));
        interpret(future.operation, future.limit, result)
    }
}

impl<S: Outcome, E: Outcome, P> IntoFuture for Call<S, E, P> {
    type Output = Result<Response<S>, Error<E>>;
    type IntoFuture = CallFuture<S, E>;

    fn into_future(self) -> CallFuture<S, E> {
        CallFuture {
            operation: self.draft.operation,
            limit: self.draft.limits.response_bytes,
            exchange: Box::pin(exchange(self.draft)),
            outcome: PhantomData,
        }
    }
}

impl<S, E, P> fmt::Debug for Call<S, E, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.draft.operation.id)
            .finish_non_exhaustive()
    }
}

/// The future of a [`Call`]: it owns all it needs and can be spawned.
#[must_use = "futures do nothing unless they are awaited"]
pub struct CallFuture<S, E> {
    operation: &'static Operation,
    /// The most bytes that the answer may have.
    limit: u64,
    /// Compiled once: only what becomes of the reply depends on `S` and `E`.
    exchange: BoxFuture<'static, Result<Reply, Failure>>,
    outcome: PhantomData<fn() -> (S, E)>,
}

impl<S: Outcome, E: Outcome> Future for CallFuture<S, E> {
    type Output = Result<Response<S>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Poll::Ready(result) = self.exchange.as_mut().poll(context) else {
            return Poll::Pending;
        };
        Poll::Ready(interpret(self.operation, self.limit, result))
    }
}

impl<S, E> fmt::Debug for CallFuture<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFuture")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

fn interpret<S: Outcome, E: Outcome>(
    operation: &'static Operation,
    limit: u64,
    result: Result<Reply, Failure>,
) -> Result<Response<S>, Error<E>> {
    let reply = result.map_err(|failure| failure.of(limit))?;
    let (reply, body) = read(operation, reply, &mut S::from_reply)?;
    Ok(Response::new(reply, body))
}

/// What `success` takes from a reply that means success.
pub(super) fn read<T, E: Outcome>(
    operation: &'static Operation,
    mut reply: Reply,
    success: &mut dyn FnMut(&mut Reply) -> Result<T, OutcomeError>,
) -> Result<(Reply, T), Error<E>> {
    let reason = match verdict(operation, &reply) {
        Verdict::Success => match success(&mut reply) {
            Ok(body) => return Ok((reply, body)),
            Err(reason) => reason,
        },
        Verdict::Failure => match E::from_reply(&mut reply) {
            Ok(failure) => return Err(Error::Api(failure, Meta::new(operation, reply))),
            Err(reason) => reason,
        },
        Verdict::Undocumented => OutcomeError::Undocumented,
    };
    Err(Error::Unexpected(Unexpected::new(operation, reply, reason)))
}

enum Verdict {
    Success,
    Failure,
    Undocumented,
}

/// Statuses below 400 mean success, but a redirect that the description does
/// not mention is no answer.
fn verdict(operation: &Operation, reply: &Reply) -> Verdict {
    match reply.status() {
        200..=299 => Verdict::Success,
        status @ ..=399 if operation.response(status).is_none() => Verdict::Undocumented,
        ..=399 => Verdict::Success,
        _ => Verdict::Failure,
    }
}
