//! Who may do what. The description says it, in `x-onedata-privileges` of each
//! operation: a list of ways, of which one must be open to the caller. It is in
//! the generated table of operations; what is said in prose only is in a table
//! here.

use crate::caller::Caller;
use crate::errors::OnedataError;
use crate::failure::Failure;
use crate::onezone::runtime::Operation;
use crate::store::members::{self, Reach};
use crate::store::{Connection, Kind, must_exist, privileges, spaces, tokens};
use serde_json::Value;

/// What an operation is about.
#[derive(Clone, Debug)]
pub enum Place {
    /// The zone as a whole, or the caller.
    Zone,
    /// A user, a group or a space.
    In(Kind, String),
    /// A named token.
    Token(String),
}

/// A way to be allowed: all of these privileges.
#[derive(Debug, PartialEq, Eq)]
pub struct Way {
    /// Whether they are held in the resource, or in the whole zone.
    pub holder: Holder,
    /// The privileges, by name.
    pub all: Vec<String>,
}

/// Where privileges are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// In the resource, by its members.
    Member,
    /// In the zone, by administrators.
    Administrator,
}

/// What the description tells in prose.
enum Beside {
    /// Effective members of the resource need no privilege.
    EffectiveMembers,
    /// Owners of the space need no privilege.
    Owners,
    /// The user in question, or the subject of the token, needs no privilege.
    Themselves,
}

const BESIDE: &[(&str, Beside)] = &[
    ("add_space_owner", Beside::Owners),
    ("remove_space_owner", Beside::Owners),
    ("get_group", Beside::EffectiveMembers),
    ("get_space", Beside::EffectiveMembers),
    ("create_named_token_for_user", Beside::Themselves),
    ("delete_named_token", Beside::Themselves),
    ("get_named_token", Beside::Themselves),
    ("get_named_token_status", Beside::Themselves),
    ("list_named_tokens_of_user", Beside::Themselves),
    ("modify_named_token", Beside::Themselves),
];

/// A member to be, where a call makes somebody one.
#[derive(Clone, Debug)]
pub struct Adding {
    /// What it is.
    pub kind: Kind,
    /// Its identifier.
    pub id: String,
    /// Whether the call says which privileges it gets, which takes the right to
    /// set privileges.
    pub sets_privileges: bool,
}

/// Makes sure that an operation is open to a caller.
///
/// # Errors
/// `notFound` if there is nothing at the place, `forbidden` if no way is open.
pub fn authorize(
    store: &Connection,
    caller: &Caller,
    operation: &Operation,
    place: &Place,
    adding: Option<&Adding>,
) -> Result<(), Failure> {
    let subject = match place {
        Place::Zone => None,
        Place::In(kind, id) => {
            must_exist(store, *kind, id)?;
            Some(id.clone())
        }
        Place::Token(id) => Some(tokens::get(store, id)?.subject),
    };
    let beside = BESIDE.iter().find(|(id, _)| *id == operation.id);
    let beside = beside.map(|(_, beside)| beside);
    let ways = ways(operation);
    let needs_none = match (beside, place) {
        (None, _) => ways.is_empty() && is_about_caller(operation),
        (Some(Beside::Themselves), _) => subject.as_ref() == Some(&caller.user),
        (Some(Beside::EffectiveMembers), Place::In(_, id)) => {
            members::belongs(store, id, &caller.user, Reach::Effective)?
        }
        (Some(Beside::Owners), Place::In(_, id)) => spaces::is_owner(store, id, &caller.user)?,
        _ => false,
    };
    if needs_none {
        return Ok(());
    }
    for way in &ways {
        if is_open(store, caller, place, way, adding)? {
            return Ok(());
        }
    }
    Err(forbidden(&ways))
}

/// The ways that the description lists. What cannot be read is not a way.
pub fn ways(operation: &Operation) -> Vec<Way> {
    let listed = operation
        .extensions
        .iter()
        .find(|(name, _)| *name == "x-onedata-privileges");
    let listed = listed.and_then(|(_, text)| serde_json::from_str::<Value>(text).ok());
    let listed = listed.iter().filter_map(Value::as_array).flatten();
    listed.filter_map(way).collect()
}

