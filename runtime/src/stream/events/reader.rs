//! Events as they come in, over one connection after another.

use super::parse::{Parser, Raw};
use crate::stream::{ITEM_LIMIT, Payload, StreamError};
use futures_core::Stream as _;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// What makes another connection when one is lost.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(crate) trait Resume: Sync {
    /// Waits and asks for the events behind one; `fruitless` connections
    /// before have given none.
    fn resume(&self, last_id: &str, retry: Option<Duration>, fruitless: u32) -> Resuming;
}
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
type Resuming = Pin<Box<dyn Future<Output = Resumed>>>;

/// What makes another connection when one is lost.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(crate) trait Resume: Send + Sync {
    /// Waits and asks for the events behind one; `fruitless` connections
    /// before have given none.
    fn resume(&self, last_id: &str, retry: Option<Duration>, fruitless: u32) -> Resuming;
}
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
type Resuming = Pin<Box<dyn Future<Output = Resumed> + Send>>;

/// What became of that.
pub(crate) enum Resumed {
    /// Further events.
    Stream(Payload),
    /// The server says that there are no more.
    Over,
    /// This time, nothing.
    Lost(StreamError),
    /// There is no use in trying again.
    Failed(StreamError),
}

pub(super) struct Reader {
    pub(super) is_checked: bool,
    parser: Parser,
    state: State,
    resume: Option<Box<dyn Resume>>,
    /// Connections that were lost without an event.
    fruitless: u32,
    /// The data of the event that ends it all.
    last: Option<String>,
}

enum State {
    Open(Payload),
    /// The lock is never taken.
    Resuming(Mutex<Resuming>),
    Over,
}

impl Reader {
    pub(super) fn new(body: Payload, is_checked: bool) -> Self {
        Self {
            is_checked,
            parser: Parser::new(ITEM_LIMIT),
            state: State::Open(body),
            resume: None,
            fruitless: 0,
            last: None,
        }
    }

    pub(super) fn set_resume(&mut self, resume: Option<Box<dyn Resume>>) {
        self.resume = resume;
    }

    pub(super) fn set_limit(&mut self, limit: u64) {
        self.parser.set_limit(limit);
    }

    pub(super) fn set_last(&mut self, data: String) {
        self.last = Some(data);
    }

    pub(super) fn last_id(&self) -> &str {
        self.parser.last_id()
    }

    pub(super) fn poll_raw(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Raw, StreamError>>> {
        loop {
            if let Some(event) = self.parser.next() {
                self.fruitless = 0;
                if self.last.as_ref() != Some(&event.data) {
                    return Poll::Ready(Some(Ok(event)));
                }
                self.give_up();
            }
            match &mut self.state {
                State::Over => return Poll::Ready(None),
                State::Open(body) => match ready!(Pin::new(body).poll_next(context)) {
                    Some(Ok(piece)) => {
                        if let Err(error) = self.parser.push(&piece) {
                            return self.end(Some(error));
                        }
                    }
                    None if self.resume.is_none() => return self.end(None),
                    None => self.go_on(),
                    Some(Err(error)) if self.resume.is_none() => return self.end(Some(error)),
                    Some(Err(error)) => {
                        tracing::debug!(%error, "the connection of a stream of events is lost");
                        self.go_on();
                    }
                },
                State::Resuming(resuming) => {
                    let resuming = resuming.get_mut().unwrap_or_else(PoisonError::into_inner);
                    match ready!(resuming.as_mut().poll(context)) {
                        Resumed::Stream(body) => self.state = State::Open(body),
                        Resumed::Over => return self.end(None),
                        Resumed::Failed(error) => return self.end(Some(error)),
                        Resumed::Lost(error) => {
                            tracing::debug!(%error, "no further stream of events");
                            self.go_on();
                        }
                    }
                }
            }
        }
    }

    /// Turns to another connection.
    fn go_on(&mut self) {
        self.parser.begin_again();
        let (last_id, retry) = (self.parser.last_id(), self.parser.retry());
        self.state = match &self.resume {
            Some(resume) => {
                State::Resuming(Mutex::new(resume.resume(last_id, retry, self.fruitless)))
            }
            None => State::Over,
        };
        self.fruitless = self.fruitless.saturating_add(1);
    }

    fn end(&mut self, error: Option<StreamError>) -> Poll<Option<Result<Raw, StreamError>>> {
        self.give_up();
        Poll::Ready(error.map(Err))
    }

    fn give_up(&mut self) {
        self.state = State::Over;
        self.parser.begin_again();
    }
}
