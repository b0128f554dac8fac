//! Requests that never reach the API: each gets the right status, and an
//! error in the API's own schema.

use super::zone::PANICKING;
use super::{AUTHORIZED, SUSPENDED, Session, Zone, published};
use crate::support::raw::Answer;
use onezone_group::onezone::models;
use onezone_group::onezone::server::Options;
use onezone_group::onezone::user::GetUserGroupError;

const JSON: (&str, &str) = ("content-type", "application/json");
const PARENTS: &str = "/groups/a4d3bc73aada63052310652d421609f1/parents";
const GROUP: &str = "/user/groups/a4d3bc73aada63052310652d421609f1";
const TOKEN: &str = "/groups/a4d3bc73aada63052310652d421609f1/users/token";

/// Checks the status and the schema, and gives back the error.
#[track_caller]
fn check(answer: &Answer, status: u16, id: &str) -> models::ErrorError {
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let body: models::Error = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(body.error.id, id);
    body.error
}

#[track_caller]
fn check_place(answer: &Answer, place: &str) {
    let error = check(answer, 400, "badData");
    let places = error.details.unwrap()["places"].clone();
    assert_eq!(places, serde_json::json!([place]), "{}", error.description);
}

#[tokio::test]
async fn bodies_that_do_not_fit_are_400() {
    let session = Session::new(Zone::new()).await;
    let post = async |body| {
        session
            .raw("POST", PARENTS, &[AUTHORIZED, JSON], body)
            .await
    };
    check_place(&post(r#"{"name":"x","type":"club"}"#).await, "body/type");
    check_place(&post(r#"{"name":"x"}"#).await, "body/type");
    check_place(&post(r#"{"type":"team"}"#).await, "body/name");
    check_place(&post(r#"{"name":7,"type":"team"}"#).await, "body/name");
    check_place(&post(r#"{"name":null,"type":"team"}"#).await, "body/name");
    check_place(&post(r#"{"name":"x","type":"#).await, "body");
    check_place(&post("[]").await, "body");
    check_place(&post("null").await, "body");
    check_place(&post("").await, "body");
    assert_eq!(post(r#"{"name":"x","type":"unit"}"#).await.status, 201);
}

#[tokio::test]
async fn what_was_sent_is_not_repeated() {
    let session = Session::new(Zone::new()).await;
    let body = r#"{"name":["hunter2"],"type":"hunter2"}"#;
    let answer = session
        .raw("POST", PARENTS, &[AUTHORIZED, JSON], body)
        .await;
    let error = check(&answer, 400, "badData");
    assert!(!format!("{error:?}").contains("hunter2"));
}

#[tokio::test]
async fn other_media_types_are_415() {
    let session = Session::new(Zone::new()).await;
    let body = r#"{"name":"x","type":"team"}"#;
    for media_type in ["text/plain", "application/xml", "nonsense"] {
        let headers = [AUTHORIZED, ("content-type", media_type)];
        let answer = session.raw("POST", PARENTS, &headers, body).await;
        check(&answer, 415, "badRequest");
    }
    let untyped = session.raw("POST", PARENTS, &[AUTHORIZED], body).await;
    check(&untyped, 415, "badRequest");
    let headers = [
        AUTHORIZED,
        ("content-type", "application/json; charset=utf-8"),
    ];
    assert_eq!(
        session.raw("POST", PARENTS, &headers, body).await.status,
        201
    );
}

#[tokio::test]
async fn strangers_are_401_and_the_suspended_403() {
    let zone = Zone::new();
    let session = Session::new(zone.clone()).await;
    for (method, path) in [("GET", GROUP), ("POST", PARENTS), ("POST", TOKEN)] {
        for headers in [
            &[][..],
            &[("authorization", "Bearer wrong")],
            &[("authorization", "Bearer")],
            &[("authorization", "Basic ???")],
            &[("x-auth-token", "")],
        ] {
            let answer = session.raw(method, path, headers, "").await;
            check(&answer, 401, "unauthorized");
            let challenge = answer.header("www-authenticate").unwrap();
            assert!(challenge.contains("Basic") && challenge.contains("Bearer"));
        }
        let suspended = [("x-auth-token", SUSPENDED)];
        let answer = session.raw(method, path, &suspended, "").await;
        let error = check(&answer, 403, "forbidden");
        assert_eq!(error.description, "the user is suspended");
    }
    assert!(zone.callers().is_empty());
}

#[tokio::test]
async fn large_bodies_are_413() {
    let options = Options::default().body_limit(64);
    let session = Session::with(Zone::new(), options).await;
    let announced = [AUTHORIZED, JSON, ("content-length", "1000000000")];
    let answer = session.raw("POST", PARENTS, &announced, "").await;
    check(&answer, 413, "badRequest");

    let name = "x".repeat(64);
    let text = format!(r#"{{"name":"{name}","type":"team"}}"#);
    let chunked = format!("{:x}\r\n{text}\r\n0\r\n\r\n", text.len());
    let headers = [AUTHORIZED, JSON, ("transfer-encoding", "chunked")];
    let answer = session.raw("POST", PARENTS, &headers, &chunked).await;
    check(&answer, 413, "badRequest");

    let body = r#"{"name":"x","type":"team"}"#;
    let answer = session
        .raw("POST", PARENTS, &[AUTHORIZED, JSON], body)
        .await;
    assert_eq!(answer.status, 201);
}

#[tokio::test]
async fn large_headers_are_431() {
    let options = Options::default().header_limit(256);
    let session = Session::with(Zone::new(), options).await;
    let long = "x".repeat(256);
    let answer = session.raw("GET", GROUP, &[("x-long", &long)], "").await;
    check(&answer, 431, "badRequest");
}

#[tokio::test]
async fn unknown_paths_are_404_and_other_methods_405() {
    let session = Session::new(Zone::new()).await;
    for path in [
        "",
        "/",
        "/nothing",
        "/user/groups",
        "/user/groups/",
        "/user/groups/a/b",
    ] {
        check(&session.raw("GET", path, &[], "").await, 404, "notFound");
    }
    let answer = session.raw("DELETE", GROUP, &[], "").await;
    check(&answer, 405, "badRequest");
    assert_eq!(answer.header("allow"), Some("GET, HEAD"));
    let answer = session.raw("GET", TOKEN, &[], "").await;
    check(&answer, 405, "badRequest");
    assert_eq!(answer.header("allow"), Some("POST"));
}

#[tokio::test]
async fn unacceptable_answers_are_406() {
    let session = Session::new(Zone::new()).await;
    let get = async |accept| {
        let headers = [AUTHORIZED, ("accept", accept)];
        session.raw("GET", GROUP, &headers, "").await
    };
    check(&get("text/html").await, 406, "badRequest");
    check(&get("application/json;q=0, */*").await, 406, "badRequest");
    assert_eq!(get("text/html, application/*;q=0.1").await.status, 200);
}

#[tokio::test]
async fn a_panic_is_500_and_the_server_goes_on() {
    let session = Session::new(Zone::new()).await;
    let error = session.client.get_user_group(PANICKING).await.unwrap_err();
    let Some(GetUserGroupError::InternalServerError(body)) = error.api() else {
        panic!("{error}");
    };
    assert_eq!(body.error.id, "internalServerError");
    assert!(!body.error.description.contains("a handler that panics"));
    let group = session.client.get_user_group(published::GROUP_ID).await;
    assert_eq!(*group.unwrap().value(), published::group());
}

#[tokio::test]
async fn a_rejection_reaches_the_client_as_a_documented_failure() {
    let session = Session::new(Zone::new()).await;
    let club = models::Group::new("x", "club".into());
    let call = session
        .client
        .create_parent_group(published::GROUP_ID, &club);
    let error = call.await.unwrap_err();
    let Some(onezone_group::onezone::group::CreateParentGroupError::BadRequest(body)) = error.api()
    else {
        panic!("{error}");
    };
    assert_eq!(body.error.id, "badData");
}
