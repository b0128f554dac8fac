//! Bodies that flow, apart from any connection.

use super::*;
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// A stream of what is in a list.
pub(crate) struct Listed<I>(pub(crate) I);

impl<I: Iterator + Unpin> Stream for Listed<I> {
    type Item = I::Item;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }
}

/// A stream that never gives anything.
pub(crate) struct Silent;

impl Stream for Silent {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Pending
    }
}

/// A body in pieces, the last of which may be an error.
pub(crate) fn pieces<const N: usize>(list: [Result<&'static str, &'static str>; N]) -> Payload {
    Payload::stream(Listed(list.into_iter()))
}

pub(crate) fn run<T>(future: impl Future<Output = T>) -> T {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(future)
}

fn collected(payload: Payload) -> Result<Bytes, String> {
    run(payload.bytes()).map_err(|error| match error {
        StreamError::Broken(source) => source.to_string(),
        error => error.to_string(),
    })
}

#[test]
fn bytes_are_collected() {
    assert_eq!(collected(Payload::default()), Ok(Bytes::new()));
    assert_eq!(collected("one".into()), Ok("one".into()));
    assert_eq!(collected(pieces([])), Ok(Bytes::new()));
    assert_eq!(collected(pieces([Ok("one")])), Ok("one".into()));
    let three = [Ok("one"), Ok(""), Ok("two")];
    assert_eq!(collected(pieces(three)), Ok("onetwo".into()));
    let broken = [Ok("one"), Err("gone"), Ok("two")];
    assert_eq!(collected(pieces(broken)), Err("gone".to_owned()));
}

#[test]
fn not_more_is_collected_than_may_be() {
    let over = Err("the body is larger than the limit of 5 bytes".to_owned());
    for body in [
        Payload::from("123456"),
        pieces([Ok("123456")]),
        pieces([Ok("123"), Ok("45"), Ok("6")]),
        pieces([]).with_length(6),
    ] {
        assert_eq!(collected(body.with_limit(5)), over);
    }
    let all = pieces([Ok("123"), Ok("45")]).with_limit(5);
    assert_eq!(collected(all), Ok("12345".into()));
}

#[test]
fn lengths_are_kept() {
    let two = || pieces([Ok("12"), Ok("34")]);
    assert_eq!(collected(two().with_length(4)), Ok("1234".into()));
    let fewer = "it has fewer bytes than was said".to_owned();
    assert_eq!(collected(two().with_length(5)), Err(fewer));
    let more = "it has more bytes than was said".to_owned();
    assert_eq!(collected(two().with_length(3)), Err(more));
    run(async {
        let mut body = two().with_length(4);
        assert_eq!(body.next().await.unwrap().unwrap(), "12");
        assert_eq!(body.length(), Some(2));
    });
}

#[test]
fn nothing_comes_behind_an_error() {
    run(async {
        let mut body = pieces([Err("gone"), Ok("more")]);
        assert!(body.next().await.unwrap().is_err());
        assert!(body.next().await.is_none());
    });
}

#[test]
fn readers_are_read() {
    let text = "x".repeat(200_000);
    let body = Payload::reader(std::io::Cursor::new(text.clone()));
    assert_eq!(collected(body), Ok(text.into()));
}

#[test]
fn silence_has_an_end() {
    let silent = || Payload::flowing(Box::pin(Silent), None);
    let wait = || -> Option<Pin<Box<dyn Future<Output = ()> + Send>>> {
        Some(Box::pin(tokio::time::sleep(Duration::from_millis(5))))
    };
    let idle = silent().map(|pieces| {
        Box::pin(Idle {
            pieces,
            timer: Box::new(wait),
            wait: None,
        })
    });
    let late = "nothing more of the body came in time".to_owned();
    assert_eq!(collected(idle), Err(late));
}

#[test]
fn the_content_is_not_shown() {
    assert_eq!(format!("{:?}", Payload::from("S3CRET")), "Payload(6 bytes)");
    let stream = pieces([Ok("S3CRET")]);
    assert_eq!(format!("{stream:?}"), "Payload(stream)");
}

#[test]
fn payloads_go_anywhere() {
    fn is_free<T: Send + Sync + Unpin + 'static>() {}
    is_free::<Payload>();
}
