//! What a description says that only a command line needs, beside the table
//! of operations: generated code holds one [`Api`].

use super::listed::{Enumeration, Listed};
use crate::operation::{Operation, SecurityScheme};

/// One API.
#[derive(Debug)]
pub struct Api {
    /// Its title.
    pub title: &'static str,
    /// Its version.
    pub version: &'static str,
    /// What it is, in a line, which may be empty.
    pub description: &'static str,
    /// The path that all operations are below, which may be empty.
    pub base_path: &'static str,
    /// Where it is unless said otherwise: the first server of the description
    /// with a whole URL and no variables, which may be empty.
    pub server: &'static str,
    /// The licence, and where it is to be read; either may be empty.
    pub license: (&'static str, &'static str),
    /// Whom to ask, each one a name or an address.
    pub contact: &'static [&'static str],
    /// Its tags, each with a line about it, which may be empty.
    pub tags: &'static [(&'static str, &'static str)],
    /// Its security schemes.
    pub security: &'static [&'static SecurityScheme],
    /// Its operations, by tag.
    pub commands: &'static [&'static Command],
}

/// An operation as a command.
#[derive(Debug)]
pub struct Command {
    /// The operation.
    pub operation: &'static Operation,
    /// What it does, in some sentences, which may be empty.
    pub description: &'static str,
    /// What each of its parameters may be, in their order.
    pub parameters: &'static [Value],
    /// What the body is, if there is one.
    pub body: Value,
    /// What the body is for, which may be empty.
    pub about_body: &'static str,
    /// The properties of the body, as an outline: those of a property come
    /// behind it, one step deeper.
    pub properties: &'static [Property],
}

/// A property of a body.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// What it may be.
    pub value: Value,
    /// What it means, in a line, which may be empty.
    pub description: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// How many properties it is inside.
    pub depth: u8,
}

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// What the items are, if it is an array.
    pub items: Kind,
    /// The values that are listed, of its items if it is an array; none if
    /// there is no list.
    pub values: Listed,
    /// What the server takes it to be where it is missing, as text.
    pub default: &'static str,
}

/// Kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any JSON value, or one of several kinds.
    Any,
    /// A string.
    String,
    /// A string that is not to be shown.
    Secret,
    /// An integer.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    Array,
    /// An object.
    Object,
    /// Bytes, as a body or a part of one.
    Bytes,
}

impl Value {
    /// A value of a kind.
    pub const fn new(kind: Kind) -> Self {
        Self {
            kind,
            items: Kind::Any,
            values: Listed::These(&[]),
            default: "",
        }
    }

    /// A list of values of a kind.
    pub const fn array(items: Kind) -> Self {
        let mut array = Self::new(Kind::Array);
        array.items = items;
        array
    }

    /// The same with a list of values.
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = Listed::These(values);
        self
    }

    /// The same with the values of an enumeration.
    pub const fn of<E: Enumeration>(mut self) -> Self {
        self.values = Listed::Of(E::texts);
        self
    }

    /// The same with a default.
    pub const fn default(mut self, default: &'static str) -> Self {
        self.default = default;
        self
    }
}

impl Property {
    /// A property of the body.
    pub const fn new(name: &'static str, value: Value, description: &'static str) -> Self {
        Self {
            name,
            value,
            description,
            required: false,
            depth: 0,
        }
    }

    /// The same, which must be there.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same inside so many properties.
    pub const fn inside(mut self, depth: u8) -> Self {
        self.depth = depth;
        self
    }
}

impl Kind {
    /// The name that descriptions have for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::String | Self::Secret => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Array => "array",
            Self::Object => "object",
            Self::Bytes => "bytes",
        }
    }
}

impl Command {
    /// The properties of the body itself.
    pub(super) fn own_properties(&self) -> impl Iterator<Item = &'static Property> {
        self.properties.iter().filter(|one| one.depth == 0)
    }

    /// The property of this name.
    pub(super) fn property(&self, name: &str) -> Option<&'static Property> {
        self.own_properties().find(|one| one.name == name)
    }
}
