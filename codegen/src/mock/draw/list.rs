//! Arrays.

use super::facts::Facts;
use super::{Draw, Refusal, Richness};
use crate::ir::{Condition, Constraint, Rules, Type};
use crate::mock::value::Value;
use specwright_runtime::wire::to_json;
use std::collections::BTreeSet;

/// Longer arrays are not drawn.
const MOST: usize = 1_000;

impl Draw<'_> {
    pub(super) fn list(
        &mut self,
        (item, rules): (&'static Type, &'static Rules),
        facts: Facts,
        depth: usize,
    ) -> Result<Value, Refusal> {
        let (least, most) = facts.counts();
        let contained = facts.contains.iter().map(|(least, _)| least);
        let least = least.max(contained.sum());
        if least > most {
            let reason = format!("at least {least} items and at most {most} cannot be");
            return Err(Refusal::new(reason));
        }
        if least > MOST {
            let reason = format!("{least} items are more than the {MOST} that are made");
            return Err(Refusal::new(reason));
        }
        let wanted = match self.richness(depth) {
            Richness::Full => facts.single.len().max(1 + self.rng.usize(..2)),
            Richness::Some => self.rng.usize(..4),
            Richness::Least => 0,
        };
        let count = wanted.clamp(least, most.max(least));
        let is_unique = |one: &&Constraint| **one == Constraint::UniqueItems;
        let unique = facts.constraints.iter().any(is_unique);
        let mut seen = BTreeSet::new();
        let mut items = Vec::new();
        for at in 0..count {
            let further = self.on_item(&facts, at);
            match self.item(item, rules, &further, depth, unique.then_some(&mut seen)) {
                Ok(value) => items.push(value),
                Err(_) if items.len() >= least => break,
                Err(refusal) => return Err(refusal.at(at.to_string())),
            }
        }
        Ok(Value::Array(items))
    }

    /// Draws an item, other than those seen.
    fn item(
        &mut self,
        item: &'static Type,
        rules: &'static Rules,
        further: &[&'static Condition],
        depth: usize,
        seen: Option<&mut BTreeSet<Vec<u8>>>,
    ) -> Result<Value, Refusal> {
        let Some(seen) = seen else {
            return self.any(item, rules, further, depth + 1);
        };
        let examples = self.examples;
        // Again and again the same example is no other item.
        const OTHERS: usize = 20;
        for attempt in 0..OTHERS {
            self.examples = examples && attempt == 0;
            let drawn = self.any(item, rules, further, depth + 1);
            self.examples = examples;
            let drawn = drawn?;
            if seen.insert(to_json(&drawn)) {
                return Ok(drawn);
            }
        }
        Err(Refusal::new("there are not enough different items"))
    }

    /// What the item at an index has to obey.
    fn on_item(&self, facts: &Facts, at: usize) -> Vec<&'static Condition> {
        let single = facts.single.iter().filter(|(index, _)| *index == at);
        let from = facts.items.iter().filter(|(start, _)| *start <= at);
        let mut all: Vec<_> = single.chain(from).map(|(_, one)| *one).collect();
        // The first ones are those that must be contained.
        let mut end = 0;
        for (least, one) in &facts.contains {
            let start = end;
            end += least;
            if (start..end).contains(&at) {
                all.push(one);
            }
        }
        all
    }
}
