//! What one item of the command line gives.

use super::facts::Command;

/// An item, split at the operator behind its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item<'a> {
    pub(super) name: &'a str,
    pub(super) operator: Operator,
    pub(super) value: &'a str,
}

/// What stands between name and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    /// `name=value`: a parameter.
    Parameter,
    /// `key==value`: a property of the body, as text.
    Text,
    /// `key:=json`: a property of the body, as JSON.
    Json,
    /// `Header:value`.
    Header,
}

/// The operators, those first that others are the start of.
const OPERATORS: &[(&str, Operator)] = &[
    ("==", Operator::Text),
    (":=", Operator::Json),
    ("=", Operator::Parameter),
    (":", Operator::Header),
];

/// Splits an item at the first operator, or behind the longest name that the
/// command knows: names may have operators in them.
pub(super) fn split<'a>(text: &'a str, command: &Command) -> Option<Item<'a>> {
    let parameters = command.operation.parameters.iter().map(|one| one.name);
    let properties = command.own_properties().map(|one| one.name);
    let known = parameters.chain(properties).filter_map(|name| {
        let rest = text.strip_prefix(name)?;
        let (operator, _) = operator(rest)?;
        // It is the header of this name that is meant by a colon.
        (operator != Operator::Header).then_some(name.len())
    });
    let first = || text.find(['=', ':']);
    let at = known.max().or_else(first)?;
    let (name, rest) = text.split_at(at);
    let (operator, value) = operator(rest)?;
    Some(Item {
        name,
        operator,
        value,
    })
}

fn operator(rest: &str) -> Option<(Operator, &str)> {
    OPERATORS
        .iter()
        .find_map(|(mark, operator)| Some((*operator, rest.strip_prefix(mark)?)))
}
