//! Redirects: which are followed, and what goes along.

use super::server::{Server, answer, operation};
use super::{BASIC, KEY, TOKEN, run};
use crate::client::{Call, Credential, Error, RedirectProblem};
use crate::operation::{Location, Operation, Response, SchemeKind, SecurityScheme};
use crate::outcome::NoFailure;
use http::Method;

static HEADER_KEY: SecurityScheme = SecurityScheme {
    name: "header_key",
    kind: SchemeKind::ApiKey {
        location: Location::Header,
        name: "X-Key",
    },
};
static COOKIE_KEY: SecurityScheme = SecurityScheme {
    name: "cookie_key",
    kind: SchemeKind::ApiKey {
        location: Location::Cookie,
        name: "session",
    },
};

const OK: &[Response] = &[Response::code(200, "").json()];
static ALL_KEYS: Operation = operation(
    Method::POST,
    OK,
    &[&[&TOKEN, &KEY, &HEADER_KEY, &COOKIE_KEY]],
);
static BASIC_ONLY: Operation = operation(Method::GET, OK, &[&[&BASIC]]);
static GET: Operation = operation(Method::GET, OK, &[]);
static POST: Operation = operation(Method::POST, OK, &[]);
static PUT: Operation = operation(Method::PUT, OK, &[]);
static DOCUMENTED: Operation = operation(
    Method::GET,
    &[Response::code(302, "").headers(&["Location"])],
    &[],
);
static BY_DEFAULT: Operation = operation(
    Method::GET,
    &[Response::code(200, "").json(), Response::default("").json()],
    &[],
);

fn all_keys() -> [Credential; 4] {
    [
        Credential::bearer(&TOKEN, "S3CRET-t"),
        Credential::api_key(&KEY, "S3CRET-q"),
        Credential::api_key(&HEADER_KEY, "S3CRET-h"),
        Credential::api_key(&COOKIE_KEY, "S3CRET-c"),
    ]
}

/// Answers the first request with a redirect and others with `1`.
fn redirecting(status: u16, location: &str) -> Server {
    let location = format!("location: {location}");
    Server::new(move |_, number| match number {
        0 => answer(status, &[&location], "elsewhere"),
        _ => answer(200, &["content-type: application/json"], "1"),
    })
}

fn one() -> Server {
    Server::new(|_, _| answer(200, &["content-type: application/json"], "1"))
}

fn call(server: &Server, operation: &'static Operation) -> Call<i32, NoFailure> {
    let client = server.client(&all_keys()).build().unwrap();
    let request = client.0.request(operation);
    match operation.method {
        Method::GET => request.call(),
        _ => request.body("S0").call(),
    }
}

