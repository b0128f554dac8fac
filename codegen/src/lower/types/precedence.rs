//! The order in which the branches of an `anyOf` are tried: one that has the
//! properties of another and more comes first, since the other would take its
//! values and lose what it does not know.

use super::structure;
use crate::ir::{Branch, TypeDef, TypeKind, UnionRule};

/// Sorts the branches of unions whose first match counts.
pub(super) fn sort_branches(types: &mut [TypeDef]) {
    for at in 0..types.len() {
        let TypeKind::Union(union) = &types[at].kind else {
            continue;
        };
        if union.rule != UnionRule::FirstMatch {
            continue;
        }
        let mut sorted: Vec<&Branch> = Vec::new();
        for branch in &union.branches {
            let before = |other: &&Branch| knows_more(types, branch, other);
            let place = sorted.iter().position(before).unwrap_or(sorted.len());
            sorted.insert(place, branch);
        }
        let sorted = sorted.into_iter().cloned().collect();
        if let TypeKind::Union(union) = &mut types[at].kind {
            union.branches = sorted;
        }
    }
}

/// Whether a branch has all properties that another has, and more.
fn knows_more(types: &[TypeDef], branch: &Branch, other: &Branch) -> bool {
    match (structure(types, &branch.ty), structure(types, &other.ty)) {
        (Some(more), Some(less)) => {
            more.fields.len() > less.fields.len()
                && less.fields.iter().all(|field| {
                    let mut known = more.fields.iter();
                    known.any(|one| one.name == field.name)
                })
        }
        _ => false,
    }
}
