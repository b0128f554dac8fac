//! Calls Onezone with the generated client: results and failures are typed,
//! and nothing is left to look up in JSON. The Onezone is our own, in `zone`;
//! asked to `serve`, the program leaves the calls to others.

mod zone;

use onezone_group::onezone::client::Error;
use onezone_group::onezone::group::CreateParentGroupError;
use onezone_group::onezone::models::{Group, GroupType};
use onezone_group::onezone::user::GetUserGroupError;
use onezone_group::onezone::{Auth, Client};
use std::time::Duration;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let url = zone::start().await?;
    if std::env::args().nth(1).as_deref() == Some("serve") {
        println!("{url}");
        return std::future::pending().await;
    }
    let alice = Client::builder(&url)
        .auth(Auth::x_auth_token("token-of-alice"))
        .build()?;
    let bob = Client::builder(&url)
        .auth(Auth::basic("bob", "password-of-bob"))
        .build()?;

    show_group(&alice, "designers").await?;
    show_group(&alice, "nobody").await?;
    let department = Group::new("Design department", GroupType::Unit);
    create_parent(&alice, "designers", &department).await?;
    create_parent(&bob, "designers", &department).await?;
    // What the API does not list can be said, and is refused.
    let club = Group::new("Book club", "club".into());
    create_parent(&alice, "designers", &club).await?;
    show_strangers_luck(&url).await
}

/// A failure is an enum with a variant for each status that is documented.
async fn show_group(client: &Client, id: &str) -> Outcome {
    match client.get_user_group(id).await {
        Ok(group) => {
            // The answer dereferences to the group.
            println!("{id}: {} is a {}", group.name, group.r#type);
            if let Some(time) = group.creation_time {
                println!("{id}: created {time} seconds after 1970 began");
            }
            Ok(())
        }
        Err(Error::Api(GetUserGroupError::NotFound(error), _)) => {
            println!("{id}: {}", error.error.description);
            Ok(())
        }
        Err(other) => Err(other.into()),
    }
}

/// Calls can have limits of their own, and their answers typed headers.
async fn create_parent(client: &Client, id: &str, parent: &Group) -> Outcome {
    let call = client
        .create_parent_group(id, parent)
        .timeout(Duration::from_secs(5));
    match call.await {
        Ok(created) => println!("{id}: has a parent at {}", created.location),
        Err(Error::Api(CreateParentGroupError::Forbidden(error), _)) => {
            println!("{id}: no parent, {}", error.error.description);
        }
        Err(Error::Api(CreateParentGroupError::BadRequest(error), meta)) => {
            println!("{id}: no parent, {} is {}", meta.status(), error.error.id);
        }
        Err(other) => return Err(other.into()),
    }
    Ok(())
}

/// What the server turns away before the API sees it is a documented failure
/// all the same.
async fn show_strangers_luck(url: &str) -> Outcome {
    let stranger = Client::builder(url).auth(Auth::bearer("guess")).build()?;
    match stranger.get_user_group("designers").await {
        Err(Error::Api(GetUserGroupError::Unauthorized(error), meta)) => {
            println!("a stranger: {}", error.error.description);
            // Whoever runs the server finds the request in its log by this.
            let details = error.error.details.unwrap_or_default();
            let told = details.get("requestId").and_then(|id| id.as_str());
            match told.is_some_and(|id| meta.headers()["x-request-id"] == id) {
                true => Ok(()),
                false => Err("the refusal does not name the request".into()),
            }
        }
        Err(other) => Err(other.into()),
        Ok(_) => Err("a stranger was let in".into()),
    }
}