#[track_caller]
fn problem(call: Call<i32, NoFailure>) -> (u16, RedirectProblem) {
    match run(call).unwrap_err() {
        Error::Redirect(error) => {
            assert!(error.to_string().starts_with("do_thing: "), "{error}");
            assert!(!format!("{error} {error:?}").contains("S3CRET"));
            (error.status(), error.problem())
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn methods_and_bodies_change_as_http_has_it() {
    let followed = |status, operation: &'static Operation| {
        let server = redirecting(status, "../next?x=1");
        assert_eq!(*run(call(&server, operation)).unwrap(), 1);
        let seen = server.seen();
        let content_type = seen[1].header("content-type").is_some();
        assert_eq!(content_type, !seen[1].body.is_empty());
        (seen[1].line.clone(), seen[1].body.clone())
    };
    let got = ("GET /next?x=1".to_owned(), String::new());
    let sent = |method: &str| (format!("{method} /next?x=1"), "\"S0\"".to_owned());
    for status in [301, 302, 303, 307, 308] {
        assert_eq!(followed(status, &GET), got);
    }
    for status in [301, 302, 303] {
        assert_eq!(followed(status, &POST), got);
    }
    assert_eq!(followed(303, &PUT), got);
    for status in [301, 302, 307, 308] {
        assert_eq!(followed(status, &PUT), sent("PUT"));
    }
    for status in [307, 308] {
        assert_eq!(followed(status, &POST), sent("POST"));
    }
}

#[test]
fn on_its_own_origin_credentials_go_along() {
    let server = redirecting(307, "/api/next");
    run(call(&server, &ALL_KEYS)).unwrap();
    for request in server.seen() {
        assert_eq!(request.header("authorization"), Some("Bearer S3CRET-t"));
        assert_eq!(request.header("x-key"), Some("S3CRET-h"));
        assert_eq!(request.header("cookie"), Some("session=S3CRET-c"));
        assert!(request.line.ends_with("?key=S3CRET-q"), "{}", request.line);
    }
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn a_key_that_a_redirect_keeps_is_not_sent_twice() {
    let server = redirecting(307, "/api/next?key=S3CRET-q&x=1");
    run(call(&server, &ALL_KEYS)).unwrap();
    assert_eq!(server.lines()[1], "POST /api/next?key=S3CRET-q&x=1");
}

/// Follows a redirect to another origin; no credential may arrive there.
#[track_caller]
fn leaves_behind(operation: &'static Operation, credentials: &[Credential]) {
    for status in [302, 307] {
        let elsewhere = one();
        let home = redirecting(status, &format!("{}/there", elsewhere.url));
        let client = home.client(credentials).header("X-Other", "S3CRET-o");
        let client = client.build().unwrap();
        let call = client.0.request(operation).call::<i32, NoFailure>();
        let call = call.header("X-Mine", "S3CRET-m");
        assert_eq!(*run(call).unwrap(), 1);
        assert!(home.seen()[0].shows("S3CRET-o"));
        let there = &elsewhere.seen()[0];
        assert!(!there.shows("S3CRET"), "{there:?}");
        assert_eq!(there.header("authorization"), None);
        assert_eq!(there.header("accept"), Some("application/json"));
        assert!(there.header("user-agent").is_some());
    }
}

#[test]
fn to_another_origin_go_no_keys_and_no_bearer_token() {
    leaves_behind(&ALL_KEYS, &all_keys());
}

#[test]
fn to_another_origin_goes_no_basic_credential() {
    leaves_behind(&BASIC_ONLY, &[Credential::basic(&BASIC, "joe", "x")]);
}

#[test]
fn another_name_of_the_same_server_is_another_origin() {
    let elsewhere = one();
    let name = elsewhere.url.replace("127.0.0.1", "localhost");
    let home = redirecting(307, &format!("{name}/x"));
    run(call(&home, &ALL_KEYS)).unwrap();
    assert!(!elsewhere.seen()[0].shows("S3CRET"));
}

#[test]
fn credentials_do_not_come_back() {
    let elsewhere = Server::new(|request, _| {
        let home = request.line.split("home=").nth(1).unwrap();
        answer(307, &[&format!("location: {home}/api/again")], "")
    });
    let there = elsewhere.url.clone();
    let home = Server::new(move |request, number| match number {
        0 => {
            let host = request.header("host").unwrap();
            answer(
                307,
                &[&format!("location: {there}/?home=http://{host}")],
                "",
            )
        }
        _ => answer(200, &["content-type: application/json"], "1"),
    });
    run(call(&home, &ALL_KEYS)).unwrap();
    let seen = home.seen();
    assert!(seen[0].shows("S3CRET"));
    assert_eq!(seen[1].line, "POST /api/again");
    assert!(!seen[1].shows("S3CRET"));
}

#[test]
fn redirects_are_limited() {
    let server = Server::new(|_, _| answer(302, &["location: /again"], ""));
    assert_eq!(
        problem(call(&server, &GET)),
        (302, RedirectProblem::TooMany(10))
    );
    assert_eq!(server.seen().len(), 11);

    let client = server.client(&[]).redirects(0).build().unwrap();
    let error = run(client.0.request(&GET).call::<i32, NoFailure>()).unwrap_err();
    assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
    assert_eq!((error.status(), server.seen().len()), (Some(302), 12));
}

#[test]
fn what_is_neither_http_nor_https_is_not_followed() {
    for location in [
        "ftp://127.0.0.1/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://joe:S3CRET@127.0.0.1/",
        "http://",
        "http:///x",
    ] {
        let server = redirecting(302, location);
        let expected = (302, RedirectProblem::Unsupported);
        assert_eq!(problem(call(&server, &GET)), expected, "{location}");
        assert_eq!(server.seen().len(), 1);
    }
}

#[test]
fn documented_redirects_are_answers() {
    let server = redirecting(302, "/next");
    let client = server.client(&[]).build().unwrap();
    let call = client.0.request(&DOCUMENTED).call::<(), NoFailure>();
    let answer = run(call).unwrap();
    assert_eq!((answer.status(), server.seen().len()), (302, 1));
    assert_eq!(answer.headers()["location"], "/next");
}

#[test]
fn a_default_answer_documents_no_redirect() {
    let server = redirecting(302, "/next");
    assert_eq!(*run(call(&server, &BY_DEFAULT)).unwrap(), 1);
    assert_eq!(server.seen().len(), 2);
}
