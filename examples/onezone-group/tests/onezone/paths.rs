//! Path parameters: every value arrives as it was given, or is not sent.

use super::published::{self, GROUP_ID};
use super::{Session, Zone};
use onezone_group::onezone::client::Error;

#[tokio::test]
async fn odd_values_arrive_as_they_are() {
    for id in [
        "a/b",
        "/",
        "../secret",
        "a b",
        " ",
        "żółw",
        "🐢",
        "100%",
        "%2F",
        "a?b#c",
        "a;b=c,d",
        "...",
        "a+b",
        "{gid}",
        "a\\b",
        "a\"'<>|^`b",
        "tab\tand\nline",
        "\0",
    ] {
        let zone = Zone::new();
        zone.put(id, published::group());
        let session = Session::new(zone.clone()).await;
        let group = session.client.get_user_group(id).await.unwrap();
        assert_eq!(*group.value(), published::group(), "{id:?}");
        let path = session.recorder.last().line;
        assert_eq!(path.matches('/').count(), 6, "{path}");

        let new_group = published::new_group();
        let call = session.client.create_parent_group(id, &new_group);
        call.await.unwrap();
        assert!(zone.groups().contains_key(&format!("parent-of-{id}")));
    }
}

#[tokio::test]
async fn values_that_would_change_the_path_are_not_sent() {
    let session = Session::new(Zone::new()).await;
    for id in ["", ".", ".."] {
        let error = session.client.get_user_group(id).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{id:?}");
        let message = error.to_string();
        assert!(message.starts_with("get_user_group: "), "{message}");
    }
    assert!(session.recorder.exchanges().is_empty());
}

#[tokio::test]
async fn the_base_path_is_for_urls_without_one() {
    let session = Session::new(Zone::new()).await;
    let base = format!("http://{}", session.address);
    for (path, found) in [
        ("/", true),
        ("/api/v3/onezone/", true),
        ("/elsewhere", false),
    ] {
        let client = onezone_group::onezone::Client::builder(format!("{base}{path}"))
            .auth(onezone_group::onezone::Auth::bearer(super::SECRET))
            .build()
            .unwrap();
        let result = client.get_user_group(GROUP_ID).await;
        assert_eq!(result.is_ok(), found, "{path}");
    }
}
