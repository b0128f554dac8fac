//! How calls fail, as programs and people see it, and answers that break the
//! constraints of their schemas.

use super::server::{Server, answer, operation};
use super::*;
use crate::Map;
use crate::check::Check;
use crate::outcome::OutcomeError;
use crate::stream::tests::run as block_on;
use crate::stream::{Events, StreamError};
use crate::wire::{DecodeError, Encoder, Node, Problem, Wire};
use http::Method;

static GET: Operation = operation(
    Method::GET,
    &[
        Documented::code(200, "").json().headers(&["x-left"]),
        Documented::code(404, "").json(),
    ],
    &[],
);

fn called<S: Outcome>(server: &Server) -> Result<Response<S>, Error<Small>> {
    let client = server.client(&[]).retry(Retry::never()).build().unwrap();
    run(client.0.request(&GET).call())
}

fn server(status: u16, headers: &'static [&'static str], body: &str) -> Server {
    let body = body.to_owned();
    Server::new(move |_, _| {
        let typed = [&["content-type: application/json"], headers].concat();
        answer(status, &typed, &body)
    })
}

#[test]
fn requests_have_the_names_that_servers_give_them() {
    let named = &["x-request-id: 7f-1"];
    let answer = called::<i32>(&server(200, named, "1")).unwrap();
    assert_eq!(answer.request_id(), Some("7f-1"));
    let failed = called::<i32>(&server(404, named, "2")).unwrap_err();
    assert_eq!(failed.request_id(), Some("7f-1"));
    assert_eq!(
        failed.to_string(),
        "do_thing: the server answered 404 Not Found to request 7f-1"
    );
    assert_eq!(failed.headers().unwrap()["x-request-id"], "7f-1");
    assert_eq!(failed.into_api(), Some(Small(2)));
    let unexpected = called::<i32>(&server(500, named, "{}")).unwrap_err();
    assert_eq!(unexpected.request_id(), Some("7f-1"));
    let unnamed = called::<i32>(&server(404, &["x-request-id: "], "2")).unwrap_err();
    assert_eq!(unnamed.request_id(), None);
    assert_eq!(unnamed.into_api(), Some(Small(2)));
}

#[test]
fn no_connection_and_no_time_are_told_apart() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = Builder::<Api>::new(&url).retry(Retry::never());
    let client = client.build().unwrap();
    let call = || client.0.request(&GET).call::<i32, NoFailure>();
    let silent = run(call().timeout(Duration::from_millis(20))).unwrap_err();
    assert!(silent.is_timeout() && !silent.is_connect());
    drop(listener);
    let nobody = run(call()).unwrap_err();
    assert!(nobody.is_connect() && !nobody.is_timeout(), "{nobody:?}");
    assert!(std::error::Error::source(&nobody).is_some());
    assert_eq!((nobody.status(), nobody.request_id()), (None, None));
}

#[test]
fn what_a_server_makes_up_is_not_shown_without_an_end() {
    let name = "\\n".repeat(100_000);
    let answered = server(200, &[], &format!("{{\"{name}\": \"x\"}}"));
    let unexpected = called::<Map<i32>>(&answered).unwrap_err();
    for shown in [format!("{unexpected}"), format!("{unexpected:?}")] {
        assert!(shown.len() < 2_500, "{}", shown.len());
        assert!(!shown.contains('\n'));
    }
}

/// A number below 10.
#[derive(Clone, Debug, PartialEq)]
struct Small(i64);

impl Wire for Small {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        node.decode().map(Self)
    }

    fn encode(&self, encoder: &mut Encoder) {
        self.0.encode(encoder);
    }

    fn check(&self, check: &mut Check<'_>) {
        check.maximum(i128::from(self.0), 9);
    }
}

/// What is wrong, if anything is.
fn broken<T>(result: Result<T, Error<Small>>) -> Option<String> {
    match result {
        Ok(_) | Err(Error::Api(..)) => None,
        Err(Error::Unexpected(unexpected)) => match unexpected.reason() {
            OutcomeError::Invalid(violations) => {
                let listed = violations.list().iter();
                let pointers: Vec<&str> = listed.map(|one| one.pointer.as_str()).collect();
                Some(pointers.join(" "))
            }
            reason => panic!("{reason}"),
        },
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn answers_are_validated_where_that_is_asked_for() {
    let call = |server: &Server, all: Option<bool>, one: Option<bool>| {
        let mut builder = server.client(&[]);
        if let Some(all) = all {
            builder = builder.validate_responses(all);
        }
        let mut call = builder.build().unwrap().0.request(&GET).call();
        if let Some(one) = one {
            call = call.validate_response(one);
        }
        broken(run::<Vec<Small>, Small>(call))
    };
    let large = server(200, &[], "[1, 10, 11]");
    let places = Some("/1 /2".to_owned());
    assert_eq!(call(&large, None, None), None);
    assert_eq!(call(&large, Some(true), None), places);
    assert_eq!(call(&large, None, Some(true)), places);
    assert_eq!(call(&large, Some(true), Some(false)), None);
    assert_eq!(call(&server(200, &[], "[1]"), Some(true), None), None);
    assert_eq!(call(&server(404, &[], "9"), Some(true), None), None);
    let failure = call(&server(404, &[], "10"), Some(true), None);
    assert_eq!(failure, Some(String::new()));
}

/// A success with a header.
#[derive(Debug)]
struct Left(#[allow(dead_code)] Small);

impl Outcome for Left {
    fn from_reply(reply: &mut Reply) -> Result<Self, OutcomeError> {
        reply.header("x-left").map(Self)
    }

    fn into_reply(self, asked: &Asked) -> Reply {
        Reply::new(asked, 200, ()).with_header("x-left", &self.0)
    }
}

#[test]
fn headers_are_validated_too() {
    let server = server(200, &["x-left: 10"], "1");
    let client = server.client(&[]).build().unwrap();
    let call = || client.0.request(&GET).call::<Left, NoFailure>();
    assert!(run(call()).is_ok());
    match run(call().validate_response(true)) {
        Err(Error::Unexpected(unexpected)) => match unexpected.reason() {
            OutcomeError::Header { name, error } => {
                assert_eq!(name, "x-left");
                assert!(matches!(error.problem(), Problem::Violations(_)));
            }
            reason => panic!("{reason}"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn items_of_streams_are_validated_too() {
    static EVENTS: Operation = operation(
        Method::GET,
        &[Documented::code(200, "")
            .body(&["text/event-stream"])
            .streamed()],
        &[],
    );
    let server = Server::new(|_, _| {
        let typed = ["content-type: text/event-stream"];
        answer(200, &typed, "data: 10\n\ndata: 1\n\n")
    });
    let client = server.client(&[]).build().unwrap();
    let call = || client.0.request(&EVENTS).call::<Events<Small>, NoFailure>();
    block_on(async {
        let mut events = call().await.unwrap();
        assert_eq!(events.next().await.unwrap().unwrap().data, Small(10));
        let mut events = call().validate_response(true).await.unwrap();
        let first = events.next().await.unwrap();
        assert!(matches!(first, Err(StreamError::Invalid(_))), "{first:?}");
        assert_eq!(events.next().await.unwrap().unwrap().data, Small(1));
    });
}
