//! Streams of events, cut anywhere.

use super::parse::{Parser, Raw};
use super::*;
use crate::Value;
use crate::stream::tests::{Listed, pieces, run};
use std::time::Duration;

fn parsed(pieces: &[&[u8]]) -> Vec<Raw> {
    let mut parser = Parser::new(1000);
    let mut events = Vec::new();
    for piece in pieces {
        parser.push(piece).unwrap();
        events.extend(std::iter::from_fn(|| parser.next()));
    }
    events
}

fn raw(name: &str, data: &str, id: Option<&str>) -> Raw {
    Raw {
        name: (!name.is_empty()).then(|| name.to_owned()),
        data: data.to_owned(),
        id: id.map(str::to_owned),
        retry: None,
    }
}

/// Parses a stream whole, cut at each place, and byte by byte.
#[track_caller]
fn check(stream: &[u8], expected: &[Raw]) {
    assert_eq!(parsed(&[stream]), expected, "whole");
    for cut in 0..=stream.len() {
        let (head, tail) = stream.split_at(cut);
        assert_eq!(parsed(&[head, tail]), expected, "cut at {cut}");
    }
    let bytes: Vec<&[u8]> = stream.chunks(1).collect();
    assert_eq!(parsed(&bytes), expected, "byte by byte");
}

#[test]
fn the_examples_of_the_specification() {
    check(
        b"data: YHOO\ndata: +2\ndata: 10\n\n",
        &[raw("", "YHOO\n+2\n10", None)],
    );
    check(
        b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
        &[
            raw("", "first event", Some("1")),
            raw("", "second event", Some("")),
            raw("", " third event", None),
        ],
    );
    check(
        b"data\n\ndata\ndata\n\ndata:",
        &[raw("", "", None), raw("", "\n", None)],
    );
    check(
        b"data:test\n\ndata: test\n\n",
        &[raw("", "test", None), raw("", "test", None)],
    );
}

#[test]
fn lines_end_in_three_ways() {
    let two = [raw("a", "1\n2", None), raw("", "3", None)];
    check(b"event: a\ndata: 1\ndata: 2\n\ndata: 3\n\n", &two);
    check(b"event: a\rdata: 1\rdata: 2\r\rdata: 3\r\r", &two);
    check(
        b"event: a\r\ndata: 1\r\ndata: 2\r\n\r\ndata: 3\r\n\r\n",
        &two,
    );
    check(b"event: a\r\ndata: 1\ndata: 2\r\rdata: 3\n\r\n", &two);
}

#[test]
fn fields_that_mean_nothing() {
    check(b"\xef\xbb\xbfdata: 1\n\n", &[raw("", "1", None)]);
    check(
        b"\n\xef\xbb\xbfdata: 1\n\ndata:2\n\n",
        &[raw("", "2", None)],
    );
    check(b"other: x\nData: x\n:c\nevent: a\n\n", &[]);
    check(b"id: a\0b\ndata: 1\n\n", &[raw("", "1", None)]);
    check(
        b"retry: 1.5\nretry: -1\nretry:\ndata: 1\n\n",
        &[raw("", "1", None)],
    );
    check(b"data: cut", &[]);
    check(b"data: cut\n", &[]);
    check(
        "data: \u{17c}\u{fffd}\n\n".as_bytes(),
        &[raw("", "\u{17c}\u{fffd}", None)],
    );
    assert_eq!(parsed(&[b"data: \xff\n\n"]), [raw("", "\u{fffd}", None)]);
}

#[test]
fn what_a_new_connection_needs() {
    let mut parser = Parser::new(1000);
    parser
        .push(b"id: 1\nretry: 20\ndata: x\n\nid: 2\n\n")
        .unwrap();
    assert_eq!(parser.last_id(), "2");
    assert_eq!(parser.retry(), Some(Duration::from_millis(20)));
    parser.push(b"id: 3\ndata: x\n").unwrap();
    assert_eq!(parser.last_id(), "2");
    parser.push(b"retry: 99999999999999999999999\n\n").unwrap();
    assert_eq!(parser.retry(), Some(Duration::from_millis(u64::MAX)));
}

