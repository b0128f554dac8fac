//! Schemas without values, or with none of reasonable size.

use super::{get, start};
use crate::scratch::Scratch;
use specwright::mock::Mock;
use std::time::{Duration, Instant};

const HOSTILE: &str = include_str!("hostile.yaml");

/// Each of these has no answer, and the reason has this in it.
const REFUSED: &[(&str, &str)] = &[
    ("/endless", "contain itself without end"),
    ("/wide", "parts of values"),
    ("/items", "1000000000 items are more than"),
    ("/properties", "1000000000 properties are more than"),
    (
        "/length",
        "characters are more than the 10000 that are made",
    ),
    ("/bounds", "between 5 and 4"),
    ("/lengths", "at least 5 characters and at most 4"),
    ("/multiples", "no multiple of 7"),
    ("/pattern", ""),
    ("/unmatched", "must not obey"),
    ("/unique", "not enough different items"),
    ("/never", ""),
    ("/header", "1000000 characters are more than"),
];

#[test]
fn what_has_no_value_is_refused_in_time() {
    let start_of_all = Instant::now();
    let server = start("mock-hostile", HOSTILE, 0);
    for (path, reason) in REFUSED {
        let answer = get(&server, path, &[]);
        assert_eq!(answer.status, 500, "{path} {}", answer.body);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert!(answer.body.contains(reason), "{path} {}", answer.body);
    }
    assert_eq!(get(&server, "/tree", &[]).status, 200);
    assert!(start_of_all.elapsed() < Duration::from_secs(60));
}

#[test]
fn what_has_no_value_is_listed_at_the_start() {
    let scratch = Scratch::new("mock-listed");
    scratch.write("spec.yaml", HOSTILE);
    let api = Mock::new(scratch.path().join("spec.yaml")).load().unwrap();
    for (path, reason) in REFUSED {
        let line = format!("GET {path}, status 200: ");
        let mut listed = api.unanswerable().iter();
        let found = listed.any(|one| one.starts_with(&line) && one.contains(reason));
        assert!(found, "{path}: {:?}", api.unanswerable());
    }
}

/// Deep and large requests are those of a generated server: refused, or read.
#[test]
fn hostile_requests_do_no_harm() {
    let scratch = Scratch::new("mock-requests");
    let spec = r##"{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/trees":
        {"post": {"operationId": "put", "requestBody": {"required": true, "content":
        {"application/json": {"schema": {"$ref": "#/components/schemas/Tree"}}}},
        "responses": {"204": {"description": ""}}}}}, "components": {"schemas": {"Tree":
        {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}}}"##;
    scratch.write("spec.json", spec);
    let server = Mock::new(scratch.path().join("spec.json")).start().unwrap();
    let send = |body: &str| {
        let typed = ["Content-Type: application/json"];
        super::send(&server.url(), "POST /trees", &typed, body).status
    };
    assert_eq!(send("[[],[[]]]"), 204);
    for depth in [120, 200, 100_000] {
        let body = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!([204, 400].contains(&send(&body)), "{depth}");
    }
    let wide = format!("[{}[]]", "[],".repeat(400_000));
    assert_eq!(send(&wide), 204);
    assert_eq!(send("[[],{}]"), 400);
}
