//! Elements to values.

use super::parse::{Element, parse};
use crate::operation::{Xml, XmlContent};
use crate::wire::{DecodeError, Problem, Token};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Reads a document as the value that its root stands for.
///
/// # Errors
/// If it is not well-formed, beyond a limit, or has another root.
pub(in crate::media) fn read<'a>(
    xml: &'static Xml,
    body: &'a [u8],
) -> Result<Vec<Token<'a>>, DecodeError> {
    let syntax = |message: String| DecodeError::new(Problem::Syntax(message));
    let root = parse(body).map_err(syntax)?;
    if root.name != xml.name {
        return Err(syntax(format!(
            "the root of the XML must be `{}`",
            xml.name
        )));
    }
    let mut tokens = Vec::new();
    value(xml.content, root, &mut tokens);
    Ok(tokens)
}

fn value(content: &'static XmlContent, element: Element<'_>, tokens: &mut Vec<Token<'_>>) {
    match content {
        XmlContent::Text if element.children.is_empty() => {
            tokens.push(Token::Text(Cow::Owned(element.text)));
        }
        XmlContent::Text => object(&[], content, element, tokens),
        XmlContent::List { item, .. } => {
            let items = element.children.into_iter();
            let items = items.filter(|child| child.name == item.name).collect();
            list(item.content, items, tokens);
        }
        XmlContent::Object { members, others } => object(members, others, element, tokens),
    }
}

fn list(content: &'static XmlContent, items: Vec<Element<'_>>, tokens: &mut Vec<Token<'_>>) {
    let opened = tokens.len();
    tokens.push(Token::Array { end: 0 });
    for item in items {
        value(content, item, tokens);
    }
    tokens[opened] = Token::Array { end: tokens.len() };
}

fn object(
    members: &'static [(&'static str, Xml)],
    others: &'static XmlContent,
    element: Element<'_>,
    tokens: &mut Vec<Token<'_>>,
) {
    let opened = tokens.len();
    tokens.push(Token::Form { end: 0 });
    let mut children: BTreeMap<&str, Vec<Element<'_>>> = BTreeMap::new();
    for child in element.children {
        children.entry(child.name).or_default().push(child);
    }
    for (property, xml) in members {
        if xml.is_attribute {
            let mut attributes = element.attributes.iter();
            if let Some((_, text)) = attributes.find(|(name, _)| *name == xml.name) {
                tokens.push(Token::String(Cow::Borrowed(property)));
                tokens.push(Token::Text(Cow::Owned(text.clone())));
            }
            continue;
        }
        let (name, item) = match xml.content {
            XmlContent::List {
                item,
                wrapped: false,
            } => (item.name, Some(item)),
            _ => (xml.name, None),
        };
        if let Some(found) = children.remove(name) {
            tokens.push(Token::String(Cow::Borrowed(property)));
            match item {
                Some(item) => list(item.content, found, tokens),
                None => one_or_more(xml.content, found, tokens),
            }
        }
    }
    for (name, found) in children {
        tokens.push(Token::String(Cow::Owned(name.to_owned())));
        one_or_more(others, found, tokens);
    }
    tokens[opened] = Token::Form { end: tokens.len() };
}

/// One value, or a list of those of one name.
fn one_or_more(content: &'static XmlContent, found: Vec<Element<'_>>, tokens: &mut Vec<Token<'_>>) {
    match <[Element<'_>; 1]>::try_from(found) {
        Ok([element]) => value(content, element, tokens),
        Err(found) => list(content, found, tokens),
    }
}
