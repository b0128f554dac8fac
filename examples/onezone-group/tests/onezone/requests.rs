//! Requests written by hand that the server must take, and what it answers.

use super::published::{self, GROUP_ID};
use super::{AUTHORIZED, Session, Zone};

#[tokio::test]
async fn answers_are_as_published() {
    let session = Session::new(Zone::new()).await;
    let headers = [AUTHORIZED, ("content-type", "application/json")];

    let path = format!("/user/groups/{GROUP_ID}");
    let answer = session.raw("GET", &path, &[AUTHORIZED], "").await;
    assert_eq!(
        (answer.status, answer.json()),
        (200, published::group_json())
    );
    assert_eq!(answer.header("content-type"), Some("application/json"));

    let path = format!("/groups/{GROUP_ID}/users/token");
    let answer = session.raw("POST", &path, &[AUTHORIZED], "").await;
    let expected = (200, published::invite_token_json());
    assert_eq!((answer.status, answer.json()), expected);

    let path = format!("/groups/{GROUP_ID}/parents");
    let body = published::new_group_json().to_string();
    let answer = session.raw("POST", &path, &headers, &body).await;
    assert_eq!((answer.status, answer.body.as_slice()), (201, &b""[..]));
    assert_eq!(answer.header("location"), Some(published::LOCATION));

    let answer = session
        .raw("GET", "/user/groups/none", &[AUTHORIZED], "")
        .await;
    assert_eq!(
        (answer.status, answer.json()),
        (404, published::error_json())
    );
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let session = Session::new(Zone::new()).await;
    let path = format!("/user/groups/{GROUP_ID}");
    let get = session.raw("GET", &path, &[AUTHORIZED], "").await;
    let head = session.raw("HEAD", &path, &[AUTHORIZED], "").await;
    assert_eq!((head.status, head.body.len()), (200, 0));
    let length = head.header("content-length").unwrap();
    assert_eq!(length, get.body.len().to_string());
}

#[tokio::test]
async fn properties_that_nobody_knows_are_left_alone() {
    let zone = Zone::new();
    let session = Session::new(zone.clone()).await;
    let headers = [AUTHORIZED, ("content-type", "application/json")];
    let path = format!("/groups/{GROUP_ID}/parents");
    let body = r#" { "colour": {"a": [1, 2]}, "type": "unit", "name": "\u017b\u00f3\u0142w" } "#;
    let answer = session.raw("POST", &path, &headers, body).await;
    assert_eq!(answer.status, 201);
    let parent = &zone.groups()[&format!("parent-of-{GROUP_ID}")];
    assert_eq!(parent.name, "Żółw");
}
