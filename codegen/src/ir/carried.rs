//! What responses carry.

use super::{Rules, Type};

/// What a response carries, with all that its schema says: generated code
/// needs less than that.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// The name of the header, or the media type of the body.
    pub name: String,
    /// The media types of the body that it is in.
    pub media_types: Vec<String>,
    /// Whether it is always sent.
    pub required: bool,
    /// Its type.
    pub ty: Type,
    /// What it must obey.
    pub rules: Rules,
}
