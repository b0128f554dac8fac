//! What members may do in a group or a space, and administrators in the zone.

use super::members::{ABOVE, Reach, must_belong};
use super::{Connection, spaces};
use crate::failure::Failure;

/// What is granted and what is taken away; the latter counts last.
#[derive(Default)]
pub struct Update {
    /// What is granted.
    pub grant: Vec<String>,
    /// What is taken away.
    pub revoke: Vec<String>,
}

/// What a member may do in a resource, by name. What is inherited is what the
/// groups may that it belongs to.
///
/// # Errors
/// `notFound` if it is no member.
pub fn of_member(
    store: &Connection,
    resource: &str,
    member: &str,
    reach: Reach,
) -> Result<Vec<String>, Failure> {
    must_belong(store, resource, member, reach)?;
    held(store, resource, member, reach)
}

/// The same of somebody who need not be a member.
pub fn held(
    store: &Connection,
    resource: &str,
    member: &str,
    reach: Reach,
) -> Result<Vec<String>, Failure> {
    let query = match reach {
        Reach::Direct => "SELECT privilege FROM membership_privilege
             WHERE member = ?1 AND resource = ?2 ORDER BY privilege"
            .to_owned(),
        Reach::Effective => format!(
            "{ABOVE} SELECT DISTINCT privilege FROM membership_privilege JOIN above ON member = id
             WHERE resource = ?2 ORDER BY privilege"
        ),
    };
    let mut statement = store.prepare_cached(&query)?;
    let names = statement.query_map((member, resource), |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// Whether somebody may do all of this in a resource. Owners may do anything.
pub fn may(
    store: &Connection,
    resource: &str,
    member: &str,
    wanted: &[&str],
) -> Result<bool, Failure> {
    if spaces::is_owner(store, resource, member)? {
        return Ok(true);
    }
    let held = held(store, resource, member, Reach::Effective)?;
    let has = |name: &&str| held.iter().any(|held| held == name);
    Ok(!wanted.is_empty() && wanted.iter().all(has))
}

/// Grants privileges to a member; some may be granted already.
pub fn grant(
    store: &Connection,
    resource: &str,
    member: &str,
    names: &[String],
) -> Result<(), Failure> {
    let mut statement = store.prepare_cached(
        "INSERT OR IGNORE INTO membership_privilege (resource, member, privilege) VALUES (?, ?, ?)",
    )?;
    for name in names {
        statement.execute((resource, member, name))?;
    }
    Ok(())
}

/// Changes what a member may do.
///
/// # Errors
/// `notFound` if it is no member.
pub fn update(
    store: &Connection,
    resource: &str,
    member: &str,
    update: &Update,
) -> Result<(), Failure> {
    must_belong(store, resource, member, Reach::Direct)?;
    grant(store, resource, member, &update.grant)?;
    let mut statement = store.prepare_cached(
        "DELETE FROM membership_privilege WHERE resource = ? AND member = ? AND privilege = ?",
    )?;
    for name in &update.revoke {
        statement.execute((resource, member, name))?;
    }
    Ok(())
}

/// What a user or a group may do in the whole zone, by name.
pub fn of_zone(store: &Connection, holder: &str, reach: Reach) -> Result<Vec<String>, Failure> {
    let query = match reach {
        Reach::Direct => {
            "SELECT privilege FROM zone_privilege WHERE holder = ?1 ORDER BY privilege".to_owned()
        }
        Reach::Effective => format!(
            "{ABOVE} SELECT DISTINCT privilege FROM zone_privilege JOIN above ON holder = id
             ORDER BY privilege"
        ),
    };
    let mut statement = store.prepare_cached(&query)?;
    let names = statement.query_map([holder], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// Changes what a user or a group may do in the whole zone.
pub fn update_zone(store: &Connection, holder: &str, update: &Update) -> Result<(), Failure> {
    let mut grant = store
        .prepare_cached("INSERT OR IGNORE INTO zone_privilege (holder, privilege) VALUES (?, ?)")?;
    for name in &update.grant {
        grant.execute((holder, name))?;
    }
    let mut revoke =
        store.prepare_cached("DELETE FROM zone_privilege WHERE holder = ? AND privilege = ?")?;
    for name in &update.revoke {
        revoke.execute((holder, name))?;
    }
    Ok(())
}

/// Takes all that a user or a group may do in the zone away.
pub fn remove_zone(store: &Connection, holder: &str) -> Result<(), Failure> {
    store
        .prepare_cached("DELETE FROM zone_privilege WHERE holder = ?")?
        .execute([holder])?;
    Ok(())
}
