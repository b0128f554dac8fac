//! Groups, those who belong to them, and how they come to.

use crate::served::{FORBIDDEN, Served, group, last, refused};
use onedata::OnedataError;
use onedata::onezone::Client;
use onedata::onezone::group::ModifyGroupError;
use onedata::onezone::models::{
    AddChildGroupBody, AdminPrivilegesItem, AdminPrivilegesUpdate, Group, GroupInviteToken,
    GroupJoinGroup, GroupPrivilegesItem, GroupPrivilegesUpdate, GroupType, GroupUpdateRequest,
    InviteToken, InviteTokenPropertyUsageLimit, NamedTokenCreateRequest, TokenPropertyTokenType,
    UserJoinGroup,
};
use onedata::runtime::client::Error;

/// An invitation as a user issues it.
pub async fn invitation(
    client: &Client,
    name: &str,
    token: InviteToken,
    limit: Option<i64>,
) -> String {
    let request = NamedTokenCreateRequest {
        name: name.to_owned(),
        r#type: Some(TokenPropertyTokenType {
            invite_token: Some(token),
            ..Default::default()
        }),
        usage_limit: limit.map(InviteTokenPropertyUsageLimit::Integer),
        ..Default::default()
    };
    let created = client.create_named_token_for_current_user(&request).await;
    created.unwrap().into_value().body.token
}

pub fn to_group(group_id: &str) -> InviteToken {
    InviteToken::UserJoinGroup(UserJoinGroup {
        group_id: group_id.to_owned(),
        ..Default::default()
    })
}

fn rename(name: &str) -> GroupUpdateRequest {
    GroupUpdateRequest {
        name: Some(name.to_owned()),
        ..Default::default()
    }
}