fn way(listed: &Value) -> Option<Way> {
    let holder = match listed.get("holder")?.as_str()? {
        "member" => Holder::Member,
        "administrator" => Holder::Administrator,
        _ => return None,
    };
    let all = listed.get("all")?.as_array()?.iter();
    let all: Option<Vec<_>> = all.map(|name| name.as_str().map(str::to_owned)).collect();
    Some(Way { holder, all: all? })
}

/// Whether nobody but the caller is concerned.
fn is_about_caller(operation: &Operation) -> bool {
    operation.path == "/user" || operation.path.starts_with("/user/")
}

fn is_open(
    store: &Connection,
    caller: &Caller,
    place: &Place,
    way: &Way,
    adding: Option<&Adding>,
) -> Result<bool, Failure> {
    let sets_privileges = adding.is_none_or(|adding| adding.sets_privileges);
    let wanted = way.all.iter().map(String::as_str);
    let wanted: Vec<_> = wanted
        .filter(|name| sets_privileges || !name.ends_with("_set_privileges"))
        .collect();
    match (way.holder, place) {
        (Holder::Administrator, _) => {
            let held = privileges::of_zone(store, &caller.user, Reach::Effective)?;
            let has = |name: &&str| held.iter().any(|held| held == name);
            Ok(!wanted.is_empty() && wanted.iter().all(has))
        }
        (Holder::Member, Place::In(kind, id)) => {
            Ok(privileges::may(store, id, &caller.user, &wanted)?
                && adding.map_or(Ok(true), |adding| speaks_for(store, caller, *kind, adding))?)
        }
        (Holder::Member, Place::Zone | Place::Token(_)) => Ok(false),
    }
}

/// Whether a member of a resource may bring somebody in: members bring in
/// themselves, and groups that let them. Others are invited.
fn speaks_for(
    store: &Connection,
    caller: &Caller,
    resource: Kind,
    adding: &Adding,
) -> Result<bool, Failure> {
    let privilege = match (adding.kind, resource) {
        (Kind::Group, Kind::Space) => "group_add_space",
        (Kind::Group, _) => "group_add_parent",
        _ => return Ok(adding.id == caller.user),
    };
    privileges::may(store, &adding.id, &caller.user, &[privilege])
}

fn forbidden(ways: &[Way]) -> Failure {
    let ways = ways.iter().map(|way| {
        let place = match way.holder {
            Holder::Member => "as a member",
            Holder::Administrator => "in the zone",
        };
        format!("{} {place}", way.all.join(" and "))
    });
    let ways: Vec<_> = ways.collect();
    let description = match ways.is_empty() {
        true => "this is not for you to do".to_owned(),
        false => format!("this takes {}", ways.join(", or ")),
    };
    Failure::because(OnedataError::Forbidden, description)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::onezone::operations;

    fn has_extension(operation: &Operation) -> bool {
        let mut names = operation.extensions.iter().map(|(name, _)| *name);
        names.any(|name| name == "x-onedata-privileges")
    }

    #[test]
    fn every_operation_says_who_may_call_it() {
        for operation in operations::ALL {
            let is_public = operation.security.is_empty();
            let is_beside = BESIDE.iter().any(|(id, _)| *id == operation.id);
            let ways = ways(operation);
            assert_eq!(
                ways.is_empty(),
                !has_extension(operation),
                "{}",
                operation.id
            );
            let open = is_public || is_about_caller(operation);
            assert!(open || is_beside || !ways.is_empty(), "{}", operation.id);
        }
    }

    #[test]
    fn what_is_told_in_prose_is_about_operations_that_there_are() {
        for (id, _) in BESIDE {
            let mut operations = operations::ALL.iter();
            assert!(operations.any(|operation| operation.id == *id), "{id}");
        }
    }

    #[test]
    fn ways_are_read_as_the_description_has_them() {
        let all = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let wanted = [
            Way {
                holder: Holder::Member,
                all: all(&["group_add_user", "group_set_privileges"]),
            },
            Way {
                holder: Holder::Administrator,
                all: all(&[
                    "oz_groups_add_relationships",
                    "oz_users_add_relationships",
                    "oz_groups_set_privileges",
                ]),
            },
        ];
        assert_eq!(ways(&operations::ADD_GROUP_USER), wanted);
        let odd = serde_json::json!({"holder": "guest", "all": ["group_view"]});
        assert_eq!(way(&odd), None);
        let odd = serde_json::json!({"holder": "member", "all": ["group_view", 7]});
        assert_eq!(way(&odd), None);
    }
}
