//! Values to elements.

use super::{is_character, is_name};
use crate::operation::{Xml, XmlContent};
use crate::parameter::{Flat, flatten};
use crate::wire::{Node, Token};

/// Writes a value as a document.
///
/// # Errors
/// If a name or a text is something that XML cannot hold.
pub(in crate::media) fn write(xml: &Xml, node: Node<'_>) -> Result<Vec<u8>, String> {
    let mut writer = Writer {
        out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned(),
        declared: Vec::new(),
    };
    writer.element(xml, node)?;
    Ok(writer.out.into_bytes())
}

struct Writer {
    out: String,
    /// Prefixes and the namespaces that they stand for here.
    declared: Vec<(&'static str, &'static str)>,
}

impl Writer {
    /// Writes a value where its property stands: an element, or one for each
    /// item of a list.
    fn put(&mut self, xml: &Xml, node: Node<'_>) -> Result<(), String> {
        match (xml.content, node.token()) {
            (_, Token::Null | Token::Nothing) => Ok(()),
            (
                XmlContent::List {
                    item,
                    wrapped: false,
                },
                Token::Array { .. },
            ) => self.items(item, node),
            (XmlContent::List { wrapped: true, .. }, _) => self.element(xml, node),
            (_, Token::Array { .. }) => self.items(xml, node),
            _ => self.element(xml, node),
        }
    }

    fn items(&mut self, item: &Xml, node: Node<'_>) -> Result<(), String> {
        for value in node.items().into_iter().flatten() {
            self.element(item, value)?;
        }
        Ok(())
    }

    fn element(&mut self, xml: &Xml, node: Node<'_>) -> Result<(), String> {
        let outside = self.declared.len();
        let name = self.open(xml)?;
        self.attributes(xml.content, node)?;
        self.out.push('>');
        match (xml.content, node.token()) {
            (_, Token::Null | Token::Nothing) => {}
            (XmlContent::List { item, .. }, Token::Array { .. }) => self.items(item, node)?,
            (_, Token::Array { .. }) => self.items(&Xml::text("item"), node)?,
            (content, Token::Object { .. } | Token::Form { .. }) => self.members(content, node)?,
            _ => {
                let text = text(node)?;
                escape(&mut self.out, &text);
            }
        }
        self.out.push_str("</");
        self.out.push_str(&name);
        self.out.push('>');
        self.declared.truncate(outside);
        Ok(())
    }

    /// Begins an element, and gives its name with its prefix.
    fn open(&mut self, xml: &Xml) -> Result<String, String> {
        let name = qualified(xml)?;
        self.out.push('<');
        self.out.push_str(&name);
        self.declare(xml);
        Ok(name)
    }

    /// Says what a prefix stands for, where that is not said yet.
    fn declare(&mut self, xml: &Xml) {
        let known = self.declared.iter().rev();
        let known = known.copied().find(|(prefix, _)| *prefix == xml.prefix);
        let has = known.map_or("", |(_, namespace)| namespace);
        // An element without a prefix that names no namespace has that around it.
        if xml.namespace.is_empty() || has == xml.namespace {
            return;
        }
        self.declared.push((xml.prefix, xml.namespace));
        self.out.push_str(" xmlns");
        if !xml.prefix.is_empty() {
            self.out.push(':');
            self.out.push_str(xml.prefix);
        }
        self.out.push_str("=\"");
        escape(&mut self.out, xml.namespace);
        self.out.push('"');
    }

    fn attributes(&mut self, content: &XmlContent, node: Node<'_>) -> Result<(), String> {
        let XmlContent::Object { members, .. } = content else {
            return Ok(());
        };
        for (name, value) in node.entries().into_iter().flatten() {
            let attribute = members.iter().find(|(property, _)| *property == name);
            if let Some((_, xml)) = attribute
                && xml.is_attribute
                && !value.is_null()
            {
                self.declare(xml);
                let text = text(value)?;
                self.out.push(' ');
                self.out.push_str(&qualified(xml)?);
                self.out.push_str("=\"");
                escape(&mut self.out, &text);
                self.out.push('"');
            }
        }
        Ok(())
    }

    fn members(&mut self, content: &XmlContent, node: Node<'_>) -> Result<(), String> {
        let (members, others) = match content {
            XmlContent::Object { members, others } => (*members, *others),
            XmlContent::Text | XmlContent::List { .. } => (&[][..], &XmlContent::Text),
        };
        for (name, value) in node.entries().into_iter().flatten() {
            match members.iter().find(|(property, _)| *property == name) {
                Some((_, xml)) if xml.is_attribute => {}
                Some((_, xml)) => self.put(xml, value)?,
                None => self.other(name, others, value)?,
            }
        }
        Ok(())
    }

    /// Writes a property that the description does not name.
    fn other(
        &mut self,
        name: &str,
        content: &'static XmlContent,
        node: Node<'_>,
    ) -> Result<(), String> {
        checked(name)?;
        let values = match node.token() {
            Token::Array { .. } => node.items().into_iter().flatten().collect(),
            Token::Null => Vec::new(),
            _ => vec![node],
        };
        for value in values {
            self.out.push('<');
            self.out.push_str(name);
            self.attributes(content, value)?;
            self.out.push('>');
            match value.token() {
                Token::Object { .. } => self.members(content, value)?,
                _ => {
                    let text = text(value)?;
                    escape(&mut self.out, &text);
                }
            }
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        Ok(())
    }
}

fn qualified(xml: &Xml) -> Result<String, String> {
    checked(xml.name)?;
    if xml.prefix.is_empty() {
        return Ok(xml.name.to_owned());
    }
    checked(xml.prefix)?;
    Ok(format!("{}:{}", xml.prefix, xml.name))
}

fn checked(name: &str) -> Result<(), String> {
    match is_name(name) {
        true => Ok(()),
        false => Err(format!("{name:?} cannot be the name of an element")),
    }
}

/// The text of a scalar, and JSON of what is none.
fn text(node: Node<'_>) -> Result<String, String> {
    let text = match flatten(node) {
        Some(Flat::One(text)) => text.into_owned(),
        Some(Flat::Nothing) => String::new(),
        Some(Flat::Many(_) | Flat::Pairs(_)) => {
            serde_json::to_string(&node).map_err(|error| error.to_string())?
        }
        None => return Err("XML cannot hold bytes".to_owned()),
    };
    match text.chars().all(is_character) {
        true => Ok(text),
        false => Err("XML cannot hold control characters".to_owned()),
    }
}

/// White space that a reader would change is written as what it is.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            c => out.push(c),
        }
    }
}
