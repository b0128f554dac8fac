//! What documents have and their descriptions do not say, as far as it can
//! only be meant in one way: an element around a list, and the text of an
//! object that is its only property.

use super::parse::Element;
use crate::operation::{Xml, XmlContent};
use std::collections::BTreeMap;

/// The items of a list, when these are the elements that have their name: all,
/// or what is in the only one if that cannot be an item.
pub(super) fn items<'a>(
    content: &'static XmlContent,
    mut found: Vec<Element<'a>>,
) -> Vec<Element<'a>> {
    let is_around = match (content, found.as_slice()) {
        (
            XmlContent::List {
                item, inner, full, ..
            },
            [one],
        ) if one.is_bare() => match (one.children.first(), item.content) {
            (None, _) => *full,
            (Some(first), XmlContent::Text) => one.has_only(first.name),
            (Some(first), _) => *inner == Some(first.name) && one.has_only(first.name),
        },
        _ => false,
    };
    match found.pop() {
        Some(one) if is_around => one.children,
        last => {
            found.extend(last);
            found
        }
    }
}

/// The items of a property of which no item is there, but an element with the
/// name of the list and nothing but items in it.
pub(super) fn within<'a>(
    members: &[(&str, Xml)],
    list: &Xml,
    children: &mut BTreeMap<&'a str, Vec<Element<'a>>>,
) -> Option<Vec<Element<'a>>> {
    let item = list.content.item()?;
    let [one] = children.get(list.name)?.as_slice() else {
        return None;
    };
    let mut elements = members.iter().filter(|(_, other)| !other.is_attribute);
    let is_another = elements.any(|(_, other)| element_name(other) == list.name);
    if is_another || !one.is_bare() || !one.has_only(item.name) {
        return None;
    }
    children.remove(list.name)?.pop().map(|one| one.children)
}

/// The property that the text of an element is: the only one that an object
/// has besides attributes, if it is a scalar.
pub(super) fn text_of(
    members: &'static [(&'static str, Xml)],
    element: &Element<'_>,
) -> Option<&'static str> {
    if !element.children.is_empty() || element.text.trim().is_empty() {
        return None;
    }
    let mut elements = members.iter().filter(|(_, xml)| !xml.is_attribute);
    match (elements.next(), elements.next()) {
        (Some((property, xml)), None) if matches!(xml.content, XmlContent::Text) => Some(property),
        _ => None,
    }
}

/// What the elements of a property are called.
pub(super) fn element_name(xml: &Xml) -> &'static str {
    xml.content.item().unwrap_or(xml).name
}

impl Element<'_> {
    /// Whether it has nothing but text in it.
    pub(super) fn is_text(&self) -> bool {
        self.children.is_empty() && self.attributes.is_empty() && !self.text.trim().is_empty()
    }

    /// Whether it has nothing but elements in it.
    fn is_bare(&self) -> bool {
        !self.is_nil && self.attributes.is_empty() && self.text.trim().is_empty()
    }

    fn has_only(&self, name: &str) -> bool {
        self.children.iter().all(|child| child.name == name)
    }
}
