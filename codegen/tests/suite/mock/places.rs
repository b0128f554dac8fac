//! Where the mock serves operations, and what it gives in media types that
//! flow.

use super::{get, start};
use crate::mock::wire::send;

#[test]
fn operations_are_below_the_paths_of_their_own_servers() {
    let text = include_str!("../../cases/ok/operation_servers.yaml");
    let server = start("mock-places", text, 0);
    let key = &["X-Key: k"];
    let status = |line: &str| send(&server.url(), line, key, "").status;
    for (line, expected) in [
        ("GET /eu/things/things", 204),
        ("POST /v2/things", 204),
        ("PUT /v1/things", 204),
        ("POST /x/v2/things", 204),
        ("GET /v1/v2/things", 204),
        ("GET /x/a/b", 204),
        ("GET /v1/things", 405),
        ("GET /v2/things", 405),
        ("GET /v1/b", 404),
    ] {
        assert_eq!(status(line), expected, "{line}");
    }
}

#[test]
fn the_media_type_that_is_liked_says_what_is_given() {
    let text = include_str!("../../cases/ok/flowing_choices.yaml");
    let server = start("mock-choices", text, 0);
    let json = ["Content-Type: application/json"];
    let given = |accept: &str| {
        let headers = [json[0], &format!("Accept: {accept}")];
        let answer = send(&server.url(), "POST /answer", &headers, "{\"stream\":true}");
        assert_eq!(answer.status, 200, "{accept}");
        (answer.header("content-type").to_owned(), answer.body)
    };
    let (media_type, body) = given("*/*");
    assert_eq!((media_type.as_str(), &body[..1]), ("application/json", "["));
    let (media_type, body) = given("text/event-stream");
    assert_eq!(media_type, "text/event-stream");
    assert!(body.contains("data:"), "{body}");
    let (media_type, body) = given("application/x-ndjson");
    assert_eq!(media_type, "application/x-ndjson");
    assert!(body.contains("{\"x\":"), "{body}");
    let (media_type, _) = given("image/png");
    assert_eq!(media_type, "image/png");
    let any = get(&server, "/whatever?status=200", &[]);
    assert_eq!(
        (any.status, any.header("content-type")),
        (200, "application/octet-stream")
    );
}
