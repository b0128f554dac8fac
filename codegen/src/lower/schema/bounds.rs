//! Bounds of numbers.

use crate::document::EXACT_BOUNDS;
use crate::ir::{Bound, Constraint, Integer};
use crate::lower::context::keywords;
use openapiv3::{AnySchema, Schema};

/// The bounds of a number.
pub(super) fn number(any: &AnySchema) -> Vec<Constraint> {
    let lower = any.minimum.map(|value| match any.exclusive_minimum {
        Some(true) => Constraint::Above(Bound::Float(value)),
        _ => Constraint::Minimum(Bound::Float(value)),
    });
    let upper = any.maximum.map(|value| match any.exclusive_maximum {
        Some(true) => Constraint::Below(Bound::Float(value)),
        _ => Constraint::Maximum(Bound::Float(value)),
    });
    let multiple = any.multiple_of.filter(|value| *value > 0.0);
    let multiple = multiple.map(|value| Constraint::MultipleOf(Bound::Float(value)));
    let rules = lower.into_iter().chain(upper).chain(multiple);
    rules.filter(is_finite).collect()
}

/// A bound too large for a double says nothing about doubles.
fn is_finite(constraint: &Constraint) -> bool {
    if let Constraint::Minimum(Bound::Float(value))
    | Constraint::Maximum(Bound::Float(value))
    | Constraint::Above(Bound::Float(value))
    | Constraint::Below(Bound::Float(value))
    | Constraint::MultipleOf(Bound::Float(value)) = constraint
    {
        value.is_finite()
    } else {
        true
    }
}

/// The bounds of an integer; a bound with a fraction is moved to the next
/// integer inside.
pub(super) fn integer(schema: &Schema) -> Vec<Constraint> {
    let any = keywords(schema);
    let exact = |key: &str, value: f64| -> i128 {
        let bounds = schema.schema_data.extensions.get(EXACT_BOUNDS);
        let text = bounds.and_then(|bounds| bounds.get(key)?.as_str()?.parse().ok());
        text.unwrap_or(value as i128)
    };
    let lower = any.minimum.map(|value| {
        let bound = Bound::Integer(exact("minimum", value.ceil()));
        match any.exclusive_minimum == Some(true) && value.fract() == 0.0 {
            true => Constraint::Above(bound),
            false => Constraint::Minimum(bound),
        }
    });
    let upper = any.maximum.map(|value| {
        let bound = Bound::Integer(exact("maximum", value.floor()));
        match any.exclusive_maximum == Some(true) && value.fract() == 0.0 {
            true => Constraint::Below(bound),
            false => Constraint::Maximum(bound),
        }
    });
    let multiple = any.multiple_of.filter(|value| *value > 0.0).map(|value| {
        Constraint::MultipleOf(match value.fract() == 0.0 {
            true => Bound::Integer(exact("multipleOf", value)),
            false => Bound::Float(value),
        })
    });
    lower.into_iter().chain(upper).chain(multiple).collect()
}

/// Those of them that a value of the type can break.
pub(super) fn of_type(schema: &Schema, ty: Integer) -> Vec<Constraint> {
    let mut rules = integer(schema);
    rules.retain(|rule| can_fail(rule, ty));
    rules
}

/// Whether the type has a value that breaks the rule.
fn can_fail(rule: &Constraint, ty: Integer) -> bool {
    if let Constraint::Minimum(Bound::Integer(least)) = rule {
        *least > ty.least()
    } else if let Constraint::Above(Bound::Integer(least)) = rule {
        *least >= ty.least()
    } else if let Constraint::Maximum(Bound::Integer(most)) = rule {
        *most < ty.most()
    } else if let Constraint::Below(Bound::Integer(most)) = rule {
        *most <= ty.most()
    } else {
        *rule != Constraint::MultipleOf(Bound::Integer(1))
    }
}
