//! JSON texts one after another, cut anywhere.

use super::*;
use crate::stream::tests::{Listed, pieces, run};

fn read(mut lines: Lines<i32>) -> Vec<Result<i32, String>> {
    run(async {
        let mut all = Vec::new();
        while let Some(item) = lines.next().await {
            all.push(item.map_err(|error| error.to_string()));
        }
        all
    })
}

fn received(list: Vec<&'static str>, media_type: &str) -> Lines<i32> {
    let list = list.into_iter().map(Ok::<_, &str>);
    Lines::read(Payload::stream(Listed(list)), media_type, false)
}

const LINES: &str = "application/jsonl";
const SEQUENCE: &str = "application/json-seq";

/// Reads a stream whole, cut at each place, and byte by byte.
#[track_caller]
fn check(media_type: &str, stream: &'static str, expected: &[Option<i32>]) {
    let numbers = |list| -> Vec<Option<i32>> {
        let read = read(received(list, media_type)).into_iter();
        read.map(Result::ok).collect()
    };
    assert_eq!(numbers(vec![stream]), expected, "whole");
    for cut in 0..=stream.len() {
        let (head, tail) = stream.split_at(cut);
        assert_eq!(numbers(vec![head, tail]), expected, "cut at {cut}");
    }
    let bytes = (0..stream.len()).map(|at| &stream[at..=at]);
    assert_eq!(numbers(bytes.collect()), expected, "byte by byte");
}

#[test]
fn lines() {
    check(LINES, "", &[]);
    check(LINES, "\n\r\n \n", &[]);
    check(LINES, "1\n2\r\n\n 3", &[Some(1), Some(2), Some(3)]);
    check(LINES, "1\nx\n2 2\n3\n", &[Some(1), None, None, Some(3)]);
}

#[test]
fn sequences() {
    check(SEQUENCE, "", &[]);
    check(SEQUENCE, "\u{1e}1\n\u{1e}\u{1e} \n2\n", &[Some(1), Some(2)]);
    // A text may have lines, and one that is cut off is no number.
    check(
        SEQUENCE,
        "\u{1e}\n1\n\u{1e}12\u{1e}3\n",
        &[Some(1), None, Some(3)],
    );
    check(SEQUENCE, "\u{1e}1\n\u{1e}12", &[Some(1), None]);
}

#[test]
fn lines_have_limits() {
    let over = "the body is larger than the limit of 3 bytes".to_owned();
    for list in [vec!["12345"], vec!["1234\n1\n"], vec!["12", "34", "\n1\n"]] {
        let read = read(received(list, LINES).with_limit(3));
        assert_eq!(read, [Err(over.clone())]);
    }
    let long = received(vec!["123\n", "123", "\n"], LINES);
    assert_eq!(read(long.with_limit(3)), [Ok(123), Ok(123)]);
}

#[test]
fn nothing_comes_behind_a_break() {
    let broken = pieces([Ok("1\n2"), Err("gone"), Ok("3\n")]);
    let read = read(Lines::read(broken, LINES, false));
    assert_eq!(read, [Ok(1), Err("the body broke off".to_owned())]);
}

#[test]
fn what_is_written_is_read() {
    for media_type in [LINES, SEQUENCE] {
        let sent = Lines::from(vec![1, 2, 3]).into_payload(media_type);
        let back = Lines::read(sent, media_type, false);
        assert_eq!(read(back), [Ok(1), Ok(2), Ok(3)]);
    }
    let items = [Ok(1), Err("gone"), Ok(2)];
    let sent = Lines::new(Listed(items.into_iter())).into_payload(LINES);
    assert!(run(sent.bytes()).is_err());
}
