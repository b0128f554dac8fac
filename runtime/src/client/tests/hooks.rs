//! Hooks: what they see and may do.

use super::server::{Server, answer, operation};
use super::{Api, KEY, TOKEN, run};
use crate::client::{
    BoxFuture, Call, Credential, Error, Failure, Hook, HookError, Next, Retry, TransportError,
};
use crate::operation::{Operation, Response, SchemeKind, SecurityScheme};
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

#[test]
fn a_hook_is_told_which_operation_cannot_be_called() {
    static BOTH: Operation = operation(Method::GET, &[], &[&[&TOKEN, &OTHER]]);
    static OTHER: SecurityScheme = SecurityScheme {
        name: "other",
        kind: SchemeKind::Bearer,
    };
    /// Keeps what went wrong.
    struct Failures(Log);
    impl Hook for Failures {
        fn around<'a>(
            &'a self,
            _: &'static Operation,
            request: Request<Payload>,
            next: Next<'a>,
        ) -> BoxFuture<'a, Result<http::Response<Payload>, Failure>> {
            Box::pin(async move {
                let result = next.run(request).await;
                let failure = result.as_ref().err().map(ToString::to_string);
                self.0.lock().unwrap().extend(failure);
                result
            })
        }
    }
    let log = Log::default();
    let credentials = [
        Credential::bearer(&TOKEN, "S3CRET"),
        Credential::bearer(&OTHER, "S3CRET"),
    ];
    let builder = one().client(&credentials);
    let api = builder.hook(Failures(Arc::clone(&log))).build().unwrap();
    run(api.0.request(&BOTH).call::<i32, NoFailure>()).unwrap_err();
    let seen = log.lock().unwrap();
    assert!(seen[0].starts_with("do_thing: two credentials"), "{seen:?}");
}
