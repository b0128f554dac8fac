//! How long a call may take and how large its answer may be.

use super::published::GROUP_ID;
use super::zone::SLOW;
use super::{SECRET, Session, Zone};
use crate::support::scripted;
use onezone_group::onezone::client::Error;
use onezone_group::onezone::server::Options;
use onezone_group::onezone::{Auth, Client};
use std::time::{Duration, Instant};

const SHORT: Duration = Duration::from_millis(50);

/// Long before the 60 seconds that are usual.
const SOON: Duration = Duration::from_secs(10);

#[tokio::test]
async fn a_client_can_limit_the_time_of_all_calls() {
    let (url, _server) = scripted::silent().await;
    let client = Client::builder(&url).timeout(SHORT).build().unwrap();
    let start = Instant::now();
    let error = client.get_user_group("x").await.unwrap_err();
    assert!(matches!(error, Error::Timeout), "{error:?}");
    assert!(start.elapsed() >= SHORT && start.elapsed() < SOON);
}

#[tokio::test]
async fn a_call_can_limit_its_own_time() {
    let (url, _server) = scripted::silent().await;
    let client = Client::builder(&url).build().unwrap();
    let start = Instant::now();
    let error = client.get_user_group("x").timeout(SHORT).await.unwrap_err();
    assert!(matches!(error, Error::Timeout), "{error:?}");
    assert!(start.elapsed() >= SHORT && start.elapsed() < SOON);
}

#[tokio::test]
async fn the_time_limit_covers_the_body() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n";
    let url = scripted::answering(head).await;
    let client = Client::builder(&url).timeout(SHORT).build().unwrap();
    let error = client.get_user_group("x").await.unwrap_err();
    assert!(matches!(error, Error::Timeout), "{error:?}");
}

#[tokio::test]
async fn answers_can_be_capped() {
    let body = r#"{"name":"x","type":"team"}"#;
    let size = body.len();
    let whole = format!("HTTP/1.1 200 OK\r\ncontent-length: {size}\r\n\r\n{body}");
    let chunked = format!(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{size:x}\r\n{body}\r\n0\r\n\r\n"
    );
    for answer in [whole, chunked] {
        let limit = u64::try_from(size).unwrap();
        let url = scripted::answering(answer.clone()).await;
        let client = Client::builder(&url).response_limit(limit).build().unwrap();
        assert_eq!(client.get_user_group("x").await.unwrap().name, "x");

        let limit = limit - 1;
        let url = scripted::answering(answer).await;
        let client = Client::builder(&url).response_limit(limit).build().unwrap();
        match client.get_user_group("x").await.unwrap_err() {
            Error::ResponseTooLarge { limit: told } => assert_eq!(told, limit),
            other => panic!("{other}"),
        }
    }
}

#[tokio::test]
async fn limits_can_be_as_large_as_they_like() {
    let options = Options::default()
        .timeout(Duration::MAX)
        .body_limit(usize::MAX)
        .header_limit(usize::MAX);
    let session = Session::with(Zone::new(), options).await;
    let client = Client::builder(format!("http://{}", session.address))
        .auth(Auth::bearer(SECRET))
        .timeout(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .response_limit(u64::MAX)
        .build()
        .unwrap();
    assert!(client.get_user_group(GROUP_ID).await.is_ok());
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_503() {
    let options = Options::default().timeout(Duration::from_millis(50));
    let session = Session::with(Zone::new(), options).await;
    let error = session.client.get_user_group(SLOW).await.unwrap_err();
    assert_eq!(error.status(), Some(503));
    // The description does not document it.
    assert!(matches!(error, Error::Unexpected(_)), "{error:?}");
    assert!(session.client.get_user_group(GROUP_ID).await.is_ok());
}
