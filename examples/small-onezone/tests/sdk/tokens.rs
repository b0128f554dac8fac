//! Tokens: what they are for, what limits them, and how they end.

use crate::members::{invitation, to_group};
use crate::served::{FORBIDDEN, Served, group, refused, shut_out};
use onedata::OnedataError;
use onedata::onezone::Client;
use onedata::onezone::models::{
    Caveat, DataReadonly, ExamineTokenBody, GroupInviteToken, GroupPrivilegesItem,
    GroupPrivilegesUpdate, NamedTokenCreateRequest, NamedTokenUpdateRequest,
    TemporaryTokenCreateRequest, Time, TokenPropertyTokenType, VerifyAccessTokenRequest,
    VerifyInviteTokenRequest, VerifyInviteTokenRequestExpectedInviteType as Expected,
};
use onedata::runtime::{Map, Nullable, Value};
use std::time::{SystemTime, UNIX_EPOCH};

fn until(seconds: i64) -> Vec<Caveat> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    vec![Caveat::Time(Time {
        valid_until: now.as_secs().cast_signed() + seconds,
        ..Default::default()
    })]
}

async fn verified(client: &Client, token: &str) -> Result<(Option<String>, Nullable<i64>), String> {
    let request = VerifyAccessTokenRequest {
        token: token.to_owned(),
        ..Default::default()
    };
    match client.verify_access_token(Some(&request)).await {
        Ok(found) => Ok((found.subject.id.clone(), found.ttl)),
        Err(error) => match error.reported::<OnedataError>().unwrap().error {
            OnedataError::BadValueToken { token_error, .. } => {
                Err(token_error.unwrap().error.id().to_owned())
            }
            other => panic!("{other}"),
        },
    }
}

#[tokio::test]
async fn named_tokens_are_looked_after() {
    let zone = Served::start();
    let (alice_id, alice) = zone.user("alice").await;
    let (_, bob) = zone.user("bob").await;
    let custom = Map::from([("job".to_owned(), Value::from("experiment-15"))]);
    let request = NamedTokenCreateRequest {
        name: "for the cluster".to_owned(),
        custom_metadata: Some(custom.clone()),
        caveats: Some(until(3600)),
        ..Default::default()
    };
    let created = alice
        .create_named_token_for_current_user(&request)
        .await
        .unwrap();
    let (id, token) = (created.body.token_id.clone(), created.body.token.clone());
    assert_eq!(
        created.location,
        format!("/api/v3/onezone/tokens/named/{id}")
    );
    assert_eq!(
        refused(alice.create_named_token_for_current_user(&request).await)
            .1
            .id(),
        "badValueIdentifierOccupied"
    );
    zone.by_token(&token).get_current_user().await.unwrap();

    let found = alice
        .get_named_token_of_current_user_by_name("for the cluster")
        .await
        .unwrap();
    assert_eq!(found.metadata.as_ref().unwrap().custom, Some(custom));
    assert_eq!(
        (found.id.as_ref(), found.caveats.as_ref()),
        (Some(&id), request.caveats.as_ref())
    );
    assert_eq!(found.token, None, "only its hash is kept");
    assert_eq!(
        alice
            .list_named_tokens_of_user(&alice_id)
            .await
            .unwrap()
            .tokens
            .len(),
        2
    );
    assert_eq!(
        refused(bob.list_named_tokens_of_user(&alice_id).await),
        FORBIDDEN
    );
    assert_eq!(refused(bob.get_named_token(&id).await), FORBIDDEN);
    assert_eq!(
        zone.admin()
            .list_all_named_tokens()
            .await
            .unwrap()
            .tokens
            .len(),
        4
    );

    let (subject, left) = verified(&bob, &token).await.unwrap();
    assert_eq!(subject.as_ref(), Some(&alice_id));
    assert!((3500..=3600).contains(&left.into_option().unwrap()));
    let revoke = |revoked| NamedTokenUpdateRequest {
        revoked: Some(revoked),
        ..Default::default()
    };
    assert_eq!(
        refused(bob.modify_named_token(&id, &revoke(true)).await),
        FORBIDDEN
    );
    alice.modify_named_token(&id, &revoke(true)).await.unwrap();
    assert!(alice.get_named_token_status(&id).await.unwrap().revoked);
    assert_eq!(verified(&bob, &token).await, Err("tokenRevoked".to_owned()));
    assert_eq!(
        shut_out(zone.by_token(&token).get_current_user().await),
        "tokenRevoked"
    );
    alice.modify_named_token(&id, &revoke(false)).await.unwrap();
    zone.by_token(&token).get_current_user().await.unwrap();
    zone.admin().delete_named_token(&id).await.unwrap();
    assert_eq!(verified(&bob, &token).await, Err("tokenInvalid".to_owned()));
    assert_eq!(refused(alice.get_named_token(&id).await).0, 404);
}

