//! Requests made to do harm: each is answered as it deserves, and the server
//! goes on.

use super::published::{self, GROUP_ID};
use super::{AUTHORIZED, SECRET, Session, Zone};
use crate::support::raw;
use onezone_group::onezone::server::Options;
use std::time::Duration;

const JSON: (&str, &str) = ("content-type", "application/json");

/// Sends a body to `create_parent_group`; returns the status.
async fn post(session: &Session, body: &str) -> u16 {
    let path = format!("/groups/{GROUP_ID}/parents");
    let headers = [AUTHORIZED, JSON];
    session.raw("POST", &path, &headers, body).await.status
}

#[tokio::test]
async fn odd_json_is_400() {
    let session = Session::new(Zone::new()).await;
    let deep = "[".repeat(100_000);
    let deep_object = r#"{"a":"#.repeat(50_000);
    for body in [
        deep.as_str(),
        deep_object.as_str(),
        r#"{"name":"x","type":"team","name":"y"}"#,
        r#"{"name":"x","type":"team"} {}"#,
        r#"{"name":"\ud800","type":"team"}"#,
        r#"{"name":"x","type":"team","creationTime":1e400}"#,
        r#"{"name":"x","type":"team","creationTime":9223372036854775808}"#,
        r#"{"name":"x","type":"team","creationTime":1.5}"#,
        r#"{"name":"x","type":"team","creationTime":NaN}"#,
        "\u{feff}{}",
        "\0",
    ] {
        let start: String = body.chars().take(60).collect();
        assert_eq!(post(&session, body).await, 400, "{start}");
    }
    let far = r#"{"name":"x","type":"team","creationTime":9223372036854775807}"#;
    assert_eq!(post(&session, far).await, 201);
}

#[tokio::test]
async fn bytes_that_are_not_text_are_400() {
    let session = Session::new(Zone::new()).await;
    let line = format!("POST /api/v3/onezone/groups/{GROUP_ID}/parents");
    let body = b"{\"name\":\"\xff\xfe\",\"type\":\"team\"}";
    let length = body.len().to_string();
    let headers = [AUTHORIZED, JSON, ("content-length", &length)];
    let mut request = raw::request(&line, &headers, "").into_bytes();
    request.extend_from_slice(body);
    assert_eq!(raw::send(session.address, &request).await.status, 400);
}

#[tokio::test]
async fn odd_paths_are_client_errors() {
    let session = Session::new(Zone::new()).await;
    for id in [
        "%", "%f", "%zz", "%ff", "%c3%28", "..", "%2e%2e", "%00", "{gid}", "*", ":gid",
    ] {
        let path = format!("/user/groups/{id}");
        let answer = session.raw("GET", &path, &[AUTHORIZED], "").await;
        assert!(matches!(answer.status, 400 | 404), "{id}: {answer:?}");
    }
}

#[tokio::test]
async fn two_credentials_in_one_place_are_none() {
    let session = Session::new(Zone::new()).await;
    let path = format!("/user/groups/{GROUP_ID}");
    let bearer = format!("Bearer {SECRET}");
    for (name, value) in [("authorization", bearer.as_str()), AUTHORIZED] {
        let twice = [(name, value), (name, value)];
        let answer = session.raw("GET", &path, &twice, "").await;
        assert_eq!(answer.status, 401, "{name}");
    }
}

#[tokio::test]
async fn a_body_that_never_comes_is_408() {
    let options = Options::default().timeout(Duration::from_millis(100));
    let session = Session::with(Zone::new(), options).await;
    let path = format!("/groups/{GROUP_ID}/parents");
    let headers = [AUTHORIZED, JSON, ("content-length", "20")];
    let answer = session.raw("POST", &path, &headers, r#"{"name":"#).await;
    assert_eq!(answer.status, 408);
    let group = session.client.get_user_group(GROUP_ID).await;
    assert_eq!(*group.unwrap().value(), published::group());
}

#[tokio::test]
async fn a_body_for_an_operation_without_one_is_ignored() {
    let session = Session::new(Zone::new()).await;
    let path = format!("/user/groups/{GROUP_ID}");
    let answer = session.raw("GET", &path, &[AUTHORIZED], "{{{{").await;
    assert_eq!(answer.status, 200);
}
