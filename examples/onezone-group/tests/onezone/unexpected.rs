//! Answers that the description does not promise: nothing of them is lost.

use super::{SECRET, published};
use crate::support::scripted;
use onezone_group::onezone::client::Error;
use onezone_group::onezone::user::GetUserGroupError;
use onezone_group::onezone::{Auth, Client};
use specwright_runtime::OutcomeError;
use specwright_runtime::client::Unexpected;

fn client(url: &str) -> Client {
    let builder = Client::builder(url).auth(Auth::bearer(SECRET));
    builder.build().unwrap()
}

async fn call(answer: &[u8]) -> Error<GetUserGroupError> {
    let url = scripted::answering(answer).await;
    client(&url).get_user_group("x").await.unwrap_err()
}

async fn unexpected(answer: &[u8]) -> Unexpected {
    match call(answer).await {
        Error::Unexpected(unexpected) => unexpected,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn an_undocumented_status_keeps_its_bytes() {
    let answer =
        b"HTTP/1.1 418 Short and stout\r\nx-pot: tea\r\ncontent-length: 4\r\n\r\n\x00\xff{\n";
    let unexpected = unexpected(answer).await;
    assert_eq!(unexpected.status(), 418);
    assert_eq!(unexpected.headers()["x-pot"], "tea");
    assert_eq!(unexpected.bytes().as_ref(), b"\x00\xff{\n");
    assert_eq!(*unexpected.reason(), OutcomeError::Undocumented);
    let message = "get_user_group: the server answered 418 I'm a teapot, \
                   but the description documents no such status";
    assert_eq!(unexpected.to_string(), message);
}

#[tokio::test]
async fn undocumented_successes_and_redirects_that_lead_nowhere_are_no_answer() {
    for (status, location) in [
        ("204 No Content", ""),
        ("302 Found", ""),
        ("300 Multiple Choices", "location: /next\r\n"),
    ] {
        let answer = format!("HTTP/1.1 {status}\r\n{location}content-length: 0\r\n\r\n");
        let unexpected = unexpected(answer.as_bytes()).await;
        assert!(status.starts_with(&unexpected.status().to_string()));
        assert!(unexpected.bytes().is_empty());
    }
}

#[tokio::test]
async fn a_body_that_does_not_fit_keeps_its_bytes() {
    for (status, media_type, body) in [
        ("200 OK", "application/json", r#"{"name":7,"type":"team"}"#),
        ("200 OK", "application/json", "{"),
        ("200 OK", "application/json", ""),
        ("404 Not Found", "application/json", "[]"),
        ("404 Not Found", "text/html", "<h1>no such page</h1>"),
        ("500 Internal Server Error", "text/plain", ""),
    ] {
        let length = body.len();
        let head = format!("HTTP/1.1 {status}\r\ncontent-type: {media_type}");
        let answer = format!("{head}\r\ncontent-length: {length}\r\n\r\n{body}");
        let unexpected = unexpected(answer.as_bytes()).await;
        assert_eq!(unexpected.bytes().as_ref(), body.as_bytes());
        assert_ne!(*unexpected.reason(), OutcomeError::Undocumented);
    }
}

#[tokio::test]
async fn the_place_that_does_not_fit_is_named() {
    let answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\
        content-length: 57\r\n\r\n\
        {\"name\":\"x\",\"type\":\"team\",\"creator\":{\"type\":[\"hunter2\"]}}";
    let unexpected = unexpected(answer).await;
    let message = unexpected.to_string();
    assert!(message.contains("/creator/type"), "{message}");
    assert!(!message.contains("hunter2"));
}

#[tokio::test]
async fn a_created_group_must_have_a_location() {
    let url = scripted::answering("HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n").await;
    let group = published::new_group();
    let error = client(&url).create_parent_group("x", &group).await;
    let Err(Error::Unexpected(unexpected)) = error else {
        panic!("the header is required");
    };
    assert_eq!(unexpected.status(), 201);
    let OutcomeError::Header { name, .. } = unexpected.reason() else {
        panic!("{unexpected}");
    };
    assert_eq!(name, "location");
}

#[tokio::test]
async fn no_http_is_a_transport_error() {
    for answer in [
        &b"hello\r\n\r\n"[..],
        b"",
        b"HTTP/1.1 200 OK\r\ncontent-len",
    ] {
        let url = scripted::hanging_up(answer).await;
        let error = client(&url).get_user_group("x").await.unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert_eq!(error.status(), None);
    }
}
