//! Bodies that flow through a router.

use super::*;
use crate::stream::tests::{pieces, run};
use crate::stream::{Event, Events, Lines, Payload, StreamError};
use axum::body::HttpBody as _;
use std::task::{Context, Poll};

const BINARY: &[&str] = &["application/octet-stream"];

static RESPONSES: [Response; 1] = [Response::code(200, "").body(BINARY).streamed()];

const EVENT_STREAM: &[&str] = &["text/event-stream"];
const LINES: &[&str] = &["application/jsonl"];
static EVENT_RESPONSES: [Response; 1] = [Response::code(200, "").body(EVENT_STREAM).streamed()];

const fn streaming(path: &'static str, method: Method, body: Option<Expected>) -> Operation {
    Operation {
        id: path,
        tag: "",
        summary: "",
        method,
        path,
        parameters: &[],
        body,
        responses: &RESPONSES,
        security: &[],
        deprecated: false,
        server: None,
        paging: None,
        extensions: &[],
    }
}

const BYTES: Option<Expected> = Some(Expected::required(BINARY).streamed());
const ITEMS: Option<Expected> = Some(Expected::required(LINES).streamed());

static ECHO: Operation = streaming("/echo", Method::POST, BYTES);
static COUNT: Operation = streaming("/count", Method::POST, BYTES);
static SUM: Operation = streaming("/sum", Method::POST, ITEMS);
static DOWNLOAD: Operation = streaming("/download", Method::GET, None);
static PANICS: Operation = streaming("/panics", Method::GET, None);
static EVENTS: Operation = Operation {
    id: "/events",
    tag: "",
    summary: "",
    method: Method::GET,
    path: "/events",
    parameters: &[],
    body: None,
    responses: &EVENT_RESPONSES,
    security: &[],
    deprecated: false,
    server: None,
    paging: None,
    extensions: &[],
};

fn router(options: Options) -> axum::Router {
    Router::new("", (), Nobody, options)
        .public(&ECHO, |_, mut request| {
            Box::pin(async move { sent_back(&ECHO, request.body::<Payload>()?) })
        })
        .public(&COUNT, |_, mut request| {
            Box::pin(async move {
                let body: Payload = request.body()?;
                let text = match body.bytes().await {
                    Ok(bytes) => bytes.len().to_string(),
                    Err(StreamError::TooLarge { limit }) => format!("over {limit}"),
                    Err(error) => error.to_string(),
                };
                sent_back(&COUNT, Payload::from(text))
            })
        })
        .public(&DOWNLOAD, |_, _| {
            let body = pieces([Ok("12"), Ok("3")]).with_length(3);
            Box::pin(async { sent_back(&DOWNLOAD, body) })
        })
        .public(&PANICS, |_, _| {
            Box::pin(async { sent_back(&PANICS, Payload::stream(Panics)) })
        })
        .public(&EVENTS, |_, _| {
            let events = Events::new(Late(Some(Box::pin(tokio::time::sleep(HEARTBEAT * 5)))));
            Box::pin(async { sent_back(&EVENTS, events) })
        })
        .public(&SUM, |_, mut request| {
            Box::pin(async move {
                let mut lines: Lines<Small> = request.body()?;
                let mut texts = Vec::new();
                while let Some(line) = lines.next().await {
                    texts.push(match line {
                        Ok(Small(number)) => number.to_string(),
                        Err(error) => error.to_string(),
                    });
                }
                sent_back(&SUM, Payload::from(texts.join("; ")))
            })
        })
        .into_axum()
}

fn sent_back<B: crate::Body>(operation: &'static Operation, body: B) -> Result<Reply, Rejection> {
    reply::<_, NoFailure>(&Asked::of(operation), Ok(body))
}

const HEARTBEAT: Duration = Duration::from_millis(20);

/// A stream of one event that comes late.
struct Late(Option<Pin<Box<tokio::time::Sleep>>>);

impl futures_core::Stream for Late {
    type Item = Result<Event<String>, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(sleep) = &mut self.0 else {
            return Poll::Ready(None);
        };
        std::task::ready!(sleep.as_mut().poll(context));
        self.0 = None;
        Poll::Ready(Some(Ok(Event::new("late".to_owned()))))
    }
}

/// A number that may be at most 9.
struct Small(i64);

impl crate::Wire for Small {
    fn decode(node: crate::Node<'_>) -> Result<Self, crate::DecodeError> {
        i64::decode(node).map(Self)
    }

    fn encode(&self, encoder: &mut crate::Encoder) {
        self.0.encode(encoder);
    }

    fn check(&self, check: &mut crate::Check<'_>) {
        if self.0 > 9 {
            check.violation("must be at most 9");
        }
    }
}

struct Panics;

impl futures_core::Stream for Panics {
    type Item = Result<&'static str, &'static str>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        panic!("on purpose")
    }
}

fn body(payload: Payload) -> Body {
    Body::new(crate::stream::Carried(payload))
}

