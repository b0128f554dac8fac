//! Calls without types.

use super::server::{Server, answer};
use super::*;
use crate::operation::Response as Documented;
use crate::stream::tests::run;
use http::Method;
use serde_json::json;

static RESPONSES: [Documented; 1] = [Documented::code(200, "").json()];
static PARAMETERS: [Parameter; 2] = [
    Parameter::query("page", ""),
    Parameter::query("tags", "").array(),
];
static GET: Operation = Operation {
    id: "get_thing",
    tag: "",
    summary: "",
    method: Method::GET,
    path: "/thing",
    parameters: &PARAMETERS,
    body: Some(Body::required(&["application/json"])),
    responses: &RESPONSES,
    paging: None,
    server: None,
    security: &[&[&TOKEN]],
    deprecated: false,
    extensions: &[],
};

#[test]
fn any_operation_is_called_with_any_values() {
    let server = Server::new(|_, _| answer(418, &["x-a: b"], "not documented"));
    let client = Dynamic::builder(&server.url)
        .auth(Credential::bearer(&TOKEN, "t"))
        .build()
        .unwrap();
    let request = client.request(&GET).parameter(&PARAMETERS[0], &json!(2));
    let request = request.parameter(&PARAMETERS[1], &json!(["a", "b c"]));
    let request = request.raw_body("text/x", "as it is".into());
    let mut reply = run(async { request.call::<(), NoFailure>().raw().await.unwrap() });
    assert_eq!(reply.status(), 418);
    assert_eq!(reply.headers()["x-a"], "b");
    let body = run(async { reply.payload().bytes().await.unwrap() });
    assert_eq!(body, "not documented");
    let seen = server.seen();
    assert_eq!(seen[0].line, "GET /thing?page=2&tags=a&tags=b%20c");
    assert_eq!(seen[0].header("content-type"), Some("text/x"));
    assert_eq!(seen[0].header("authorization"), Some("Bearer t"));
    assert_eq!(seen[0].body, "as it is");
}

#[test]
fn what_is_no_parameter_of_the_operation_is_refused() {
    static OTHER: Parameter = Parameter::query("other", "");
    let client = Dynamic::builder("http://127.0.0.1:9").build().unwrap();
    let call = client.request(&GET).parameter(&OTHER, "x");
    let failure = run(async { call.call::<(), NoFailure>().raw().await.unwrap_err() });
    let said = "the query parameter `other` is not a parameter of the operation";
    assert!(failure.to_string().ends_with(said), "{failure}");
}