#[tokio::test]
async fn temporary_tokens_end() {
    let zone = Served::start();
    let (alice_id, alice) = zone.user("alice").await;
    let create = |caveats| {
        let alice = alice.clone();
        async move {
            let request = TemporaryTokenCreateRequest {
                r#type: None,
                caveats,
            };
            alice
                .create_temporary_token_for_current_user(&request)
                .await
        }
    };
    let endless = refused(create(None).await);
    assert_eq!(endless.1.id(), "tokenTimeCaveatRequired");
    let odd = create(Some(vec![Caveat::DataReadonly(DataReadonly::default())])).await;
    assert_eq!(refused(odd).1.id(), "badValueCaveat");
    let over = create(Some(until(-10)))
        .await
        .unwrap()
        .token
        .clone()
        .unwrap();
    assert_eq!(
        verified(&alice, &over).await,
        Err("tokenCaveatUnverified".to_owned())
    );
    let token = create(Some(until(600)))
        .await
        .unwrap()
        .token
        .clone()
        .unwrap();
    let me = zone.by_token(&token).get_current_user().await.unwrap();
    assert_eq!(me.user_id, alice_id);

    let examined = alice
        .examine_token(&ExamineTokenBody {
            token: token.clone(),
        })
        .await
        .unwrap();
    assert_eq!(examined.persistence.as_ref().unwrap().as_str(), "temporary");
    let generation = || async {
        let found = alice.get_temporary_token_generation_of_current_user().await;
        found.unwrap().generation
    };
    assert_eq!(generation().await, 1);
    alice
        .revoke_all_temporary_tokens_of_current_user()
        .await
        .unwrap();
    assert_eq!(generation().await, 2);
    assert_eq!(
        verified(&alice, &token).await,
        Err("tokenInvalid".to_owned())
    );
    assert_eq!(
        alice
            .list_named_tokens_of_current_user()
            .await
            .unwrap()
            .tokens
            .len(),
        1
    );
}

#[tokio::test]
async fn tokens_are_for_one_thing() {
    let zone = Served::start();
    let (_, alice) = zone.user("alice").await;
    let identity = NamedTokenCreateRequest {
        name: "who I am".to_owned(),
        r#type: Some(TokenPropertyTokenType {
            identity_token: Some(Map::new()),
            ..Default::default()
        }),
        ..Default::default()
    };
    let identity = alice
        .create_named_token_for_current_user(&identity)
        .await
        .unwrap();
    let identity = &identity.body.token;
    assert_eq!(
        verified(&alice, identity).await,
        Err("notAnAccessToken".to_owned())
    );
    assert_eq!(
        shut_out(zone.by_token(identity).get_current_user().await),
        "notAnAccessToken"
    );
    let both = NamedTokenCreateRequest {
        name: "both".to_owned(),
        r#type: Some(TokenPropertyTokenType {
            access_token: Some(Map::new()),
            identity_token: Some(Map::new()),
            ..Default::default()
        }),
        ..Default::default()
    };
    assert_eq!(
        refused(alice.create_named_token_for_current_user(&both).await)
            .1
            .id(),
        "badValueTokenType"
    );
}

#[tokio::test]
async fn invitations_are_as_good_as_who_invites() {
    let zone = Served::start();
    let (_, alice) = zone.user("alice").await;
    let (bob_id, bob) = zone.user("bob").await;
    let (_, carol) = zone.user("carol").await;
    let id = group(&alice, "Team").await;
    let token = invitation(&alice, "for Bob", to_group(&id), None).await;
    let verify = |expected| VerifyInviteTokenRequest {
        token: token.clone(),
        expected_invite_type: Some(expected),
        ..Default::default()
    };
    carol
        .verify_invite_token(&verify(Expected::UserJoinGroup))
        .await
        .unwrap();
    assert_eq!(
        refused(
            carol
                .verify_invite_token(&verify(Expected::UserJoinSpace))
                .await
        )
        .0,
        400
    );
    bob.join_group(&GroupInviteToken { token }).await.unwrap();

    let invite = |privileges: Option<Vec<String>>| {
        let bob = bob.clone();
        let r#type = Some(TokenPropertyTokenType {
            invite_token: Some(to_group(&id)),
            ..Default::default()
        });
        async move {
            let request = NamedTokenCreateRequest {
                name: "for Carol".to_owned(),
                r#type,
                privileges,
                ..Default::default()
            };
            bob.create_named_token_for_current_user(&request).await
        }
    };
    assert_eq!(refused(invite(None).await), FORBIDDEN);
    let may = |grant: Option<GroupPrivilegesItem>, revoke: Option<GroupPrivilegesItem>| {
        let (alice, id, bob_id) = (alice.clone(), id.clone(), bob_id.clone());
        async move {
            let update = GroupPrivilegesUpdate {
                grant: grant.map(|one| vec![one]),
                revoke: revoke.map(|one| vec![one]),
            };
            let update = alice.update_user_group_privileges(&id, &bob_id, &update);
            update.await.unwrap();
        }
    };
    may(Some(GroupPrivilegesItem::GroupAddUser), None).await;
    // Who may invite may not give away more than is usual.
    assert_eq!(
        refused(invite(Some(vec!["group_delete".to_owned()])).await),
        FORBIDDEN
    );
    assert_eq!(
        refused(invite(Some(vec!["space_view".to_owned()])).await)
            .1
            .id(),
        "badValueListNotAllowed"
    );
    let token = invite(None).await.unwrap().body.token.clone();
    may(None, Some(GroupPrivilegesItem::GroupAddUser)).await;
    let token = GroupInviteToken { token };
    let refusal = refused(carol.join_group(&token).await);
    assert_eq!(
        refusal,
        (400, OnedataError::InviteTokenSubjectNotAuthorized)
    );
    may(Some(GroupPrivilegesItem::GroupAddUser), None).await;
    carol.join_group(&token).await.unwrap();
    alice.remove_group(&id).await.unwrap();
    assert_eq!(refused(carol.join_group(&token).await).0, 400);
}
