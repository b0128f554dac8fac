//! What requests are called, what is known of them, and what becomes of
//! failures that no description documents.

use super::*;
use crate::operation::Parameter;
use crate::traced::Fields;
use http::HeaderName;

static SHOW: Operation = operation("/show/{id}", Method::GET, &[], None);
static FAIL: Operation = operation("/fail", Method::GET, &[], None);
static BUSY: Operation = operation("/busy", Method::GET, &[], None);
static LIMIT: Operation = Operation {
    id: "limit",
    tag: "",
    summary: "",
    method: Method::GET,
    path: "/limit",
    parameters: &[
        Parameter::query("limit", "").preset("20"),
        Parameter::query("odd", "").preset("\"x\""),
        Parameter::query("broken", "").preset("["),
    ],
    body: None,
    responses: &[],
    paging: None,
    server: None,
    security: &[],
    deprecated: false,
    extensions: &[],
};

/// An implementation that knows which request it answers.
struct Known(Context);

impl Known {
    fn show(&self) -> Value {
        let of_layer = self.0.extensions().get::<&'static str>();
        let note = self
            .0
            .headers()
            .get("x-note")
            .map(|note| note.to_str().unwrap());
        json!([self.0.operation().id, self.0.request_id(), note, of_layer])
    }
}

fn failing(rejection: Rejection) -> Handled {
    let failed: Result<Value, Failed<NoFailure>> = Err(rejection.into());
    Box::pin(async move { answered::<Undocumented, Value, NoFailure>(&Asked::of(&FAIL), failed) })
}

fn known(options: Options) -> axum::Router {
    Router::per_request("/api", Known, Nobody, options)
        .public(&SHOW, |api: Arc<Known>, _| {
            answer_with(Ok(api.show()), &SHOW)
        })
        .public(&FAIL, |_, _| {
            failing(Rejection::failed("the secret database is down"))
        })
        .public(&BUSY, |_, _| {
            let rejection = Rejection::unavailable("the secret database is busy");
            failing(rejection.retry_after(Duration::from_secs(7)))
        })
        .public(&LIMIT, |_, request| {
            let limit = request.query_with("limit", |limit: &Option<i64>, check| {
                if limit.is_some_and(|limit| limit > 10) {
                    check.violation("must be at most 10");
                }
            });
            let odd: Result<Option<i64>, _> = request.query("odd");
            let broken: Result<Option<i64>, _> = request.query("broken");
            answer_with(Ok(json!([limit.ok(), odd.ok(), broken.ok()])), &LIMIT)
        })
        .into_axum()
}

const ID: (&str, &str) = ("x-request-id", "7f3c");

#[test]
fn an_id_is_kept_shown_and_given_back() {
    for (path, text) in [
        ("/api/show/1", "\"7f3c\""),
        ("/api/fail", "\"request_id\":\"7f3c\""),
        ("/api/nothing", "\"request_id\":\"7f3c\""),
    ] {
        let answer = answer(known(Options::default()), request("GET", path, &[ID], ""));
        assert!(answer.text.contains(text), "{path}: {}", answer.text);
        assert_eq!(answer.headers["x-request-id"], "7f3c", "{path}");
    }
    let other = answer(
        known(Options::default()),
        request("POST", "/api/fail", &[ID], ""),
    );
    assert_eq!(
        (other.status, &other.headers["x-request-id"]),
        (405, &"7f3c".parse().unwrap())
    );
}

#[test]
fn ids_that_are_made_differ() {
    let made = || {
        let answer = answer(
            known(Options::default()),
            request("GET", "/api/show/1", &[], ""),
        );
        answer.headers["x-request-id"].to_str().unwrap().to_owned()
    };
    assert_ne!(made(), made());
}

#[test]
fn the_header_is_a_choice() {
    let other = Options::default().request_id_header(HeaderName::from_static("x-trace"));
    let traced = [ID, ("x-trace", "abc")];
    let answer = answer(known(other), request("GET", "/api/fail", &traced, ""));
    assert_eq!(answer.headers["x-trace"], "abc");
    assert!(!answer.headers.contains_key("x-request-id"));
    assert!(answer.text.contains("\"request_id\":\"abc\""));

    let none = Options::default().request_id_header(None);
    let answer = super::answer(known(none), request("GET", "/api/fail", &[ID], ""));
    assert!(!answer.headers.contains_key("x-request-id") && !answer.text.contains("request_id"));
}

#[test]
fn an_implementation_knows_its_request() {
    let router = known(Options::default()).layer(axum::Extension("layer"));
    let answer = answer(
        router,
        request("GET", "/api/show/1", &[ID, ("x-note", "hi")], ""),
    );
    assert_eq!(answer.text, r#"["/show/{id}","7f3c","hi","layer"]"#);
}

#[test]
fn failures_of_the_server_are_rendered_without_their_source() {
    let options = Options::default().rejections(|rejection| {
        let source = std::error::Error::source(rejection).map(ToString::to_string);
        assert!(source.unwrap().starts_with("the secret database"));
        rejection.problem_details()
    });
    for (path, status, retry_after) in [("/api/fail", 500, None), ("/api/busy", 503, Some("7"))] {
        let answer = answer(known(options.clone()), request("GET", path, &[], ""));
        assert_eq!(answer.status, status);
        assert!(!answer.text.contains("secret"), "{}", answer.text);
        let given = answer.headers.get("retry-after");
        assert_eq!(given.map(|value| value.to_str().unwrap()), retry_after);
    }
}

#[test]
fn the_log_tells_which_request_has_failed_and_why() {
    let fields = Fields::default();
    tracing::subscriber::with_default(fields.clone(), || {
        answer(
            known(Options::default()),
            request("GET", "/api/fail", &[ID], ""),
        )
    });
    let fields = fields.0.lock().unwrap().join("\n");
    for expected in [
        "request_id=\"7f3c\"",
        "status=500",
        "error=the secret database is down",
    ] {
        assert!(fields.contains(expected), "{fields}");
    }
}

#[test]
fn who_authenticates_may_fail_too() {
    let lost = [("authorization", "Basic bG9zdDpwYXNz")];
    let answer = send(
        Options::default(),
        request("PUT", "/api/things/x", &lost, "[]"),
    );
    assert_eq!(answer.status, 503, "{}", answer.text);
    assert!(!answer.text.contains("users"));
}

#[test]
fn failures_are_one_of_two_kinds() {
    let documented: Result<(), Failed<u8>> = Err(7.into());
    assert!(matches!(documented, Err(Failed::Documented(7))));
    let own: Failed<NoFailure> = Rejection::failed("why").into();
    let source = std::error::Error::source(&own).map(ToString::to_string);
    assert_eq!(
        (own.to_string(), source),
        ("the server failed".into(), Some("why".into()))
    );
}

#[test]
fn a_default_stands_in_for_what_is_not_given() {
    for (query, expected) in [
        // The constraints hold for what is given only.
        ("", "[20,null,null]"),
        ("?limit=3&odd=1&broken=2", "[3,1,2]"),
        ("?limit=11", "[null,null,null]"),
    ] {
        let uri = format!("/api/limit{query}");
        let answer = answer(known(Options::default()), request("GET", &uri, &[], ""));
        assert_eq!(answer.text, expected, "{query}");
    }
}
