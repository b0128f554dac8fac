//! What can be said about types only when all are known: the rules that
//! aliases hand on, where a box is needed, what can be checked, what has a
//! default, what is a file in a form, what may be `null`, in merge patches
//! too, what may be missing in which direction, which are the same, which do
//! not say what they are, in which order branches are tried, and which
//! operations give the same.

mod conditions;
mod defaults;
mod direction;
mod nulls;
mod outcomes;
mod parts;
mod patches;
mod precedence;
mod presets;
mod recursion;
mod rules;
mod same;
mod tags;

pub(super) use conditions::keep_used;
pub(super) use presets::drop_unfit;
pub(super) use rules::boxed;

use crate::ir::{Extra, Group, Rules, Struct, Type, TypeDef, TypeId, TypeKind};
use crate::lower::context::HandedOn;
use std::collections::BTreeSet;

/// Completes the types, the first `components` of which are components.
pub(super) fn complete(
    types: &mut Vec<TypeDef>,
    components: usize,
    mut handed_on: Vec<HandedOn>,
    groups: &mut [Group],
) {
    patches::allow_null(types, &mut handed_on, groups);
    let handed_on = handed_on.into_iter().map(|one| (one.rules, one.nullable));
    let (alias_rules, nullable): (Vec<Rules>, Vec<bool>) = handed_on.unzip();
    nulls::hand_on_null(types, &nullable, groups);
    recursion::wrap_recursive_aliases(types);
    rules::hand_on_rules(types, &alias_rules, groups);
    parts::find_parts(types, groups);
    direction::relax_one_way_properties(types, groups);
    tags::allow_unnamed(types);
    precedence::sort_branches(types);
    same::alias_same(types, components);
    recursion::box_recursion(types);
    rules::find_rules(types);
    defaults::find_defaults(types);
    tags::find_unsaid(types);
    outcomes::find_choices(types, groups);
    outcomes::share(groups);
}

/// The struct behind other names and boxes, if the type is one.
fn structure<'a>(types: &'a [TypeDef], ty: &'a Type) -> Option<&'a Struct> {
    let mut ty = ty;
    // Names that lead back to themselves are an error, but found elsewhere.
    for _ in 0..=types.len() {
        ty = match ty {
            Type::Boxed(inner) => inner,
            Type::Named(id) => match &types[id.0].kind {
                TypeKind::Struct(object) => return Some(object),
                TypeKind::Alias(target) => target,
                TypeKind::StringEnum(_)
                | TypeKind::Union(_)
                | TypeKind::Choice(_)
                | TypeKind::Wrapper(..) => return None,
            },
            Type::Any
            | Type::Unit
            | Type::Bool
            | Type::Integer(_)
            | Type::Float(_)
            | Type::String
            | Type::Text(_)
            | Type::Bytes
            | Type::File
            | Type::Payload
            | Type::Lines(_)
            | Type::Events(_)
            | Type::Array(_)
            | Type::Map(_)
            | Type::Nullable(_) => return None,
        };
    }
    None
}

/// The types that a definition is made of.
fn members(kind: &mut TypeKind) -> Vec<(&mut Type, Option<&mut Rules>)> {
    match kind {
        TypeKind::Struct(object) => {
            let fields = object
                .fields
                .iter_mut()
                .map(|field| (&mut field.ty, Some(&mut field.rules)));
            let extra = match &mut object.extra {
                Extra::Kept(_, ty, rules) => Some((ty, Some(rules))),
                Extra::Ignored | Extra::Refused => None,
            };
            fields.chain(extra).collect()
        }
        TypeKind::Union(union) => {
            let branches = union.branches.iter_mut();
            branches
                .map(|branch| (&mut branch.ty, Some(&mut branch.rules)))
                .collect()
        }
        TypeKind::Choice(all) => all
            .iter_mut()
            .map(|one| (&mut one.ty, Some(&mut one.rules)))
            .collect(),
        TypeKind::Alias(ty) => vec![(ty, None)],
        TypeKind::Wrapper(ty, rules) => vec![(ty, Some(rules))],
        TypeKind::StringEnum(_) => Vec::new(),
    }
}

/// All types that a definition mentions, with whether in place.
pub(super) fn mentioned(def: &TypeDef) -> Vec<(TypeId, bool)> {
    let mut found = Vec::new();
    let mut visit = |ty: &Type, in_place: bool| {
        found.extend(ty.named().map(|(id, inside)| (id, in_place && inside)));
    };
    match &def.kind {
        TypeKind::Struct(object) => {
            for field in &object.fields {
                visit(&field.ty, true);
            }
            // Kept properties are the values of a map.
            if let Extra::Kept(_, ty, _) = &object.extra {
                visit(ty, false);
            }
        }
        TypeKind::Union(union) => {
            for branch in &union.branches {
                visit(&branch.ty, true);
            }
        }
        TypeKind::Choice(all) => all.iter().for_each(|one| visit(&one.ty, true)),
        TypeKind::Alias(ty) | TypeKind::Wrapper(ty, _) => visit(ty, true),
        TypeKind::StringEnum(_) => {}
    }
    found
}

/// All types, each behind those that it is made of, as far as that is
/// possible: what goes from inner types to outer ones gets there in one walk,
/// but for cycles.
fn inner_first(types: &[TypeDef]) -> Vec<TypeId> {
    let mut order = Vec::with_capacity(types.len());
    let mut seen = vec![false; types.len()];
    for start in 0..types.len() {
        let mut open = vec![(TypeId(start), false)];
        while let Some((id, is_done)) = open.pop() {
            if is_done {
                order.push(id);
            } else if !std::mem::replace(&mut seen[id.0], true) {
                open.push((id, true));
                let inner = mentioned(&types[id.0]);
                open.extend(inner.into_iter().map(|(id, _)| (id, false)));
            }
        }
    }
    order
}

/// These types and all that they are made of.
pub(super) fn reachable(types: &[TypeDef], from: impl Iterator<Item = TypeId>) -> BTreeSet<TypeId> {
    let mut open: Vec<TypeId> = from.collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            open.extend(mentioned(&types[id.0]).into_iter().map(|(id, _)| id));
        }
    }
    seen
}
