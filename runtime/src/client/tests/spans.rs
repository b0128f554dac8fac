//! What a call tells to those who trace.

use super::server::{Server, answer, operation};
use super::{KEY, run};
use crate::client::{Credential, Retry};
use crate::operation::{Operation, Response};
use crate::outcome::NoFailure;
use crate::traced::Fields;
use http::Method;
use std::time::Duration;

static GET: Operation = operation(Method::GET, &[Response::code(200, "").json()], &[&[&KEY]]);

#[test]
fn a_call_is_a_span_that_hides_secrets() {
    let server = Server::new(|_, number| match number {
        0 => answer(503, &[], "S3CRET"),
        1 => answer(302, &["location: /next?key=S3CRET"], ""),
        _ => answer(200, &["content-type: application/json"], "1"),
    });
    let retry = Retry::default().backoff(Duration::from_millis(1), Duration::from_secs(1));
    let api = server.client(&[Credential::api_key(&KEY, "S3CRET")]);
    let api = api.retry(retry).build().unwrap();
    let fields = Fields::default();
    tracing::subscriber::with_default(fields.clone(), || {
        let call = api.0.request(&GET).call::<i32, NoFailure>();
        assert_eq!(*run(call.header("X-Mine", "S3CRET")).unwrap(), 1);
    });
    let seen = fields.0.lock().unwrap();
    for expected in [
        "operation=\"do_thing\"",
        "method=\"GET\"",
        "route=\"/thing\"",
        "attempt=1",
        "attempt=2",
        "status=200",
    ] {
        assert!(
            seen.iter().any(|field| field == expected),
            "{expected}: {seen:?}"
        );
    }
    assert!(
        !seen.iter().any(|field| field.contains("S3CRET")),
        "{seen:?}"
    );
}
