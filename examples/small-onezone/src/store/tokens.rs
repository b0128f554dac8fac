//! Tokens: access, identity and invite tokens, with a name or temporary.

use super::{Connection, entity, text};
use crate::failure::{Failure, not_found, occupied};
use crate::onezone::models::{Caveat, TokenPropertyTokenType as TokenType};
use crate::onezone::runtime::wire::{from_json, to_json};
use crate::onezone::runtime::{Map, Value, Wire};
use crate::secrets;
use rusqlite::{OptionalExtension as _, Row};

/// A token as it is kept.
#[derive(Debug, Default)]
pub struct Token {
    /// The identifier.
    pub id: String,
    /// The user who issued it.
    pub subject: String,
    /// The name; temporary tokens have none.
    pub name: Option<String>,
    /// Whether it gives access, proves an identity or invites.
    pub r#type: TokenType,
    /// What limits it.
    pub caveats: Vec<Caveat>,
    /// What an invitation leads to.
    pub target: Option<String>,
    /// How often an invitation can be used, if not any number of times.
    pub usage_limit: Option<i64>,
    /// How often it was used.
    pub usage_count: i64,
    /// What an invitation grants; nothing: what is usual.
    pub privileges: Vec<String>,
    /// What the user attached.
    pub custom: Map<Value>,
    /// Whether it counts for nothing at present.
    pub revoked: bool,
    /// The second after which it counts for nothing for good.
    pub valid_until: Option<i64>,
    /// When it was created.
    pub created: i64,
}

