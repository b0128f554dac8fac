//! What values are in XML, as the runtime has it.
//!
//! A description may nest a component in itself; what the runtime takes has
//! no cycle. So a component becomes one definition for each level that it can
//! be on, as deep as a document of reasonable size goes, and those of a level
//! are shared by all of the level above.

use super::table::leak;
use crate::ir;
use specwright_runtime::operation::{Xml, XmlContent};

/// Of deeper elements it is not known what they are.
const LEVELS: usize = 32;

/// The components that XML bodies are made of.
pub(super) struct Documents {
    /// Those of the level that roots refer to.
    named: Vec<&'static XmlContent>,
}

impl Documents {
    /// The components of an API.
    pub(super) fn new(api: &'static ir::Api) -> Self {
        let mut named: Vec<&'static XmlContent> = vec![&XmlContent::Any; api.xml.len()];
        for _ in 0..LEVELS {
            let level = api.xml.iter().map(|one| content(&one.content, &named));
            named = level.collect();
        }
        Self { named }
    }

    /// The root of a body.
    pub(super) fn root(&self, xml: &'static ir::Xml) -> &'static Xml {
        leak(element(xml, &self.named))
    }
}

fn element(xml: &'static ir::Xml, named: &[&'static XmlContent]) -> Xml {
    Xml {
        name: &xml.name,
        namespace: &xml.namespace,
        prefix: &xml.prefix,
        is_attribute: xml.is_attribute,
        content: content(&xml.content, named),
    }
}

fn content(content: &'static ir::XmlContent, named: &[&'static XmlContent]) -> &'static XmlContent {
    match content {
        ir::XmlContent::Text => &XmlContent::Text,
        ir::XmlContent::Any => &XmlContent::Any,
        ir::XmlContent::List(list) => leak(XmlContent::List {
            item: element(&list.item, named),
            wrapped: list.is_wrapped,
            inner: list.inner.as_deref(),
            full: list.is_full,
        }),
        ir::XmlContent::Object(members, others) => {
            let members = members
                .iter()
                .map(|(name, xml)| (name.as_str(), element(xml, named)));
            leak(XmlContent::Object {
                members: Box::leak(members.collect()),
                others: self::content(others, named),
            })
        }
        ir::XmlContent::Named(at) => named.get(*at).copied().unwrap_or(&XmlContent::Any),
    }
}
