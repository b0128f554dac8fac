//! Constraints on values.

use super::Condition;

/// What a value must obey beyond its type; a named type brings its own
/// rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// Constraints on the value itself.
    pub own: Vec<Constraint>,
    /// Rules for each item of an array, or each value of a map.
    pub inner: Option<Box<Rules>>,
    /// What values may look like.
    pub hints: Hints,
}

impl Rules {
    /// Whether there is nothing to obey.
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.inner.as_ref().is_none_or(|inner| inner.is_empty())
    }

    /// The only string that they leave.
    pub fn only(&self) -> Option<&str> {
        self.own.iter().find_map(Constraint::only)
    }

    /// Whether a condition among them is one for which `test` is true.
    pub fn any_condition(&self, test: &mut dyn FnMut(&Condition) -> bool) -> bool {
        let own = self.own.iter().any(|one| match one.as_condition() {
            Some(condition) => test(condition),
            None => false,
        });
        own || self
            .inner
            .as_ref()
            .is_some_and(|inner| inner.any_condition(test))
    }

    /// Whether a pattern is among them.
    pub fn has_pattern(&self) -> bool {
        let own = self
            .own
            .iter()
            .any(|one| matches!(one, Constraint::Pattern(_)));
        own || self.any_condition(&mut Condition::has_pattern)
            || self.inner.as_ref().is_some_and(|inner| inner.has_pattern())
    }

    /// These rules and those of `other`.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for constraint in other.own {
            if !self.own.contains(&constraint) {
                self.own.push(constraint);
            }
        }
        self.inner = match (self.inner, other.inner) {
            (Some(a), Some(b)) => Some(Box::new(a.and(*b))),
            (a, b) => a.or(b),
        };
        self.hints = self.hints.and(other.hints);
        self
    }
}

/// What a description says of values without demanding it. It is there only
/// if it is asked for: no generated code depends on it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hints {
    /// Values that the description gives, the best ones first.
    pub examples: Vec<Example>,
    /// A `format` that is no type of its own.
    pub format: Option<String>,
}

impl Hints {
    /// These hints and those of `other`.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.examples.extend(other.examples);
        self.format = self.format.or(other.format);
        self
    }
}

/// A value that a description gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The key that it has among others, which may be empty.
    pub name: String,
    /// The value.
    pub value: serde_json::Value,
    /// Where it stands, as a JSON Pointer into the bundled document.
    pub pointer: String,
}

/// One constraint.
#[derive(Clone, Debug, PartialEq)]
pub enum Constraint {
    /// The only string that `enum` lists.
    Only(String),
    /// `minLength`, in Unicode code points.
    MinLength(usize),
    /// `maxLength`, in Unicode code points.
    MaxLength(usize),
    /// `pattern`, as a regular expression that the runtime takes.
    Pattern(String),
    /// `minimum`.
    Minimum(Bound),
    /// `maximum`.
    Maximum(Bound),
    /// `minimum` with `exclusiveMinimum`.
    Above(Bound),
    /// `maximum` with `exclusiveMaximum`.
    Below(Bound),
    /// `multipleOf`.
    MultipleOf(Bound),
    /// `minItems`.
    MinItems(usize),
    /// `maxItems`.
    MaxItems(usize),
    /// `uniqueItems`.
    UniqueItems,
    /// `minProperties` of a map.
    MinProperties(usize),
    /// `maxProperties` of a map.
    MaxProperties(usize),
    /// What only the wire form of the value can show.
    Condition(Condition),
}

impl Constraint {
    /// The condition, if it is one.
    pub fn as_condition(&self) -> Option<&Condition> {
        match self {
            Self::Condition(condition) => Some(condition),
            Self::Only(_)
            | Self::MinLength(_)
            | Self::MaxLength(_)
            | Self::Pattern(_)
            | Self::Minimum(_)
            | Self::Maximum(_)
            | Self::Above(_)
            | Self::Below(_)
            | Self::MultipleOf(_)
            | Self::MinItems(_)
            | Self::MaxItems(_)
            | Self::UniqueItems
            | Self::MinProperties(_)
            | Self::MaxProperties(_) => None,
        }
    }

    fn only(&self) -> Option<&str> {
        match self {
            Self::Only(text) => Some(text),
            Self::MinLength(_)
            | Self::MaxLength(_)
            | Self::Pattern(_)
            | Self::Minimum(_)
            | Self::Maximum(_)
            | Self::Above(_)
            | Self::Below(_)
            | Self::MultipleOf(_)
            | Self::MinItems(_)
            | Self::MaxItems(_)
            | Self::UniqueItems
            | Self::MinProperties(_)
            | Self::MaxProperties(_)
            | Self::Condition(_) => None,
        }
    }
}

/// A number that a value is compared with, in the value's own type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// For integers.
    Integer(i128),
    /// For numbers.
    Float(f64),
}