/// Adds a token as given, but for what only the zone knows, and gives the
/// identifier and the token itself, which is not kept.
///
/// # Errors
/// If the name cannot be one or is that of another token of the user.
pub fn create(store: &Connection, token: &Token) -> Result<(String, String), Failure> {
    let name = token.name.as_deref().map(text::name).transpose()?;
    must_be_free(store, &token.subject, name, None)?;
    // Those whose time is over are in nobody's list.
    store
        .prepare_cached("DELETE FROM token WHERE name IS NULL AND valid_until < ?")?
        .execute([entity::now()])?;
    let (id, secret) = (secrets::identifier()?, secrets::token()?);
    store
        .prepare_cached(
            "INSERT INTO token (id, hash, subject, name, type, caveats, target, usage_limit,
             custom, revoked, valid_until, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute((
            &id,
            secrets::token_hash(&secret),
            &token.subject,
            name,
            json(&token.r#type),
            json(&token.caveats),
            &token.target,
            token.usage_limit,
            json(&token.custom),
            token.revoked,
            token.valid_until,
            entity::now(),
        ))?;
    let mut grant = store
        .prepare_cached("INSERT OR IGNORE INTO token_privilege (token, privilege) VALUES (?, ?)")?;
    for name in &token.privileges {
        grant.execute((&id, name))?;
    }
    Ok((id, secret))
}

/// The token that somebody presents, if the zone issued it.
pub fn presented(store: &Connection, secret: &str) -> Result<Option<Token>, Failure> {
    one(
        store,
        "SELECT * FROM token WHERE hash = ?",
        secrets::token_hash(secret),
    )
}

/// The named token with an identifier.
pub fn get(store: &Connection, id: &str) -> Result<Token, Failure> {
    let found = one(
        store,
        "SELECT * FROM token WHERE id = ? AND name IS NOT NULL",
        id,
    )?;
    found.ok_or_else(|| not_found("token"))
}

/// The token of a user with a name.
pub fn by_name(store: &Connection, subject: &str, name: &str) -> Result<Token, Failure> {
    let mut statement =
        store.prepare_cached("SELECT id FROM token WHERE subject = ? AND name = ?")?;
    let id: Option<String> = statement
        .query_row((subject, name), |row| row.get(0))
        .optional()?;
    get(store, &id.ok_or_else(|| not_found("token"))?)
}

/// The named tokens of a user, or of all users, by their identifiers.
pub fn list(store: &Connection, subject: Option<&str>) -> Result<Vec<String>, Failure> {
    let mut statement = store.prepare_cached(
        "SELECT id FROM token WHERE name IS NOT NULL AND (?1 IS NULL OR subject = ?1)
         ORDER BY number",
    )?;
    let ids = statement.query_map([subject], |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// Changes a token; what is not given stays.
///
/// # Errors
/// If the name cannot be one or is that of another token of the user.
pub fn modify(
    store: &Connection,
    id: &str,
    name: Option<&str>,
    custom: Option<&Map<Value>>,
    revoked: Option<bool>,
) -> Result<(), Failure> {
    let name = name.map(text::name).transpose()?;
    must_be_free(store, &get(store, id)?.subject, name, Some(id))?;
    store
        .prepare_cached(
            "UPDATE token SET name = coalesce(?2, name), custom = coalesce(?3, custom),
             revoked = coalesce(?4, revoked) WHERE id = ?1",
        )?
        .execute((id, name, custom.map(json), revoked))?;
    Ok(())
}

/// Counts one use of an invitation.
pub fn count_use(store: &Connection, id: &str) -> Result<(), Failure> {
    store
        .prepare_cached("UPDATE token SET usage_count = usage_count + 1 WHERE id = ?")?
        .execute([id])?;
    Ok(())
}

/// Removes a token.
pub fn remove(store: &Connection, id: &str) -> Result<(), Failure> {
    store
        .prepare_cached("DELETE FROM token WHERE id = ?")?
        .execute([id])?;
    Ok(())
}

/// Removes the named tokens of a user.
pub fn remove_named(store: &Connection, subject: &str) -> Result<(), Failure> {
    store
        .prepare_cached("DELETE FROM token WHERE subject = ? AND name IS NOT NULL")?
        .execute([subject])?;
    Ok(())
}

/// How often the temporary tokens of a user have been revoked, from 1 on.
pub fn generation(store: &Connection, subject: &str) -> Result<i64, Failure> {
    let mut statement = store.prepare_cached("SELECT generation FROM user WHERE id = ?")?;
    let generation = statement
        .query_row([subject], |row| row.get(0))
        .optional()?;
    generation.ok_or_else(|| not_found("user"))
}

/// Revokes all temporary tokens of a user.
pub fn revoke_temporary(store: &Connection, subject: &str) -> Result<(), Failure> {
    store
        .prepare_cached("DELETE FROM token WHERE subject = ? AND name IS NULL")?
        .execute([subject])?;
    store
        .prepare_cached("UPDATE user SET generation = generation + 1 WHERE id = ?")?
        .execute([subject])?;
    Ok(())
}

fn one(
    store: &Connection,
    query: &str,
    key: impl rusqlite::ToSql,
) -> Result<Option<Token>, Failure> {
    let found = store
        .prepare_cached(query)?
        .query_row([key], row)
        .optional()?;
    let Some(mut token) = found else {
        return Ok(None);
    };
    let mut statement = store.prepare_cached(
        "SELECT privilege FROM token_privilege WHERE token = ? ORDER BY privilege",
    )?;
    let names = statement.query_map([&token.id], |row| row.get(0))?;
    token.privileges = names.collect::<Result<_, _>>()?;
    Ok(Some(token))
}

fn row(row: &Row<'_>) -> rusqlite::Result<Token> {
    Ok(Token {
        id: row.get("id")?,
        subject: row.get("subject")?,
        name: row.get("name")?,
        r#type: read(row, "type")?,
        caveats: read(row, "caveats")?,
        target: row.get("target")?,
        usage_limit: row.get("usage_limit")?,
        usage_count: row.get("usage_count")?,
        privileges: Vec::new(),
        custom: read(row, "custom")?,
        revoked: row.get("revoked")?,
        valid_until: row.get("valid_until")?,
        created: row.get("created")?,
    })
}

/// A value that is kept as JSON.
fn read<T: Wire>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    let position = row.as_ref().column_index(column)?;
    from_json(text.as_bytes()).map_err(|error| {
        let kind = rusqlite::types::Type::Text;
        rusqlite::Error::FromSqlConversionFailure(position, kind, Box::new(error))
    })
}

fn json<T: Wire>(value: &T) -> String {
    String::from_utf8_lossy(&to_json(value)).into_owned()
}

/// Makes sure that no other token of the user has the name.
fn must_be_free(
    store: &Connection,
    subject: &str,
    name: Option<&str>,
    id: Option<&str>,
) -> Result<(), Failure> {
    let mut statement = store
        .prepare_cached("SELECT 1 FROM token WHERE subject = ? AND name = ? AND id IS NOT ?")?;
    match statement.exists((subject, name, id))? {
        true => Err(occupied("name")),
        false => Ok(()),
    }
}
