//! Going on with a stream of events whose connection is lost (HTML, section
//! "Server-sent events").

use super::core::Core;
use super::exchange::carry;
use super::failure::Failure;
use super::retry::{Retry, is_temporary, random_part};
use super::transport::{BoxFuture, Limits};
use crate::media;
use crate::operation::Operation;
use crate::stream::{Payload, Resume, Resumed, StreamError};
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use std::time::Duration;

/// How a stream of events goes on when its connection is lost.
///
/// Unless set, it does not: many APIs end a stream when all is said, and
/// would begin again if they were asked again. With the default of this, a
/// stream that was asked for with GET is asked for again when its connection
/// ends in any way, with the id of the last event (`Last-Event-ID`), after 3
/// seconds or the time that the server asked for (`retry`). The wait doubles
/// while no event comes, up to 30 seconds, and is lengthened at random by up
/// to a half. The stream ends
/// - when the server answers with 204: there are no more events,
/// - with an error when it answers with another status than 200, unless that
///   is 429, 502, 503 or 504, or with another media type,
/// - with an error when 5 connections in a row have given no event.
///
/// Each of these requests is a call like the first: hooks see it, credentials
/// are put in, redirects are followed, and what [`Retry`] may repeat is
/// repeated. It needs a transport that [can wait](super::Transport::sleep).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconnect {
    first: Duration,
    longest: Duration,
    fruitless: u32,
}

impl Default for Reconnect {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(3),
            longest: Duration::from_secs(30),
            fruitless: 5,
        }
    }
}

impl Reconnect {
    /// Ends a stream with its connection.
    pub fn never() -> Self {
        Self::default().fruitless(0)
    }

    /// Waits this long, unless the server asks for another time, and never
    /// longer than `longest`.
    #[must_use]
    pub fn wait(mut self, first: Duration, longest: Duration) -> Self {
        (self.first, self.longest) = (first, longest);
        self
    }

    /// Gives up behind so many connections in a row that gave no event.
    #[must_use]
    pub fn fruitless(mut self, most: u32) -> Self {
        self.fruitless = most;
        self
    }

    fn wait_before(&self, asked: Option<Duration>, fruitless: u32) -> Duration {
        let first = asked.unwrap_or(self.first);
        let doubled = 2_u32.checked_pow(fruitless);
        let full = doubled.and_then(|factor| first.checked_mul(factor));
        let full = full.map_or(self.longest, |full| full.min(self.longest));
        full.saturating_add(random_part(full / 2))
    }
}

/// The call that a stream of events came from.
pub(super) struct Resumption {
    core: Core,
    operation: &'static Operation,
    head: Parts,
    limits: Limits,
    retry: Retry,
    rules: Reconnect,
}

impl Resumption {
    /// `None` for a call that is not to be made again.
    pub(super) fn of(
        core: &Core,
        operation: &'static Operation,
        request: &Request<Payload>,
        (limits, retry, rules): (&Limits, &Retry, &Reconnect),
    ) -> Option<Box<dyn Resume>> {
        if request.method() != Method::GET || rules.fruitless == 0 {
            return None;
        }
        let (mut head, ()) = Request::new(()).into_parts();
        head.uri = request.uri().clone();
        head.headers = request.headers().clone();
        Some(Box::new(Self {
            core: core.clone(),
            operation,
            head,
            limits: limits.clone(),
            retry: retry.clone(),
            rules: rules.clone(),
        }))
    }
}

impl Resume for Resumption {
    fn resume(
        &self,
        last_id: &str,
        retry: Option<Duration>,
        fruitless: u32,
    ) -> BoxFuture<'static, Resumed> {
        if fruitless >= self.rules.fruitless {
            let problem = format!("{fruitless} connections in a row gave no event");
            return Box::pin(async { Resumed::Failed(StreamError::broken(problem)) });
        }
        let wait = self.rules.wait_before(retry, fruitless);
        let mut head = self.head.clone();
        if let (false, Ok(id)) = (last_id.is_empty(), HeaderValue::from_str(last_id)) {
            head.headers.insert("last-event-id", id);
        }
        let request = Request::from_parts(head, Payload::default());
        let (core, operation) = (self.core.clone(), self.operation);
        let (limits, retry) = (self.limits.clone(), self.retry.clone());
        Box::pin(async move {
            let Some(sleep) = core.shared().transport.sleep(wait) else {
                let problem = "the connection is lost, and the transport cannot wait";
                return Resumed::Failed(StreamError::broken(problem));
            };
            sleep.await;
            resumed(carry(&core, operation, request, (&limits, &retry), false).await)
        })
    }
}

fn resumed(answer: Result<Response<Payload>, Failure>) -> Resumed {
    let answer = match answer {
        Ok(answer) => answer,
        Err(failure) if failure.is_temporary() => {
            return Resumed::Lost(StreamError::broken(failure));
        }
        Err(failure) => return Resumed::Failed(StreamError::broken(failure)),
    };
    let status = answer.status();
    let media_type = answer.headers().get(CONTENT_TYPE);
    let media_type = media_type.and_then(|media_type| media_type.to_str().ok());
    match status {
        StatusCode::NO_CONTENT => Resumed::Over,
        StatusCode::OK if media_type.is_some_and(media::is_events) => {
            Resumed::Stream(answer.into_body())
        }
        StatusCode::OK => {
            let problem = "the server went on with something else than events";
            Resumed::Failed(StreamError::broken(problem))
        }
        _ => {
            let problem = StreamError::broken(format!("the server answered {status}"));
            match is_temporary(status.as_u16()) {
                true => Resumed::Lost(problem),
                false => Resumed::Failed(problem),
            }
        }
    }
}