fn sent(
    options: Options,
    path: &str,
    body: Body,
) -> (http::response::Parts, Result<String, String>) {
    let method = match path {
        "/echo" | "/count" | "/sum" => "POST",
        _ => "GET",
    };
    let media_type = match path {
        "/sum" => "application/jsonl",
        _ => "application/octet-stream",
    };
    let request = HttpRequest::builder().method(method).uri(path);
    let request = request.header("content-type", media_type);
    run(async {
        let answer = router(options).oneshot(request.body(body).unwrap());
        let (parts, body) = answer.await.unwrap().into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await;
        let text = body.map(|body| String::from_utf8(body.to_vec()).unwrap());
        (parts, text.map_err(|error| error.to_string()))
    })
}

#[test]
fn bodies_flow_in_and_out() {
    let stream = body(pieces([Ok("12"), Ok("34")]));
    let (parts, text) = sent(Options::default(), "/echo", stream);
    assert_eq!(text.as_deref(), Ok("1234"));
    assert_eq!(parts.headers["content-type"], "application/octet-stream");
    let (_, text) = sent(Options::default(), "/echo", Body::from("1234"));
    assert_eq!(text.as_deref(), Ok("1234"));
    let stream = body(pieces([Ok("12"), Err("gone")]));
    let (_, text) = sent(Options::default(), "/echo", stream);
    assert!(text.is_err());
}

#[test]
fn head_has_the_length() {
    let request = HttpRequest::builder().method("HEAD").uri("/download");
    let request = request.body(Body::empty()).unwrap();
    let answer = run(router(Options::default()).oneshot(request)).unwrap();
    assert_eq!(answer.headers()["content-length"], "3");
    assert!(answer.body().is_end_stream());
}

#[test]
fn limits_hold_as_bodies_flow() {
    let options = || Options::default().stream_limit(5).body_limit(3);
    let count = |pieces| sent(options(), "/count", pieces).1.unwrap();
    assert_eq!(count(body(pieces([Ok("123")]))), "3");
    assert_eq!(count(body(pieces([Ok("12"), Ok("34")]))), "over 3");
    let (_, text) = sent(options(), "/echo", body(pieces([Ok("123"), Ok("456")])));
    assert!(text.is_err());
    let request = HttpRequest::builder().method("POST").uri("/echo");
    let request = request.header("content-length", "6");
    let request = request.header("content-type", "application/octet-stream");
    let answer = router(options()).oneshot(request.body(Body::from("123456")).unwrap());
    assert_eq!(run(answer).unwrap().status(), 413);
}

#[test]
fn handlers_are_not_kept_waiting() {
    let silent = Payload::flowing(Box::pin(crate::stream::tests::Silent), None);
    let short = Duration::from_millis(5);
    let options = Options::default().timeout(short);
    let (_, text) = sent(options, "/count", body(silent));
    assert_eq!(text.unwrap(), "nothing more of the body came in time");
    let silent = Payload::flowing(Box::pin(crate::stream::tests::Silent), None);
    let options = Options::default().stream_timeout(short);
    assert_eq!(sent(options, "/count", body(silent)).0.status, 503);
}

#[test]
fn streams_that_panic_break_off() {
    let (parts, text) = sent(Options::default(), "/panics", Body::empty());
    assert_eq!(parts.status, 200);
    assert!(text.is_err());
}

#[test]
fn silence_is_broken_by_comments() {
    let options = Options::default().keep_alive(HEARTBEAT);
    let (parts, text) = sent(options, "/events", Body::empty());
    assert_eq!(parts.headers["content-type"], "text/event-stream");
    let text = text.unwrap();
    let comments = text.strip_suffix("data: late\n\n").unwrap();
    assert!(comments.len() >= 2 * ":\n\n".len(), "{text:?}");
    assert_eq!(comments.replace(":\n\n", ""), "");
    let (_, text) = sent(Options::default(), "/events", Body::empty());
    assert_eq!(text.unwrap(), "data: late\n\n");
}

#[test]
fn items_are_checked_as_they_come() {
    let stream = body(pieces([Ok("1\n12\n"), Ok("x\n3"), Ok("\n")]));
    let (_, text) = sent(Options::default(), "/sum", stream);
    let text = text.unwrap();
    let parts: Vec<&str> = text.split("; ").collect();
    assert_eq!((parts[0], parts[3]), ("1", "3"), "{text}");
    assert!(parts[1].contains("must be at most 9"), "{text}");
    assert!(parts[2].contains("invalid JSON"), "{text}");
}

#[test]
fn items_of_another_type_are_refused() {
    let request = HttpRequest::builder().method("POST").uri("/sum");
    let request = request.header("content-type", "application/json");
    let answer = router(Options::default()).oneshot(request.body(Body::from("[1]")).unwrap());
    assert_eq!(run(answer).unwrap().status(), 415);
}
