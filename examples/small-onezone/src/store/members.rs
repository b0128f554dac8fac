//! Who belongs to what: users and groups to groups and to spaces, directly or
//! through groups. The code is the same for all of them.

use super::{Connection, Kind, spaces};
use crate::errors::OnedataError;
use crate::failure::{Failure, not_found};

/// Through what a member belongs to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Itself.
    Direct,
    /// Itself, or groups that it belongs to.
    Effective,
}

/// All that `?1` belongs to, and itself. Groups may be members of each other;
/// `UNION` takes each once.
pub(super) const ABOVE: &str = "WITH RECURSIVE above (id) AS (
    VALUES (?1) UNION SELECT resource FROM membership JOIN above ON member = above.id)";

/// All that belong to `?1`, and itself.
const BELOW: &str = "WITH RECURSIVE below (id) AS (
    VALUES (?1) UNION SELECT member FROM membership JOIN below ON resource = below.id)";

/// The members of a resource that are of a kind, by their identifiers.
pub fn of(
    store: &Connection,
    resource: &str,
    kind: Kind,
    reach: Reach,
) -> Result<Vec<String>, Failure> {
    let query = match reach {
        Reach::Direct => "SELECT id FROM membership JOIN entity ON id = member
             WHERE resource = ?1 AND kind = ?2 ORDER BY number"
            .to_owned(),
        Reach::Effective => format!(
            "{BELOW} SELECT id FROM below JOIN entity USING (id)
             WHERE id <> ?1 AND kind = ?2 ORDER BY number"
        ),
    };
    ids(store, &query, resource, kind)
}

/// The resources of a kind that a member belongs to, by their identifiers.
pub fn with(
    store: &Connection,
    member: &str,
    kind: Kind,
    reach: Reach,
) -> Result<Vec<String>, Failure> {
    let query = match reach {
        Reach::Direct => "SELECT id FROM membership JOIN entity ON id = resource
             WHERE member = ?1 AND kind = ?2 ORDER BY number"
            .to_owned(),
        Reach::Effective => format!(
            "{ABOVE} SELECT id FROM above JOIN entity USING (id)
             WHERE id <> ?1 AND kind = ?2 ORDER BY number"
        ),
    };
    ids(store, &query, member, kind)
}

/// Whether a member belongs to a resource.
pub fn belongs(
    store: &Connection,
    resource: &str,
    member: &str,
    reach: Reach,
) -> Result<bool, Failure> {
    let query = match reach {
        Reach::Direct => {
            "SELECT 1 FROM membership WHERE member = ?1 AND resource = ?2 AND ?1 <> ?2".to_owned()
        }
        Reach::Effective => format!("{ABOVE} SELECT 1 FROM above WHERE id = ?2 AND id <> ?1"),
    };
    Ok(store.prepare_cached(&query)?.exists((member, resource))?)
}

/// Makes sure that a member belongs to a resource.
///
/// # Errors
/// `notFound` if it does not.
pub fn must_belong(
    store: &Connection,
    resource: &str,
    member: &str,
    reach: Reach,
) -> Result<(), Failure> {
    match belongs(store, resource, member, reach)? {
        true => Ok(()),
        false => Err(not_found("member")),
    }
}

/// Makes somebody a member of something, each given by kind and identifier.
///
/// # Errors
/// If it is a member already, or both are the same.
pub fn add(
    store: &Connection,
    resource: (Kind, &str),
    member: (Kind, &str),
    privileges: &[String],
) -> Result<(), Failure> {
    if resource.1 == member.1 {
        let error = OnedataError::CannotAddRelationToSelf;
        return Err(Failure::because(error, "a group cannot belong to itself"));
    }
    if belongs(store, resource.1, member.1, Reach::Direct)? {
        let text = |text: &str| Some(text.to_owned());
        let error = OnedataError::RelationAlreadyExists {
            child_type: text(member.0.as_str()),
            child_id: text(member.1),
            parent_type: text(resource.0.as_str()),
            parent_id: text(resource.1),
        };
        return Err(Failure::because(error, "it is a member already"));
    }
    store
        .prepare_cached("INSERT INTO membership (resource, member) VALUES (?, ?)")?
        .execute((resource.1, member.1))?;
    super::privileges::grant(store, resource.1, member.1, privileges)
}

/// Ends a membership.
///
/// # Errors
/// `notFound` if there is none, `cannotRemoveLastOwner` if a space would be
/// left without an owner.
pub fn remove(store: &Connection, resource: &str, member: &str) -> Result<(), Failure> {
    must_belong(store, resource, member, Reach::Direct)?;
    spaces::must_not_be_last(store, resource, member)?;
    store
        .prepare_cached("DELETE FROM membership WHERE resource = ? AND member = ?")?
        .execute((resource, member))?;
    Ok(())
}

fn ids(store: &Connection, query: &str, id: &str, kind: Kind) -> Result<Vec<String>, Failure> {
    let mut statement = store.prepare_cached(query)?;
    let ids = statement.query_map((id, kind.as_str()), |row| row.get(0))?;
    Ok(ids.collect::<Result<_, _>>()?)
}
