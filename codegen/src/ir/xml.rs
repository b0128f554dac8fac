//! What values are in XML.

use crate::names::Ident;

/// An element or an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Xml {
    /// Its name, without a prefix.
    pub name: String,
    /// The URI of its namespace, which may be empty.
    pub namespace: String,
    /// The prefix of its name, which may be empty.
    pub prefix: String,
    /// Whether it is an attribute.
    pub is_attribute: bool,
    /// What is in it.
    pub content: XmlContent,
}

impl Xml {
    /// An element with anything in it.
    pub fn any(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            namespace: String::new(),
            prefix: String::new(),
            is_attribute: false,
            content: XmlContent::Any,
        }
    }

    /// The local name of its element, or of that of its items if they stand
    /// in its place.
    pub fn local_name(&self) -> &str {
        match &self.content {
            XmlContent::List(list) if !list.is_wrapped => &list.item.name,
            XmlContent::Text
            | XmlContent::Any
            | XmlContent::List(_)
            | XmlContent::Object(..)
            | XmlContent::Named(_) => &self.name,
        }
    }
}

/// What is in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlContent {
    /// Text: a scalar.
    Text,
    /// Text or elements.
    Any,
    /// A list of elements.
    List(Box<XmlList>),
    /// An element or attribute for each property, and what the elements of
    /// others are.
    Object(Vec<(String, Xml)>, Box<XmlContent>),
    /// That of a component, by its position in [`Api::xml`](super::Api).
    Named(usize),
}

/// A list of elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlList {
    /// Each item.
    pub item: Xml,
    /// Whether they are within an element for the list.
    pub is_wrapped: bool,
    /// Where they should not be: what objects are called that are within one
    /// all the same, if such an element cannot be an item.
    pub inner: Option<String>,
    /// Whether an empty element cannot be an item.
    pub is_full: bool,
}

/// The content of an element for a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedXml {
    /// The name of the component.
    pub name: String,
    /// Its entry in the table.
    pub constant: Ident,
    /// What is in the element.
    pub content: XmlContent,
}

/// What the root of a document is.
#[derive(Clone, Debug, PartialEq)]
pub struct Root {
    /// The media types that have it.
    pub media_types: Vec<String>,
    /// The element.
    pub element: Xml,
}
