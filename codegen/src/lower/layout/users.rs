//! Which groups of operations need which types.

use crate::ir::{Group, Operation, Outcome, Type, TypeDef, TypeId};
use crate::lower::types::reachable;
use std::collections::BTreeSet;

/// Types that more groups than this share are always there: a guard that
/// names them all would say less than it costs to read.
const MOST_USERS: usize = 3;

/// For each type the groups that need it, by position; none if it is always
/// there, as a type is that no operation needs.
///
/// What a type is made of has the users of that type and maybe more. So it
/// is there whenever the type is.
pub(super) fn of_types(types: &[TypeDef], groups: &[Group]) -> Vec<Vec<usize>> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    for (group, needed) in groups.iter().map(|group| needed(types, group)).enumerate() {
        for at in needed {
            users[at.0].push(group);
        }
    }
    let used: Vec<bool> = users.iter().map(|users| !users.is_empty()).collect();
    for users in &mut users {
        if users.len() > MOST_USERS {
            users.clear();
        }
    }
    // What is there without a user needs what it is made of.
    let unused = (0..types.len()).filter(|&at| !used[at]).map(TypeId);
    for at in reachable(types, unused) {
        users[at.0].clear();
    }
    users
}

fn needed(types: &[TypeDef], group: &Group) -> BTreeSet<TypeId> {
    let named = group.operations.iter().flat_map(mentions);
    reachable(types, named.filter_map(|ty| Some(ty.named()?.0)))
}

/// The types that the code of an operation names.
fn mentions(operation: &Operation) -> impl Iterator<Item = &Type> {
    let parameters = operation.parameters.iter().map(|one| &one.ty);
    let body = operation.body.iter().map(|body| &body.ty);
    let outcomes = [&operation.success, &operation.failure];
    parameters
        .chain(body)
        .chain(outcomes.into_iter().flat_map(Outcome::types))
}