#[test]
fn events_have_limits() {
    let endless: [(&[u8], &[u8]); 4] = [
        (b"", b"data: 1"),
        (b"", b"data: 1\n"),
        (b"", b": comment"),
        (b"event: x\n", b"id: 12345678\ndata: 1\n"),
    ];
    for (head, piece) in endless {
        let mut parser = Parser::new(100);
        parser.push(head).unwrap();
        let pushed = (0..100).try_for_each(|_| parser.push(piece));
        assert!(matches!(pushed, Err(StreamError::TooLarge { limit: 100 })));
    }
    let mut parser = Parser::new(100);
    (0..100).for_each(|_| parser.push(b": comment\nid: 1\n\ndata: 1\n\n").unwrap());
}

type Read<T> = Vec<Result<Event<T>, String>>;

fn read<T: Wire + PartialEq>(mut events: Events<T>) -> Read<T> {
    run(async {
        let mut all = Vec::new();
        while let Some(event) = events.next().await {
            all.push(event.map_err(|error| error.to_string()));
        }
        all
    })
}

fn received<T: Wire>(text: &'static str) -> Events<T> {
    Events::read(pieces([Ok(text)]), false)
}

fn data<T: Wire + PartialEq>(text: &'static str) -> Vec<Option<T>> {
    let read = read(received::<T>(text)).into_iter();
    read.map(|event| event.ok().map(|event| event.data))
        .collect()
}

#[test]
fn data_is_text_or_json() {
    let text = "data: 5\n\ndata: \"a\"\n\ndata: [DONE]\n\n";
    let texts = ["5", "\"a\"", "[DONE]"].map(|text| Some(text.to_owned()));
    assert_eq!(data::<String>(text), texts);
    let done = Value::from("[DONE]");
    let values = [Value::from(5), Value::from("a"), done].map(Some);
    assert_eq!(data::<Value>(text), values);
    assert_eq!(data::<i32>(text), [Some(5), None, None]);
}

#[test]
fn streams_can_have_a_last_event() {
    let events = received::<i32>("data: 5\n\ndata: [DONE]\n\ndata: 6\n\n");
    assert_eq!(read(events.until("[DONE]")), [Ok(Event::new(5))]);
}

#[test]
fn what_is_written_is_read() {
    let texts = [
        "", " ", "a", "5", "\"a\"", "a\nb\n", "\n\n", ": x", "data: x",
    ];
    let events = texts.map(|text| {
        let event = Event::new(text.to_owned()).named("n").with_id("i");
        event.with_retry(Duration::from_millis(7))
    });
    let sent = Events::from(events.to_vec()).into_payload();
    let back = read(Events::<String>::read(sent, false));
    assert_eq!(back, events.map(Ok));
    let values = [
        Value::from("5"),
        Value::from("a\nb"),
        serde_json::json!({"a": [1]}),
    ];
    let sent = Events::from(values.clone().map(Event::new).to_vec());
    let back = read(Events::<Value>::read(sent.into_payload(), false));
    assert_eq!(back, values.map(|value| Ok(Event::new(value))));
}

#[test]
fn no_field_can_be_put_in_by_another() {
    for hostile in ["a\ndata: x", "a\rdata: x", "a\r\n\r\ndata: x", "a\0b"] {
        let event = Event::new("1".to_owned()).named(hostile).with_id(hostile);
        let sent = Events::from(vec![event]).into_payload();
        assert_eq!(run(sent.bytes()).unwrap(), "data: 1\n\n");
    }
    let event = Event::new("1\r\nid: 7\revent: x\n\ndata: 2".to_owned());
    let sent = Events::from(vec![event]).into_payload();
    let back = read(Events::<String>::read(sent, false));
    assert_eq!(
        back,
        [Ok(Event::new("1\nid: 7\nevent: x\n\ndata: 2".to_owned()))]
    );
}

#[test]
fn an_error_ends_what_is_sent() {
    let events = [Ok(Event::new(1)), Err("gone"), Ok(Event::new(2))];
    let sent = Events::new(Listed(events.into_iter())).into_payload();
    assert!(run(sent.bytes()).is_err());
}
