//! Calls that are waited for without a runtime.

use super::server::{Server, answer, operation};
use super::{Api, run};
use crate::client::{
    ApiClient, BoxFuture, Builder, Call, ClientCredentials, Core, Credential, Error, Hook,
    HookError, Limits, Retry, Transport, TransportError,
};
use crate::operation::{Operation, Response, SchemeKind, SecurityScheme};
use crate::outcome::NoFailure;
use crate::stream::Payload;
use crate::traced::Fields;
use http::{Method, Request};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::time::Duration;
use tokio::runtime::Runtime;

static OAUTH: SecurityScheme = SecurityScheme {
    name: "oauth",
    kind: SchemeKind::OAuth2 {
        token_url: "/token",
    },
};
static GET: Operation = operation(Method::GET, &[Response::code(200, "").json()], &[]);
static GUARDED: Operation = operation(Method::GET, &[Response::code(200, "").json()], &[&[&OAUTH]]);

const JSON: &str = "content-type: application/json";

/// Answers requests for tokens late, and others at once.
fn one() -> Server {
    Server::new(|request, number| match request.line.as_str() {
        "POST /token" => {
            std::thread::sleep(Duration::from_millis(50));
            answer(200, &[JSON], &format!("{{\"access_token\":\"t{number}\"}}"))
        }
        _ => answer(200, &[JSON], "1"),
    })
}

fn call(api: &Api) -> Call<i32, NoFailure> {
    api.0.request(&GET).call()
}

/// A runtime of one thread, which stands still while that does.
fn runtime() -> Runtime {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap()
}

/// What the work comes to, if it does in time.
fn soon<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (give, take) = mpsc::channel();
    std::thread::spawn(move || give.send(work()));
    take.recv_timeout(Duration::from_secs(10)).unwrap()
}

#[test]
fn calls_can_be_waited_for_anywhere() {
    let server = one();
    let api = server.client(&[]).build().unwrap();
    assert_eq!(*call(&api).wait().unwrap(), 1);
    let threads: Vec<_> = (0..5)
        .map(|_| {
            let api = api.clone();
            std::thread::spawn(move || *call(&api).wait().unwrap())
        })
        .collect();
    let answers = threads.into_iter().map(|thread| thread.join().unwrap());
    assert!(answers.into_iter().all(|answer| answer == 1));
    let silent = Server::new(|_, _| {
        std::thread::sleep(Duration::from_secs(2));
        String::new()
    });
    let api = silent.client(&[]).timeout(Duration::from_millis(20));
    let error = call(&api.build().unwrap()).wait().unwrap_err();
    assert!(matches!(error, Error::Timeout), "{error:?}");
}

#[test]
fn calls_that_are_awaited_are_in_nobodys_way() {
    let server = one();
    let api = server.client(&[]).build().unwrap();
    let answers = soon(move || {
        let runtime = runtime();
        let inside = runtime.block_on(async {
            let awaited = call(&api).await;
            [awaited, call(&api).wait()]
        });
        let outside = call(&api).wait();
        let again = runtime.block_on(call(&api).into_future());
        inside
            .into_iter()
            .chain([outside, again])
            .map(|answer| *answer.unwrap())
            .sum::<i32>()
    });
    assert_eq!(answers, 4);
    let seen = server.seen().into_iter();
    let connections: Vec<_> = seen.map(|request| request.connection).collect();
    // Whether one is used again depends on when it is free.
    let [awaited, inside, outside, again] = connections[..] else {
        panic!("{connections:?}");
    };
    for waited in [inside, outside] {
        assert!(![awaited, again].contains(&waited), "{connections:?}");
    }
}

#[test]
fn a_call_that_waits_does_not_wait_for_the_token_of_one_that_is_awaited() {
    let server = one();
    let credential = Credential::oauth2(&OAUTH, ClientCredentials::new("a", "b"));
    let api = server.client(&[credential]).build().unwrap();
    let answers = soon(move || {
        runtime().block_on(async {
            let call = || api.0.request(&GUARDED).call::<i32, NoFailure>();
            let awaited = tokio::spawn(call().into_future());
            // Long enough for it to have asked for a token, and not to have it.
            tokio::time::sleep(Duration::from_millis(20)).await;
            [call().wait(), awaited.await.unwrap()].map(|answer| *answer.unwrap())
        })
    });
    assert_eq!(answers, [1, 1]);
}

/// Makes a call of its own in each call.
struct Inner(Api);

impl Hook for Inner {
    fn before(&self, _: &'static Operation, _: &mut Request<Payload>) -> Result<(), HookError> {
        call(&self.0).wait()?;
        Ok(())
    }
}

#[test]
fn a_hook_can_wait_for_a_call() {
    let server = one();
    let plain = server.client(&[]).build().unwrap();
    let api = server.client(&[]).hook(Inner(plain)).build().unwrap();
    let answers = soon(move || [call(&api).wait(), run(call(&api))].map(|answer| *answer.unwrap()));
    assert_eq!(answers, [1, 1]);
    assert_eq!(server.seen().len(), 4);
}

/// Waits for a call in a task of its own.
#[derive(Clone, Default)]
struct Stuck(Arc<OnceLock<Api>>);

impl Transport for Stuck {
    fn send<'a>(
        &'a self,
        _: Request<Payload>,
        _: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Payload>, TransportError>> {
        let api = self.0.get().unwrap().clone();
        Box::pin(async move {
            let inner = tokio::spawn(async move { call(&api).wait().map(drop) });
            let inner = inner.await.unwrap().unwrap_err();
            Err(TransportError::other(inner.to_string()))
        })
    }
}

#[test]
fn what_can_never_end_is_not_waited_for() {
    let transport = Stuck::default();
    let builder = Builder::<Api>::new("http://host").transport(transport.clone());
    let api = builder.retry(Retry::never()).build().unwrap();
    let inner = Api::from_core(Core::clone(&api.0));
    assert!(transport.0.set(inner).is_ok());
    let error = soon(move || call(&api).wait().unwrap_err());
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[test]
fn a_panic_in_a_hook_is_that_of_the_one_who_waits() {
    struct Panic;
    impl Hook for Panic {
        fn after(&self, _: &'static Operation, _: &http::Response<Payload>) {
            panic!("on purpose");
        }
    }
    let server = one();
    let api = server.client(&[]).hook(Panic).build().unwrap();
    assert!(catch_unwind(AssertUnwindSafe(|| call(&api).wait())).is_err());
    let api = server.client(&[]).build().unwrap();
    assert_eq!(*call(&api).wait().unwrap(), 1);
}

#[test]
fn spans_and_hooks_are_those_of_the_thread_that_waits() {
    struct Where(Arc<Mutex<Vec<std::thread::ThreadId>>>);
    impl Hook for Where {
        fn after(&self, _: &'static Operation, _: &http::Response<Payload>) {
            self.0.lock().unwrap().push(std::thread::current().id());
        }
    }
    let threads = Arc::default();
    let server = one();
    let api = server
        .client(&[])
        .hook(Where(Arc::clone(&threads)))
        .build()
        .unwrap();
    let fields = Fields::default();
    tracing::subscriber::with_default(fields.clone(), || {
        assert_eq!(*call(&api).wait().unwrap(), 1);
    });
    let seen = fields.0.lock().unwrap();
    assert!(seen.iter().any(|field| field == "status=200"), "{seen:?}");
    assert_eq!(*threads.lock().unwrap(), [std::thread::current().id()]);
}
