//! Groups.

use super::{Connection, Kind, entity, text};
use crate::failure::{Failure, not_found};
use crate::onezone::models::{Group, GroupType};
use rusqlite::OptionalExtension as _;

/// Adds a group without members, and gives the identifier.
///
/// # Errors
/// If the name cannot be one.
pub fn create(
    store: &Connection,
    creator: &str,
    name: &str,
    r#type: &GroupType,
) -> Result<String, Failure> {
    let name = text::name(name)?;
    let id = entity::add(store, Kind::Group, Some(creator))?;
    store
        .prepare_cached("INSERT INTO team (id, name, type) VALUES (?, ?, ?)")?
        .execute((&id, name, r#type.as_str()))?;
    Ok(id)
}

/// All groups, by their identifiers.
pub fn list(store: &Connection) -> Result<Vec<String>, Failure> {
    entity::list(store, Kind::Group)
}

/// A group.
pub fn get(store: &Connection, id: &str) -> Result<Group, Failure> {
    let found = store
        .prepare_cached("SELECT name, type FROM team WHERE id = ?")?
        .query_row([id], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })
        .optional()?;
    let (name, r#type) = found.ok_or_else(|| not_found("group"))?;
    let (creator, created) = entity::origin(store, id)?;
    Ok(Group {
        group_id: Some(id.to_owned()),
        name,
        r#type: GroupType::from(r#type.as_str()),
        creator: Some(creator),
        creation_time: Some(created),
    })
}

/// Changes a group; what is not given stays.
///
/// # Errors
/// If the name cannot be one.
pub fn modify(
    store: &Connection,
    id: &str,
    name: Option<&str>,
    r#type: Option<&GroupType>,
) -> Result<(), Failure> {
    let name = name.map(text::name).transpose()?;
    store
        .prepare_cached(
            "UPDATE team SET name = coalesce(?2, name), type = coalesce(?3, type) WHERE id = ?1",
        )?
        .execute((id, name, r#type.map(GroupType::as_str)))?;
    Ok(())
}

/// Removes a group.
pub fn remove(store: &Connection, id: &str) -> Result<(), Failure> {
    entity::remove(store, id)
}
