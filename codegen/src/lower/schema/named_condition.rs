//! The components that conditions refer to, as conditions of their own.

use super::condition;
use crate::diagnostic::Code;
use crate::document::Place;
use crate::ir::{Condition, Demand, NamedCondition, TypeId, Users};
use crate::lower::context::Context;
use crate::lower::cycle::on_cycles;
use crate::names::Ident;
use std::collections::{BTreeMap, BTreeSet};

/// The conditions that others refer to, and those that they refer to.
pub(in crate::lower) fn conditions(ctx: &Context<'_>) -> Vec<NamedCondition> {
    let place = Place::Root;
    let place = place.key("components");
    let place = place.key("schemas");
    let mut conditions: Vec<NamedCondition> = Vec::new();
    // Those found so far may refer to more.
    while let Some((schema, ident)) = ctx.condition_at(conditions.len()) {
        let component = ctx.components().schemas.get(&schema);
        let condition = component.map(|one| condition::of(ctx, one, &place.key(&schema)));
        conditions.push(NamedCondition {
            ident,
            schema,
            condition: condition.unwrap_or_default(),
            // Which of them types refer to is seen when all types are known.
            users: Users::Operations,
        });
    }
    break_cycles(ctx, &mut conditions, &place);
    conditions
}

/// A condition that leads back to itself with the same value would be tested
/// for ever: such a base of a hierarchy, which its subtypes have in `allOf`
/// and which has them in `oneOf`, says nothing more the second time.
fn break_cycles(ctx: &Context<'_>, conditions: &mut [NamedCondition], place: &Place<'_>) {
    let idents: Vec<Ident> = conditions.iter().map(|one| one.ident.clone()).collect();
    let positions: BTreeMap<&Ident, usize> = idents.iter().zip(0..).collect();
    let next: Vec<Vec<TypeId>> = conditions
        .iter()
        .map(|one| {
            let mut names = Vec::new();
            same_value(&one.condition, &mut names);
            let at = |name: &Ident| positions.get(name).copied().map(TypeId);
            names.iter().filter_map(at).collect()
        })
        .collect();
    let cycles: BTreeSet<usize> = on_cycles(&next).into_iter().collect();
    for at in &cycles {
        let message = "where this is a condition, what leads back to it is not enforced";
        let place = place.key(&conditions[*at].schema);
        ctx.report.add(Code::NotEnforced, place, message);
        let is_on_cycle = |name: &Ident| positions.get(name).is_some_and(|at| cycles.contains(at));
        conditions[*at].condition.demands.retain(|demand| {
            let mut names = Vec::new();
            of_demand(demand, &mut names);
            !names.iter().any(is_on_cycle)
        });
    }
}

/// The conditions that a condition refers to about the same value.
fn same_value(condition: &Condition, names: &mut Vec<Ident>) {
    for demand in &condition.demands {
        of_demand(demand, names);
    }
}

fn of_demand(demand: &Demand, names: &mut Vec<Ident>) {
    if let Demand::Schema(ident) = demand {
        names.push(ident.clone());
    }
    for (inner, is_same) in demand.conditions() {
        if is_same {
            same_value(inner, names);
        }
    }
}
