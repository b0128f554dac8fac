//! Bodies of requests.

use super::{Docs, Parameter, Rules, Type, Xml};

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Whether it must be sent.
    pub required: bool,
    /// The media types that are understood, the one that is sent first.
    pub media_types: Vec<String>,
    /// What the description says about it.
    pub docs: Docs,
    /// Its type.
    pub ty: Type,
    /// What it must obey.
    pub rules: Rules,
    /// The properties of a form that are something else than one text or one
    /// file.
    pub parts: Vec<Part>,
    /// The same for properties that the description does not name.
    pub other_parts: Option<Part>,
    /// The fields of a URL-encoded form that are written as query parameters
    /// are.
    pub fields: Vec<Parameter>,
    /// The root, if it is XML.
    pub xml: Option<Xml>,
}

impl Body {
    /// Whether it is a form whose properties are parts.
    pub fn is_multipart(&self) -> bool {
        let is_form = |media_type: &String| {
            let start = media_type.get(..FORM_DATA.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(FORM_DATA))
        };
        !self.ty.is_stream() && self.media_types.iter().any(is_form)
    }

    /// Whether it says what to change of something (RFC 7396).
    pub fn is_merge_patch(&self) -> bool {
        let is_patch = |media_type: &String| {
            let essence = media_type.split(';').next().unwrap_or_default();
            essence.trim().eq_ignore_ascii_case(MERGE_PATCH)
        };
        self.media_types.iter().any(is_patch)
    }
}

const FORM_DATA: &str = "multipart/form-data";
const MERGE_PATCH: &str = "application/merge-patch+json";

/// How a property of a form is sent as a part of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The name of the property.
    pub name: String,
    /// The media types that it may have, if the description lists them.
    pub media_types: Vec<String>,
    /// Whether it is a list.
    pub items: Items,
}

impl Part {
    /// Whether it is one text or one file of any type.
    pub fn is_plain(&self) -> bool {
        self.media_types.is_empty() && self.items == Items::None
    }
}

/// How a list is sent in parts of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Items {
    /// It is no list.
    None,
    /// Each item is a part.
    Apart,
    /// All items are one part.
    Together,
    /// All items are one text, with this between them.
    Joined(char),
}
