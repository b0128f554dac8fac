//! The names of privileges: which there are, and which are usual.

use crate::authorize::{self, Holder};
use crate::errors::OnedataError;
use crate::failure::{Failure, missing_one_of};
use crate::onezone::models::{
    AdminPrivilegesItem, GroupPrivilegesItem, SpaceMemberPrivilegesItem, SpacePrivilegesItem,
};
use crate::onezone::operations;
use crate::store::Kind;
use crate::store::privileges::Update;
use std::collections::BTreeSet;
use std::fmt::Display;

/// All that can be held in a group or a space; nothing is held in users.
pub fn all(resource: Kind) -> Vec<String> {
    match resource {
        Kind::Group => names(GroupPrivilegesItem::LISTED),
        Kind::Space => names(SpacePrivilegesItem::LISTED),
        Kind::User => Vec::new(),
    }
}

/// What members get where nothing else is said.
pub fn usual(resource: Kind) -> Vec<String> {
    match resource {
        Kind::Group => vec!["group_view".to_owned()],
        Kind::Space => names(SpaceMemberPrivilegesItem::LISTED),
        Kind::User => Vec::new(),
    }
}

/// All that administrators can hold: what is listed, and what operations ask
/// for, since the description asks for some that it does not list. Those can
/// be held, but neither granted nor shown.
pub fn all_of_zone() -> Vec<String> {
    let ways = operations::ALL.iter().flat_map(|one| authorize::ways(one));
    let asked = ways.filter(|way| way.holder == Holder::Administrator);
    let listed = names(AdminPrivilegesItem::LISTED);
    let all: BTreeSet<_> = asked.flat_map(|way| way.all).chain(listed).collect();
    all.into_iter().collect()
}

/// The names of privileges.
pub fn names<T: Display>(privileges: &[T]) -> Vec<String> {
    privileges.iter().map(ToString::to_string).collect()
}

/// The privileges with these names.
pub fn named<T: for<'a> From<&'a str>>(names: &[String]) -> Vec<T> {
    names.iter().map(|name| T::from(name)).collect()
}

/// The same of administrators; those that are not listed are not shown.
pub fn named_of_zone(names: &[String]) -> Vec<AdminPrivilegesItem> {
    let mut privileges = named(names);
    privileges.retain(|one| !matches!(one, AdminPrivilegesItem::Unlisted(_)));
    privileges
}

/// What a call grants and revokes.
///
/// # Errors
/// `missingAtLeastOneValue` if it says neither.
pub fn update<T: Display>(
    grant: Option<Vec<T>>,
    revoke: Option<Vec<T>>,
) -> Result<Update, Failure> {
    if grant.is_none() && revoke.is_none() {
        return Err(missing_one_of(&["grant", "revoke"]));
    }
    Ok(Update {
        grant: names(&grant.unwrap_or_default()),
        revoke: names(&revoke.unwrap_or_default()),
    })
}

/// Makes sure that all of these can be held in a resource.
///
/// # Errors
/// `badValueListNotAllowed` if one cannot.
pub fn must_be_of(resource: Kind, names: &[String]) -> Result<(), Failure> {
    let all = all(resource);
    match names.iter().all(|name| all.contains(name)) {
        true => Ok(()),
        false => {
            let error = OnedataError::BadValueListNotAllowed {
                key: Some("privileges".to_owned()),
                allowed: Some(all),
            };
            let description = format!("these are not all privileges in a {}", resource.as_str());
            Err(Failure::because(error, description))
        }
    }
}
