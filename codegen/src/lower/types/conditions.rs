//! Which of the conditions with names are referred to in the end: what an
//! alias hands on to nobody, say, is not.

use crate::ir::{Condition, Demand, Group, NamedCondition, Rules, TypeDef, TypeKind, Users};
use crate::names::Ident;
use std::collections::{BTreeMap, BTreeSet};

/// Keeps the conditions that types and operations refer to.
pub(in crate::lower) fn keep_used(
    conditions: &mut Vec<NamedCondition>,
    types: &[TypeDef],
    groups: &[Group],
) {
    let of_types = used(conditions, |used| {
        types.iter().for_each(|def| used.by_type(&def.kind));
    });
    let of_operations = used(conditions, |used| {
        for operation in groups.iter().flat_map(|group| &group.operations) {
            operation.rules().for_each(|rules| used.by_rules(rules));
        }
    });
    conditions.retain_mut(|one| {
        let is_of_type = of_types.contains(&one.ident);
        if is_of_type {
            one.users = Users::Types;
        }
        is_of_type || of_operations.contains(&one.ident)
    });
}

/// The conditions that something refers to, and those that these refer to.
fn used(conditions: &[NamedCondition], by: impl FnOnce(&mut Used)) -> BTreeSet<Ident> {
    let named: BTreeMap<&Ident, &Condition> = conditions
        .iter()
        .map(|one| (&one.ident, &one.condition))
        .collect();
    let mut used = Used::default();
    by(&mut used);
    while let Some(name) = used.open.pop() {
        if let Some(condition) = named.get(&name) {
            used.by(condition);
        }
    }
    used.names
}

#[derive(Default)]
struct Used {
    names: BTreeSet<Ident>,
    /// Those whose own conditions have not been looked at.
    open: Vec<Ident>,
}

impl Used {
    fn by_type(&mut self, kind: &TypeKind) {
        let (condition, rules) = kind.demands();
        condition.into_iter().for_each(|one| self.by(one));
        rules.into_iter().for_each(|one| self.by_rules(one));
    }

    fn by_rules(&mut self, rules: &Rules) {
        rules.any_condition(&mut |condition| {
            self.by(condition);
            false
        });
    }

    fn by(&mut self, condition: &Condition) {
        condition.any(&mut |demand| {
            if let Demand::Schema(name) = demand
                && self.names.insert(name.clone())
            {
                self.open.push(name.clone());
            }
            false
        });
    }
}
