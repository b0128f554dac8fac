//! Accounts: how they are made, used and closed.

use crate::served::{FORBIDDEN, PASSWORD, Served, last, refused, shut_out};
use onedata::OnedataError;
use onedata::onezone::models::{
    UserAccessBlockUpdate, UserBasicAuthSettingsUpdate, UserCreateRequest, UserPasswordUpdate,
    UserUpdateRequest,
};
use onedata::runtime::Nullable;

#[tokio::test]
async fn users_log_in_with_what_is_theirs() {
    let zone = Served::start();
    let (id, alice) = zone.user("alice").await;
    let me = alice.get_current_user().await.unwrap();
    assert_eq!(
        (me.user_id.as_str(), me.username.as_str(), me.blocked),
        (id.as_str(), "alice", false)
    );
    for (client, reason) in [
        (zone.by_password("alice", "wrong"), "badBasicCredentials"),
        (zone.by_password("alicia", PASSWORD), "badBasicCredentials"),
        (
            zone.by_password("alice' OR '1'='1", PASSWORD),
            "badBasicCredentials",
        ),
        (zone.by_token("guess"), "tokenInvalid"),
    ] {
        assert_eq!(shut_out(client.get_current_user().await), reason);
    }

    let change = |old: Nullable<String>| UserPasswordUpdate {
        old_password: Some(old),
        new_password: Some("battery staple".to_owned()),
    };
    let wrong = change(Nullable::Value("wrong".to_owned()));
    let refusal = refused(alice.change_user_password(&wrong).await);
    assert_eq!(refusal, (400, OnedataError::BadBasicCredentials));
    assert_eq!(
        refused(alice.change_user_password(&change(Nullable::Null)).await).0,
        400
    );
    let right = change(Nullable::Value(PASSWORD.to_owned()));
    alice.change_user_password(&right).await.unwrap();
    assert_eq!(
        shut_out(zone.by_password("alice", PASSWORD).get_current_user().await),
        "badBasicCredentials"
    );
    zone.by_password("alice", "battery staple")
        .get_current_user()
        .await
        .unwrap();

    let rename = UserUpdateRequest {
        full_name: Some("Alice Liddell".to_owned()),
        username: Some("admin".to_owned()),
    };
    assert_eq!(
        refused(alice.modify_current_user(&rename).await).1.id(),
        "badValueIdentifierOccupied"
    );
    let rename = UserUpdateRequest {
        username: None,
        ..rename
    };
    alice.modify_current_user(&rename).await.unwrap();
    assert_eq!(
        zone.admin().get_user(&id).await.unwrap().full_name,
        "Alice Liddell"
    );
}

#[tokio::test]
async fn administrators_make_block_and_remove_users() {
    let zone = Served::start();
    let (_, alice) = zone.user("alice").await;
    let (bob_id, bob) = zone.user("bob").await;
    let admin = zone.admin();
    let block = |blocked| UserAccessBlockUpdate {
        blocked: Some(blocked),
    };
    assert_eq!(
        refused(alice.toggle_user_access_block(&bob_id, &block(true)).await),
        FORBIDDEN
    );
    admin
        .toggle_user_access_block(&bob_id, &block(true))
        .await
        .unwrap();
    assert_eq!(shut_out(bob.get_current_user().await), "userBlocked");
    assert_eq!(
        shut_out(zone.by_password("bob", PASSWORD).get_current_user().await),
        "userBlocked"
    );
    admin
        .toggle_user_access_block(&bob_id, &block(false))
        .await
        .unwrap();
    bob.get_current_user().await.unwrap();

    let forbid = UserBasicAuthSettingsUpdate {
        basic_auth_enabled: Some(false),
        new_password: None,
    };
    assert_eq!(
        refused(bob.change_user_basic_auth_settings(&bob_id, &forbid).await),
        FORBIDDEN
    );
    admin
        .change_user_basic_auth_settings(&bob_id, &forbid)
        .await
        .unwrap();
    assert_eq!(
        shut_out(zone.by_password("bob", PASSWORD).get_current_user().await),
        "basicAuthDisabled"
    );
    bob.get_current_user().await.unwrap();

    let taken = UserCreateRequest {
        username: Some("bob".to_owned()),
        ..Default::default()
    };
    assert_eq!(
        refused(admin.create_user(&taken).await).1.id(),
        "badValueIdentifierOccupied"
    );
    assert_eq!(refused(alice.create_user(&taken).await), FORBIDDEN);
    let silent = UserCreateRequest {
        username: Some("carol".to_owned()),
        password: Some("short".to_owned()),
        ..Default::default()
    };
    assert_eq!(
        refused(admin.create_user(&silent).await),
        (400, OnedataError::BadValuePassword)
    );
    let silent = UserCreateRequest {
        password: None,
        ..silent
    };
    let carol = last(&admin.create_user(&silent).await.unwrap().location);
    assert!(!admin.get_user(&carol).await.unwrap().basic_auth_enabled);

    assert_eq!(refused(alice.oz_users_list().await), FORBIDDEN);
    assert_eq!(refused(alice.remove_user(&bob_id).await), FORBIDDEN);
    admin.remove_user(&bob_id).await.unwrap();
    assert_eq!(shut_out(bob.get_current_user().await), "tokenInvalid");
    alice.remove_current_user().await.unwrap();
    assert_eq!(shut_out(alice.get_current_user().await), "tokenInvalid");
    let left = admin.oz_users_list().await.unwrap();
    assert_eq!(left.users.len(), 2);
    assert_eq!(
        refused(admin.get_user(&bob_id).await),
        (404, OnedataError::NotFound)
    );
}
