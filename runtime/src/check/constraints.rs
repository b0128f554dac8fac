//! The constraints, one method each; each returns the check, so that several
//! make a chain.

use super::Check;
use super::test_members::are_unique;
use crate::wire::{Encoder, Node, Wire};

impl Check<'_> {
    /// The string is one of those listed (`enum`).
    pub fn listed(&mut self, value: &str, values: &[&str]) -> &mut Self {
        self.require(values.contains(&value), || {
            format!("must be one of {}", values.join(", "))
        })
    }

    /// The string is one of `count` that `text` gives (`enum`).
    pub fn listed_by(
        &mut self,
        value: &str,
        count: usize,
        text: &dyn Fn(usize) -> &'static str,
    ) -> &mut Self {
        self.require((0..count).any(|at| text(at) == value), || {
            let texts: Vec<&str> = (0..count).map(text).collect();
            format!("must be one of {}", texts.join(", "))
        })
    }

    /// The string has at least so many characters (`minLength`).
    pub fn min_length(&mut self, value: &str, least: usize) -> &mut Self {
        // Bytes are at least as many as characters, and faster to count.
        let holds = value.len() >= least && value.chars().take(least).count() == least;
        self.require(holds, || {
            format!("must have at least {}", count(least, "character"))
        })
    }

    /// The string has at most so many characters (`maxLength`).
    pub fn max_length(&mut self, value: &str, most: usize) -> &mut Self {
        let holds = value.len() <= most || value.chars().take(most + 1).count() <= most;
        self.require(holds, || {
            format!("must have at most {}", count(most, "character"))
        })
    }

    /// Part of the string matches (`pattern`).
    #[cfg(feature = "pattern")]
    pub fn pattern(&mut self, value: &str, pattern: &super::Pattern) -> &mut Self {
        self.require(pattern.is_match(value), || {
            format!("must match the pattern {}", pattern.as_str())
        })
    }

    /// The number is not less (`minimum`).
    pub fn minimum<T: Number>(&mut self, value: T, bound: T) -> &mut Self {
        self.require(value >= bound, || format!("must be at least {bound}"))
    }

    /// The number is not greater (`maximum`).
    pub fn maximum<T: Number>(&mut self, value: T, bound: T) -> &mut Self {
        self.require(value <= bound, || format!("must be at most {bound}"))
    }

    /// The number is greater (`exclusiveMinimum`).
    pub fn above<T: Number>(&mut self, value: T, bound: T) -> &mut Self {
        self.require(value > bound, || format!("must be greater than {bound}"))
    }

    /// The number is less (`exclusiveMaximum`).
    pub fn below<T: Number>(&mut self, value: T, bound: T) -> &mut Self {
        self.require(value < bound, || format!("must be less than {bound}"))
    }

    /// The integer is a multiple (`multipleOf`).
    pub fn multiple_of(&mut self, value: i128, of: i128) -> &mut Self {
        let holds = value.checked_rem(of) == Some(0);
        self.require(holds, || format!("must be a multiple of {of}"))
    }

    /// The number is a multiple (`multipleOf`), as far as decimal fractions
    /// that a double only approximates can tell.
    pub fn multiple_of_fraction(&mut self, value: f64, of: f64) -> &mut Self {
        let quotient = value / of;
        let distance = (quotient - quotient.round()).abs();
        let holds = quotient.is_finite() && distance <= f64::EPSILON * quotient.abs().max(1.0);
        self.require(holds, || format!("must be a multiple of {of}"))
    }

    /// The array has at least so many items (`minItems`).
    pub fn min_items(&mut self, items: usize, least: usize) -> &mut Self {
        self.require(items >= least, || {
            format!("must have at least {}", count(least, "item"))
        })
    }

    /// The array has at most so many items (`maxItems`).
    pub fn max_items(&mut self, items: usize, most: usize) -> &mut Self {
        self.require(items <= most, || {
            format!("must have at most {}", count(most, "item"))
        })
    }

    /// No two items are equal (`uniqueItems`).
    pub fn unique_items<T: Wire>(&mut self, items: &[T]) -> &mut Self {
        let mut encoder = Encoder::tokens();
        let mut array = encoder.array();
        for item in items {
            array.item(item);
        }
        drop(array);
        let holds = are_unique(Node::root(&encoder.into_tokens()));
        self.require(holds, || "must not have an item twice".to_owned())
    }

    /// The object has at least so many properties (`minProperties`).
    pub fn min_properties(&mut self, properties: usize, least: usize) -> &mut Self {
        let message = || format!("must have at least {}", properties_of(least));
        self.require(properties >= least, message)
    }

    /// The object has at most so many properties (`maxProperties`).
    pub fn max_properties(&mut self, properties: usize, most: usize) -> &mut Self {
        let message = || format!("must have at most {}", properties_of(most));
        self.require(properties <= most, message)
    }

    /// Checks each item of an array.
    pub fn items<T>(&mut self, items: &[T], each: fn(&T, &mut Check<'_>)) -> &mut Self {
        for (index, item) in items.iter().enumerate() {
            each(item, &mut self.index(index));
        }
        self
    }

    /// Checks each value of a map.
    pub fn values<T>(&mut self, map: &crate::Map<T>, each: fn(&T, &mut Check<'_>)) -> &mut Self {
        for (name, value) in map {
            each(value, &mut self.name(name));
        }
        self
    }
}

/// A number that bounds are about: `i128` for integers, `f64` for others.
pub trait Number: PartialOrd + std::fmt::Display + Copy {
    /// The value of a node, if it has one of this type.
    fn read(node: Node<'_>) -> Option<Self>;
}

impl Number for i128 {
    fn read(node: Node<'_>) -> Option<Self> {
        // One beyond 128 bits is further out than any bound.
        let saturated = || {
            let value = node.float().ok()?;
            (value.fract() == 0.0).then_some(value as i128)
        };
        node.integer().ok().or_else(saturated)
    }
}

impl Number for f64 {
    fn read(node: Node<'_>) -> Option<Self> {
        node.float().ok()
    }
}

pub(super) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

fn properties_of(number: usize) -> String {
    format!(
        "{number} {}",
        if number == 1 {
            "property"
        } else {
            "properties"
        }
    )
}

#[cfg(test)]
mod tests {
    use super::super::{Check, Violations};

    fn messages(check: impl FnOnce(&mut Check<'_>)) -> Vec<String> {
        let mut violations = Violations::default();
        check(&mut Check::root(&mut violations).name("a/b"));
        let all = violations.list().iter();
        all.map(|one| format!("{} {}", one.pointer, one.message))
            .collect()
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        assert_eq!(
            messages(|check| _ = check.min_length("żó", 2).max_length("żó", 2)),
            [""; 0]
        );
        assert_eq!(
            messages(|check| _ = check.min_length("żó", 3).max_length("żó", 1)),
            [
                "/a~1b must have at least 3 characters",
                "/a~1b must have at most 1 character"
            ]
        );
    }

    #[test]
    fn bounds_hold_at_their_ends() {
        assert_eq!(
            messages(|check| _ = check.minimum(1, 1).maximum(1, 1)),
            [""; 0]
        );
        assert_eq!(
            messages(|check| _ = check.above(1, 1).below(1.0, 1.0)).len(),
            2
        );
        assert_eq!(messages(|check| _ = check.multiple_of(9, 3)), [""; 0]);
        assert_eq!(messages(|check| _ = check.multiple_of(9, 0)).len(), 1);
        assert_eq!(
            messages(|check| _ = check.multiple_of_fraction(0.3, 0.1)),
            [""; 0]
        );
        assert_eq!(
            messages(|check| _ = check.multiple_of_fraction(0.35, 0.1)).len(),
            1
        );
    }

    #[test]
    fn items_are_named_by_their_index() {
        let texts = ["ab".to_owned(), "c".to_owned(), "ab".to_owned()];
        let found = messages(|check| {
            check
                .unique_items(&texts)
                .items(&texts, |text, check| _ = check.min_length(text, 2));
        });
        assert_eq!(
            found,
            [
                "/a~1b must not have an item twice",
                "/a~1b/1 must have at least 2 characters"
            ]
        );
    }
}
