//! Types that contain themselves: where Rust needs a type of its own, and
//! where a box.

use super::{members, mentioned};
use crate::ir::{Rules, Type, TypeDef, TypeId, TypeKind};
use std::collections::BTreeSet;

/// Rust has no alias that mentions itself; it becomes a type of its own.
pub(super) fn wrap_recursive_aliases(types: &mut [TypeDef]) {
    let is_alias = |def: &TypeDef| matches!(def.kind, TypeKind::Alias(_));
    for at in 0..types.len() {
        let next = |id: TypeId| {
            let def = &types[id.0];
            let ids = if is_alias(def) {
                mentioned(def)
            } else {
                Vec::new()
            };
            ids.into_iter().map(|(id, _)| id).collect()
        };
        if is_alias(&types[at])
            && reaches(TypeId(at), TypeId(at), next)
            && let TypeKind::Alias(ty) = types[at].kind.clone()
        {
            types[at].kind = TypeKind::Wrapper(ty, Rules::default());
        }
    }
}

/// Whether one or more steps lead from `from` to `to`.
fn reaches(from: TypeId, to: TypeId, next: impl Fn(TypeId) -> Vec<TypeId>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = next(from);
    while let Some(id) = open.pop() {
        if id == to {
            return true;
        }
        if seen.insert(id) {
            open.extend(next(id));
        }
    }
    false
}

/// Boxes each member through which a type would contain itself in place.
pub(super) fn box_recursion(types: &mut [TypeDef]) {
    let mut in_place: Vec<Vec<TypeId>> = types
        .iter()
        .map(|def| {
            mentioned(def)
                .into_iter()
                .filter(|(_, here)| *here)
                .map(|(id, _)| id)
                .collect()
        })
        .collect();
    for at in 0..types.len() {
        let ids = in_place[at].clone();
        for id in ids {
            let is_alias = matches!(types[at].kind, TypeKind::Alias(_));
            let next = |id: TypeId| in_place[id.0].clone();
            if !is_alias && (id.0 == at || reaches(id, TypeId(at), next)) {
                in_place[at].retain(|other| *other != id);
                for (ty, _) in members(&mut types[at].kind) {
                    box_type(ty, id);
                }
            }
        }
    }
}

/// Boxes `id` where `ty` holds it in place.
fn box_type(ty: &mut Type, id: TypeId) {
    match ty {
        Type::Named(named) if *named == id => *ty = Type::Boxed(Box::new(ty.clone())),
        Type::Nullable(inner) => box_type(inner, id),
        _ => {}
    }
}
