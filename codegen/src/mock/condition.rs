//! What only the wire form of a value shows: conditions, keyword by keyword.

use super::schemas::Schemas;
use crate::ir::{self, Bound, Condition, Constraint, Demand, Text};
use specwright_runtime::{Kind, Test, text};

impl Schemas {
    /// Tests a value against a condition.
    pub(super) fn test(&self, condition: &'static Condition, it: &mut Test<'_>) {
        for demand in &condition.demands {
            self.demand(demand, it);
        }
    }

    fn demand(&self, demand: &'static Demand, it: &mut Test<'_>) {
        match demand {
            Demand::Nothing => it.nothing(),
            Demand::Kinds(kinds) => it.kind(&kinds.iter().map(kind).collect::<Vec<_>>()),
            Demand::Listed(texts) => it.listed(&strs(texts)),
            Demand::Constraint(one) => {
                self.keyword(one, it);
                it
            }
            Demand::Format(format) => formatted(*format, it),
            Demand::Schema(name) => match self.condition(name.plain()) {
                Some(named) => it.also_by(&|it| self.test(named, it)),
                None => it,
            },
            Demand::Also(one) => it.also_by(&|it| self.test(one, it)),
            Demand::AnyOf(all) => it.any_of_by(all.len(), &|at, it| self.test(&all[at], it)),
            Demand::OneOf(all) => it.one_of_by(all.len(), &|at, it| self.test(&all[at], it)),
            Demand::Not(one) => it.not_by(&|it| self.test(one, it)),
            Demand::Choose(three) => {
                let [condition, then, otherwise] = &**three;
                it.choose_by(
                    &|it| self.test(condition, it),
                    &|it| self.test(then, it),
                    &|it| self.test(otherwise, it),
                )
            }
            Demand::Required(names) => it.required(&strs(names)),
            Demand::Property(name, one) => it.property_by(name, &|it| self.test(one, it)),
            Demand::PatternProperty(pattern, one) => {
                it.pattern_property_by(self.pattern(pattern), &|it| self.test(one, it))
            }
            Demand::OtherProperties {
                names,
                patterns,
                condition,
            } => {
                let patterns = patterns.iter().map(|one| self.pattern(one));
                let patterns: Vec<_> = patterns.collect();
                let schema = |it: &mut Test<'_>| self.test(condition, it);
                it.unmatched_properties_by(&strs(names), &patterns, &schema)
            }
            Demand::PropertyNames(one) => it.property_names_by(&|it| self.test(one, it)),
            Demand::DependentRequired(name, others) => it.dependent_required(name, &strs(others)),
            Demand::DependentSchema(name, one) => {
                it.dependent_schema_by(name, &|it| self.test(one, it))
            }
            Demand::UnevaluatedProperties(one) => {
                it.unevaluated_properties_by(&|it| self.test(one, it))
            }
            Demand::Item(index, one) => it.item_by(*index, &|it| self.test(one, it)),
            Demand::Items(start, one) => it.items_by(*start, &|it| self.test(one, it)),
            Demand::Contains(least, most, one) => {
                it.contains_by(*least, *most, &|it| self.test(one, it))
            }
            Demand::UnevaluatedItems(one) => it.unevaluated_items_by(&|it| self.test(one, it)),
        };
    }

    fn keyword(&self, constraint: &'static Constraint, it: &mut Test<'_>) {
        match constraint {
            Constraint::Only(only) => {
                let text = serde_json::Value::from(only.as_str()).to_string();
                it.listed(&[&text])
            }
            Constraint::MinLength(least) => it.min_length(*least),
            Constraint::MaxLength(most) => it.max_length(*most),
            Constraint::Pattern(text) => it.pattern(self.pattern(text)),
            Constraint::Minimum(Bound::Integer(bound)) => it.minimum(*bound),
            Constraint::Minimum(Bound::Float(bound)) => it.minimum(*bound),
            Constraint::Maximum(Bound::Integer(bound)) => it.maximum(*bound),
            Constraint::Maximum(Bound::Float(bound)) => it.maximum(*bound),
            Constraint::Above(Bound::Integer(bound)) => it.above(*bound),
            Constraint::Above(Bound::Float(bound)) => it.above(*bound),
            Constraint::Below(Bound::Integer(bound)) => it.below(*bound),
            Constraint::Below(Bound::Float(bound)) => it.below(*bound),
            Constraint::MultipleOf(Bound::Integer(of)) => it.multiple_of(*of),
            Constraint::MultipleOf(Bound::Float(of)) => it.multiple_of_fraction(*of),
            Constraint::MinItems(least) => it.min_items(*least),
            Constraint::MaxItems(most) => it.max_items(*most),
            Constraint::UniqueItems => it.unique_items(),
            Constraint::MinProperties(least) => it.min_properties(*least),
            Constraint::MaxProperties(most) => it.max_properties(*most),
            // A condition is tested as such, not as a part of another.
            Constraint::Condition(_) => it,
        };
    }
}

fn strs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn kind(kind: &ir::Kind) -> Kind {
    match kind {
        ir::Kind::Null => Kind::Null,
        ir::Kind::Boolean => Kind::Boolean,
        ir::Kind::Integer => Kind::Integer,
        ir::Kind::Number => Kind::Number,
        ir::Kind::String => Kind::String,
        ir::Kind::Array => Kind::Array,
        ir::Kind::Object => Kind::Object,
    }
}

fn formatted<'t, 'a>(format: Text, it: &'t mut Test<'a>) -> &'t mut Test<'a> {
    match format {
        Text::DateTime => it.format::<text::DateTime>(),
        Text::Date => it.format::<text::Date>(),
        Text::Time => it.format::<text::Time>(),
        Text::Duration => it.format::<text::Duration>(),
        Text::Uuid => it.format::<text::Uuid>(),
        Text::Uri => it.format::<text::Uri>(),
        Text::Ipv4 => it.format::<text::Ipv4>(),
        Text::Ipv6 => it.format::<text::Ipv6>(),
        Text::Decimal => it.format::<text::Decimal>(),
        Text::Base64 => it.format::<text::Base64>(),
        Text::Secret => it.format::<text::Secret>(),
    }
}
