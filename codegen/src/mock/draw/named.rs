//! Values of named types: other names, enumerations, unions.

use super::facts::Facts;
use super::{Draw, Refusal, Richness, object};
use crate::ir::{Condition, Constraint, Rules, TypeId, TypeKind, Union, UnionRule};
use crate::mock::value::Value;

impl Draw<'_> {
    pub(super) fn named(
        &mut self,
        id: TypeId,
        rules: &'static Rules,
        further: &[&'static Condition],
        facts: Facts,
        depth: usize,
    ) -> Result<Value, Refusal> {
        let def = self.schemas().api.def(id);
        if !self.source.heights.is_finite(id) {
            let name = def.name.plain();
            let reason = format!("a value of `{name}` would contain itself without end");
            return Err(Refusal::new(reason));
        }
        match &def.kind {
            TypeKind::Alias(target) => self.once(target, rules, further, depth),
            TypeKind::Wrapper(target, own) => {
                let mut further = further.to_vec();
                further.extend(rules.own.iter().filter_map(Constraint::as_condition));
                self.any(target, own, &further, depth)
            }
            TypeKind::StringEnum(list) => {
                let at = self.rng.usize(..list.values.len().max(1));
                match list.values.get(at) {
                    Some(value) => Ok(Value::Text(value.text.clone())),
                    None => Err(Refusal::new("the enumeration lists nothing")),
                }
            }
            TypeKind::Union(union) => {
                let mut further = further.to_vec();
                further.push(&union.condition);
                self.union(union, &further, depth)
            }
            TypeKind::Struct(object) => self.structure(object, facts, depth),
            TypeKind::Choice(_) => Err(Refusal::new("a body of several types is no value")),
        }
    }

    fn union(
        &mut self,
        union: &'static Union,
        further: &[&'static Condition],
        depth: usize,
    ) -> Result<Value, Refusal> {
        let mut open: Vec<usize> = (0..union.branches.len()).collect();
        if let UnionRule::Discriminator(discriminator) = &union.rule {
            // What the others do not name is found by chance only.
            open.retain(|at| discriminator.otherwise != Some(*at) || union.branches.len() == 1);
        }
        let heights = self.source.heights;
        let height = |at: &usize| heights.of(&union.branches[*at].ty, &union.branches[*at].rules);
        if self.richness(depth) == Richness::Least {
            let least = open.iter().map(height).min();
            open.retain(|at| Some(height(at)) == least);
        }
        open.retain(|at| height(at).is_some());
        let count = open.len().max(1);
        let chance = self.rng.usize(..count);
        let chosen = self
            .source
            .variety
            .branch()
            .map_or(chance, |turn| turn % count);
        let Some(&at) = open.get(chosen) else {
            return Err(Refusal::new("no branch of the union has a value"));
        };
        let branch = &union.branches[at];
        let further: Vec<_> = further
            .iter()
            .copied()
            .filter(|one| !one.is_empty())
            .collect();
        let value = self.any(&branch.ty, &branch.rules, &further, depth + 1);
        let mut value = value.map_err(|refusal| refusal.at(branch.ident.plain()))?;
        if let UnionRule::Discriminator(discriminator) = &union.rule
            && let Some(tag) = branch.tags.get(self.rng.usize(..branch.tags.len().max(1)))
        {
            object::set(&mut value, &discriminator.property, tag);
        }
        Ok(Value::Branch(union, at, Box::new(value)))
    }
}
