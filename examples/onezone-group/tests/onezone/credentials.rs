//! Credentials: each scheme arrives as such, and none is ever shown.

use super::published::GROUP_ID;
use super::{SECRET, Session, Zone};
use crate::support::scripted;
use onezone_group::onezone::{Auth, Client};
use std::error::Error as _;

/// Calls with these credentials; returns what the server saw of them.
async fn presented(credentials: Vec<Auth>) -> (String, &'static str, String) {
    let zone = Zone::new();
    let session = Session::new(zone.clone()).await;
    let builder = Client::builder(format!("http://{}", session.address));
    let client = credentials
        .into_iter()
        .fold(builder, |builder, auth| builder.auth(auth));
    client
        .build()
        .unwrap()
        .get_user_group(GROUP_ID)
        .await
        .unwrap();
    zone.callers().remove(0)
}

#[tokio::test]
async fn each_scheme_arrives_as_such() {
    let secret = SECRET.to_owned();
    assert_eq!(
        presented(vec![Auth::basic("zoë", SECRET)]).await,
        ("zoë".to_owned(), "basic", secret.clone())
    );
    assert_eq!(
        presented(vec![Auth::x_auth_token(SECRET)]).await,
        (String::new(), "x_auth_token", secret.clone())
    );
    assert_eq!(
        presented(vec![Auth::bearer(SECRET)]).await,
        (String::new(), "bearer", secret)
    );
}

#[tokio::test]
async fn of_several_credentials_the_first_alternative_is_sent() {
    let both = vec![Auth::bearer("wrong"), Auth::basic("zoe", SECRET)];
    assert_eq!(presented(both).await.1, "basic");
    let renewed = vec![Auth::bearer("expired"), Auth::bearer(SECRET)];
    assert_eq!(presented(renewed).await.1, "bearer");
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let session = Session::new(Zone::new()).await;
    let client = Client::builder(format!("http://{}", session.address))
        .transport(session.recorder.clone())
        .build()
        .unwrap();
    let error = client.get_user_group(GROUP_ID).await.unwrap_err();
    assert_eq!(error.status(), Some(401));
    let headers = session.recorder.last().headers;
    assert!(!headers.contains_key("authorization") && !headers.contains_key("x-auth-token"));
}

#[test]
fn debug_output_hides_credentials() {
    // `zoe:s3cr3t-t0ken` in the encoding of HTTP Basic.
    let hidden = [SECRET, "em9lOnMzY3IzdC10MGtlbg"];
    for auth in [
        Auth::basic("zoe", SECRET),
        Auth::x_auth_token(SECRET),
        Auth::bearer(SECRET),
    ] {
        let shown = format!("{auth:?}");
        let builder = Client::builder("https://zone.example.org").auth(auth);
        let shown = format!("{shown} {builder:?}");
        let client = builder.build().unwrap();
        let call = client.get_user_group("x");
        let shown = format!("{shown} {client:?} {call:?}");
        let shown = format!("{shown} {:?}", call.into_future());
        assert!(
            hidden.iter().all(|hidden| !shown.contains(hidden)),
            "{shown}"
        );
    }
}

#[test]
fn credentials_that_cannot_be_sent_are_refused_unseen() {
    for auth in [
        Auth::bearer(format!("{SECRET}\r\nx-more: 1")),
        Auth::x_auth_token(format!("{SECRET}\n")),
        Auth::basic(format!("{SECRET}:zoe"), SECRET),
    ] {
        let builder = Client::builder("https://zone.example.org").auth(auth);
        let error = builder.build().unwrap_err();
        assert!(!format!("{error} {error:?}").contains(SECRET));
    }
}

#[tokio::test]
async fn errors_hide_credentials() {
    let echo = format!(
        "HTTP/1.1 418 \r\nx-echo: {SECRET}\r\ncontent-length: {}\r\n\r\n{SECRET}",
        SECRET.len()
    );
    let answering = scripted::answering(echo).await;
    let gone = scripted::hanging_up(b"").await;
    for url in [answering.as_str(), gone.as_str(), "http://127.0.0.1:1"] {
        let client = Client::builder(url).auth(Auth::bearer(SECRET));
        let client = client.build().unwrap();
        let error = client.get_user_group("x").await.unwrap_err();
        let mut shown = format!("{error} {error:?}");
        let mut source = error.source();
        while let Some(error) = source {
            shown.push_str(&format!(" {error} {error:?}"));
            source = error.source();
        }
        assert!(!shown.contains(SECRET), "{shown}");
    }
}
