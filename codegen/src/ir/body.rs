//! Bodies of requests.

use super::{Docs, Parameter, Root, Rules, Type};

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Whether it must be sent.
    pub required: bool,
    /// The media types that are understood, the one that is sent first.
    pub media_types: Vec<String>,
    /// Those of them whose bodies are sent and read as they flow.
    pub streams: Vec<String>,
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
    /// The properties of a form that are one file, which may flow.
    pub files: Vec<String>,
    /// The fields of a URL-encoded form that are written as query parameters
    /// are.
    pub fields: Vec<Parameter>,
    /// The roots in media types that are XML.
    pub xml: Vec<Root>,
}

/// Whether bodies of the media type say what to change of something (RFC
/// 7396).
pub fn is_merge_patch(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence
        .trim()
        .eq_ignore_ascii_case("application/merge-patch+json")
}

/// Whether bodies of the media type are forms whose properties are parts.
pub fn is_form_data(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("multipart/form-data")
}

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
