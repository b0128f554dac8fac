//! Objects that are spread over several pairs of a query.

use super::pairs::Pairs;
use super::read::{Tokens, Unreadable, object, pair_value, text_token};
use crate::media;
use crate::operation::{Location, Operation, Parameter, Shape, Style};
use crate::percent;
use crate::wire::Token;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Brackets behind brackets are followed this far, and no further, whatever
/// a request says.
const DEPTH: usize = 16;

/// Reads an object whose properties are pairs of their own. Those that it
/// lists belong to it, or, if it lists none, all that are no other
/// parameter's.
pub(super) fn read_exploded<'a>(
    parameter: &Parameter,
    pairs: &'a Pairs,
    is_taken: &dyn Fn(&str) -> bool,
) -> Result<Option<Tokens<'a>>, Unreadable> {
    let mut own = Vec::new();
    for (name, value) in pairs.iter() {
        let belongs = match parameter.properties {
            [] => !is_taken(name),
            properties => properties.contains(&name),
        };
        if belongs {
            own.push((Cow::Borrowed(name), pair_value(parameter, value)?));
        }
    }
    Ok((!own.is_empty()).then(|| object(own)))
}

/// Whether the pair `name` is that of another parameter of the same place, of
/// a credential, or of the query that all calls of the operation have.
pub(crate) fn is_taken(operation: &Operation, parameter: &Parameter, name: &str) -> bool {
    let mut others = operation
        .parameters
        .iter()
        .filter(|other| other.location == parameter.location && other.name != parameter.name);
    others.any(|other| claims(other, name))
        || parameter.location == Location::Query
            && (is_key(operation, name) || is_literal(operation, name))
}

/// Whether the pair `name` is certain to be one of the parameter.
pub(crate) fn claims(parameter: &Parameter, name: &str) -> bool {
    let spread = parameter.shape == Shape::Object && parameter.explode;
    match parameter.style {
        Style::DeepObject => name.starts_with(parameter.name) && name.contains('['),
        _ if spread => parameter.properties.contains(&name),
        _ => parameter.name == name,
    }
}

/// Whether the path has a query with the pair `name`.
fn is_literal(operation: &Operation, name: &str) -> bool {
    let (_, query) = operation.path_and_query();
    media::pairs(query).any(|(key, _)| percent::decode_form(key).as_deref() == Ok(name))
}

/// Whether the query parameter `name` is a credential.
fn is_key(operation: &Operation, name: &str) -> bool {
    use crate::operation::SchemeKind;
    operation.security.iter().copied().flatten().any(|scheme| {
        matches!(scheme.kind, SchemeKind::ApiKey { location: Location::Query, name: key } if key == name)
    })
}

/// Reads `name[key]=value` pairs.
pub(super) fn read_deep<'a>(
    parameter: &Parameter,
    pairs: &Pairs,
) -> Result<Option<Tokens<'a>>, Unreadable> {
    let mut root = Tree::default();
    for (name, value) in pairs.iter() {
        let Some(path) = name.strip_prefix(parameter.name) else {
            continue;
        };
        if !path.starts_with('[') {
            continue;
        }
        root.put(path, pair_value(parameter, value)?.into_owned())?;
    }
    if root.branches.is_empty() {
        return Ok(None);
    }
    let mut tokens = Tokens::new();
    root.write(&mut tokens);
    Ok(Some(tokens))
}

/// A property: values, or properties in turn.
#[derive(Default)]
struct Tree {
    values: Vec<String>,
    branches: BTreeMap<String, Tree>,
}

impl Tree {
    fn put(&mut self, path: &str, value: String) -> Result<(), Unreadable> {
        let inner = path
            .strip_prefix('[')
            .and_then(|path| path.strip_suffix(']'))
            .ok_or(Unreadable::Style)?;
        // `name[list][]=value` is another way to write a list.
        let inner = inner.strip_suffix("][").unwrap_or(inner);
        let last = inner.matches("][").count();
        let mut place = self;
        for (depth, key) in inner.split("][").enumerate() {
            if depth == DEPTH || key.is_empty() || key.contains(['[', ']']) {
                return Err(Unreadable::Style);
            }
            place = place.branches.entry(key.to_owned()).or_default();
            if !place.values.is_empty() && depth < last {
                return Err(Unreadable::Style);
            }
        }
        place.values.push(value);
        match place.branches.is_empty() {
            true => Ok(()),
            false => Err(Unreadable::Style),
        }
    }

    fn write(self, tokens: &mut Tokens<'_>) {
        let start = tokens.len();
        match self.values.len() {
            0 => tokens.push(Token::Object { end: 0 }),
            1 => {}
            count => tokens.push(Token::Array {
                end: start + count + 1,
            }),
        }
        let leaf = !self.values.is_empty();
        tokens.extend(self.values.into_iter().map(|text| text_token(text.into())));
        if leaf {
            return;
        }
        for (name, tree) in self.branches {
            tokens.push(Token::String(Cow::Owned(name)));
            tree.write(tokens);
        }
        let end = tokens.len();
        if let Some(root) = tokens.get_mut(start) {
            *root = Token::Object { end };
        }
    }
}
