//! Requests that find a handler, and those that do not.

use super::*;

#[test]
fn requests_find_their_handlers() {
    let all = [("x-note", "n"), ("cookie", "a=b; session=%73")];
    check(
        "GET",
        "/api/things/a%2Fb?limit=7",
        &all,
        "",
        (200, r#"["a/b",7,"n","s"]"#),
    );
    check(
        "GET",
        "/api/things/x",
        &[],
        "",
        (200, r#"["x",null,null,null]"#),
    );
    check("GET", "/api/things/x.json", &[], "", (200, r#""export""#));
    // What has a query in its path is meant where a request has it too.
    for (uri, body) in [
        ("/api/things/x?beta=1&a%20b", r#""beta""#),
        ("/api/things/x?a%20b&limit=3&beta=1", r#""beta""#),
        ("/api/things/x?beta=1", r#"["x",null,null,null]"#),
    ] {
        check("GET", uri, &[], "", (200, body));
    }
    check("GET", "/api/things/:me", &[], "", (200, "null"));
    check("GET", "/api/things?limit=1", &[], "", (200, "1"));
    let answer = send(
        Options::default(),
        request("HEAD", "/api/things/x", &[], ""),
    );
    assert_eq!((answer.status, answer.text.as_str()), (200, ""));
    assert_eq!(answer.headers["content-length"], "20");
}

/// A route of which each operation has a query in its path is not in the way
/// of those that are meant without it.
#[test]
fn a_path_without_its_query_is_left_to_others() {
    for (uri, body) in [
        ("/api/things/draft?beta=1", r#""draft""#),
        ("/api/things/draft", r#"["draft",null,null,null]"#),
        ("/api/things/draft?beta=2", r#"["draft",null,null,null]"#),
        // With more of the query, yet less of the path.
        ("/api/things/draft?beta=1&a%20b", r#""draft""#),
    ] {
        check("GET", uri, &[], "", (200, body));
    }
    check("PUT", "/api/things/draft", &[], "", (401, ""));
    let answer = send(
        Options::default(),
        request("DELETE", "/api/things/draft", &[], ""),
    );
    assert_eq!(answer.status, 405);
    assert_eq!(answer.headers["allow"], "GET, HEAD, PUT");
}

#[test]
fn requests_that_fit_no_operation() {
    for uri in [
        "/",
        "/api",
        "/api/",
        "/api/things/",
        "/api/things/a/b",
        "/things/a",
    ] {
        check("GET", uri, &[], "", (404, ""));
    }
    let answer = send(
        Options::default(),
        request("DELETE", "/api/things/x", &[], ""),
    );
    assert_eq!(answer.status, 405);
    assert_eq!(answer.headers["allow"], "GET, HEAD, PUT");
    check(
        "GET",
        "/api/things/x",
        &[("accept", "text/html")],
        "",
        (406, ""),
    );
    check(
        "GET",
        "/api/things/x",
        &[("accept", "text/html, */*;q=0.1")],
        "",
        (200, ""),
    );
}

#[test]
fn parameters_that_do_not_fit() {
    let bad = r#"{"detail":"the request does not fit the description","#;
    for (uri, error) in [
        ("/api/things/%ff", r#""in":"path","name":"id","pointer":"""#),
        (
            "/api/things/x?limit=S3CRET",
            "the text is not a valid integer",
        ),
        ("/api/things/x?limit=11", "must be at most 10"),
        (
            "/api/things/x?limit=1&limit=2",
            "it is given more than once",
        ),
        ("/api/things", "it is required: give it"),
    ] {
        let answer = send(Options::default(), request("GET", uri, &[], ""));
        assert_eq!(answer.status, 400, "{}", answer.text);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        assert!(answer.text.starts_with(bad), "{}", answer.text);
        assert!(answer.text.contains(error), "{}", answer.text);
        assert!(!answer.text.contains("S3CRET"));
    }
}

#[test]
fn a_form_without_fields_is_not_a_missing_body() {
    let form = [("content-type", "application/x-www-form-urlencoded")];
    for (headers, body, expected) in [
        (&form[..], "", "{}"),
        (&form, "a=1", r#"{"a":"1"}"#),
        (&[], "", "null"),
    ] {
        check("POST", "/api/form", headers, body, (200, expected));
    }
}

#[test]
fn an_empty_text_is_not_a_missing_body() {
    let text = [("content-type", "text/plain")];
    check("POST", "/api/note", &text, "", (200, "\"\""));
    check("POST", "/api/note", &[], "", (400, ""));
}
