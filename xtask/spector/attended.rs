//! What stands around all servers: it knows requests as they came, and does what is not in a description.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::CONTENT_LENGTH;
use http::request::Parts;
use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};
use specwright_runtime as rt;
use tokio::sync::Notify;

use crate::matching::{is_xml, same_items};
use crate::{form, xml};

/// What became of requests.
#[derive(Default)]
pub struct Log {
    served: Mutex<BTreeSet<(String, String)>>,
    refused: Mutex<Vec<String>>,
}

impl Log {
    /// Notes that a request is a case.
    pub fn served(&self, case: &Value) {
        let scenario = case["scenario"].as_str().unwrap_or_default();
        held(&self.served).insert((scenario.to_owned(), case["api"].to_string()));
    }

    /// Notes that a request is refused.
    pub fn refused(&self, head: &Parts, why: &str) {
        held(&self.refused).push(format!("{} {}: {why}", head.method, head.uri));
    }

    /// How many cases of each scenario were served, and what was refused.
    pub fn told(&self) -> Value {
        let mut served: BTreeMap<String, usize> = BTreeMap::new();
        for (scenario, _) in held(&self.served).iter() {
            *served.entry(scenario.clone()).or_default() += 1;
        }
        json!({ "served": served, "refused": *held(&self.refused) })
    }
}

/// A request while it is served.
pub struct Current {
    /// Its method, target and headers.
    pub head: Parts,
    /// Its body.
    pub body: rt::Bytes,
    /// What the answer must be, once that is known, and the headers that its description has.
    expected: Mutex<(Value, &'static [&'static str])>,
    refusal: Mutex<String>,
    refused: Notify,
}

tokio::task_local! {
    static CURRENT: Arc<Current>;
}

/// The request that is served here.
pub fn current() -> Arc<Current> {
    CURRENT.with(Arc::clone)
}

impl Current {
    /// Notes what the answer must be, and the headers that its description has.
    pub fn expect(&self, expected: &Value, documented: &'static [&'static str]) {
        *held(&self.expected) = (expected.clone(), documented);
    }

    /// Ends the request, wherever it is.
    pub fn refuse(&self, why: String) {
        *held(&self.refusal) = why;
        self.refused.notify_one();
    }
}

/// Serves a request. Handlers cannot refuse it in words that their description does not have, so what is
/// no case is refused here.
pub async fn attend(State(log): State<Arc<Log>>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let request = Request::from_parts(head.clone(), Body::from(body.clone()));
    let current = Arc::new(Current {
        head,
        body,
        expected: Mutex::default(),
        refusal: Mutex::default(),
        refused: Notify::new(),
    });
    let work = CURRENT.scope(Arc::clone(&current), next.run(request));
    tokio::select! {
        response = work => {
            let (expected, documented) = held(&current.expected).clone();
            laid_out(with_headers(response, &expected, documented), &expected).await
        }
        () = current.refused.notified() => {
            let why = held(&current.refusal).clone();
            log.refused(&current.head, &why);
            let mut response = Response::new(Body::from(why));
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            response
        }
    }
}

/// Adds what the suite expects and the description does not have: such headers are set around an API.
fn with_headers(mut response: Response, expected: &Value, documented: &[&str]) -> Response {
    let is_documented = |name: &str| documented.iter().any(|own| own.eq_ignore_ascii_case(name));
    let headers = expected["headers"].as_object().into_iter().flatten();
    for (name, value) in headers.filter(|(name, _)| !is_documented(name)) {
        let value = value
            .as_str()
            .and_then(|value| HeaderValue::from_str(value).ok());
        if let (Ok(name), Some(value)) = (name.parse::<HeaderName>(), value) {
            response.headers_mut().entry(name).or_insert(value);
        }
    }
    response
}

/// XML and streams of items as the suite lays them out, if they are those that it expects: it compares
/// bytes.
async fn laid_out(response: Response, expected: &Value) -> Response {
    let expected = &expected["body"];
    if expected.is_null() {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let is_same_xml = |text: &str| {
        let own = str::from_utf8(&body).map(xml::events);
        is_xml(expected) && own.is_ok_and(|own| own == xml::events(text))
    };
    let is_same = expected["text"].as_str().is_some_and(is_same_xml) || same_items(expected, &body);
    head.headers.remove(CONTENT_LENGTH);
    let body = match is_same {
        true => form::body(expected).1.into(),
        false => body,
    };
    Response::from_parts(head, Body::from(body))
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
