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
        match (xml.content.item(), node.token()) {
            (Some(item), _) => self.items(item, node),
            (None, Token::Array { .. }) if !xml.content.is_list() => self.items(xml, node),
            (None, _) => self.element(xml, node),
        }
    }

    /// Writes an element for each item of a list, and one for no list.
    fn items(&mut self, item: &Xml, node: Node<'_>) -> Result<(), String> {
        for value in listed(node)? {
            self.element(item, value)?;
        }
        Ok(())
    }

    fn element(&mut self, xml: &Xml, node: Node<'_>) -> Result<(), String> {
        self.tagged(&qualified(xml)?, Some(xml), xml.content, node)
    }

    /// Writes an element; `xml` says what namespace it is in.
    fn tagged(
        &mut self,
        name: &str,
        xml: Option<&Xml>,
        content: &'static XmlContent,
        node: Node<'_>,
    ) -> Result<(), String> {
        let outside = self.declared.len();
        self.out.push('<');
        self.out.push_str(name);
        if let Some(xml) = xml {
            self.declare(xml, outside)?;
        }
        if node.is_null() {
            self.attribute(&NIL, "true", outside)?;
        }
        self.attributes(content, node, outside)?;
        self.out.push('>');
        match (content, node.token()) {
            (_, Token::Null | Token::Nothing) => {}
            (XmlContent::List { item, .. }, Token::Array { .. }) => {
                for value in node.items().into_iter().flatten() {
                    self.element(item, value)?;
                }
            }
            (_, Token::Array { .. }) => self.items(&Xml::text("item"), node)?,
            (content, Token::Object { .. } | Token::Form { .. }) => self.members(content, node)?,
            _ => {
                let text = text(node)?;
                escape(&mut self.out, &text);
            }
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        self.declared.truncate(outside);
        Ok(())
    }

    /// Says what a prefix stands for, where that is not said yet: here are
    /// those behind `outside`.
    fn declare(&mut self, xml: &Xml, outside: usize) -> Result<(), String> {
        let mut known = self.declared.iter();
        let known = known.rposition(|(prefix, _)| *prefix == xml.prefix);
        let has = known.map_or("", |at| self.declared[at].1);
        // An element without a prefix that names no namespace has that around it.
        if xml.namespace.is_empty() || has == xml.namespace {
            return Ok(());
        }
        if known.is_some_and(|at| at >= outside) {
            let message = "stands for two namespaces in one element";
            return Err(format!("the prefix `{}` {message}", xml.prefix));
        }
        self.declared.push((xml.prefix, xml.namespace));
        self.out.push_str(" xmlns");
        if !xml.prefix.is_empty() {
            self.out.push(':');
            self.out.push_str(xml.prefix);
        }
        self.quoted(xml.namespace);
        Ok(())
    }

    fn attribute(&mut self, xml: &Xml, text: &str, outside: usize) -> Result<(), String> {
        // Without a prefix an attribute is in no namespace (Namespaces in XML
        // 1.0, section 6.2).
        if !xml.prefix.is_empty() {
            self.declare(xml, outside)?;
        }
        self.out.push(' ');
        self.out.push_str(&qualified(xml)?);
        self.quoted(text);
        Ok(())
    }

    fn quoted(&mut self, text: &str) {
        self.out.push_str("=\"");
        escape(&mut self.out, text);
        self.out.push('"');
    }

    fn attributes(
        &mut self,
        content: &XmlContent,
        node: Node<'_>,
        outside: usize,
    ) -> Result<(), String> {
        let XmlContent::Object { members, .. } = content else {
            return Ok(());
        };
        for (name, value) in node.entries().into_iter().flatten() {
            let attribute = members.iter().find(|(property, _)| *property == name);
            if let Some((_, xml)) = attribute
                && xml.is_attribute
                && !value.is_null()
            {
                self.attribute(xml, &text(value)?, outside)?;
            }
        }
        Ok(())
    }

    fn members(&mut self, content: &XmlContent, node: Node<'_>) -> Result<(), String> {
        let (members, others) = match content {
            XmlContent::Object { members, others } => (*members, *others),
            XmlContent::Text | XmlContent::Any | XmlContent::List { .. } => {
                (&[][..], &XmlContent::Any)
            }
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
        let (content, values) = match (content.item(), node.token()) {
            (Some(item), _) => (item.content, listed(node)?),
            (None, Token::Array { .. }) if !content.is_list() => (content, listed(node)?),
            (None, _) => (content, vec![node]),
        };
        let mut values = values.into_iter();
        values.try_for_each(|value| self.tagged(name, None, content, value))
    }
}

/// The attribute of an element that stands for `null`.
static NIL: Xml = Xml::text("nil").within("http://www.w3.org/2001/XMLSchema-instance", "xsi");

/// What has an element each where a list stands: its items; `null` itself.
fn listed(node: Node<'_>) -> Result<Vec<Node<'_>>, String> {
    let Ok(items) = node.items() else {
        return Ok(vec![node]);
    };
    let items: Vec<_> = items.collect();
    match items.as_slice() {
        [only] if only.is_null() => Err("XML cannot tell a list of one null from null".to_owned()),
        _ => Ok(items),
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
