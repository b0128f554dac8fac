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

/// Lists whose commas are encoded are read as such where nothing else fits.
#[test]
fn encoded_commas_separate_what_is_no_value_otherwise() {
    const fn list(name: &'static str, shape: Shape) -> Parameter {
        Parameter {
            explode: false,
            shape,
            ..parameter(name, Location::Query, Style::Form)
        }
    }
    static LISTS: [Parameter; 3] = [
        list("numbers", Shape::Array),
        list("words", Shape::Array),
        list("pairs", Shape::Object),
    ];
    let find: &'static Operation = Box::leak(Box::new(Operation {
        parameters: &LISTS,
        ..operation("/find", Method::GET, &[], None)
    }));
    let router = || {
        Router::new("", (), Nobody, Options::default())
            .public(find, |_, request| {
                let found = || -> Result<Value, Rejection> {
                    Ok(json!([
                        request.query::<Option<Vec<i64>>>("numbers")?,
                        request.query::<Option<Vec<String>>>("words")?,
                        request.query::<Option<crate::Map<i64>>>("pairs")?,
                    ]))
                };
                answer_with(found(), request.operation())
            })
            .into_axum()
    };
    for (query, expected) in [
        ("numbers=1,2", "[[1,2],null,null]"),
        ("numbers=1%2C2", "[[1,2],null,null]"),
        ("words=a,b%2Cc", r#"[null,["a","b,c"],null]"#),
        ("words=a%2Cb", r#"[null,["a,b"],null]"#),
        ("pairs=a%2C1%2Cb%2C2", r#"[null,null,{"a":1,"b":2}]"#),
    ] {
        let request = request("GET", &format!("/find?{query}"), &[], "");
        assert_eq!(answer(router(), request).text, expected, "{query}");
    }
    for wrong in [
        "numbers=1%2Cx",
        "pairs=a%2C1%2Cb",
        "numbers=1%2C2&numbers=3",
    ] {
        let request = request("GET", &format!("/find?{wrong}"), &[], "");
        assert_eq!(answer(router(), request).status, 400, "{wrong}");
    }
}

#[test]
fn the_base_path_can_be_another() {
    let status = |base: &str, uri: &str| {
        let options = Options::default().base_path(base);
        send(options, request("GET", uri, &[], "")).status
    };
    assert_eq!(status("/v2/", "/v2/things/x"), 200);
    assert_eq!(status("v2", "/v2/things/x"), 200);
    assert_eq!(status("/v2", "/api/things/x"), 404);
    assert_eq!(status("", "/things/x"), 200);
}

#[test]
fn the_path_of_the_base_is_served_without_a_slash_too() {
    static ROOT: Operation = operation("/", Method::GET, &[], None);
    let router = || {
        Router::new("/v1", (), Nobody, Options::default())
            .public(&ROOT, |_, _| answer_with(Ok(json!("root")), &ROOT))
            .into_axum()
    };
    for (uri, status) in [("/v1", 200), ("/v1/", 200), ("/", 404), ("/v1//", 404)] {
        let request = request("GET", uri, &[], "");
        assert_eq!(answer(router(), request).status, status, "{uri}");
    }
}

#[test]
fn plain_json_is_taken_for_json_of_another_name_and_for_text() {
    for (taken, given, status) in [
        ("application/merge-patch+json", "application/json", 200),
        ("text/plain", "application/json; charset=utf-8", 200),
        ("application/json", "application/merge-patch+json", 415),
        ("application/xml", "application/json", 415),
        ("image/png", "application/json", 415),
    ] {
        let media_types = Box::leak(Box::new([taken]));
        let note = operation(
            "/note",
            Method::PUT,
            &[],
            Some(Expected::required(media_types)),
        );
        let note: &'static Operation = Box::leak(Box::new(note));
        let router =
            Router::new("", (), Nobody, Options::default()).public(note, |_, mut request| {
                let body = request.body::<String>().map(Value::from);
                answer_with(body, request.operation())
            });
        let request = request("PUT", "/note", &[("content-type", given)], "\"text\"");
        let answer = answer(router.into_axum(), request);
        assert_eq!(
            answer.status, status,
            "{given} for {taken}: {}",
            answer.text
        );
    }
}
