//! Operations of a tag that give the same.
//!
//! Most operations of an API fail in the same ways. The first of a tag has the
//! type, and the others have aliases of it: one function can treat the failures
//! of all of them, and the compiler sees the code once.

use crate::ir::{Group, Outcome, TypeDef, is_choice};
use crate::names::Ident;
use std::collections::BTreeMap;

/// Finds the operations that give a choice of types.
pub(super) fn find_choices(types: &[TypeDef], groups: &mut [Group]) {
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        let outcomes = [&operation.success, &operation.failure];
        let mut given = outcomes.into_iter().flat_map(Outcome::types);
        operation.chooses = given.any(|ty| is_choice(types, ty));
    }
}

/// Makes aliases of outcomes that an operation before has as well, with the
/// same documentation.
pub(super) fn share(groups: &mut [Group]) {
    for group in groups {
        let mut known: BTreeMap<Vec<String>, Vec<(Ident, Outcome)>> = BTreeMap::new();
        for operation in &mut group.operations {
            for outcome in [&mut operation.success, &mut operation.failure] {
                let Some(ident) = outcome.ident().cloned() else {
                    continue;
                };
                let statuses = outcome.variants().iter().map(|one| one.ident.plain());
                let like = known
                    .entry(statuses.map(str::to_owned).collect())
                    .or_default();
                match like.iter().find(|(_, other)| is_same(other, outcome)) {
                    Some((of, _)) => *outcome = Outcome::Same(ident, of.clone()),
                    None => like.push((ident, outcome.clone())),
                }
            }
        }
    }
}

fn is_same(one: &Outcome, other: &Outcome) -> bool {
    match (one, other) {
        (Outcome::Struct(_, one), Outcome::Struct(_, other)) => one == other,
        (Outcome::Enum(_, one), Outcome::Enum(_, other)) => one == other,
        _ => false,
    }
}
