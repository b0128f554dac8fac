//! Conditions on the wire form of a value: what a type cannot say.

use super::{Constraint, Text};
use crate::names::Ident;

/// A schema as a condition: all of its demands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Condition {
    /// The demands, in the order they are tested.
    pub demands: Vec<Demand>,
}

/// What one keyword demands. A keyword about arrays, say, demands nothing of
/// other values.
#[derive(Clone, Debug, PartialEq)]
pub enum Demand {
    /// `false`: no value is allowed.
    Nothing,
    /// `type`.
    Kinds(Vec<Kind>),
    /// `enum`, as JSON texts.
    Listed(Vec<String>),
    /// A keyword that has a method of its own for typed values as well.
    Constraint(Constraint),
    /// `format`.
    Format(Text),
    /// Another schema at the same place, by the name of its function.
    Schema(Ident),
    /// One member of `allOf`.
    Also(Condition),
    /// `anyOf`.
    AnyOf(Vec<Condition>),
    /// `oneOf`.
    OneOf(Vec<Condition>),
    /// `not`.
    Not(Condition),
    /// `if`, `then` and `else`.
    Choose(Box<[Condition; 3]>),
    /// `required`.
    Required(Vec<String>),
    /// One of `properties`.
    Property(String, Condition),
    /// One of `patternProperties`.
    PatternProperty(String, Condition),
    /// `additionalProperties`.
    OtherProperties {
        /// The names of `properties`.
        names: Vec<String>,
        /// The patterns of `patternProperties`.
        patterns: Vec<String>,
        /// What the others must obey.
        condition: Condition,
    },
    /// `propertyNames`.
    PropertyNames(Condition),
    /// One of `dependentRequired`.
    DependentRequired(String, Vec<String>),
    /// One of `dependentSchemas`.
    DependentSchema(String, Condition),
    /// `unevaluatedProperties`.
    UnevaluatedProperties(Condition),
    /// One of `prefixItems`.
    Item(usize, Condition),
    /// `items`, from an index on.
    Items(usize, Condition),
    /// `contains` with `minContains` and `maxContains`.
    Contains(usize, Option<usize>, Condition),
    /// `unevaluatedItems`.
    UnevaluatedItems(Condition),
}

impl Condition {
    /// Whether there is nothing to obey.
    pub fn is_empty(&self) -> bool {
        self.demands.is_empty()
    }

    /// Whether it refers to conditions that have names.
    pub fn names_others(&self) -> bool {
        self.any(&mut |demand| matches!(demand, Demand::Schema(_)))
    }

    /// Whether it has a pattern.
    pub fn has_pattern(&self) -> bool {
        self.any(&mut |demand| {
            matches!(
                demand,
                Demand::Constraint(Constraint::Pattern(_)) | Demand::PatternProperty(..)
            ) || matches!(demand, Demand::OtherProperties { patterns, .. } if !patterns.is_empty())
        })
    }

    /// Whether it, or a condition in it, makes a demand for which `test` is
    /// true.
    pub fn any(&self, test: &mut dyn FnMut(&Demand) -> bool) -> bool {
        self.demands.iter().any(|demand| {
            test(demand)
                || demand
                    .conditions()
                    .into_iter()
                    .any(|(inner, _)| inner.any(test))
        })
    }
}

impl Demand {
    /// The conditions that the demand is made of, and whether they are about
    /// the same value, rather than about one inside it.
    pub fn conditions(&self) -> Vec<(&Condition, bool)> {
        let (same, inside): (Vec<&Condition>, Vec<&Condition>) = match self {
            Self::Nothing
            | Self::Kinds(_)
            | Self::Listed(_)
            | Self::Constraint(_)
            | Self::Format(_)
            | Self::Schema(_)
            | Self::Required(_)
            | Self::DependentRequired(..) => (Vec::new(), Vec::new()),
            Self::Also(one) | Self::Not(one) | Self::DependentSchema(_, one) => {
                (vec![one], Vec::new())
            }
            Self::AnyOf(several) | Self::OneOf(several) => (several.iter().collect(), Vec::new()),
            Self::Choose(three) => (three.iter().collect(), Vec::new()),
            Self::Property(_, one)
            | Self::PatternProperty(_, one)
            | Self::OtherProperties { condition: one, .. }
            | Self::PropertyNames(one)
            | Self::UnevaluatedProperties(one)
            | Self::Item(_, one)
            | Self::Items(_, one)
            | Self::Contains(_, _, one)
            | Self::UnevaluatedItems(one) => (Vec::new(), vec![one]),
        };
        let same = same.into_iter().map(|one| (one, true));
        same.chain(inside.into_iter().map(|one| (one, false)))
            .collect()
    }
}

/// The types of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `boolean`.
    Boolean,
    /// `integer`.
    Integer,
    /// `number`.
    Number,
    /// `string`.
    String,
    /// `array`.
    Array,
    /// `object`.
    Object,
}

/// A condition with a name, since others refer to it.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedCondition {
    /// The name of its function.
    pub ident: Ident,
    /// The component schema.
    pub schema: String,
    /// What it demands.
    pub condition: Condition,
    /// Who refers to it, itself or through others.
    pub users: Users,
}

/// Who refers to a condition that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Users {
    /// Types, and perhaps operations.
    Types,
    /// Operations only, whose rules only a server tests.
    Operations,
}
