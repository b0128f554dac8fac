//! Spaces and their owners.

use super::{Connection, Kind, entity, text};
use crate::errors::OnedataError;
use crate::failure::{Failure, not_found};
use crate::onezone::models::Space;
use crate::onezone::runtime::wire::{from_json, to_json};
use rusqlite::OptionalExtension as _;

/// What can be said of a space; what is not said is empty, or stays.
#[derive(Default)]
pub struct Changes {
    /// The name.
    pub name: Option<String>,
    /// What it is for, in Markdown.
    pub description: Option<String>,
    /// Who manages it.
    pub organization: Option<String>,
    /// Keywords.
    pub tags: Option<Vec<String>>,
}

/// Adds a space without members, and gives the identifier.
///
/// # Errors
/// If the name cannot be one.
pub fn create(store: &Connection, creator: &str, changes: &Changes) -> Result<String, Failure> {
    let id = entity::add(store, Kind::Space, Some(creator))?;
    store
        .prepare_cached(
            "INSERT INTO space (id, name, description, organization, tags)
             VALUES (?, '', '', '', '[]')",
        )?
        .execute([&id])?;
    modify(store, &id, changes)?;
    Ok(id)
}

/// All spaces, by their identifiers.
pub fn list(store: &Connection) -> Result<Vec<String>, Failure> {
    entity::list(store, Kind::Space)
}

/// A space.
pub fn get(store: &Connection, id: &str) -> Result<Space, Failure> {
    let found = store
        .prepare_cached("SELECT name, description, organization, tags FROM space WHERE id = ?")?
        .query_row([id], |row| {
            let tags: String = row.get(3)?;
            Ok(Space {
                space_id: id.to_owned(),
                name: row.get(0)?,
                description: row.get(1)?,
                organization_name: row.get(2)?,
                tags: from_json(tags.as_bytes()).unwrap_or_default(),
                ..Default::default()
            })
        })
        .optional()?;
    let space = found.ok_or_else(|| not_found("space"))?;
    let (creator, creation_time) = entity::origin(store, id)?;
    Ok(Space {
        creator,
        creation_time,
        ..space
    })
}

/// Changes a space.
///
/// # Errors
/// If the name cannot be one.
pub fn modify(store: &Connection, id: &str, changes: &Changes) -> Result<(), Failure> {
    let name = changes.name.as_deref().map(text::name).transpose()?;
    let prose = |key, text: &'_ Option<String>| -> Result<(), Failure> {
        text.as_deref()
            .map_or(Ok(()), |text| text::prose(key, text).map(drop))
    };
    prose("description", &changes.description)?;
    prose("organizationName", &changes.organization)?;
    let tags = changes.tags.as_ref().map(to_json);
    let tags = tags.map(|tags| String::from_utf8_lossy(&tags).into_owned());
    store
        .prepare_cached(
            "UPDATE space SET name = coalesce(?2, name), description = coalesce(?3, description),
             organization = coalesce(?4, organization), tags = coalesce(?5, tags) WHERE id = ?1",
        )?
        .execute((id, name, &changes.description, &changes.organization, tags))?;
    Ok(())
}

/// Removes a space.
pub fn remove(store: &Connection, id: &str) -> Result<(), Failure> {
    entity::remove(store, id)
}

/// Those who may do anything in a space, by their identifiers.
pub fn owners(store: &Connection, id: &str) -> Result<Vec<String>, Failure> {
    let mut statement = store.prepare_cached(
        "SELECT user FROM owner JOIN entity ON entity.id = user WHERE space = ? ORDER BY number",
    )?;
    let users = statement.query_map([id], |row| row.get(0))?;
    Ok(users.collect::<Result<_, _>>()?)
}

/// Whether a user is one of them.
pub fn is_owner(store: &Connection, id: &str, user: &str) -> Result<bool, Failure> {
    let mut statement = store.prepare_cached("SELECT 1 FROM owner WHERE space = ? AND user = ?")?;
    Ok(statement.exists((id, user))?)
}

/// Makes a member one of them, who may be one already.
pub fn add_owner(store: &Connection, id: &str, user: &str) -> Result<(), Failure> {
    store
        .prepare_cached("INSERT OR IGNORE INTO owner (space, user) VALUES (?, ?)")?
        .execute((id, user))?;
    Ok(())
}

/// Makes an owner a plain member again.
///
/// # Errors
/// `notFound` if the user is no owner, `cannotRemoveLastOwner` if there is no other.
pub fn remove_owner(store: &Connection, id: &str, user: &str) -> Result<(), Failure> {
    if !is_owner(store, id, user)? {
        return Err(not_found("owner"));
    }
    must_not_be_last(store, id, user)?;
    store
        .prepare_cached("DELETE FROM owner WHERE space = ? AND user = ?")?
        .execute((id, user))?;
    Ok(())
}

/// Makes sure that a space keeps an owner when this user goes.
///
/// # Errors
/// `cannotRemoveLastOwner` if it would not.
pub fn must_not_be_last(store: &Connection, id: &str, user: &str) -> Result<(), Failure> {
    match owners(store, id)?.as_slice() {
        [last] if last == user => {
            let error = OnedataError::CannotRemoveLastOwner {
                entity_type: Some(Kind::Space.as_str().to_owned()),
                entity_id: Some(id.to_owned()),
            };
            Err(Failure::because(error, "the space has no other owner"))
        }
        _ => Ok(()),
    }
}
