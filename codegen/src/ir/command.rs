//! What a command line says of operations and their bodies.

use super::TypeId;

/// What there is to say of an API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its version.
    pub version: String,
    /// What it is, in a line.
    pub description: String,
    /// The first server with a whole URL and no variables, or nothing.
    pub server: String,
    /// The name of the licence and its URL.
    pub license: (String, String),
    /// Name, URL and address of whom to ask, as far as they are given.
    pub contact: Vec<String>,
}

/// An operation as a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// What it does, in a paragraph.
    pub description: String,
    /// What its parameters may be, in their order.
    pub parameters: Vec<Outline>,
    /// What its body may be.
    pub body: Outline,
    /// What its body is for, in a paragraph.
    pub about_body: String,
    /// The properties of its body, and of theirs.
    pub properties: Vec<Member>,
}

/// What a value may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// What it is.
    pub shape: Sort,
    /// What its items are, if it is a list.
    pub items: Sort,
    /// The strings that are listed for it or for its items.
    pub values: Listed,
    /// Its default, as text.
    pub default: String,
}

/// The strings that are listed for a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    /// These; none if there is no list.
    These(Vec<String>),
    /// Those of an enumeration.
    Of(TypeId),
}

/// A property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// What it may be.
    pub outline: Outline,
    /// What it means, in a paragraph.
    pub description: String,
    /// Whether it must be given.
    pub required: bool,
    /// How many properties it is inside.
    pub depth: u8,
}

/// What a value is, as far as a command line goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Anything, or one of several kinds.
    Any,
    /// A string.
    String,
    /// A string that is not shown.
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
    /// Bytes.
    Bytes,
}

impl Outline {
    /// A value of a sort, of which nothing else is known.
    pub fn of(shape: Sort) -> Self {
        Self {
            shape,
            items: Sort::Any,
            values: Listed::These(Vec::new()),
            default: String::new(),
        }
    }
}
