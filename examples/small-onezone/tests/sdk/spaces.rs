//! Spaces, which users reach through groups as well.

use crate::members::invitation;
use crate::served::{FORBIDDEN, Served, group, last, refused};
use onedata::OnedataError;
use onedata::onezone::Client;
use onedata::onezone::models::{
    CreateSpaceBody, GroupJoinSpace, InviteToken, ModifySpaceBody, SpaceCreateRequest,
    SpaceInviteToken, SpacePrivilegesItem, SpacePrivilegesUpdate, UserJoinSpace,
};

async fn space(client: &Client, name: &str) -> String {
    let request = SpaceCreateRequest {
        name: name.to_owned(),
    };
    last(&client.create_user_space(&request).await.unwrap().location)
}

#[tokio::test]
async fn a_group_opens_a_space_to_its_users() {
    let zone = Served::start();
    let (_, alice) = zone.user("alice").await;
    let (bob_id, bob) = zone.user("bob").await;
    let id = space(&alice, "Measurements").await;
    let team = group(&bob, "Team").await;

    assert_eq!(refused(bob.get_space(&id).await), FORBIDDEN);
    let invite = InviteToken::GroupJoinSpace(GroupJoinSpace {
        space_id: id.clone(),
        ..Default::default()
    });
    let token = invitation(&alice, "for teams", invite, None).await;
    let token = SpaceInviteToken { token };
    let joined = bob.group_join_space(&team, Some(&token)).await.unwrap();
    assert_eq!(
        joined.location,
        format!("/api/v3/onezone/groups/{team}/spaces/{id}")
    );

    assert_eq!(bob.get_space(&id).await.unwrap().name, "Measurements");
    assert_eq!(
        bob.list_effective_user_spaces().await.unwrap().spaces,
        [id.as_str()]
    );
    assert_eq!(bob.list_user_spaces().await.unwrap().spaces, Some(vec![]));
    assert_eq!(refused(bob.get_user_space(&id).await).0, 404);
    assert_eq!(
        bob.get_effective_user_space(&id).await.unwrap().space_id,
        id
    );
    assert_eq!(
        bob.list_group_spaces(&team).await.unwrap().spaces,
        [id.as_str()]
    );
    let held = alice.list_group_space_privileges(&id, &team).await.unwrap();
    let inherited = alice
        .list_effective_user_space_privileges(&id, &bob_id)
        .await
        .unwrap();
    assert_eq!(held.privileges, inherited.privileges);
    assert!(
        held.privileges
            .clone()
            .unwrap()
            .contains(&SpacePrivilegesItem::SpaceWriteData)
    );

    let update = SpacePrivilegesUpdate {
        grant: Some(vec![SpacePrivilegesItem::SpaceUpdate]),
        revoke: Some(vec![SpacePrivilegesItem::SpaceView]),
    };
    alice
        .update_group_space_privileges(&id, &team, &update)
        .await
        .unwrap();
    assert_eq!(refused(bob.list_space_users(&id).await), FORBIDDEN);
    let change = ModifySpaceBody {
        description: Some("What was *measured*".to_owned()),
        tags: Some(vec!["physics".to_owned()]),
        ..Default::default()
    };
    bob.modify_space(&id, &change).await.unwrap();
    let found = alice.get_space(&id).await.unwrap();
    assert_eq!(
        (found.description.as_str(), found.tags.as_slice()),
        ("What was *measured*", &["physics".to_owned()][..])
    );

    bob.remove_group_from_space(&team, &id).await.unwrap();
    assert_eq!(refused(bob.get_space(&id).await), FORBIDDEN);
}

#[tokio::test]
async fn owners_may_do_anything_and_one_remains() {
    let zone = Served::start();
    let (alice_id, alice) = zone.user("alice").await;
    let (bob_id, bob) = zone.user("bob").await;
    let id = space(&alice, "Measurements").await;
    let all = SpacePrivilegesUpdate {
        grant: None,
        revoke: Some(SpacePrivilegesItem::LISTED.to_vec()),
    };
    alice
        .update_user_space_privileges(&id, &alice_id, &all)
        .await
        .unwrap();
    let held = alice
        .list_user_space_privileges(&id, &alice_id)
        .await
        .unwrap();
    assert_eq!(held.privileges, Some(vec![]));
    assert_eq!(
        alice.list_space_owners(&id).await.unwrap().users,
        [alice_id.as_str()]
    );

    let last_owner = OnedataError::CannotRemoveLastOwner {
        entity_type: Some("space".to_owned()),
        entity_id: Some(id.clone()),
    };
    assert_eq!(
        refused(alice.leave_space(&id).await),
        (400, last_owner.clone())
    );
    assert_eq!(
        refused(alice.remove_space_owner(&id, &alice_id).await),
        (400, last_owner)
    );
    assert_eq!(refused(alice.add_space_owner(&id, &bob_id).await).0, 404);
    let invite = InviteToken::UserJoinSpace(UserJoinSpace {
        space_id: id.clone(),
        ..Default::default()
    });
    let token = invitation(&alice, "for Bob", invite, None).await;
    bob.join_space(&SpaceInviteToken { token }).await.unwrap();
    assert_eq!(refused(bob.add_space_owner(&id, &bob_id).await), FORBIDDEN);
    alice.add_space_owner(&id, &bob_id).await.unwrap();
    alice.leave_space(&id).await.unwrap();
    assert_eq!(bob.list_space_owners(&id).await.unwrap().users, [bob_id]);
    bob.remove_space(&id).await.unwrap();
    assert_eq!(refused(bob.get_space(&id).await).0, 404);
}

#[tokio::test]
async fn spaces_are_of_a_zone_without_marketplace() {
    let zone = Served::start();
    let create = |change: fn(&mut CreateSpaceBody)| {
        let mut body = CreateSpaceBody {
            name: "Archive".to_owned(),
            ..Default::default()
        };
        change(&mut body);
        let admin = zone.admin();
        async move { admin.create_space(Some(&body)).await }
    };
    let advertised = create(|body| body.advertised_in_marketplace = Some(true)).await;
    assert_eq!(
        refused(advertised),
        (400, OnedataError::SpaceMarketplaceDisabled)
    );
    let tagged = create(|body| body.tags = Some(vec!["alchemy".to_owned()])).await;
    assert_eq!(refused(tagged).1.id(), "badValueListNotAllowed");
    let named = create(|body| body.name = "\u{7}".to_owned()).await;
    assert_eq!(refused(named).1.id(), "badValueName");
    let created = create(|body| body.organization_name = Some("Us".to_owned()))
        .await
        .unwrap();
    let id = last(&created.location);
    assert_eq!(
        zone.admin().get_space(&id).await.unwrap().organization_name,
        "Us"
    );
    assert_eq!(
        zone.admin().list_spaces().await.unwrap().spaces,
        [id.as_str()]
    );
    assert_eq!(
        refused(zone.admin().create_space(None).await).1.id(),
        "missingRequiredValue"
    );
    let (_, alice) = zone.user("alice").await;
    assert_eq!(refused(alice.list_spaces().await), FORBIDDEN);
    assert_eq!(refused(alice.remove_space(&id).await), FORBIDDEN);
}
