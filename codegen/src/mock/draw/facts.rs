//! What conditions say of a value, as far as it helps to draw one. Where
//! there is a choice, it is made by chance; where a condition does not help,
//! trial decides.

use super::Draw;
use crate::ir::{Condition, Constraint, Demand, Kind, Text};

/// What is known of a value beyond its type.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) nothing: bool,
    pub(super) kinds: Option<Vec<Kind>>,
    /// JSON texts.
    pub(super) listed: Option<Vec<&'static str>>,
    pub(super) constraints: Vec<&'static Constraint>,
    pub(super) format: Option<Text>,
    pub(super) required: Vec<&'static str>,
    pub(super) properties: Vec<(&'static str, &'static Condition)>,
    /// Patterns of names, and what properties with such names obey.
    pub(super) patterns: Vec<(&'static str, &'static Condition)>,
    /// What properties without a condition of their own obey.
    pub(super) others: Vec<&'static Condition>,
    pub(super) names: Vec<&'static Condition>,
    /// Conditions on single items, and on those from an index on.
    pub(super) single: Vec<(usize, &'static Condition)>,
    pub(super) items: Vec<(usize, &'static Condition)>,
    pub(super) contains: Vec<(usize, &'static Condition)>,
}

/// Conditions refer to each other, but not for ever.
const DEEPEST: usize = 32;

impl Draw<'_> {
    /// Adds what a condition says.
    pub(super) fn gather(
        &mut self,
        condition: &'static Condition,
        facts: &mut Facts,
        depth: usize,
    ) {
        if depth > DEEPEST {
            return;
        }
        for demand in &condition.demands {
            self.add(demand, facts, depth);
        }
    }

    fn add(&mut self, demand: &'static Demand, facts: &mut Facts, depth: usize) {
        match demand {
            Demand::Nothing => facts.nothing = true,
            Demand::Kinds(kinds) => match &mut facts.kinds {
                None => facts.kinds = Some(kinds.clone()),
                Some(known) => known.retain(|kind| kinds.contains(kind)),
            },
            Demand::Listed(texts) => {
                let texts = || texts.iter().map(String::as_str);
                match &mut facts.listed {
                    None => facts.listed = Some(texts().collect()),
                    Some(known) => known.retain(|known| texts().any(|text| text == *known)),
                }
            }
            Demand::Constraint(one) => facts.constraints.push(one),
            Demand::Format(format) => facts.format = Some(*format),
            Demand::Schema(name) => {
                if let Some(named) = self.schemas().condition(name.plain()) {
                    self.gather(named, facts, depth + 1);
                }
            }
            Demand::Also(one) => self.gather(one, facts, depth + 1),
            Demand::AnyOf(all) | Demand::OneOf(all) => {
                if let Some(one) = all.get(self.rng.usize(..all.len().max(1))) {
                    self.gather(one, facts, depth + 1);
                }
            }
            Demand::Not(_) => {}
            Demand::Choose(three) => {
                let [condition, then, otherwise] = &**three;
                if self.rng.bool() {
                    self.gather(condition, facts, depth + 1);
                    self.gather(then, facts, depth + 1);
                } else {
                    self.gather(otherwise, facts, depth + 1);
                }
            }
            Demand::Required(names) => facts.required.extend(names.iter().map(String::as_str)),
            Demand::Property(name, one) => facts.properties.push((name, one)),
            Demand::PatternProperty(pattern, one) => facts.patterns.push((pattern, one)),
            Demand::OtherProperties { condition, .. } => facts.others.push(condition),
            Demand::UnevaluatedProperties(one) => facts.others.push(one),
            Demand::PropertyNames(one) => facts.names.push(one),
            Demand::DependentRequired(name, others) => {
                if facts.required.contains(&name.as_str()) || self.rng.bool() {
                    facts.required.extend(others.iter().map(String::as_str));
                }
            }
            Demand::DependentSchema(_, one) => {
                if self.rng.bool() {
                    self.gather(one, facts, depth + 1);
                }
            }
            Demand::Item(index, one) => facts.single.push((*index, one)),
            Demand::Items(start, one) => facts.items.push((*start, one)),
            Demand::Contains(least, _, one) => facts.contains.push((*least, one)),
            Demand::UnevaluatedItems(one) => facts.items.push((facts.single.len(), one)),
        }
    }
}

impl Facts {
    /// The types that a value may have: those that are named, else those that
    /// the keywords are about.
    pub(super) fn likely(&self) -> Vec<Kind> {
        if let Some(kinds) = &self.kinds {
            return kinds.clone();
        }
        let is_object = !self.required.is_empty()
            || !self.properties.is_empty()
            || !self.patterns.is_empty()
            || !self.names.is_empty();
        let is_array =
            !self.single.is_empty() || !self.items.is_empty() || !self.contains.is_empty();
        if is_object {
            return vec![Kind::Object];
        }
        if is_array {
            return vec![Kind::Array];
        }
        let kind = self.constraints.iter().map(|constraint| match constraint {
            Constraint::Only(_)
            | Constraint::MinLength(_)
            | Constraint::MaxLength(_)
            | Constraint::Pattern(_)
            | Constraint::Condition(_) => Kind::String,
            Constraint::Minimum(_)
            | Constraint::Maximum(_)
            | Constraint::Above(_)
            | Constraint::Below(_)
            | Constraint::MultipleOf(_) => Kind::Number,
            Constraint::MinItems(_) | Constraint::MaxItems(_) | Constraint::UniqueItems => {
                Kind::Array
            }
            Constraint::MinProperties(_) | Constraint::MaxProperties(_) => Kind::Object,
        });
        kind.take(1).collect()
    }

    /// The least and the greatest number of items or properties.
    pub(super) fn counts(&self) -> (usize, usize) {
        let (mut least, mut most) = (0, usize::MAX);
        for constraint in &self.constraints {
            match constraint {
                Constraint::MinItems(count) | Constraint::MinProperties(count) => {
                    least = least.max(*count);
                }
                Constraint::MaxItems(count) | Constraint::MaxProperties(count) => {
                    most = most.min(*count);
                }
                Constraint::Only(_)
                | Constraint::MinLength(_)
                | Constraint::MaxLength(_)
                | Constraint::Pattern(_)
                | Constraint::Minimum(_)
                | Constraint::Maximum(_)
                | Constraint::Above(_)
                | Constraint::Below(_)
                | Constraint::MultipleOf(_)
                | Constraint::UniqueItems
                | Constraint::Condition(_) => {}
            }
        }
        (least, most)
    }
}
