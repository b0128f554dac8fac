//! Privileges of administrators, and the lists of all privileges.

use crate::served::{FORBIDDEN, Served, group, refused};
use onedata::onezone::models::{
    AdminPrivilegesItem, AdminPrivilegesUpdate, GroupPrivilegesItem, SpacePrivilegesItem,
};

fn grant(privileges: &[AdminPrivilegesItem]) -> AdminPrivilegesUpdate {
    AdminPrivilegesUpdate {
        grant: Some(privileges.to_vec()),
        revoke: None,
    }
}

#[tokio::test]
async fn administrators_are_made_and_unmade() {
    let zone = Served::start();
    let admin = zone.admin();
    let (alice_id, alice) = zone.user("alice").await;
    let team = group(&alice, "Team").await;
    let list = grant(&[AdminPrivilegesItem::OzUsersList]);
    assert_eq!(
        refused(
            alice
                .update_user_admin_privileges(&alice_id, Some(&list))
                .await
        ),
        FORBIDDEN
    );
    assert_eq!(
        refused(alice.update_group_admin_privileges(&team, &list).await),
        FORBIDDEN
    );

    // What a group may do, its users may do.
    admin
        .update_group_admin_privileges(&team, &list)
        .await
        .unwrap();
    assert_eq!(alice.oz_users_list().await.unwrap().users.len(), 2);
    let held = alice.list_current_user_admin_privileges().await.unwrap();
    assert_eq!(held.privileges, Some(vec![]));
    let held = alice
        .list_current_user_effective_admin_privileges()
        .await
        .unwrap();
    assert_eq!(held.privileges, list.grant);
    admin.remove_group_admin_privileges(&team).await.unwrap();
    assert_eq!(refused(alice.oz_users_list().await), FORBIDDEN);

    let set = grant(&[AdminPrivilegesItem::OzSetPrivileges]);
    admin
        .update_user_admin_privileges(&alice_id, Some(&set))
        .await
        .unwrap();
    alice
        .update_user_admin_privileges(&alice_id, Some(&list))
        .await
        .unwrap();
    alice.oz_users_list().await.unwrap();
    alice.remove_user_admin_privileges(&alice_id).await.unwrap();
    assert_eq!(
        refused(alice.remove_user_admin_privileges(&alice_id).await),
        FORBIDDEN
    );

    let nothing = refused(admin.update_user_admin_privileges(&alice_id, None).await);
    assert_eq!(nothing.1.id(), "missingAtLeastOneValue");
    let unknown = grant(&[AdminPrivilegesItem::from("oz_everything")]);
    assert_eq!(
        refused(
            admin
                .update_user_admin_privileges(&alice_id, Some(&unknown))
                .await
        )
        .0,
        400
    );
}

#[tokio::test]
async fn everyone_may_know_which_privileges_there_are() {
    let zone = Served::start();
    let nobody = zone.by_token("guess");
    let zones = nobody.list_privileges().await.unwrap();
    assert_eq!(zones.admin.as_deref(), Some(AdminPrivilegesItem::LISTED));
    let groups = nobody.list_group_privileges().await.unwrap();
    assert_eq!(groups.admin.as_deref(), Some(GroupPrivilegesItem::LISTED));
    let spaces = nobody.list_space_privileges().await.unwrap();
    assert_eq!(spaces.admin.as_deref(), Some(SpacePrivilegesItem::LISTED));
    assert_eq!(
        nobody.get_configuration().await.unwrap().name,
        "Small Onezone"
    );
    nobody.health().await.unwrap();
}
