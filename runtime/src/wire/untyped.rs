//! Text of which nobody said what it is: parameters, fields of forms and XML
//! have no types of their own.

use super::Node;
use super::token::{Token, behind};
use std::borrow::Cow;

/// What a value with such text in it may be, the likeliest first: each text is
/// the number or the boolean that it reads as, or each is a string; and a text
/// alone, where it is neither, is a list of one. There is none for a value
/// whose types are all known.
pub(super) fn readings<'a>(node: Node<'a>) -> Vec<Vec<Token<'a>>> {
    let end = behind(node.tokens, node.at);
    let value = &node.tokens[node.at..end];
    if !value.iter().any(|token| matches!(token, Token::Text(_))) {
        return Vec::new();
    }
    let read = |text: fn(&Cow<'a, str>) -> Token<'a>| -> Vec<Token<'a>> {
        let tokens = value.iter().map(|token| match token {
            Token::Text(given) => text(given),
            other => from(other.clone(), node.at),
        });
        tokens.collect()
    };
    let (typed, strings) = (read(typed), read(string));
    match value {
        [_] => {
            let lists = [listed(&typed), listed(&strings)];
            [typed, strings].into_iter().chain(lists).collect()
        }
        _ => vec![typed, strings],
    }
}

/// The token of a value that stands `by` positions further to the front.
fn from(mut token: Token<'_>, by: usize) -> Token<'_> {
    if let Token::Array { end } | Token::Object { end } | Token::Form { end } = &mut token {
        *end -= by;
    }
    token
}

fn string<'a>(text: &Cow<'a, str>) -> Token<'a> {
    Token::String(text.clone())
}

fn typed<'a>(text: &Cow<'a, str>) -> Token<'a> {
    let whole = || Some(Token::Unsigned(text.parse().ok()?));
    let negative = || Some(Token::Signed(text.parse().ok()?));
    let number = || {
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        number.map(Token::Float)
    };
    let boolean = text.parse().ok().map(Token::Bool);
    let typed = boolean.or_else(whole).or_else(negative).or_else(number);
    typed.unwrap_or_else(|| string(text))
}

/// A list of one.
fn listed<'a>(value: &[Token<'a>]) -> Vec<Token<'a>> {
    let end = value.len() + 1;
    let items = value.iter().map(|token| token.clone().moved(1));
    std::iter::once(Token::Array { end }).chain(items).collect()
}
