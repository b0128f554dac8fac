//! Attempts, waits, time limits and connections, over loopback.

use super::server::{Server, answer, operation};
use super::{Api, KEY, TOKEN, run};
use crate::client::{Builder, ClientCredentials, Credential, Error, Retry};
use crate::operation::{Operation, Response, SchemeKind, SecurityScheme};
use crate::outcome::NoFailure;
use http::Method;
use std::net::TcpListener;
use std::time::{Duration, Instant};

const OK: &[Response] = &[Response::code(200, "").json()];
static GET: Operation = operation(Method::GET, OK, &[]);
static PUT: Operation = operation(Method::PUT, OK, &[]);
static POST: Operation = operation(Method::POST, OK, &[&[&KEY]]);
static OAUTH: SecurityScheme = SecurityScheme {
    name: "oauth",
    kind: SchemeKind::OAuth2 {
        token_url: "/token",
    },
};
static GUARDED: Operation = operation(Method::GET, OK, &[&[&TOKEN], &[&OAUTH]]);

const JSON: &str = "content-type: application/json";

/// The usual rules without the usual waits.
fn soon() -> Retry {
    Retry::default().backoff(Duration::from_millis(1), Duration::from_secs(30))
}

fn ok() -> String {
    answer(200, &[JSON], "1")
}

/// Answers like this as many times, and then 200. An empty answer hangs up.
fn failing(times: usize, failure: String) -> Server {
    Server::new(move |_, number| match number < times {
        true => failure.clone(),
        false => ok(),
    })
}

#[track_caller]
fn attempts(server: &Server, operation: &'static Operation, retry: Retry) -> (Option<u16>, usize) {
    let api = server.client(&[]).retry(retry).build().unwrap();
    let call = api.0.request(operation).body("x").call::<i32, NoFailure>();
    let status = match run(call) {
        Ok(answer) => Some(answer.status()),
        Err(error) => error.status(),
    };
    (status, server.seen().len())
}

#[test]
fn what_may_pass_is_tried_again() {
    for status in [429, 502, 503, 504] {
        let server = failing(2, answer(status, &[], ""));
        assert_eq!(attempts(&server, &PUT, soon()), (Some(200), 3));
        let seen = server.seen();
        assert!(seen.iter().all(|request| request.body == "\"x\""));
    }
    let broken = failing(1, String::new());
    assert_eq!(attempts(&broken, &GET, soon()), (Some(200), 2));
}

#[test]
fn the_last_answer_is_the_result() {
    let server = failing(9, answer(503, &[], ""));
    assert_eq!(attempts(&server, &GET, soon()), (Some(503), 3));
    let server = failing(9, answer(503, &[], ""));
    assert_eq!(attempts(&server, &GET, Retry::never()), (Some(503), 1));
    let server = failing(9, answer(503, &[], ""));
    let five = soon().attempts(5);
    assert_eq!(attempts(&server, &GET, five), (Some(503), 5));
}

#[test]
fn what_could_happen_twice_is_not_repeated() {
    for failure in [answer(503, &[], ""), String::new()] {
        let server = failing(1, failure.clone());
        let (status, attempts) = attempts(&server, &POST, soon());
        assert_ne!(status, Some(200));
        assert_eq!(attempts, 1);
        let server = failing(1, failure);
        let twice = self::attempts(&server, &POST, soon().any_method());
        assert_eq!(twice, (Some(200), 2));
    }
    for status in [400, 401, 404, 409, 500] {
        let server = failing(1, answer(status, &[], ""));
        assert_eq!(attempts(&server, &GET, soon()), (Some(status), 1));
    }
}

#[test]
fn what_was_never_sent_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let wait = Duration::from_millis(60);
    let retry = Retry::default().backoff(wait, wait);
    let api = Builder::<Api>::new(&url).retry(retry).build().unwrap();
    let start = Instant::now();
    let error = run(api.0.request(&POST).call::<i32, NoFailure>()).unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    // Two waits, each shortened by at most a half.
    assert!(start.elapsed() >= wait);
}

#[test]
fn servers_say_when_to_come_back() {
    let server = failing(1, answer(503, &["retry-after: 1"], ""));
    let start = Instant::now();
    assert_eq!(attempts(&server, &GET, soon()), (Some(200), 2));
    assert!(start.elapsed() >= Duration::from_secs(1));
    for later in ["31", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let server = failing(1, answer(503, &[&format!("retry-after: {later}")], ""));
        assert_eq!(attempts(&server, &GET, soon()), (Some(503), 1));
    }
}

#[test]
fn all_attempts_share_one_time_limit() {
    let start = Instant::now();
    // There is no time for the second wait, so the answer is given at once.
    let server = failing(9, answer(503, &["retry-after: 1"], ""));
    let api = server
        .client(&[])
        .timeout(Duration::from_millis(1500))
        .retry(soon());
    let call = api
        .build()
        .unwrap()
        .0
        .request(&GET)
        .call::<i32, NoFailure>();
    assert_eq!(run(call).unwrap_err().status(), Some(503));
    assert_eq!(server.seen().len(), 2);

    let slow = Server::new(|_, _| {
        std::thread::sleep(Duration::from_millis(300));
        answer(302, &["location: /again"], "")
    });
    let api = slow.client(&[]).build().unwrap();
    let call = api.0.request(&GET).call::<i32, NoFailure>();
    let error = run(call.timeout(Duration::from_millis(700))).unwrap_err();
    assert!(matches!(error, Error::Timeout), "{error:?}");
    assert!(slow.seen().len() <= 3);
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_call_can_have_rules_of_its_own() {
    let server = failing(1, answer(503, &[], ""));
    let api = server.client(&[]).retry(soon()).build().unwrap();
    let call = api.0.request(&GET).call::<i32, NoFailure>();
    let error = run(call.retry(Retry::never())).unwrap_err();
    assert_eq!((error.status(), server.seen().len()), (Some(503), 1));
}

#[test]
fn tokens_are_tried_again_too() {
    let server = Server::new(|request, number| match number {
        0 => answer(503, &[], ""),
        _ if request.line == "POST /token" => answer(200, &[JSON], r#"{"access_token":"t"}"#),
        _ => ok(),
    });
    let client = ClientCredentials::new("id", "S3CRET");
    let api = server
        .client(&[Credential::oauth2(&OAUTH, client)])
        .retry(soon());
    let call = api
        .build()
        .unwrap()
        .0
        .request(&GUARDED)
        .call::<i32, NoFailure>();
    assert_eq!(*run(call).unwrap(), 1);
    assert_eq!(
        server.lines(),
        ["POST /token", "POST /token", "GET /api/thing"]
    );
}

#[test]
fn connections_are_used_again() {
    let server = failing(2, answer(503, &[], "later"));
    let api = server.client(&[]).retry(soon()).build().unwrap();
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(async {
        for _ in 0..5 {
            let call = api.clone().0.request(&GET).call::<i32, NoFailure>();
            assert_eq!(*call.await.unwrap(), 1);
        }
    });
    let seen = server.seen();
    assert_eq!(seen.len(), 7);
    assert!(seen.iter().all(|request| request.connection == 0));
}
