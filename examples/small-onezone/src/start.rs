//! From a file to a zone that can be served.

use crate::caller::Door;
use crate::failure::{Failure, rejected};
use crate::onezone::runtime::axum::Router;
use crate::onezone::server::{Options, router_with};
use crate::privileges;
use crate::secrets;
use crate::store::privileges::{Update, update_zone};
use crate::store::tokens;
use crate::store::{Store, users};
use crate::tokens::access;
use crate::zone::Zone;
use std::error::Error;
use std::path::Path;

/// A zone to be served.
pub struct Start {
    /// What serves it.
    pub router: Router,
    /// Who can do everything in it; told once, when the database is made.
    pub administrator: Option<Administrator>,
}

/// The first user of a zone.
pub struct Administrator {
    /// The name to log in with.
    pub username: String,
    /// The password.
    pub password: String,
    /// An access token.
    pub token: String,
}

/// Opens the zone that is kept in a file, or makes one in memory.
///
/// # Errors
/// If the file cannot be used.
pub fn start(file: Option<&Path>) -> Result<Start, Box<dyn Error + Send + Sync>> {
    let store = Store::open(file)?;
    let administrator = first_user(&store).map_err(|failure| match failure {
        Failure::Refused(reason) => reason.to_string(),
        Failure::Broken(rejection) => rejection.to_string(),
    })?;
    let options = Options::default().rejections(rejected);
    let router = router_with(Zone::new(store.clone()), Door(store), options);
    Ok(Start {
        router,
        administrator,
    })
}

/// The administrator of a zone that has no user yet.
fn first_user(store: &Store) -> Result<Option<Administrator>, Failure> {
    let (username, password) = ("admin".to_owned(), secrets::identifier()?);
    let hash = secrets::password_hash(&password)?;
    store.transaction(|store| {
        if !users::list(store)?.is_empty() {
            return Ok(None);
        }
        let id = users::create(store, &username, "Administrator", Some(&hash))?;
        let all = Update {
            grant: privileges::all_of_zone(),
            ..Default::default()
        };
        update_zone(store, &id, &all)?;
        let token = access(id, "first token");
        let (_, token) = tokens::create(store, &token)?;
        Ok(Some(Administrator {
            username,
            password,
            token,
        }))
    })
}
