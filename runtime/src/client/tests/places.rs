//! Operations with servers of their own, and calls made elsewhere: where they
//! go, and what goes along.

use super::server::{Server as Recorder, answer, operation};
use super::*;
use crate::operation::Server;
use http::Method;

const OK: &[Documented] = &[Documented::code(200, "").json()];
const KEY_ONLY: &[&[&SecurityScheme]] = &[&[&TOKEN]];

/// An operation with a server at this URL.
fn at(url: String) -> &'static Operation {
    Box::leak(Box::new(Operation {
        server: Some(Server::new(url.leak(), "")),
        ..operation(Method::GET, OK, KEY_ONLY)
    }))
}

static HERE: Operation = operation(Method::GET, OK, KEY_ONLY);

fn recorder() -> Recorder {
    Recorder::new(|_, _| answer(200, &["content-type: application/json"], "1"))
}

fn builder(home: &Recorder) -> Builder<Api> {
    home.client(&[Credential::bearer(&TOKEN, "S3CRET")])
}

fn call(builder: Builder<Api>, operation: &'static Operation) -> Call<i32, NoFailure> {
    builder.build().unwrap().0.request(operation).call()
}

/// The target of the only request that came, and whether it has the token.
#[track_caller]
fn came(recorder: &Recorder) -> (String, bool) {
    let seen = recorder.seen();
    assert_eq!(seen.len(), 1);
    (seen[0].line.clone(), seen[0].shows("S3CRET"))
}

fn thing(path: &str, has_token: bool) -> (String, bool) {
    (format!("GET {path}/thing"), has_token)
}

#[test]
fn a_server_of_its_own_gets_no_credentials() {
    let (home, other) = (recorder(), recorder());
    run(call(builder(&home), at(format!("{}/own/", other.url)))).unwrap();
    assert_eq!(came(&other), thing("/own", false));
    assert!(home.seen().is_empty());
}

#[test]
fn one_that_the_builder_knows_gets_credentials_where_it_is() {
    let (home, other) = (recorder(), recorder());
    let described = "https://own.example/v1";
    let builder = builder(&home)
        .operation_server(described, "http://127.0.0.1:9")
        .operation_server(described, format!("{}/there", other.url));
    run(call(builder, at(described.to_owned()))).unwrap();
    assert_eq!(came(&other), thing("/there", true));
    assert!(home.seen().is_empty());
}

#[test]
fn a_relative_one_is_on_the_origin_of_the_base_url() {
    for (url, path) in [("/own", "/own"), ("/", ""), ("own/x", "/api/own/x")] {
        let home = recorder();
        run(call(builder(&home), at(url.to_owned()))).unwrap();
        assert_eq!(came(&home), thing(path, true));
    }
    let home = recorder();
    run(call(builder(&home), at(format!("{}/own", home.url)))).unwrap();
    assert_eq!(came(&home), thing("/own", true));
}

#[test]
fn nothing_goes_from_https_to_http() {
    let other = recorder();
    let secure =
        || Builder::<Api>::new("https://127.0.0.1:9").auth(Credential::bearer(&TOKEN, "S3CRET"));
    let refused = run(call(secure(), at(other.url.clone()))).unwrap_err();
    assert!(matches!(refused, Error::InvalidRequest(_)), "{refused}");
    assert!(other.seen().is_empty());
    // Who says so has it so.
    let told = secure().operation_server(&other.url, &other.url);
    run(call(told, at(other.url.clone()))).unwrap();
    assert_eq!(came(&other), thing("", true));
}

#[test]
fn a_call_can_be_made_elsewhere() {
    let (home, other) = (recorder(), recorder());
    let own = at("https://own.example".to_owned());
    run(call(builder(&home), own).at(format!("{}/x", other.url))).unwrap();
    assert_eq!(came(&other), thing("/x", false));
    run(call(builder(&home), own).at(format!("{}/x", home.url))).unwrap();
    assert_eq!(came(&home), thing("/x", true));
    let known = recorder();
    let builder = builder(&home).operation_server("own", &known.url);
    run(call(builder, &HERE).at(&known.url)).unwrap();
    assert_eq!(came(&known), thing("", true));
}

#[test]
fn what_an_answer_led_to_is_asked_for() {
    let (home, other) = (recorder(), recorder());
    let to = |location: &str| {
        let call = call(builder(&home), &HERE).header("x-mine", "S3CRET");
        run(call.at_location(location).header("range", "bytes=5-"))
    };
    to("/there?y").unwrap();
    assert_eq!(came(&home), ("GET /there?y".to_owned(), true));
    to(&format!("{}/there", other.url)).unwrap();
    assert_eq!(came(&other), ("GET /there".to_owned(), false));
    assert!(other.seen()[0].shows("bytes=5-"));
    for location in [
        "ftp://own.example",
        "http://me:S3CRET@own.example",
        "http://",
    ] {
        let refused = to(location).unwrap_err();
        assert!(matches!(refused, Error::InvalidRequest(_)), "{refused}");
        assert!(!refused.to_string().contains("S3CRET"));
    }
    let secure = call(Builder::new("https://127.0.0.1:9"), &HERE);
    let refused = run(secure.at_location(&other.url)).unwrap_err();
    assert!(
        refused.to_string().contains("from https to http"),
        "{refused}"
    );
}

#[test]
fn a_redirect_takes_no_credentials_from_one_home_to_another() {
    let (home, known) = (recorder(), recorder());
    let location = format!("location: {}/there/thing", known.url);
    let leading = Recorder::new(move |_, _| answer(307, &[&location], ""));
    let builder = builder(&home)
        .operation_server("known", &known.url)
        .operation_server("leading", &leading.url);
    run(call(builder, at("leading".to_owned()))).unwrap();
    assert_eq!(came(&leading), thing("", true));
    assert_eq!(came(&known), thing("/there", false));
}

#[test]
fn what_is_no_url_is_refused() {
    let home = recorder();
    for url in [
        "",
        "own",
        "ftp://own.example",
        "http://me:S3CRET@own.example",
        "http://",
    ] {
        let built = builder(&home).operation_server("x", url).build();
        let error = built.unwrap_err().to_string();
        assert!(error.starts_with("for the server of operations"), "{error}");
        assert!(!error.contains("S3CRET"));
        let refused = run(call(builder(&home), &HERE).at(url)).unwrap_err();
        assert!(matches!(refused, Error::InvalidRequest(_)), "{refused}");
        assert!(!refused.to_string().contains("S3CRET"));
    }
    for url in ["ftp://own.example", "http://a@own.example", "//"] {
        let refused = run(call(builder(&home), at(url.to_owned()))).unwrap_err();
        assert!(matches!(refused, Error::InvalidRequest(_)), "{refused}");
    }
    assert!(home.seen().is_empty());
}
