//! Constraints on values.

/// What a value must obey beyond its type; a named type brings its own
/// rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// Constraints on the value itself.
    pub own: Vec<Constraint>,
    /// Rules for each item of an array, or each value of a map.
    pub inner: Option<Box<Rules>>,
}

impl Rules {
    /// Whether there is nothing to obey.
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.inner.as_ref().is_none_or(|inner| inner.is_empty())
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
        self
    }
}

/// One constraint.
#[derive(Clone, Debug, PartialEq)]
pub enum Constraint {
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
}

/// A number that a value is compared with, in the value's own type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bound {
    /// For integers.
    Integer(i128),
    /// For numbers.
    Float(f64),
}
