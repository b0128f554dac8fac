//! The errors of Onedata: each is read and written as it is listed, and the
//! clients of all three APIs give it.

// A helper of a test fails the way a test does.
#![allow(clippy::unwrap_used, clippy::panic)]

use onedata::onezone::user::GetUserGroupError;
use onedata::runtime::client::{Error, Retry};
use onedata::runtime::{Call, Outcome, Reported};
use onedata::{OnedataError, onepanel, oneprovider, onezone};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

/// The list that the enumeration is generated from, by id.
fn listed() -> Vec<(String, Value)> {
    let text = include_str!("../spec/errors/errors.yaml");
    let description: Value = serde_yaml::from_str(text).unwrap();
    let errors = &description["x-specwright-errors"]["errors"];
    let errors = errors.as_object().unwrap().iter();
    errors
        .map(|(id, facts)| (id.clone(), facts.clone()))
        .collect()
}

/// A value of a type in the list.
fn made_up(name: &str, ty: &Value) -> Value {
    match ty.as_str() {
        Some("string") => json!(format!("some {name}")),
        Some("integer") => json!(name.len()),
        Some("object") => json!({name: ["a", 1]}),
        Some("any") => json!([name, null]),
        Some("error") => json!({
            "id": "badValueString",
            "description": "inner",
            "details": {"key": name}
        }),
        Some(other) => panic!("{other}"),
        None => json!([made_up(name, &ty[0]), made_up(name, &ty[0])]),
    }
}

fn read(body: &Value) -> Reported<OnedataError> {
    Reported::from_json(body.to_string().as_bytes()).unwrap()
}

fn is_unknown(error: &OnedataError) -> bool {
    matches!(error, OnedataError::Unknown { .. })
}

#[test]
fn each_error_is_read_and_written_as_it_is_listed() {
    let listed = listed();
    assert_eq!(listed.len(), 187);
    for (id, facts) in listed {
        let mut body = json!({"error": {"id": id, "description": "outer"}});
        if let Some(arguments) = facts["arguments"].as_object() {
            let made_up = |(name, ty): (&String, &Value)| (name.clone(), made_up(name, ty));
            body["error"]["details"] = arguments.iter().map(made_up).collect();
        }
        let reported = read(&body);
        assert!(!is_unknown(&reported.error), "{id}");
        assert_eq!(reported.to_body(), body);
        assert_eq!(reported.to_string(), "outer");
        assert_eq!(reported.error.id(), id);
        let status = reported.error.status().map(Value::from);
        assert_eq!(status.unwrap_or_default(), facts["status"]);

        let bare = read(&json!({"error": id, "error_description": "outer"}));
        assert_eq!(bare.error.id(), id);
        assert!(!is_unknown(&bare.error), "{id}");
        assert_eq!(
            bare.to_body(),
            json!({"error": {"id": id, "description": "outer"}})
        );
    }
}

#[test]
fn errors_that_are_not_listed_are_kept() {
    let body = json!({"error": {"id": "newer", "details": {"key": 1}, "description": "new"}});
    let reported = read(&body);
    assert!(is_unknown(&reported.error));
    assert_eq!(reported.error.to_string(), r#"newer {"key":1}"#);
    assert_eq!(reported.to_body(), body);
}

/// Answers one request; the URL to call.
async fn answering(status: u16, body: &Value) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let body = body.to_string();
    let length = body.len();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.unwrap());
        }
        let head = "Content-Type: application/json\r\nConnection: close";
        let answer =
            format!("HTTP/1.1 {status} Failed\r\n{head}\r\nContent-Length: {length}\r\n\r\n{body}");
        stream.write_all(answer.as_bytes()).await.unwrap();
    });
    url
}

/// How a call fails.
async fn failed<S: Outcome, E: Outcome>(call: Call<S, E>) -> Error<E> {
    match call.retry(Retry::never()).await {
        Ok(_) => panic!("the call has succeeded"),
        Err(error) => error,
    }
}

fn bad_value() -> (Value, OnedataError) {
    let details = json!({"key": "name"});
    let error = json!({"id": "badValueString", "details": details, "description": "no string"});
    let key = Some("name".to_owned());
    (
        json!({"error": error}),
        OnedataError::BadValueString { key },
    )
}

#[tokio::test]
async fn onezone_reports_errors_with_arguments() {
    let (body, expected) = bad_value();
    for (status, is_documented) in [(400, true), (418, false)] {
        let url = answering(status, &body).await;
        let zone = onezone::Client::builder(url).build().unwrap();
        let error = failed(zone.get_user_group("g")).await;
        assert_eq!(error.api().is_some(), is_documented, "{error}");
        let reported = error.reported::<OnedataError>().unwrap();
        assert_eq!(reported.error, expected);
        assert_eq!(reported.to_string(), "no string");
        if let Some(GetUserGroupError::BadRequest(body)) = error.api() {
            assert_eq!(body.error.id, reported.error.id());
        }
    }
}

#[tokio::test]
async fn oneprovider_reports_errors_without() {
    let body = json!({"error": "badValueString", "error_description": "no string"});
    for status in [400, 418] {
        let url = answering(status, &body).await;
        let provider = oneprovider::Client::builder(url).build().unwrap();
        let error = failed(provider.get_space("s")).await;
        let reported = error.reported::<OnedataError>().unwrap();
        assert_eq!(reported.error, OnedataError::BadValueString { key: None });
        assert_eq!(reported.to_string(), "no string");
    }
}

#[tokio::test]
async fn onepanel_reports_errors_where_no_schema_says_so() {
    let (body, expected) = bad_value();
    for status in [400, 500, 503] {
        let url = answering(status, &body).await;
        let panel = onepanel::Client::builder(url).build().unwrap();
        let error = failed(panel.get_progress()).await;
        let reported = error.reported::<OnedataError>().unwrap();
        assert_eq!(reported.error, expected);
    }
}
