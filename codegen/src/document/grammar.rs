//! Which kind of object stands where in a description, as the OpenAPI
//! specification has it. What is not named here is data (examples, defaults,
//! extensions), where `$ref` has no meaning.

use super::place::segments;
use super::tree::{Object, Tree};

/// The two grammars that descriptions follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Swagger 2.0.
    Swagger2,
    /// OpenAPI 3, of any minor version: what 3.0 does not have yet stands
    /// nowhere else in it.
    OpenApi3,
}

impl Dialect {
    /// Where objects of a kind stand that a Reference Object may stand for.
    pub fn section(self, kind: Kind) -> Option<&'static [&'static str]> {
        match (self, kind) {
            (Self::OpenApi3, Kind::Schema) => Some(&["components", "schemas"]),
            (Self::OpenApi3, Kind::Response) => Some(&["components", "responses"]),
            (Self::OpenApi3, Kind::Parameter) => Some(&["components", "parameters"]),
            (Self::OpenApi3, Kind::Example) => Some(&["components", "examples"]),
            (Self::OpenApi3, Kind::RequestBody) => Some(&["components", "requestBodies"]),
            (Self::OpenApi3, Kind::Header) => Some(&["components", "headers"]),
            (Self::OpenApi3, Kind::SecurityScheme) => Some(&["components", "securitySchemes"]),
            (Self::OpenApi3, Kind::Link) => Some(&["components", "links"]),
            (Self::OpenApi3, Kind::Callback) => Some(&["components", "callbacks"]),
            (Self::Swagger2, Kind::Schema) => Some(&["definitions"]),
            (Self::Swagger2, Kind::Response) => Some(&["responses"]),
            (Self::Swagger2, Kind::Parameter) => Some(&["parameters"]),
            _ => None,
        }
    }

    /// The kinds that have a section.
    fn kinds(self) -> impl Iterator<Item = (Kind, &'static [&'static str])> {
        let all = [
            Kind::Schema,
            Kind::Response,
            Kind::Parameter,
            Kind::Example,
            Kind::RequestBody,
            Kind::Header,
            Kind::SecurityScheme,
            Kind::Link,
            Kind::Callback,
        ];
        all.into_iter()
            .filter_map(move |kind| Some((kind, self.section(kind)?)))
    }

    /// The kind of the component at a pointer, if it is that of a component
    /// and not of something inside one.
    pub fn component(self, pointer: &str) -> Option<Kind> {
        let path: Vec<String> = segments(pointer).collect();
        let (_, section) = path.split_last()?;
        self.kinds()
            .find(|(_, place)| *place == section)
            .map(|(kind, _)| kind)
    }

    /// The components of a document, section by section.
    pub fn components(self, tree: &Tree) -> impl Iterator<Item = (Kind, &Object)> {
        self.kinds()
            .filter_map(move |(kind, place)| match tree.at(place)? {
                Tree::Object(entries) => Some((kind, entries)),
                _ => None,
            })
    }
}

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
    /// Schemas by name, where they stand in another place as a whole.
    SchemaMap,
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
    /// Tag Object.
    Tag,
    /// Info Object.
    Info,
    /// A text, which some tools let stand in a file of its own.
    Text,
}

/// What stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Child {
    One(Kind),
    Map(Kind),
    /// A map that may have extensions among its entries, as the Paths Object
    /// and the Responses Object; in other maps `x-` begins a name like others.
    Extensible(Kind),
    List(Kind),
    Data,
}

impl Child {
    /// Whether a name in a map is that of an entry, rather than an extension.
    fn has(self, name: &str) -> bool {
        !(matches!(self, Self::Extensible(_)) && name.starts_with("x-"))
    }
}

impl Kind {
    /// Whether a `$ref` may stand for an object of this kind. The
    /// specification allows fewer places than descriptions use.
    pub fn is_referable(self) -> bool {
        !matches!(self, Self::Document | Self::Discriminator)
    }

    /// Whether nothing is generated from objects of this kind but, at most,
    /// documentation.
    pub fn is_aside(self) -> bool {
        matches!(
            self,
            Self::Callback | Self::Encoding | Self::Example | Self::Link | Self::Text
        )
    }

