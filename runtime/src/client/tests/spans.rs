//! What a call tells to those who trace.

use super::server::{Server, answer, operation};
use super::{KEY, run};
use crate::client::{Credential, Retry};
use crate::operation::{Operation, Response};
use crate::outcome::NoFailure;
use http::Method;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static GET: Operation = operation(Method::GET, &[Response::code(200, "").json()], &[&[&KEY]]);

/// Keeps all fields of all spans and events, as `name=value`.
#[derive(Clone, Default)]
pub(super) struct Fields(pub(super) Arc<Mutex<Vec<String>>>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let text = format!("{field}={value:?}");
        self.0.lock().unwrap().push(text);
    }
}

impl Subscriber for Fields {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("specwright_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

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
