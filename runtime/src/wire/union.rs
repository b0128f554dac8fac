//! Finding the branch of a union that takes a value.

use super::untyped::readings;
use super::{DecodeError, Node, Problem};

/// A branch: its name, and how a value of it is read.
pub type Branch<T> = (&'static str, fn(Node<'_>) -> Result<T, DecodeError>);

/// The value of the only branch that takes it (`oneOf`). Text of which nobody
/// said what it is may be several things, of which the first one that one
/// branch alone takes counts: a number or a boolean, a string, a list of one.
///
/// # Errors
/// If no branch takes the value, with the reason of each, or more than one.
pub fn exactly_one<T>(node: Node<'_>, branches: &[Branch<T>]) -> Result<T, DecodeError> {
    exactly_one_by(node, branches.iter().map(|(name, read)| (*name, read)))
}

/// The same for branches that are read by something else than their types.
///
/// # Errors
/// If no branch takes the value, with the reason of each, or more than one.
pub fn exactly_one_by<T, R: Fn(Node<'_>) -> Result<T, DecodeError>>(
    node: Node<'_>,
    branches: impl Iterator<Item = (&'static str, R)> + Clone,
) -> Result<T, DecodeError> {
    only(node, branches.clone()).or_else(|error| {
        if !matches!(error.problem(), Problem::ManyBranches(_)) {
            return Err(error);
        }
        let readings = readings(node);
        let mut values = readings
            .iter()
            .map(|reading| only(Node::root(reading), branches.clone()));
        values.find_map(Result::ok).ok_or(error)
    })
}

fn only<T, R: Fn(Node<'_>) -> Result<T, DecodeError>>(
    node: Node<'_>,
    branches: impl Iterator<Item = (&'static str, R)>,
) -> Result<T, DecodeError> {
    let mut reasons = Vec::new();
    let mut taken = None;
    let mut names = Vec::new();
    for (name, read) in branches {
        match read(node) {
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
    first_match_by(node, branches.iter().map(|(name, read)| (*name, read)))
}

/// The same for branches that are read by something else than their types.
///
/// # Errors
/// If no branch takes the value, with the reason of each.
pub fn first_match_by<T, R: Fn(Node<'_>) -> Result<T, DecodeError>>(
    node: Node<'_>,
    branches: impl Iterator<Item = (&'static str, R)>,
) -> Result<T, DecodeError> {
    let mut reasons = Vec::new();
    for (name, read) in branches {
        match read(node) {
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
    use crate::wire::{Node, Problem, Token, tokens_from_json};

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
    fn text_is_what_one_branch_takes() {
        #[derive(Debug, PartialEq)]
        enum Any {
            Flag(bool),
            Whole(i64),
            Text(String),
            Texts(Vec<String>),
            Wholes(Vec<i64>),
        }
        const FLAG: Branch<Any> = ("Flag", |node| node.decode().map(Any::Flag));
        const WHOLE: Branch<Any> = ("Whole", |node| node.decode().map(Any::Whole));
        const TEXT: Branch<Any> = ("Text", |node| node.decode().map(Any::Text));
        const TEXTS: Branch<Any> = ("Texts", |node| node.decode().map(Any::Texts));
        const WHOLES: Branch<Any> = ("Wholes", |node| node.decode().map(Any::Wholes));
        let read = |text: &'static str, branches: &[Branch<Any>]| {
            exactly_one(Node::root(&[Token::Text(text.into())]), branches)
        };
        let text = |text: &str| Any::Text(text.to_owned());
        for all in [[TEXT, TEXTS], [TEXTS, TEXT]] {
            assert_eq!(read("a", &all), Ok(text("a")));
            assert_eq!(read("5", &all), Ok(text("5")));
        }
        let all = [TEXT, WHOLE, FLAG, WHOLES];
        assert_eq!(read("-5", &all), Ok(Any::Whole(-5)));
        assert_eq!(read("true", &all), Ok(Any::Flag(true)));
        assert_eq!(read("5.5", &all), Ok(text("5.5")));
        let lists = [WHOLES, TEXTS];
        assert_eq!(read("5", &lists), Ok(Any::Wholes(vec![5])));
        let texts = vec!["a".to_owned()];
        assert_eq!(read("a", &lists), Ok(Any::Texts(texts)));
        // Where several still take it, it is an error.
        assert!(read("a", &[TEXT, TEXT]).is_err());
        // What stands in a list has its place in it.
        let item = |text: &'static str| Token::Text(text.into());
        let tokens = [item("x"), Token::Array { end: 4 }, item("1"), item("2")];
        let list = Node::root(&tokens[..]);
        let list = Node { at: 1, ..list };
        assert_eq!(exactly_one(list, &lists), Ok(Any::Wholes(vec![1, 2])));
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
