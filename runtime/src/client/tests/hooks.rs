//! Hooks, and calls that are waited for without a runtime.

use super::server::{Server, answer, operation};
use super::{Api, KEY, TOKEN, run};
use crate::client::{
    BoxFuture, Call, Credential, Error, Failure, Hook, HookError, Next, Retry, TransportError,
};
use crate::operation::{Operation, Response};
use crate::outcome::NoFailure;
use crate::stream::Payload;
use bytes::Bytes;
use http::{HeaderValue, Method, Request, Uri};
use std::sync::{Arc, Mutex};
use std::time::Duration;

static GET: Operation = operation(
    Method::GET,
    &[Response::code(200, "").json()],
    &[&[&TOKEN, &KEY]],
);

type Log = Arc<Mutex<Vec<String>>>;

/// Notes what it sees, and marks requests.
struct Notes(&'static str, Log);

impl Hook for Notes {
    fn before(
        &self,
        operation: &'static Operation,
        request: &mut Request<Payload>,
    ) -> Result<(), HookError> {
        assert!(!format!("{request:?}").contains("S3CRET"));
        let seen = request.headers().get("x-mark").cloned();
        let note = format!("{} before {} {seen:?}", self.0, operation.id);
        self.1.lock().unwrap().push(note);
        let mark = HeaderValue::from_static(self.0);
        request.headers_mut().insert("x-mark", mark);
        Ok(())
    }

    fn after(&self, _: &'static Operation, response: &http::Response<Payload>) {
        let note = format!("{} after {}", self.0, response.status().as_u16());
        self.1.lock().unwrap().push(note);
    }
}

struct Refusal;

impl Hook for Refusal {
    fn before(&self, _: &'static Operation, _: &mut Request<Payload>) -> Result<(), HookError> {
        Err("not on Sundays".into())
    }
}

/// Sends calls elsewhere.
struct Detour(Uri);

impl Hook for Detour {
    fn before(
        &self,
        _: &'static Operation,
        request: &mut Request<Payload>,
    ) -> Result<(), HookError> {
        *request.uri_mut() = self.0.clone();
        Ok(())
    }
}

/// Answers from memory what was answered before.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Option<http::Response<Bytes>>>>);

impl Hook for Memory {
    fn around<'a>(
        &'a self,
        _: &'static Operation,
        request: Request<Payload>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Payload>, Failure>> {
        Box::pin(async move {
            let known = self.0.lock().unwrap().clone();
            if let Some(known) = known {
                return Ok(known.map(Payload::from));
            }
            let response = next.run(request).await?;
            let (parts, body) = response.into_parts();
            let whole = body.as_bytes().cloned().unwrap();
            let response = http::Response::from_parts(parts, whole);
            *self.0.lock().unwrap() = Some(response.clone());
            Ok(response.map(Payload::from))
        })
    }
}

/// Takes too long.
struct Slow;

impl Hook for Slow {
    fn around<'a>(
        &'a self,
        _: &'static Operation,
        _: Request<Payload>,
        _: Next<'a>,
    ) -> BoxFuture<'a, Result<http::Response<Payload>, Failure>> {
        Box::pin(async {
            tokio::time::sleep(Duration::from_secs(60)).await;
            Err(TransportError::other("late").into())
        })
    }
}

fn credentials() -> [Credential; 2] {
    [
        Credential::bearer(&TOKEN, "S3CRET"),
        Credential::api_key(&KEY, "S3CRET"),
    ]
}

fn one() -> Server {
    Server::new(|_, _| answer(200, &["content-type: application/json"], "1"))
}

fn call(api: &Api) -> Call<i32, NoFailure> {
    api.0.request(&GET).call()
}

#[test]
fn hooks_stand_around_each_other_and_around_all_attempts() {
    let log = Log::default();
    let server = Server::new(|request, number| match number {
        0 => answer(503, &[], ""),
        1 => answer(302, &["location: /next"], ""),
        _ => {
            assert_eq!(request.header("x-mark"), Some("inner"));
            answer(200, &["content-type: application/json"], "1")
        }
    });
    let wait = Duration::from_millis(1);
    let builder = server.client(&credentials());
    let builder = builder.retry(Retry::default().backoff(wait, wait));
    let builder = builder.hook(Notes("outer", Arc::clone(&log)));
    let api = builder.hook(Notes("inner", Arc::clone(&log))).build();
    assert_eq!(*run(call(&api.unwrap())).unwrap(), 1);
    let expected = [
        "outer before do_thing None",
        "inner before do_thing Some(\"outer\")",
        "inner after 200",
        "outer after 200",
    ];
    assert_eq!(*log.lock().unwrap(), expected);
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    assert!(seen.iter().all(|request| request.shows("Bearer S3CRET")));
}

#[test]
fn a_hook_can_refuse_a_call() {
    let server = one();
    let api = server.client(&[]).hook(Refusal).build().unwrap();
    let error = run(call(&api)).unwrap_err();
    assert!(matches!(error, Error::Refused(_)), "{error:?}");
    assert!(error.to_string().contains("not on Sundays"));
    assert!(server.seen().is_empty());
}

#[test]
fn a_hook_cannot_take_credentials_elsewhere() {
    let (home, elsewhere) = (one(), one());
    let detour = Detour(format!("{}/there", elsewhere.url).parse().unwrap());
    let api = home.client(&credentials()).hook(detour).build().unwrap();
    run(call(&api)).unwrap();
    assert!(home.seen().is_empty());
    assert!(!elsewhere.seen()[0].shows("S3CRET"));
}

#[test]
fn a_hook_can_answer_itself() {
    let server = one();
    let api = server.client(&[]).hook(Memory::default()).build().unwrap();
    for _ in 0..3 {
        assert_eq!(*run(call(&api)).unwrap(), 1);
    }
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn the_time_of_a_hook_counts() {
    let api = one().client(&[]).hook(Slow).build().unwrap();
    let error = run(call(&api).timeout(Duration::from_millis(20))).unwrap_err();
    assert!(matches!(error, Error::Timeout), "{error:?}");
}

#[cfg(feature = "blocking")]
#[test]
fn calls_can_be_waited_for_anywhere() {
    let server = one();
    let api = server.client(&credentials()).build().unwrap();
    assert_eq!(*call(&api).wait().unwrap(), 1);
    let threads: Vec<_> = (0..5)
        .map(|_| {
            let api = api.clone();
            std::thread::spawn(move || *call(&api).wait().unwrap())
        })
        .collect();
    assert!(
        threads
            .into_iter()
            .all(|thread| thread.join().unwrap() == 1)
    );
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let answer = runtime
        .enable_all()
        .build()
        .unwrap()
        .block_on(async { call(&api).wait() });
    assert_eq!(*answer.unwrap(), 1);
    let silent = Server::new(|_, _| {
        std::thread::sleep(Duration::from_secs(2));
        String::new()
    });
    let api = silent
        .client(&[])
        .timeout(Duration::from_millis(20))
        .build();
    let error = call(&api.unwrap()).wait().unwrap_err();
    assert!(matches!(error, Error::Timeout), "{error:?}");
}

#[cfg(feature = "blocking")]
#[test]
fn a_panic_in_a_hook_ends_one_call_only() {
    struct Panic;
    impl Hook for Panic {
        fn after(&self, _: &'static Operation, _: &http::Response<Payload>) {
            panic!("on purpose");
        }
    }
    let server = one();
    let api = server.client(&[]).hook(Panic).build().unwrap();
    let error = call(&api).wait().unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    let api = server.client(&[]).build().unwrap();
    assert_eq!(*call(&api).wait().unwrap(), 1);
}
