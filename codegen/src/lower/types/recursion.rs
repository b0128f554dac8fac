//! Types that contain themselves: where Rust needs a type of its own, and
//! where a box.

use super::{members, mentioned};
use crate::ir::{Rules, Type, TypeDef, TypeId, TypeKind};
use crate::lower::cycle::on_cycles;

/// Rust has no alias that mentions itself; it becomes a type of its own.
pub(super) fn wrap_recursive_aliases(types: &mut [TypeDef]) {
    let is_alias = |id: TypeId| matches!(types[id.0].kind, TypeKind::Alias(_));
    let aliases_in = |def: &TypeDef| match def.kind {
        TypeKind::Alias(_) => mentioned(def)
            .into_iter()
            .map(|(id, _)| id)
            .filter(|id| is_alias(*id))
            .collect(),
        TypeKind::Struct(_)
        | TypeKind::StringEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Choice(_)
        | TypeKind::Wrapper(..) => Vec::new(),
    };
    let next: Vec<Vec<TypeId>> = types.iter().map(aliases_in).collect();
    for at in on_cycles(&next) {
        if let TypeKind::Alias(ty) = types[at].kind.clone() {
            types[at].kind = TypeKind::Wrapper(ty, Rules::default());
        }
    }
}

/// Boxes members so that no type contains itself in place.
///
/// A walk into the types that each one holds in place boxes what leads back
/// to a type that the walk is inside of: one box for each such cycle, and
/// time linear in the number of members.
pub(super) fn box_recursion(types: &mut [TypeDef]) {
    let held: Vec<Vec<Held>> = types.iter().map(|def| held(types, def)).collect();
    let mut state = vec![State::New; types.len()];
    for start in 0..types.len() {
        // The types that the walk is inside of, and the member it is at.
        let mut inside: Vec<(usize, usize)> = Vec::new();
        if state[start] == State::New {
            state[start] = State::Inside;
            inside.push((start, 0));
        }
        while let Some((at, member)) = inside.last_mut() {
            let Some(next) = held[*at].get(*member) else {
                state[*at] = State::Done;
                inside.pop();
                continue;
            };
            *member += 1;
            match state[next.target.0] {
                State::Inside => {
                    for (ty, _) in members(&mut types[*at].kind) {
                        box_type(ty, next.named);
                    }
                }
                State::New => {
                    state[next.target.0] = State::Inside;
                    inside.push((next.target.0, 0));
                }
                State::Done => {}
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Inside,
    Done,
}

/// A member that a type holds in place.
struct Held {
    /// The type that the member names.
    named: TypeId,
    /// The type it stands for, behind aliases, which hold nothing themselves.
    target: TypeId,
}

fn held(types: &[TypeDef], def: &TypeDef) -> Vec<Held> {
    if matches!(def.kind, TypeKind::Alias(_)) {
        return Vec::new();
    }
    let in_place = mentioned(def).into_iter().filter(|(_, in_place)| *in_place);
    in_place
        .filter_map(|(named, _)| {
            Some(Held {
                named,
                target: behind_aliases(types, named)?,
            })
        })
        .collect()
}

/// The type that an alias holds in place, if it holds one.
fn behind_aliases(types: &[TypeDef], id: TypeId) -> Option<TypeId> {
    let mut id = id;
    while matches!(types[id.0].kind, TypeKind::Alias(_)) {
        let held = mentioned(&types[id.0])
            .into_iter()
            .find(|(_, in_place)| *in_place);
        id = held?.0;
    }
    Some(id)
}

/// Boxes `id` where `ty` holds it in place.
fn box_type(ty: &mut Type, id: TypeId) {
    if *ty == Type::Named(id) {
        *ty = Type::Boxed(Box::new(Type::Named(id)));
    } else if let Type::Nullable(inner) = ty {
        box_type(inner, id);
    }
}
