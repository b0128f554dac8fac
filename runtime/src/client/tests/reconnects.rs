//! Streams of events that outlive their connections.

use super::server::{Recorded, Server, answer, operation};
use super::*;
use crate::operation::Response as Documented;
use crate::stream::tests::run;
use crate::stream::{Events, StreamError};
use http::Method;

const EVENTS: &[&str] = &["text/event-stream"];
const TYPED: &[&str] = &["content-type: text/event-stream; charset=utf-8"];

static RESPONSES: [Documented; 1] = [Documented::code(200, "").body(EVENTS).streamed()];
static GET: Operation = operation(Method::GET, &RESPONSES, &[&[&TOKEN]]);
static POST: Operation = operation(Method::POST, &RESPONSES, &[]);

fn quick() -> Reconnect {
    Reconnect::default().wait(Duration::from_millis(1), Duration::from_millis(50))
}

type Read = Vec<Result<String, String>>;

/// The data of all events, and the error at the end if there is one.
fn read(server: &Server, operation: &'static Operation, rules: Reconnect) -> Read {
    let credential = Credential::bearer(&TOKEN, "S3CRET");
    let builder = server.client(&[credential]).retry(Retry::never());
    let client = builder.reconnect(rules).build().unwrap();
    run(async {
        let call = client.0.request(operation);
        let call = call.call::<Events<String>, NoFailure>();
        let mut events = call.await.unwrap().into_value();
        let mut all = Vec::new();
        while let Some(event) = events.next().await {
            all.push(match event {
                Ok(event) => Ok(event.data),
                Err(StreamError::Broken(problem)) => Err(problem.to_string()),
                Err(other) => Err(other.to_string()),
            });
        }
        all
    })
}

fn texts(texts: &[&str]) -> Read {
    texts.iter().map(|text| Ok((*text).to_owned())).collect()
}

fn last_ids(server: &Server) -> Vec<Option<String>> {
    let last = |one: &Recorded| one.header("last-event-id").map(str::to_owned);
    server.seen().iter().map(last).collect()
}

#[test]
fn a_stream_goes_on_behind_its_last_event() {
    let server = Server::new(|_, number| match number {
        0 => answer(200, TYPED, "id: 1\ndata: a\n\nid: 2\ndata: b\n\ndata: cut"),
        1 => answer(200, TYPED, "data: c\n\n"),
        2 => String::new(),
        3 => answer(503, &[], ""),
        4 => answer(200, TYPED, "id\ndata: d\n\n"),
        _ => answer(204, &[], ""),
    });
    assert_eq!(read(&server, &GET, quick()), texts(&["a", "b", "c", "d"]));
    let two = Some("2".to_owned());
    let ids = [None, two.clone(), two.clone(), two.clone(), two, None];
    assert_eq!(last_ids(&server), ids);
    let seen = server.seen();
    let all = seen
        .iter()
        .all(|one| one.header("authorization") == Some("Bearer S3CRET"));
    assert!(all);
}

#[test]
fn it_ends_with_its_connection_unless_told_otherwise() {
    let server = Server::new(|_, _| answer(200, TYPED, "data: a\n\n"));
    assert_eq!(read(&server, &GET, Reconnect::never()), texts(&["a"]));
    assert_eq!(read(&server, &POST, quick()), texts(&["a"]));
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn fruitless_connections_have_an_end() {
    let server = Server::new(|_, number| match number {
        0 | 3 => answer(200, TYPED, "data: a\n\n"),
        _ => answer(200, TYPED, "retry: 1\n: nothing\n\n"),
    });
    let read = read(&server, &GET, quick().fruitless(3));
    assert_eq!(read[..2], texts(&["a", "a"]));
    let problem = "3 connections in a row gave no event".to_owned();
    assert_eq!(read[2..], [Err(problem)]);
    assert_eq!(server.seen().len(), 7);
}

#[test]
fn what_is_no_stream_of_events_ends_it() {
    let html = &["content-type: text/html"][..];
    for (last, problem) in [
        (
            answer(200, html, "no"),
            "the server went on with something else than events",
        ),
        (answer(404, &[], ""), "the server answered 404 Not Found"),
    ] {
        let server = Server::new(move |_, number| match number {
            0 => answer(200, TYPED, "data: a\n\n"),
            _ => last.clone(),
        });
        let read = read(&server, &GET, quick());
        assert_eq!(read, [Ok("a".to_owned()), Err(problem.to_owned())]);
        assert_eq!(server.seen().len(), 2);
    }
}

#[test]
fn servers_can_ask_for_a_time() {
    let server = Server::new(|_, number| match number {
        0 => answer(200, TYPED, "retry: 200\ndata: a\n\n"),
        _ => answer(204, &[], ""),
    });
    let started = std::time::Instant::now();
    let rules = Reconnect::default().wait(Duration::ZERO, Duration::from_secs(60));
    assert_eq!(read(&server, &GET, rules), texts(&["a"]));
    assert!(started.elapsed() >= Duration::from_millis(200));
}

#[test]
fn other_answers_are_no_events() {
    let server = Server::new(|_, _| answer(200, &["content-type: text/html"], "<p>"));
    let client = server.client(&[]).build().unwrap();
    let call = client.0.request(&POST).call::<Events<String>, NoFailure>();
    match run(call.into_future()) {
        Err(Error::Unexpected(unexpected)) => {
            let html = OutcomeError::MediaType("text/html".to_owned());
            assert_eq!(*unexpected.reason(), html);
            assert_eq!(unexpected.bytes(), "<p>");
        }
        other => panic!("{other:?}"),
    }
}
