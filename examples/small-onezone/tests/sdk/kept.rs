//! What a zone in a file knows when it is started again.

use crate::served::{PASSWORD, Served, group};
use std::path::PathBuf;

/// A folder that is removed when this is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("small-onezone-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_zone_in_a_file_is_there_again_and_holds_no_secret() {
    let folder = Folder::new("kept");
    let file = folder.0.join("zone.db");
    let zone = Served::keep_in(&file);
    let token = zone.token.clone().unwrap();
    let (_, alice) = zone.user("alice").await;
    let id = group(&alice, "Team").await;
    assert!(zone.interrupt(), "it ends with success");

    let zone = Served::keep_in(&file);
    assert_eq!(zone.token, None, "the administrator is told once");
    let alice = zone.by_password("alice", PASSWORD);
    assert_eq!(alice.list_user_groups().await.unwrap().groups, [id]);
    zone.by_token(&token).oz_users_list().await.unwrap();
    drop(zone);

    for item in std::fs::read_dir(&folder.0).unwrap() {
        let bytes = std::fs::read(item.unwrap().path()).unwrap();
        for secret in [token.as_bytes(), PASSWORD.as_bytes()] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret));
        }
    }
}

#[tokio::test]
async fn many_at_once_get_what_is_theirs() {
    let zone = Served::start();
    let (_, alice) = zone.user("alice").await;
    let id = group(&alice, "Team").await;
    let calls = (0..50).map(|number| {
        let (alice, id) = (alice.clone(), id.clone());
        tokio::spawn(async move {
            let name = format!("Group {number}");
            let mine = group(&alice, &name).await;
            alice.add_child_group(&id, &mine, None).await.unwrap();
            assert_eq!(alice.get_group(&mine).await.unwrap().name, name);
        })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap();
    }
    let children = alice.list_child_groups(&id).await.unwrap();
    assert_eq!(children.groups.len(), 50);
    assert_eq!(
        alice.list_user_groups().await.unwrap().groups[1..],
        children.groups
    );
}
