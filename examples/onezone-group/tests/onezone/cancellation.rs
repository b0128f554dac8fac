//! Calls as values: they can be moved to another task, run side by side, and
//! be given up.

use super::published::{self, GROUP_ID};
use super::{Session, Zone};
use crate::support::scripted;
use onezone_group::onezone::Client;
use std::time::Duration;

fn assert_spawnable<T: Send + 'static>(_: &T) {}

#[tokio::test]
async fn calls_can_be_spawned() {
    let session = Session::new(Zone::new()).await;
    let group = published::new_group();
    let create = session.client.create_parent_group(GROUP_ID, &group);
    // The call has taken what it needs.
    drop(group);
    assert_spawnable(&create);
    let create = tokio::spawn(create.into_future());

    let client = session.client.clone();
    assert_spawnable(&client);
    let get = tokio::spawn(async move { client.get_user_group(GROUP_ID).await });
    assert_eq!(create.await.unwrap().unwrap().status(), 201);
    assert_eq!(*get.await.unwrap().unwrap().value(), published::group());
}

#[tokio::test]
async fn errors_can_be_boxed_and_sent() {
    let session = Session::new(Zone::new()).await;
    let call = async || -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        session.client.get_user_group("nothing").await?;
        Ok(())
    };
    let error = tokio::spawn(std::future::ready(call().await))
        .await
        .unwrap();
    assert!(error.unwrap_err().to_string().contains("404"));
}

#[tokio::test]
async fn calls_can_run_side_by_side() {
    let session = Session::new(Zone::new()).await;
    let calls: Vec<_> = (0..20)
        .map(|_| tokio::spawn(session.client.get_user_group(GROUP_ID).into_future()))
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap().unwrap().name, "Test group");
    }
    assert_eq!(session.recorder.exchanges().len(), 20);
}

#[tokio::test]
async fn a_call_that_is_not_awaited_is_not_sent() {
    let session = Session::new(Zone::new()).await;
    drop(session.client.get_user_group(GROUP_ID));
    assert!(session.recorder.exchanges().is_empty());
}

#[tokio::test]
async fn a_call_that_is_dropped_hangs_up() {
    let (url, server) = scripted::silent().await;
    let client = Client::builder(&url).build().unwrap();
    let call = client.get_user_group("x").into_future();
    let given_up = tokio::time::timeout(Duration::from_millis(100), call).await;
    assert!(given_up.is_err());
    let noticed = tokio::time::timeout(Duration::from_secs(10), server).await;
    noticed.unwrap().unwrap();
}
