//! Elements to values.

use super::lenient;
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
        _ if element.is_nil => tokens.push(Token::Null),
        XmlContent::Text | XmlContent::Any if element.children.is_empty() => {
            tokens.push(Token::Text(Cow::Owned(element.text)));
        }
        XmlContent::Text | XmlContent::Any => object(&[], content, element, tokens),
        // Neither a list nor an object: whoever reads it says so.
        XmlContent::List { .. } if element.is_text() => {
            tokens.push(Token::String(Cow::Owned(element.text)));
        }
        XmlContent::List { item, .. } => {
            let items = element.children.into_iter();
            let items = items.filter(|child| child.name == item.name).collect();
            list(item.content, items, tokens);
        }
        XmlContent::Object { members, .. }
            if element.is_text() && lenient::text_of(members, &element).is_none() =>
        {
            tokens.push(Token::Text(Cow::Owned(element.text)));
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
    if let Some(property) = lenient::text_of(members, &element) {
        text_property(property, element.text, tokens);
    }
    let mut children: BTreeMap<&str, Vec<Element<'_>>> = BTreeMap::new();
    for child in element.children {
        children.entry(child.name).or_default().push(child);
    }
    for (property, xml) in members {
        if xml.is_attribute {
            let mut attributes = element.attributes.iter();
            if let Some((_, text)) = attributes.find(|(name, _)| *name == xml.name) {
                text_property(property, text.clone(), tokens);
            }
        } else if let Some(found) = children.remove(lenient::element_name(xml)) {
            tokens.push(Token::String(Cow::Borrowed(property)));
            property_of(xml.content, found, tokens);
        } else if let Some(items) = lenient::within(members, xml, &mut children) {
            tokens.push(Token::String(Cow::Borrowed(property)));
            let item = xml.content.item().unwrap_or(xml);
            list(item.content, items, tokens);
        }
    }
    for (name, found) in children {
        tokens.push(Token::String(Cow::Owned(name.to_owned())));
        property_of(others, found, tokens);
    }
    tokens[opened] = Token::Form { end: tokens.len() };
}

fn text_property(property: &'static str, text: String, tokens: &mut Vec<Token<'_>>) {
    tokens.push(Token::String(Cow::Borrowed(property)));
    tokens.push(Token::Text(Cow::Owned(text)));
}

/// The value that all elements of one name stand for.
fn property_of(content: &'static XmlContent, found: Vec<Element<'_>>, tokens: &mut Vec<Token<'_>>) {
    let item = content.item();
    match (item, found.as_slice()) {
        (_, [one]) if one.is_nil => tokens.push(Token::Null),
        (Some(item), _) => list(item.content, lenient::items(content, found), tokens),
        (None, [_]) => found
            .into_iter()
            .for_each(|one| value(content, one, tokens)),
        (None, _) => list(content, found, tokens),
    }
}
