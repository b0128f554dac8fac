//! What the fields of a form come to: an object with a property per name.

use crate::operation::Items;
use crate::wire::Token;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The values of each name, as tokens, in the order in which they came.
#[derive(Default)]
pub(super) struct Fields<'a>(BTreeMap<String, Vec<Vec<Token<'a>>>>);

impl<'a> Fields<'a> {
    pub(super) fn add(&mut self, name: String, value: Vec<Token<'a>>) {
        self.0.entry(name).or_default().push(value);
    }

    /// The object. A name that has several values is a list, and so is one
    /// that `items` says to be one.
    pub(super) fn into_tokens(self, items: impl Fn(&str) -> Items) -> Vec<Token<'a>> {
        let mut tokens = vec![Token::Form { end: 0 }];
        for (name, values) in self.0 {
            let items = items(&name);
            tokens.push(Token::String(Cow::Owned(name)));
            put(&mut tokens, values, items);
        }
        let end = tokens.len();
        tokens[0] = Token::Form { end };
        tokens
    }
}

/// Adds the values of a name: one that is a list already is the whole list.
fn put<'a>(tokens: &mut Vec<Token<'a>>, values: Vec<Vec<Token<'a>>>, items: Items) {
    let is_list = match values.as_slice() {
        [one] => items != Items::None && !matches!(one.first(), Some(Token::Array { .. })),
        _ => true,
    };
    let opened = tokens.len();
    if is_list {
        tokens.push(Token::Array { end: 0 });
    }
    for value in values {
        let by = tokens.len();
        tokens.extend(value.into_iter().map(|token| token.moved(by)));
    }
    if is_list {
        tokens[opened] = Token::Array { end: tokens.len() };
    }
}
