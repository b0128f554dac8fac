//! Bodies that flow: what is handed on, what is collected, and what cannot
//! be sent twice.

use super::server::{Server, answer, operation, taking};
use super::*;
use crate::client::RedirectProblem;
use crate::operation::Response as Documented;
use crate::stream::StreamError;
use crate::stream::tests::{pieces, run};
use http::Method;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::mpsc::{Sender, channel};

const BINARY: &[&str] = &["application/octet-stream"];

static RESPONSES: [Documented; 2] = [
    Documented::code(200, "").body(BINARY).streamed(),
    Documented::code(404, "").body(&["text/plain"]),
];
static GET: Operation = operation(Method::GET, &RESPONSES, &[]);
const BODY: Option<Body> = Some(Body::required(BINARY).streamed());
static PUT: Operation = taking(BODY, Method::PUT, &RESPONSES, &[]);

fn get(server: &Server) -> Call<Payload, NoFailure> {
    let client = server.client(&[]).build().unwrap();
    client.0.request(&GET).call()
}

fn put(server: &Server, body: Payload) -> Call<Payload, NoFailure> {
    let client = server.client(&[]).build().unwrap();
    client.0.request(&PUT).content(body).call()
}

/// A server that sends one piece of an answer each time it is told to.
fn slow(head: &'static str) -> (String, Sender<&'static str>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/api", listener.local_addr().unwrap());
    let (give, take) = channel::<&'static str>();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let _ = stream.write_all(head.as_bytes());
        for piece in take {
            let _ = stream.write_all(piece.as_bytes());
        }
    });
    (url, give)
}

const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

#[test]
fn an_answer_is_read_as_it_comes() {
    let (url, give) = slow(CHUNKED);
    let client = Builder::<Api>::new(&url).build().unwrap();
    run(async {
        let call = client.0.request(&GET).call::<Payload, NoFailure>();
        let mut body = call.await.unwrap().into_value();
        for piece in ["1", "2"] {
            give.send(if piece == "1" {
                "1\r\n1\r\n"
            } else {
                "1\r\n2\r\n"
            })
            .unwrap();
            assert_eq!(body.next().await.unwrap().unwrap(), piece);
        }
        give.send("0\r\n\r\n").unwrap();
        assert!(body.next().await.is_none());
    });
}

#[test]
fn an_answer_that_breaks_off_is_no_whole_one() {
    let (url, give) = slow(CHUNKED);
    let client = Builder::<Api>::new(&url).build().unwrap();
    give.send("3\r\nabc\r\n").unwrap();
    drop(give);
    let result = run(async {
        let call = client.0.request(&GET).call::<Payload, NoFailure>();
        call.await.unwrap().into_value().bytes().await
    });
    assert!(matches!(result, Err(StreamError::Broken(_))));
}

#[test]
fn the_time_of_a_call_is_up_to_the_headers_and_silence_ends_the_rest() {
    let (url, give) = slow(CHUNKED);
    let short = Duration::from_millis(100);
    let builder = Builder::<Api>::new(&url).timeout(short).idle_timeout(short);
    let client = builder.build().unwrap();
    run(async {
        let call = client.0.request(&GET).call::<Payload, NoFailure>();
        let mut body = call.await.unwrap().into_value();
        for _ in 0..3 {
            tokio::time::sleep(short * 2 / 3).await;
            give.send("1\r\n1\r\n").unwrap();
            assert_eq!(body.next().await.unwrap().unwrap(), "1");
        }
        let end = body.next().await.unwrap();
        assert!(matches!(end, Err(StreamError::Idle)));
    });
}

#[test]
fn failures_are_collected() {
    let server = Server::new(|_, _| answer(404, &["content-type: text/plain"], "gone"));
    let client = server.client(&[]).build().unwrap();
    let call = client.0.request(&GET).call::<Payload, String>();
    match run(call.into_future()) {
        Err(Error::Api(text, meta)) => {
            assert_eq!(text, "gone");
            assert_eq!(meta.bytes(), "gone");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn large_answers_flow_and_are_not_collected() {
    let server = Server::new(|_, _| answer(200, &[], "123456"));
    let limited = || server.client(&[]).response_limit(5).build().unwrap();
    run(async {
        let call = limited().0.request(&GET).call::<Payload, NoFailure>();
        let mut body = call.await.unwrap().into_value();
        assert_eq!(body.length(), Some(6));
        assert_eq!(body.next().await.unwrap().unwrap(), "123456");
        let call = limited().0.request(&GET).call::<Payload, NoFailure>();
        let body = call.await.unwrap().into_value().bytes().await;
        assert!(matches!(body, Err(StreamError::TooLarge { limit: 5 })));
    });
}

#[test]
fn streams_are_sent_once() {
    let server = Server::new(|_, _| answer(503, &["retry-after: 0"], ""));
    let stream = pieces([Ok("12"), Ok("34")]).with_length(4);
    let error = run(put(&server, stream).into_future()).unwrap_err();
    assert_eq!(error.status(), Some(503));
    assert_eq!(server.seen().len(), 1);
    assert_eq!(server.seen()[0].body, "1234");
    let error = run(put(&server, "1234".into()).into_future()).unwrap_err();
    assert_eq!(error.status(), Some(503));
    assert_eq!(server.seen().len(), 4);
}

#[test]
fn streams_do_not_follow_redirects_that_want_them_again() {
    for (status, followed) in [(307, false), (308, false), (303, true)] {
        let server = Server::new(move |request, number| match number {
            0 => answer(status, &["location: /other"], ""),
            _ => answer(200, &[], &request.line),
        });
        let stream = pieces([Ok("12"), Ok("34")]).with_length(4);
        match run(put(&server, stream).into_future()) {
            Ok(_) => assert!(followed, "{status}"),
            Err(Error::Redirect(error)) => {
                assert!(!followed);
                assert_eq!(error.problem(), RedirectProblem::Streamed);
            }
            Err(other) => panic!("{other}"),
        }
        assert_eq!(server.seen()[0].header("content-length"), Some("4"));
        assert!(run(put(&server, "1234".into()).into_future()).is_ok());
    }
}

#[test]
fn a_stream_that_fails_ends_the_request() {
    let server = Server::new(|_, _| answer(200, &[], ""));
    let stream = pieces([Ok("12"), Err("no more")]).with_length(4);
    let error = run(put(&server, stream).into_future()).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert!(server.seen().is_empty());
}

#[cfg(feature = "blocking")]
#[test]
fn streams_can_be_waited_for() {
    let server = Server::new(|_, _| answer(200, &[], "123456"));
    let body = get(&server).wait().unwrap().into_value();
    let pieces: Result<Vec<_>, _> = body.wait().collect();
    assert_eq!(pieces.unwrap().concat(), b"123456");
    let (url, give) = slow(CHUNKED);
    let builder = Builder::<Api>::new(&url).idle_timeout(Duration::from_millis(50));
    let client = builder.build().unwrap();
    give.send("1\r\n1\r\n").unwrap();
    let call = client.0.request(&GET).call::<Payload, NoFailure>();
    let mut pieces = call.wait().unwrap().into_value().wait();
    assert_eq!(pieces.next().unwrap().unwrap(), "1");
    assert!(matches!(pieces.next(), Some(Err(StreamError::Idle))));
    assert!(pieces.next().is_none());
}

#[test]
fn answers_of_other_types_are_handed_on_too() {
    let server = Server::new(|_, _| answer(200, &["content-type: image/png"], "png"));
    let body = run(async { get(&server).await.unwrap().into_value().bytes().await });
    assert_eq!(body.unwrap(), "png");
}
