//! Which kind of object stands where in a description, as the OpenAPI
//! specification has it. What is not named here is data (examples, defaults,
//! extensions), where `$ref` has no meaning.

use super::tree::Tree;

/// The kinds of object that matter to whoever walks a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The root document.
    Document,
    /// Components Object.
    Components,
    /// Path Item Object.
    PathItem,
    /// Operation Object.
    Operation,
    /// Parameter Object.
    Parameter,
    /// Request Body Object.
    RequestBody,
    /// Media Type Object.
    MediaType,
    /// Encoding Object.
    Encoding,
    /// Response Object.
    Response,
    /// Header Object.
    Header,
    /// Schema Object.
    Schema,
    /// Discriminator Object.
    Discriminator,
    /// Example Object.
    Example,
    /// Link Object.
    Link,
    /// Callback Object.
    Callback,
    /// Security Scheme Object.
    SecurityScheme,
}

/// What stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Child {
    One(Kind),
    Map(Kind),
    List(Kind),
    Data,
}

impl Kind {
    /// The section of the components that holds objects of this kind, for
    /// the kinds that a Reference Object may stand for.
    pub fn section(self) -> Option<&'static str> {
        match self {
            Self::Schema => Some("schemas"),
            Self::Response => Some("responses"),
            Self::Parameter => Some("parameters"),
            Self::Example => Some("examples"),
            Self::RequestBody => Some("requestBodies"),
            Self::Header => Some("headers"),
            Self::SecurityScheme => Some("securitySchemes"),
            Self::Link => Some("links"),
            Self::Callback => Some("callbacks"),
            Self::Document
            | Self::Components
            | Self::PathItem
            | Self::Operation
            | Self::MediaType
            | Self::Encoding
            | Self::Discriminator => None,
        }
    }

    /// The kind whose objects a section of the components holds.
    pub fn of_section(section: &str) -> Option<Self> {
        match components(section) {
            Child::Map(kind) => Some(kind),
            Child::One(_) | Child::List(_) | Child::Data => None,
        }
    }

    /// Whether a `$ref` may stand for an object of this kind.
    pub fn is_referable(self) -> bool {
        self == Self::PathItem || self.section().is_some()
    }

    /// What it is called in messages.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Document => "a document",
            Self::Components => "components",
            Self::PathItem => "a path item",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Response => "a response",
            Self::Header => "a header",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::Example => "an example",
            Self::Link => "a link",
            Self::Callback => "a callback",
            Self::SecurityScheme => "a security scheme",
        }
    }

    fn child(self, key: &str) -> Child {
        match self {
            Self::Document => match key {
                "paths" => Child::Map(Self::PathItem),
                "components" => Child::One(Self::Components),
                _ => Child::Data,
            },
            Self::Components => components(key),
            Self::PathItem => match key {
                "parameters" => Child::List(Self::Parameter),
                "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" => {
                    Child::One(Self::Operation)
                }
                _ => Child::Data,
            },
            Self::Operation => match key {
                "parameters" => Child::List(Self::Parameter),
                "requestBody" => Child::One(Self::RequestBody),
                "responses" => Child::Map(Self::Response),
                "callbacks" => Child::Map(Self::Callback),
                _ => Child::Data,
            },
            Self::Parameter | Self::Header => match key {
                "schema" => Child::One(Self::Schema),
                "content" => Child::Map(Self::MediaType),
                "examples" => Child::Map(Self::Example),
                _ => Child::Data,
            },
            Self::RequestBody => match key {
                "content" => Child::Map(Self::MediaType),
                _ => Child::Data,
            },
            Self::MediaType => match key {
                "schema" => Child::One(Self::Schema),
                "examples" => Child::Map(Self::Example),
                "encoding" => Child::Map(Self::Encoding),
                _ => Child::Data,
            },
            Self::Encoding => match key {
                "headers" => Child::Map(Self::Header),
                _ => Child::Data,
            },
            Self::Response => match key {
                "headers" => Child::Map(Self::Header),
                "content" => Child::Map(Self::MediaType),
                "links" => Child::Map(Self::Link),
                _ => Child::Data,
            },
            Self::Schema => match key {
                "properties" => Child::Map(Self::Schema),
                "items" | "additionalProperties" | "not" => Child::One(Self::Schema),
                "allOf" | "oneOf" | "anyOf" => Child::List(Self::Schema),
                "discriminator" => Child::One(Self::Discriminator),
                _ => Child::Data,
            },
            Self::Callback if !key.starts_with("x-") => Child::One(Self::PathItem),
            Self::Callback
            | Self::Discriminator
            | Self::Example
            | Self::Link
            | Self::SecurityScheme => Child::Data,
        }
    }
}

fn components(section: &str) -> Child {
    match section {
        "schemas" => Child::Map(Kind::Schema),
        "responses" => Child::Map(Kind::Response),
        "parameters" => Child::Map(Kind::Parameter),
        "examples" => Child::Map(Kind::Example),
        "requestBodies" => Child::Map(Kind::RequestBody),
        "headers" => Child::Map(Kind::Header),
        "securitySchemes" => Child::Map(Kind::SecurityScheme),
        "links" => Child::Map(Kind::Link),
        "callbacks" => Child::Map(Kind::Callback),
        _ => Child::Data,
    }
}

/// The objects directly below one of kind `kind`: each with its place (one
/// or two pointer segments) and kind.
pub fn children(tree: &Tree, kind: Kind) -> Vec<(Vec<String>, Kind, &Tree)> {
    let Tree::Object(object) = tree else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (key, value) in object {
        match (kind.child(key), value) {
            (Child::One(kind), value) => found.push((vec![key.clone()], kind, value)),
            (Child::Map(kind), Tree::Object(entries)) => {
                for (name, value) in entries {
                    if !(name.starts_with("x-") && kind != Kind::Schema && kind != Kind::Header) {
                        found.push((vec![key.clone(), name.clone()], kind, value));
                    }
                }
            }
            (Child::List(kind), Tree::Array(items)) => {
                for (index, value) in items.iter().enumerate() {
                    found.push((vec![key.clone(), index.to_string()], kind, value));
                }
            }
            _ => {}
        }
    }
    found
}