    /// Whether the field of a Path Item Object is an operation.
    pub fn is_method(key: &str) -> bool {
        let methods = [
            "get", "put", "post", "delete", "options", "head", "patch", "trace",
        ];
        methods.contains(&key)
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
            Self::SchemaMap => "a map of schemas",
            Self::Discriminator => "a discriminator",
            Self::Example => "an example",
            Self::Link => "a link",
            Self::Callback => "a callback",
            Self::SecurityScheme => "a security scheme",
            Self::Tag => "a tag",
            Self::Info => "the info",
            Self::Text => "a text",
        }
    }

    fn child(self, key: &str, dialect: Dialect) -> Child {
        match (self, key) {
            (Self::SchemaMap, _) => return Child::One(Self::Schema),
            (Self::Text, _) => return Child::Data,
            (_, "description") => return Child::One(Self::Text),
            _ => {}
        }
        if dialect == Dialect::Swagger2 {
            return self.child_in_swagger2(key);
        }
        match self {
            Self::Document => match key {
                "paths" => Child::Extensible(Self::PathItem),
                "webhooks" => Child::Map(Self::PathItem),
                "components" => Child::One(Self::Components),
                "tags" => Child::List(Self::Tag),
                "info" => Child::One(Self::Info),
                _ => Child::Data,
            },
            Self::Components => components(key),
            Self::PathItem => match key {
                "parameters" => Child::List(Self::Parameter),
                method if Self::is_method(method) => Child::One(Self::Operation),
                _ => Child::Data,
            },
            Self::Operation => match key {
                "parameters" => Child::List(Self::Parameter),
                "requestBody" => Child::One(Self::RequestBody),
                "responses" => Child::Extensible(Self::Response),
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
                "schema" | "itemSchema" => Child::One(Self::Schema),
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
                "discriminator" => Child::One(Self::Discriminator),
                _ => schema_keyword(key),
            },
            Self::Callback if !key.starts_with("x-") => Child::One(Self::PathItem),
            Self::Callback
            | Self::Discriminator
            | Self::Example
            | Self::Link
            | Self::SecurityScheme
            | Self::Tag
            | Self::Info
            | Self::SchemaMap
            | Self::Text => Child::Data,
        }
    }
}

impl Kind {
    fn child_in_swagger2(self, key: &str) -> Child {
        match self {
            Self::Document => match key {
                "paths" => Child::Extensible(Self::PathItem),
                "definitions" => Child::Map(Self::Schema),
                "parameters" => Child::Map(Self::Parameter),
                "responses" => Child::Map(Self::Response),
                _ => Child::Data,
            },
            Self::PathItem | Self::Operation => match key {
                // Swagger 2.0 has neither.
                "requestBody" | "callbacks" => Child::Data,
                key => self.child(key, Dialect::OpenApi3),
            },
            Self::Parameter | Self::Response => match key {
                "schema" => Child::One(Self::Schema),
                _ => Child::Data,
            },
            Self::Schema => schema_keyword(key),
            _ => Child::Data,
        }
    }
}

/// Keywords of JSON Schema (draft 4 to 2020-12) that hold schemas.
fn schema_keyword(key: &str) -> Child {
    match key {
        "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions" => {
            Child::Map(Kind::Schema)
        }
        "items"
        | "additionalProperties"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contains"
        | "propertyNames"
        | "unevaluatedItems"
        | "unevaluatedProperties"
        | "contentSchema" => Child::One(Kind::Schema),
        "allOf" | "oneOf" | "anyOf" | "prefixItems" => Child::List(Kind::Schema),
        _ => Child::Data,
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
        "pathItems" => Child::Map(Kind::PathItem),
        _ => Child::Data,
    }
}

/// The object that a path leads to from one of kind `kind`: how many of its
/// segments do, its kind, and the object itself.
pub fn step<'t>(
    tree: &'t Tree,
    kind: Kind,
    dialect: Dialect,
    path: &[String],
) -> Option<(usize, Kind, &'t Tree)> {
    let (Tree::Object(object), [key, rest @ ..]) = (tree, path) else {
        return None;
    };
    let value = object.get(key)?;
    let child = kind.child(key, dialect);
    match (child, value, rest) {
        (Child::One(kind), ..) => Some((1, kind, value)),
        (Child::Map(Kind::Schema), ..) if value.reference().is_some() => {
            Some((1, Kind::SchemaMap, value))
        }
        (Child::Map(kind) | Child::Extensible(kind), Tree::Object(entries), [name, ..]) => {
            let is_entry = child.has(name);
            entries
                .get(name)
                .filter(|_| is_entry)
                .map(|value| (2, kind, value))
        }
        (Child::List(kind), Tree::Array(_), [index, ..]) => {
            value.child(index).map(|value| (2, kind, value))
        }
        _ => None,
    }
}

/// The objects directly below one of kind `kind`: each with its place (one
/// or two pointer segments) and kind.
pub fn children(tree: &Tree, kind: Kind, dialect: Dialect) -> Vec<(Vec<String>, Kind, &Tree)> {
    let Tree::Object(object) = tree else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (key, value) in object {
        let child = kind.child(key, dialect);
        match (child, value) {
            (Child::One(kind), value) => found.push((vec![key.clone()], kind, value)),
            // A property that is called `$ref` has a schema, not a string.
            (Child::Map(Kind::Schema), value) if value.reference().is_some() => {
                found.push((vec![key.clone()], Kind::SchemaMap, value));
            }
            (Child::Map(kind) | Child::Extensible(kind), Tree::Object(entries)) => {
                for (name, value) in entries.iter().filter(|(name, _)| child.has(name)) {
                    found.push((vec![key.clone(), name.clone()], kind, value));
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
