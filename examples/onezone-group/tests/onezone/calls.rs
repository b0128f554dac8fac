//! Calls that succeed, and what they look like on the wire.

use super::published::{self, GROUP_ID};
use super::{SECRET, Session, Zone};
use crate::support::json;
use onezone_group::onezone::models::{GroupType, SubjectType};

#[tokio::test]
async fn a_group_is_got_as_published() {
    let session = Session::new(Zone::new()).await;
    let group = session.client.get_user_group(GROUP_ID).await.unwrap();
    assert_eq!(group.status(), 200);
    assert_eq!(*group.value(), published::group());
    assert_eq!(group.r#type, GroupType::Team);
    let creator = group.creator.as_ref().unwrap();
    assert_eq!(creator.r#type, Some(SubjectType::User));

    let exchange = session.recorder.last();
    let path = format!("GET /api/v3/onezone/user/groups/{GROUP_ID}");
    assert_eq!(exchange.line, path);
    assert_eq!(exchange.headers["accept"], "application/json");
    assert!(exchange.sent.is_empty());
    assert!(!exchange.headers.contains_key("content-type"));
    assert_eq!(exchange.status, 200);
    assert_eq!(json(&exchange.received), published::group_json());
}

#[tokio::test]
async fn a_parent_is_created_as_published() {
    let zone = Zone::new();
    let session = Session::new(zone.clone()).await;
    let new_group = published::new_group();
    let created = session
        .client
        .create_parent_group(GROUP_ID, &new_group)
        .await
        .unwrap();
    assert_eq!(created.status(), 201);
    let parent = format!("parent-of-{GROUP_ID}");
    assert_eq!(created.location, published::LOCATION);
    assert_eq!(created.headers()["location"], published::LOCATION);
    assert_eq!(zone.groups()[&parent].name, "test_group");

    let exchange = session.recorder.last();
    let line = format!("POST /api/v3/onezone/groups/{GROUP_ID}/parents");
    assert_eq!(exchange.line, line);
    assert_eq!(exchange.headers["content-type"], "application/json");
    assert_eq!(
        exchange.headers["authorization"],
        format!("Bearer {SECRET}")
    );
    assert_eq!(json(&exchange.sent), published::new_group_json());
    assert_eq!(exchange.sent, r#"{"name":"test_group","type":"team"}"#);
    assert!(exchange.received.is_empty());
}

#[tokio::test]
#[expect(deprecated, reason = "deprecated operations must work too")]
async fn an_invite_token_is_created_as_published() {
    let session = Session::new(Zone::new()).await;
    let invite = session
        .client
        .create_user_group_invite_token(GROUP_ID)
        .await
        .unwrap();
    assert_eq!(invite.status(), 200);
    assert_eq!(invite.into_value().token, published::INVITE_TOKEN);

    let exchange = session.recorder.last();
    let line = format!("POST /api/v3/onezone/groups/{GROUP_ID}/users/token");
    assert_eq!(exchange.line, line);
    assert!(exchange.sent.is_empty());
    assert_eq!(json(&exchange.received), published::invite_token_json());
}

#[tokio::test]
async fn null_and_absent_and_unlisted_values_survive_the_round_trip() {
    let zone = Zone::new();
    let sent = serde_json::json!({
        "groupId": "odd",
        "name": "",
        "type": "team",
        "creator": { "type": "nobody", "id": null }
    });
    zone.put("odd", serde_json::from_value(sent.clone()).unwrap());
    let mut unlisted = sent.clone();
    unlisted["type"] = "guild".into();
    zone.put(
        "unlisted",
        serde_json::from_value(unlisted.clone()).unwrap(),
    );
    let session = Session::new(zone).await;

    let odd = session.client.get_user_group("odd").await.unwrap();
    let creator = odd.creator.as_ref().unwrap();
    assert!(creator.id.as_ref().unwrap().is_null());
    assert_eq!(odd.creation_time, None);
    assert_eq!(json(&session.recorder.last().received), sent);

    let group = session.client.get_user_group("unlisted").await.unwrap();
    assert_eq!(group.r#type, GroupType::Unlisted("guild".to_owned()));
    assert_eq!(json(&session.recorder.last().received), unlisted);
}

#[tokio::test]
async fn a_call_can_have_headers_of_its_own() {
    let session = Session::new(Zone::new()).await;
    let call = session.client.get_user_group(GROUP_ID);
    call.header("x-request-id", "42").await.unwrap();
    assert_eq!(session.recorder.last().headers["x-request-id"], "42");
}
