//! How the code of a large API is spread over modules, so that no file is
//! too long to read and a user can choose the tags whose code is compiled.
//!
//! A module holds what has the same users: the types that one tag needs, or
//! the same few tags, or that are always there. Of these, what is too much
//! for one module is divided by name ([`ranges`]). So what is added to a
//! description changes the module that it belongs to, and no other, unless
//! that one becomes too long.

mod ranges;
mod size;
mod users;

use super::types::mentioned;
use crate::ir::{Chapter, Condition, Group, Layout, Shelf, Type, TypeDef, TypeId, is_choice};
use crate::names::{Case, FEATURES, Ident, Scope, feature};
use ranges::ranges;
use std::collections::{BTreeMap, BTreeSet};

/// Lines that a module should not be longer than.
const MOST_LINES: usize = 3500;

/// The layout of an API, if it is large enough to need one.
pub(super) fn of(types: &[TypeDef], groups: &[Group]) -> Option<Layout> {
    let models: usize = types.iter().map(size::of_type).sum();
    let of_group = |group: &Group| group.operations.iter().map(size::of_operation).sum();
    let of_groups: Vec<usize> = groups.iter().map(of_group).collect();
    let longest = of_groups.iter().copied().chain([models]).max();
    let all = models + of_groups.iter().sum::<usize>();
    if longest <= Some(MOST_LINES) && all <= 2 * MOST_LINES {
        return None;
    }
    let modules: Vec<&Ident> = groups.iter().map(|group| &group.module).collect();
    let mut names = Scope::with(FEATURES);
    Some(Layout {
        features: modules
            .iter()
            .map(|ident| feature(ident, &mut names))
            .collect(),
        shelves: shelves(types, groups),
        chapters: groups.iter().map(chapters).collect(),
    })
}

fn shelves(types: &[TypeDef], groups: &[Group]) -> Vec<Shelf> {
    let mut by_users: BTreeMap<(bool, Vec<usize>), Vec<TypeId>> = BTreeMap::new();
    for (at, users) in users::of_types(types, groups).into_iter().enumerate() {
        let is_choice = is_choice(types, &Type::Named(TypeId(at)));
        let shelf = by_users.entry((is_choice, users));
        shelf.or_default().push(TypeId(at));
    }
    // In a script without cases a type can be called like a module.
    let types_and_others = types
        .iter()
        .map(|def| def.name.plain())
        .chain(["mod", "rt"]);
    let mut scope = Scope::with(&types_and_others.collect::<Vec<_>>());
    let mut shelves = Vec::new();
    for ((has_choices, groups_of_shelf), ids) in by_users {
        let base = match groups_of_shelf.as_slice() {
            [] => "common".to_owned(),
            some => {
                let names = some.iter().map(|&at| groups[at].module.plain());
                names.collect::<Vec<_>>().join("_and_")
            }
        };
        let base = match has_choices {
            true => format!("{base} bodies"),
            false => base,
        };
        let named: Vec<(&str, usize)> = ids
            .iter()
            .map(|id| {
                let def = &types[id.0];
                (def.name.plain(), size::of_type(def))
            })
            .collect();
        for range in ranges(&named, MOST_LINES) {
            let on_shelf: Vec<TypeId> = range.items.iter().map(|&at| ids[at]).collect();
            let known: BTreeSet<TypeId> = on_shelf.iter().copied().collect();
            let made_of = on_shelf.iter().flat_map(|id| mentioned(&types[id.0]));
            let names_conditions = on_shelf.iter().any(|id| names_conditions(&types[id.0]));
            let uses_others =
                names_conditions || made_of.into_iter().any(|(id, _)| !known.contains(&id));
            shelves.push(Shelf {
                module: scope.claim(&format!("{base} {}", range.name), Case::Snake),
                types: on_shelf,
                groups: groups_of_shelf.clone(),
                has_choices,
                uses_others,
            });
        }
    }
    shelves
}

/// Whether the type refers to conditions, which stand in no shelf.
fn names_conditions(def: &TypeDef) -> bool {
    let (condition, rules) = def.kind.demands();
    let mut rules = rules.into_iter();
    condition.is_some_and(Condition::names_others)
        || rules.any(|rules| rules.any_condition(&mut Condition::names_others))
}

fn chapters(group: &Group) -> Vec<Chapter> {
    let named: Vec<(&str, usize)> = group
        .operations
        .iter()
        .map(|operation| (operation.ident.plain(), size::of_operation(operation)))
        .collect();
    let ranges = ranges(&named, MOST_LINES);
    if ranges.len() < 2 {
        return Vec::new();
    }
    // What a chapter imports has names as well.
    let mut scope = Scope::with(&["mod", "models", "operations", "rt", group.module.plain()]);
    ranges
        .into_iter()
        .map(|range| Chapter {
            module: scope.claim(&range.name, Case::Snake),
            operations: range.items,
        })
        .collect()
}
