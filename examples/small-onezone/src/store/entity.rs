//! Users, groups and spaces as far as they are alike: each has an identifier,
//! a creator and a time.

use super::Connection;
use crate::failure::{Failure, not_found};
use crate::onezone::models::{Subject, SubjectType};
use crate::onezone::runtime::Nullable;
use crate::secrets;
use rusqlite::OptionalExtension as _;
use std::time::{SystemTime, UNIX_EPOCH};

/// What an identifier can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A user.
    User,
    /// A group.
    Group,
    /// A space.
    Space,
}

impl Kind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Group => "group",
            Self::Space => "space",
        }
    }
}

/// Seconds since 1970 began.
pub fn now() -> i64 {
    let age = SystemTime::now().duration_since(UNIX_EPOCH);
    age.map_or(0, |age| age.as_secs().cast_signed())
}

/// Adds an entity and gives its identifier.
pub fn add(store: &Connection, kind: Kind, creator: Option<&str>) -> Result<String, Failure> {
    let id = secrets::identifier()?;
    store
        .prepare_cached("INSERT INTO entity (id, kind, creator, created) VALUES (?, ?, ?, ?)")?
        .execute((&id, kind.as_str(), creator, now()))?;
    Ok(id)
}

/// Removes an entity, with all that belongs to it.
pub fn remove(store: &Connection, id: &str) -> Result<(), Failure> {
    store
        .prepare_cached("DELETE FROM entity WHERE id = ?")?
        .execute([id])?;
    Ok(())
}

/// Makes sure that there is such a user, group or space.
///
/// # Errors
/// `notFound` if there is none.
pub fn must_exist(store: &Connection, kind: Kind, id: &str) -> Result<(), Failure> {
    let mut statement = store.prepare_cached("SELECT 1 FROM entity WHERE id = ? AND kind = ?")?;
    match statement.exists((id, kind.as_str()))? {
        true => Ok(()),
        false => Err(not_found(kind.as_str())),
    }
}

/// The identifiers of all of a kind, the oldest first.
pub fn list(store: &Connection, kind: Kind) -> Result<Vec<String>, Failure> {
    let mut statement =
        store.prepare_cached("SELECT id FROM entity WHERE kind = ? ORDER BY number")?;
    let ids = statement.query_map([kind.as_str()], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// Who created an entity, and when.
pub fn origin(store: &Connection, id: &str) -> Result<(Subject, i64), Failure> {
    let found = store
        .prepare_cached("SELECT creator, created FROM entity WHERE id = ?")?
        .query_row([id], |row| {
            Ok((row.get::<_, Option<String>>(0)?, row.get(1)?))
        })
        .optional()?;
    let (creator, created) = found.ok_or_else(|| not_found("resource"))?;
    let subject = match creator {
        Some(id) => Subject {
            r#type: Some(SubjectType::User),
            id: Some(Nullable::Value(id)),
        },
        // The user is gone.
        None => Subject {
            r#type: Some(SubjectType::Nobody),
            id: Some(Nullable::Null),
        },
    };
    Ok((subject, created))
}
