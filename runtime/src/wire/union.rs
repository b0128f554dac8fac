//! Finding the branch of a union that takes a value.

use super::{DecodeError, Node, Problem};

/// A branch: its name, and how a value of it is read.
pub type Branch<T> = (&'static str, fn(Node<'_>) -> Result<T, DecodeError>);

/// The value of the only branch that takes it (`oneOf`).
///
/// # Errors
/// If no branch takes the value, with the reason of each, or more than one.
pub fn exactly_one<T>(node: Node<'_>, branches: &[Branch<T>]) -> Result<T, DecodeError> {
    exactly_one_by(branches.iter().map(|(name, read)| (*name, || read(node))))
}

/// The same for branches that are read by something else than their types.
///
/// # Errors
/// If no branch takes the value, with the reason of each, or more than one.
pub fn exactly_one_by<T, R: FnOnce() -> Result<T, DecodeError>>(
    branches: impl Iterator<Item = (&'static str, R)>,
) -> Result<T, DecodeError> {
    let mut reasons = Vec::new();
    let mut taken = None;
    let mut names = Vec::new();
    for (name, read) in branches {
        match read() {
            Ok(value) => {
                names.push(name);
                taken.get_or_insert(value);
            }
            Err(reason) => reasons.push((name, reason)),
        }
    }
    match taken {
        Some(value) if names.len() == 1 => Ok(value),
        Some(_) => Err(DecodeError::new(Problem::ManyBranches(names))),
        None => Err(DecodeError::new(Problem::NoBranch(reasons))),
    }
}

/// The value of the first branch that takes it (`anyOf`).
///
/// # Errors
/// If no branch takes the value, with the reason of each.
pub fn first_match<T>(node: Node<'_>, branches: &[Branch<T>]) -> Result<T, DecodeError> {
    first_match_by(branches.iter().map(|(name, read)| (*name, || read(node))))
}

/// The same for branches that are read by something else than their types.
///
/// # Errors
/// If no branch takes the value, with the reason of each.
pub fn first_match_by<T, R: FnOnce() -> Result<T, DecodeError>>(
    branches: impl Iterator<Item = (&'static str, R)>,
) -> Result<T, DecodeError> {
    let mut reasons = Vec::new();
    for (name, read) in branches {
        match read() {
            Ok(value) => return Ok(value),
            Err(reason) => reasons.push((name, reason)),
        }
    }
    Err(DecodeError::new(Problem::NoBranch(reasons)))
}

/// The error for a discriminator that names no branch.
pub fn unknown_discriminator(property: &'static str) -> DecodeError {
    DecodeError::new(Problem::UnknownDiscriminator).at(property)
}

impl<'a> Node<'a> {
    /// The discriminator of a union: a string property of an object.
    ///
    /// # Errors
    /// If the value is no object, or the property is missing or no string.
    pub fn discriminator(self, property: &'static str) -> Result<&'a str, DecodeError> {
        match self.entries()?.find(|(name, _)| *name == property) {
            Some((_, value)) => value.str().map_err(|error| error.at(property)),
            None => Err(DecodeError::new(Problem::Missing).at(property)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Branch, exactly_one, first_match};
    use crate::wire::{Node, Problem, tokens_from_json};

    #[derive(Debug, PartialEq)]
    enum Number {
        Small(i32),
        Large(i64),
        Text(String),
    }

    const BRANCHES: &[Branch<Number>] = &[
        ("Small", |node| node.decode().map(Number::Small)),
        ("Large", |node| node.decode().map(Number::Large)),
        ("Text", |node| node.decode().map(Number::Text)),
    ];

    #[test]
    fn one_branch_must_take_the_value() {
        let large = tokens_from_json(b"5000000000").unwrap();
        let large = exactly_one(Node::root(&large), BRANCHES);
        assert_eq!(large, Ok(Number::Large(5_000_000_000)));
        let small = tokens_from_json(b"5").unwrap();
        let small = Node::root(&small);
        let both = exactly_one(small, BRANCHES).unwrap_err();
        assert_eq!(
            *both.problem(),
            Problem::ManyBranches(vec!["Small", "Large"])
        );
        assert_eq!(first_match(small, BRANCHES), Ok(Number::Small(5)));
    }

    #[test]
    fn a_failure_names_each_branch_and_its_reason() {
        let neither = tokens_from_json(b"true").unwrap();
        let error = exactly_one(Node::root(&neither), BRANCHES).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the value fits no branch of the union; Small: expected an integer, found a boolean; \
             Large: expected an integer, found a boolean; Text: expected a string, found a boolean"
        );
    }
}
