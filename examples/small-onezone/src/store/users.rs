//! Users.

use super::{Connection, Kind, entity, text};
use crate::failure::{Failure, not_found, occupied};
use crate::onezone::models::{User, UserProtectedInfo};
use rusqlite::{OptionalExtension as _, Row};

/// A user who may log in with a password, as far as that needs it.
pub struct Login {
    /// The identifier.
    pub id: String,
    /// The hash of the password, if there is one.
    pub password_hash: Option<String>,
    /// Whether the user may log in so.
    pub basic_auth: bool,
    /// Whether the user is kept out.
    pub blocked: bool,
}

/// Adds a user, and gives the identifier.
///
/// # Errors
/// If a name cannot be one, or the user name is taken.
pub fn create(
    store: &Connection,
    username: &str,
    full_name: &str,
    password_hash: Option<&str>,
) -> Result<String, Failure> {
    let (username, full_name) = (text::username(username)?, text::full_name(full_name)?);
    must_be_free(store, username, None)?;
    let id = entity::add(store, Kind::User, None)?;
    store
        .prepare_cached(
            "INSERT INTO user (id, username, full_name, password_hash, basic_auth)
             VALUES (?, ?, ?, ?, ?)",
        )?
        .execute((
            &id,
            username,
            full_name,
            password_hash,
            password_hash.is_some(),
        ))?;
    Ok(id)
}

/// All users, by their identifiers.
pub fn list(store: &Connection) -> Result<Vec<String>, Failure> {
    entity::list(store, Kind::User)
}

/// What the user and administrators may know.
pub fn get(store: &Connection, id: &str) -> Result<UserProtectedInfo, Failure> {
    let found = store
        .prepare_cached(
            "SELECT id, full_name, username, basic_auth, blocked, created
             FROM user JOIN entity USING (id) WHERE id = ?",
        )?
        .query_row([id], |row| {
            Ok(UserProtectedInfo {
                user_id: row.get(0)?,
                full_name: row.get(1)?,
                username: row.get(2)?,
                basic_auth_enabled: row.get(3)?,
                blocked: row.get(4)?,
                creation_time: row.get(5)?,
                ..Default::default()
            })
        })
        .optional()?;
    found.ok_or_else(|| not_found("user"))
}

/// What others may know.
pub fn brief(store: &Connection, id: &str) -> Result<User, Failure> {
    let user = get(store, id)?;
    Ok(User {
        user_id: user.user_id,
        full_name: user.full_name,
        username: user.username,
        creation_time: user.creation_time,
    })
}

/// Changes names.
///
/// # Errors
/// If a name cannot be one, or the user name is taken.
pub fn rename(
    store: &Connection,
    id: &str,
    username: Option<&str>,
    full_name: Option<&str>,
) -> Result<(), Failure> {
    let username = username.map(text::username).transpose()?;
    let full_name = full_name.map(text::full_name).transpose()?;
    if let Some(username) = username {
        must_be_free(store, username, Some(id))?;
    }
    store
        .prepare_cached(
            "UPDATE user SET username = coalesce(?2, username), full_name = coalesce(?3, full_name)
             WHERE id = ?1",
        )?
        .execute((id, username, full_name))?;
    Ok(())
}

/// Keeps a user out, or lets the user in again.
pub fn block(store: &Connection, id: &str, blocked: bool) -> Result<(), Failure> {
    store
        .prepare_cached("UPDATE user SET blocked = ? WHERE id = ?")?
        .execute((blocked, id))?;
    Ok(())
}

/// Changes how a user logs in; what is not given stays.
pub fn set_login(
    store: &Connection,
    id: &str,
    basic_auth: Option<bool>,
    password_hash: Option<&str>,
) -> Result<(), Failure> {
    store
        .prepare_cached(
            "UPDATE user SET basic_auth = coalesce(?2, basic_auth),
             password_hash = coalesce(?3, password_hash) WHERE id = ?1",
        )?
        .execute((id, basic_auth, password_hash))?;
    Ok(())
}

/// How the user with this name logs in.
pub fn login_by_name(store: &Connection, username: &str) -> Result<Option<Login>, Failure> {
    let mut statement = store.prepare_cached(
        "SELECT id, password_hash, basic_auth, blocked FROM user WHERE username = ?",
    )?;
    Ok(statement.query_row([username], row).optional()?)
}

/// How the user with this identifier logs in.
pub fn login(store: &Connection, id: &str) -> Result<Login, Failure> {
    let found = store
        .prepare_cached("SELECT id, password_hash, basic_auth, blocked FROM user WHERE id = ?")?
        .query_row([id], row)
        .optional()?;
    found.ok_or_else(|| not_found("user"))
}

/// Removes a user.
pub fn remove(store: &Connection, id: &str) -> Result<(), Failure> {
    entity::remove(store, id)
}

fn row(row: &Row<'_>) -> rusqlite::Result<Login> {
    Ok(Login {
        id: row.get(0)?,
        password_hash: row.get(1)?,
        basic_auth: row.get(2)?,
        blocked: row.get(3)?,
    })
}

/// Makes sure that nobody else has the name.
fn must_be_free(store: &Connection, username: &str, id: Option<&str>) -> Result<(), Failure> {
    let mut statement =
        store.prepare_cached("SELECT 1 FROM user WHERE username = ? AND id IS NOT ?")?;
    match statement.exists((username, id))? {
        true => Err(occupied("username")),
        false => Ok(()),
    }
}
