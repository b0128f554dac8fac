//! The server's side: what the driver needs to stand behind the generated traits. What a method is given
//! is compared with what was sent, and answered as was drawn.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use specwright_runtime as rt;
use specwright_runtime::server::{Authenticate, Denied, Options, Presented};

use crate::body::{Body, shown};
use crate::exchanges::Answer;
use crate::same::is_same;
use crate::typed::outcome;

/// What is served: one exchange after the other.
#[derive(Clone, Default)]
pub struct Served(Arc<Mutex<State>>);

/// The exchange that is under way, and how it goes.
#[derive(Default)]
struct State {
    current: Current,
    /// What was wrong with what came.
    problems: Vec<String>,
    /// How many requests have come to a method.
    count: usize,
}

/// An exchange.
#[derive(Default)]
pub struct Current {
    /// The id of the operation that is called.
    pub operation: String,
    /// What it is called with.
    pub arguments: Vec<(&'static str, &'static str, Value)>,
    /// Its body.
    pub body: Option<Body>,
    /// What is answered.
    pub answer: Option<Answer>,
}

/// Somebody who has presented credentials.
pub struct Caller;

impl Authenticate for Served {
    type Caller = Caller;

    async fn authenticate(&self, presented: Presented) -> Result<Caller, Denied> {
        match presented.credentials().is_empty() {
            true => Err(Denied::unauthorized()),
            false => Ok(Caller),
        }
    }
}

impl Served {
    /// Nothing special.
    pub fn options(&self) -> Options {
        Options::default()
    }

    /// Pages that are at URLs are not asked for.
    pub fn with_pages<S, E>(
        &self,
        router: axum::Router,
        _: &'static rt::Operation,
    ) -> axum::Router {
        router
    }

    /// Begins an exchange.
    pub fn expect(&self, current: Current) {
        *self.state() = State {
            current,
            ..State::default()
        };
    }

    /// Ends it: what was wrong with what came.
    pub fn problems(&self) -> Vec<String> {
        let mut state = self.state();
        let mut problems = std::mem::take(&mut state.problems);
        match state.count {
            0 => problems.push("the request has come to no method".to_owned()),
            1 => {}
            count => problems.push(format!("{count} requests have come, not one")),
        }
        problems
    }

    /// Begins to note what a method is given.
    pub fn received(&self, operation: &'static rt::Operation) -> Received {
        Received {
            served: self.clone(),
            operation,
            arguments: Vec::new(),
            body: None,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a method was given.
pub struct Received {
    served: Served,
    operation: &'static rt::Operation,
    arguments: Vec<(&'static str, &'static str, Value)>,
    body: Option<rt::Reply>,
}

impl Received {
    /// Who is calling.
    pub fn caller(self, _: Option<Caller>) -> Self {
        self
    }

    /// A parameter.
    pub fn argument(
        mut self,
        location: &'static str,
        name: &'static str,
        value: &dyn rt::Wire,
    ) -> Self {
        if !value.is_absent() {
            let value = serde_json::from_slice(&rt::wire::to_json(value)).unwrap_or_default();
            self.arguments.push((location, name, value));
        }
        self
    }

    /// The body, if there is one.
    pub fn body<B: rt::body::Body>(mut self, body: Option<B>) -> Self {
        self.body = body.map(|body| rt::Reply::of_request(self.operation, body));
        self
    }

    /// Compares it with what was sent, and gives the answer.
    pub async fn answer<S: rt::Outcome, E: rt::Outcome>(mut self) -> Result<S, E> {
        let body = match self.body.take() {
            Some(reply) => Body::of(reply).await,
            None => Ok(None),
        };
        let mut problems = Vec::new();
        let body = body.unwrap_or_else(|error| {
            problems.push(format!("the body does not come: {error}"));
            None
        });
        let answer = {
            let mut state = self.served.state();
            state.count += 1;
            self.compare(&state.current, body.as_ref(), &mut problems);
            state.problems = problems;
            state.current.answer.clone().expect("an answer")
        };
        match outcome(self.operation, answer.reply()) {
            Ok(typed) => typed,
            Err(problem) => {
                self.served.state().problems.push(problem);
                // The caller has a time limit.
                std::future::pending().await
            }
        }
    }

    fn compare(&self, current: &Current, body: Option<&Body>, problems: &mut Vec<String>) {
        let operation = self.operation;
        if operation.id != current.operation {
            problems.push(format!("the request has come to `{}`", operation.id));
            return;
        }
        for parameter in operation.parameters {
            let location = parameter.location.as_str();
            let of = |all: &[(&str, &str, Value)]| {
                let mut all = all.iter();
                let found =
                    all.find(|(place, name, _)| *place == location && *name == parameter.name);
                found.map(|(.., value)| value.clone())
            };
            let (own, sent) = (of(&self.arguments), of(&current.arguments));
            // What is not sent has its default.
            let default = parameter
                .preset
                .and_then(|text| serde_json::from_str(text).ok());
            let wanted = sent.or(default);
            let is_right = match (&own, &wanted) {
                (Some(own), Some(wanted)) => is_same(own, wanted),
                (own, wanted) => own.is_none() && wanted.is_none(),
            };
            if !is_right {
                let name = parameter.name;
                problems.push(format!(
                    "`{name}` in the {location} is {own:?}, not {wanted:?}"
                ));
            }
        }
        let is_right = match (body, &current.body) {
            (Some(own), Some(sent)) => own.is(sent),
            (own, sent) => own.is_none() && sent.is_none(),
        };
        if !is_right {
            problems.push(format!(
                "the body is {}, not {}",
                shown(body),
                shown(current.body.as_ref())
            ));
        }
    }
}