#[tokio::test]
async fn members_are_invited_and_may_what_they_are_granted() {
    let zone = Served::start();
    let (alice_id, alice) = zone.user("alice").await;
    let (bob_id, bob) = zone.user("bob").await;
    let (_, carol) = zone.user("carol").await;

    let id = group(&alice, "Physicists").await;
    let found = alice.get_group(&id).await.unwrap();
    assert_eq!(
        (found.name.as_str(), &found.r#type),
        ("Physicists", &GroupType::Team)
    );
    let creator = found.creator.clone().unwrap().id.unwrap();
    assert_eq!(creator.into_option(), Some(alice_id.clone()));
    assert_eq!(refused(bob.get_group(&id).await), FORBIDDEN);

    // An invitation can be used as often as it says.
    let token = invitation(&alice, "one for all", to_group(&id), Some(1)).await;
    let token = GroupInviteToken { token };
    let joined = bob.join_group(&token).await.unwrap();
    assert_eq!(joined.location, format!("/api/v3/onezone/user/groups/{id}"));
    let (status, error) = refused(carol.join_group(&token).await);
    assert_eq!(
        (status, error),
        (400, OnedataError::InviteTokenUsageLimitReached)
    );
    let users = bob.list_group_users(&id).await.unwrap();
    assert_eq!(users.users, [alice_id.clone(), bob_id.clone()]);
    assert_eq!(bob.get_group(&id).await.unwrap().name, "Physicists");

    // Failures are told apart by their types.
    match bob.modify_group(&id, &rename("Mine")).await {
        Err(Error::Api(ModifyGroupError::Forbidden(body), _)) => {
            let description =
                "this takes group_update as a member, or oz_groups_update in the zone";
            assert_eq!(body.error.description, description);
        }
        other => panic!("{other:?}"),
    }
    let update = GroupPrivilegesUpdate {
        grant: Some(vec![GroupPrivilegesItem::GroupUpdate]),
        revoke: None,
    };
    assert_eq!(
        refused(
            bob.update_user_group_privileges(&id, &bob_id, &update)
                .await
        ),
        FORBIDDEN
    );
    alice
        .update_user_group_privileges(&id, &bob_id, &update)
        .await
        .unwrap();
    bob.modify_group(&id, &rename("All physicists"))
        .await
        .unwrap();
    assert_eq!(
        alice.get_user_group(&id).await.unwrap().name,
        "All physicists"
    );
    let revoke = GroupPrivilegesUpdate {
        grant: None,
        revoke: update.grant,
    };
    alice
        .update_user_group_privileges(&id, &bob_id, &revoke)
        .await
        .unwrap();
    assert_eq!(
        refused(bob.modify_group(&id, &rename("Mine")).await),
        FORBIDDEN
    );
    let left = alice
        .list_user_group_privileges(&id, &bob_id)
        .await
        .unwrap();
    assert_eq!(left.privileges, Some(vec![GroupPrivilegesItem::GroupView]));

    // Who leaves has no privileges any more.
    bob.leave_group(&id).await.unwrap();
    assert_eq!(refused(bob.get_group(&id).await), FORBIDDEN);
    assert_eq!(refused(alice.get_group_user(&id, &bob_id).await).0, 404);
    alice.remove_group(&id).await.unwrap();
    assert_eq!(
        refused(alice.get_group(&id).await),
        (404, OnedataError::NotFound)
    );
}

#[tokio::test]
#[expect(deprecated, reason = "deprecated operations must work too")]
async fn groups_belong_to_groups_and_their_users_with_them() {
    let zone = Served::start();
    let (_, alice) = zone.user("alice").await;
    let (bob_id, bob) = zone.user("bob").await;

    let faculty = group(&alice, "Faculty").await;
    let team = group(&bob, "Team").await;
    let to_faculty = InviteToken::GroupJoinGroup(GroupJoinGroup {
        group_id: faculty.clone(),
        ..Default::default()
    });
    let token = invitation(&alice, "for teams", to_faculty, None).await;
    let token = GroupInviteToken { token };
    // It is for groups, and Alice has no say in Bob's.
    let (status, error) = refused(bob.join_group(&token).await);
    assert_eq!(status, 400);
    let OnedataError::BadValueToken { token_error, .. } = error else {
        panic!("{error}");
    };
    assert_eq!(token_error.unwrap().error.id(), "notAnInviteToken");
    assert_eq!(
        refused(alice.join_parent_group(&team, Some(&token)).await),
        FORBIDDEN
    );
    let joined = bob.join_parent_group(&team, Some(&token)).await.unwrap();
    assert!(
        joined
            .location
            .ends_with(&format!("/groups/{team}/parents/{faculty}"))
    );

    // Bob belongs to the faculty through his team, not directly.
    assert_eq!(
        bob.list_effective_user_groups().await.unwrap().groups,
        [faculty.clone(), team.clone()]
    );
    assert_eq!(
        bob.list_user_groups().await.unwrap().groups,
        [team.as_str()]
    );
    assert_eq!(refused(bob.get_user_group(&faculty).await).0, 404);
    assert_eq!(
        bob.get_user_effective_group(&faculty).await.unwrap().name,
        "Faculty"
    );
    assert_eq!(
        alice
            .get_effective_group_user(&faculty, &bob_id)
            .await
            .unwrap()
            .username,
        "bob"
    );
    let inherited = alice
        .list_effective_user_group_privileges(&faculty, &bob_id)
        .await
        .unwrap();
    assert_eq!(
        inherited.privileges,
        Some(vec![GroupPrivilegesItem::GroupView])
    );
    assert_eq!(
        refused(bob.modify_group(&faculty, &rename("Mine")).await),
        FORBIDDEN
    );

    // What the team is granted, its users may do.
    let update = GroupPrivilegesUpdate {
        grant: Some(vec![GroupPrivilegesItem::GroupUpdate]),
        revoke: None,
    };
    alice
        .update_child_group_privileges(&faculty, &team, &update)
        .await
        .unwrap();
    bob.modify_group(&faculty, &rename("Faculty of Science"))
        .await
        .unwrap();

    // A ring of groups has no end, and every question to it an answer.
    let into_team = bob.create_child_group_token(&team).await.unwrap();
    let into_team = GroupInviteToken {
        token: into_team.token.clone(),
    };
    alice
        .join_parent_group(&faculty, Some(&into_team))
        .await
        .unwrap();
    assert_eq!(
        bob.list_effective_parent_groups(&team)
            .await
            .unwrap()
            .groups,
        [faculty.as_str()]
    );
    assert_eq!(
        alice.list_effective_user_groups().await.unwrap().groups,
        [faculty.clone(), team.clone()]
    );
    let (status, error) = refused(bob.join_parent_group(&team, Some(&token)).await);
    assert_eq!((status, error.id()), (400, "relationAlreadyExists"));

    alice.remove_child_group(&faculty, &team).await.unwrap();
    assert_eq!(refused(bob.get_group(&faculty).await), FORBIDDEN);
}

#[tokio::test]
async fn members_bring_in_only_what_they_speak_for() {
    let zone = Served::start();
    let (_, alice) = zone.user("alice").await;
    let (bob_id, bob) = zone.user("bob").await;
    let (upper, lower) = (group(&alice, "Upper").await, group(&alice, "Lower").await);
    let bobs = group(&bob, "Bob's").await;

    assert_eq!(
        refused(alice.add_group_user(&upper, &bob_id, None).await),
        FORBIDDEN
    );
    assert_eq!(
        refused(alice.add_child_group(&upper, &bobs, None).await),
        FORBIDDEN
    );
    let added = alice.add_child_group(&upper, &lower, None).await.unwrap();
    assert_eq!(
        added.location,
        format!("/api/v3/onezone/groups/{upper}/children/{lower}")
    );
    let (status, error) = refused(alice.add_child_group(&upper, &upper, None).await);
    assert_eq!(
        (status, error),
        (400, OnedataError::CannotAddRelationToSelf)
    );
    // Who says what a new member may do must be allowed to set privileges.
    let (dean_id, dean) = zone.user("dean").await;
    let relate = AdminPrivilegesUpdate {
        grant: Some(vec![AdminPrivilegesItem::OzGroupsAddRelationships]),
        revoke: None,
    };
    let admin = zone.admin();
    let made = admin.update_user_admin_privileges(&dean_id, Some(&relate));
    made.await.unwrap();
    let all = AddChildGroupBody {
        privileges: Some(GroupPrivilegesItem::LISTED.to_vec()),
    };
    let added = dean.add_child_group(&lower, &bobs, Some(&all)).await;
    assert_eq!(refused(added), FORBIDDEN);
    dean.add_child_group(&lower, &bobs, None).await.unwrap();
    alice.remove_child_group(&lower, &bobs).await.unwrap();

    zone.admin()
        .add_group_user(&upper, &bob_id, None)
        .await
        .unwrap();
    // A user is no group.
    assert_eq!(
        refused(alice.remove_child_group(&upper, &bob_id).await).0,
        404
    );
    assert_eq!(
        refused(zone.admin().add_group_user(&lower, &upper, None).await).0,
        404
    );

    // Who creates a group below or above others can use it.
    let unit = Group::new("Unit", GroupType::Unit);
    let above = last(
        &alice
            .create_parent_group(&upper, &unit)
            .await
            .unwrap()
            .location,
    );
    assert_eq!(bob.get_group(&above).await.unwrap().r#type, GroupType::Unit);
    let below = onedata::onezone::models::GroupCreateRequest {
        name: "Below".to_owned(),
        r#type: None,
    };
    assert_eq!(
        refused(bob.create_child_group(&upper, &below).await),
        FORBIDDEN
    );
    let below = last(
        &alice
            .create_child_group(&upper, &below)
            .await
            .unwrap()
            .location,
    );
    alice
        .modify_group(&below, &rename("Below all"))
        .await
        .unwrap();
    let children = alice.get_effective_children_groups(&above).await.unwrap();
    assert_eq!(children.groups, [upper, lower, below]);
}
