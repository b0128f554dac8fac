//! Checking values against the constraints of their schemas.

mod constraints;
#[cfg(feature = "pattern")]
mod pattern;
mod test;
mod test_members;
mod test_schemas;
#[cfg(test)]
mod tests;

pub use constraints::Number;
#[cfg(feature = "pattern")]
pub use pattern::Pattern;
pub use test::{Kind, Schema, Test};

use crate::wire::{Encoder, Node, Wire, escape_pointer};
use std::fmt;

/// At most this many violations are listed; the rest is only counted.
const LISTED: usize = 32;

/// The constraints that a value breaks, each with its place. Values are
/// never repeated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations {
    listed: Vec<Violation>,
    more: usize,
}

/// One constraint that a value breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The JSON Pointer (RFC 6901) of the place, empty for the whole value.
    pub pointer: String,
    /// What must be so, such as `must have at least 1 character`.
    pub message: String,
}

impl Violations {
    /// Those that `check` finds; compiled once for all types.
    ///
    /// # Errors
    /// If it finds any.
    pub fn found(check: &dyn Fn(&mut Check<'_>)) -> Result<(), Self> {
        let mut violations = Self::default();
        check(&mut Check::root(&mut violations));
        violations.into_result()
    }

    /// The violations, at most 32 of them.
    pub fn list(&self) -> &[Violation] {
        &self.listed
    }

    /// How many there are, listed or not.
    pub fn count(&self) -> usize {
        self.listed.len() + self.more
    }

    pub(crate) fn into_result(self) -> Result<(), Self> {
        if self.count() == 0 { Ok(()) } else { Err(self) }
    }

    pub(crate) fn add(&mut self, pointer: impl FnOnce() -> String, message: impl Into<String>) {
        if self.listed.len() < LISTED {
            let violation = Violation {
                pointer: pointer(),
                message: message.into(),
            };
            // A type and a condition may both find it.
            if !self.listed.contains(&violation) {
                self.listed.push(violation);
            }
        } else {
            self.more += 1;
        }
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.listed.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            let place = &violation.pointer;
            let colon = if place.is_empty() { "" } else { ": " };
            write!(f, "{separator}{place}{colon}{}", violation.message)?;
        }
        if self.more > 0 {
            write!(f, "; and {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

/// The place that is being checked, and the list that violations go to.
#[derive(Debug)]
pub struct Check<'a> {
    place: Place<'a>,
    violations: &'a mut Violations,
}

/// A path kept on the stack: it costs nothing until something is reported.
#[derive(Clone, Copy, Debug)]
enum Place<'a> {
    Root,
    Name(&'a Place<'a>, &'a str),
    Index(&'a Place<'a>, usize),
}

impl Place<'_> {
    fn pointer(&self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Name(parent, name) => format!("{}/{}", parent.pointer(), escape_pointer(name)),
            Self::Index(parent, index) => format!("{}/{index}", parent.pointer()),
        }
    }
}

impl<'a> Check<'a> {
    pub(crate) fn root(violations: &'a mut Violations) -> Self {
        Self {
            place: Place::Root,
            violations,
        }
    }

    /// The check of the property `name`.
    pub fn name<'b>(&'b mut self, name: &'b str) -> Check<'b> {
        Check {
            place: Place::Name(&self.place, name),
            violations: self.violations,
        }
    }

    /// The check of the item at `index`.
    pub fn index(&mut self, index: usize) -> Check<'_> {
        Check {
            place: Place::Index(&self.place, index),
            violations: self.violations,
        }
    }

    /// Checks `count` items.
    pub(crate) fn each(&mut self, count: usize, item: &dyn Fn(usize, &mut Check<'_>)) {
        for at in 0..count {
            item(at, &mut self.index(at));
        }
    }

    /// Checks the property `name` by the rules of its own type.
    pub fn field(&mut self, name: &str, value: &dyn Wire) {
        value.check(&mut self.name(name));
    }

    /// The same check for another who needs one.
    fn here(&mut self) -> Check<'_> {
        Check {
            place: self.place,
            violations: self.violations,
        }
    }

    /// Tests the wire form of the value against what its type cannot say.
    pub fn test(&mut self, value: &dyn Wire, schema: Schema) -> &mut Self {
        self.test_by(value, &schema)
    }

    /// What [`test`](Self::test) does, where something beside the value
    /// decides what the schema is.
    pub fn test_by(&mut self, value: &dyn Wire, schema: &dyn Fn(&mut Test<'_>)) -> &mut Self {
        let mut encoder = Encoder::tokens();
        value.encode(&mut encoder);
        let tokens = encoder.into_tokens();
        schema(&mut Test::new(Node::root(&tokens), self.here()));
        self
    }

    /// Reports that the value breaks a constraint.
    pub fn violation(&mut self, message: impl Into<String>) {
        let place = self.place;
        self.violations.add(|| place.pointer(), message);
    }

    fn require(&mut self, holds: bool, message: impl FnOnce() -> String) -> &mut Self {
        if !holds {
            self.violation(message());
        }
        self
    }
}
