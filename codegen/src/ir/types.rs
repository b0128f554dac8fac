//! Types of values.

use super::{Alternative, Condition, Docs, Float, Hints, Integer, Rules};
use crate::names::{Case, Ident, Scope};

/// A named type, by its position in [`Api::types`](super::Api).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// The type of a value where it is used.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// Any JSON value.
    Any,
    /// Nothing: the body of a response that has none.
    Unit,
    /// `bool`.
    Bool,
    /// An integer.
    Integer(Integer),
    /// A number.
    Float(Float),
    /// A string.
    String,
    /// A string with a format that is checked when it is read.
    Text(Text),
    /// A body of bytes, or a string of them as it is.
    Bytes,
    /// A file in a multipart body: bytes with a name and a media type.
    File,
    /// A whole body of bytes, as they are or as they flow.
    Payload,
    /// A whole body of JSON texts that come one by one.
    Lines(Box<Type>),
    /// A whole body of server-sent events with such data.
    Events(Box<Type>),
    /// An array.
    Array(Box<Type>),
    /// An object whose keys are data.
    Map(Box<Type>),
    /// A value that may be `null`.
    Nullable(Box<Type>),
    /// A value on the heap, where a type would otherwise contain itself.
    Boxed(Box<Type>),
    /// A named type.
    Named(TypeId),
}

impl Type {
    /// The type that this one is made of, and whether it is held in place
    /// rather than in a collection or on the heap.
    pub fn inner(&self) -> Option<(&Self, bool)> {
        match self {
            Self::Nullable(inner) => Some((inner, true)),
            Self::Array(inner)
            | Self::Map(inner)
            | Self::Boxed(inner)
            | Self::Lines(inner)
            | Self::Events(inner) => Some((inner, false)),
            Self::Any
            | Self::Unit
            | Self::Bool
            | Self::Integer(_)
            | Self::Float(_)
            | Self::String
            | Self::Text(_)
            | Self::Bytes
            | Self::File
            | Self::Payload
            | Self::Named(_) => None,
        }
    }

    /// Whether it is a body that is sent and read as it flows.
    pub fn is_stream(&self) -> bool {
        matches!(self, Self::Payload | Self::Lines(_) | Self::Events(_))
    }

    /// The named type that this one is or is made of, to be replaced.
    pub fn named_mut(&mut self) -> Option<&mut TypeId> {
        match self {
            Self::Named(id) => Some(id),
            Self::Nullable(inner)
            | Self::Array(inner)
            | Self::Map(inner)
            | Self::Boxed(inner)
            | Self::Lines(inner)
            | Self::Events(inner) => inner.named_mut(),
            Self::Any
            | Self::Unit
            | Self::Bool
            | Self::Integer(_)
            | Self::Float(_)
            | Self::String
            | Self::Text(_)
            | Self::Bytes
            | Self::File
            | Self::Payload => None,
        }
    }

    /// The named type that this one is or is made of, and whether it is held
    /// in place all the way.
    pub fn named(&self) -> Option<(TypeId, bool)> {
        match (self, self.inner()) {
            (Self::Named(id), _) => Some((*id, true)),
            (_, None) => None,
            (_, Some((inner, in_place))) => {
                inner.named().map(|(id, inside)| (id, in_place && inside))
            }
        }
    }
}

/// Formats of strings that have a type of their own in the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// `date-time` (RFC 3339).
    DateTime,
    /// `date` (RFC 3339, `full-date`).
    Date,
    /// `time` (RFC 3339, `full-time`).
    Time,
    /// `duration` (RFC 3339, appendix A).
    Duration,
    /// `uuid` (RFC 9562).
    Uuid,
    /// `uri` (RFC 3986).
    Uri,
    /// `ipv4`.
    Ipv4,
    /// `ipv6`.
    Ipv6,
    /// `decimal`: a number as text.
    Decimal,
    /// `byte`: bytes as base64 (RFC 4648).
    Base64,
    /// `password`: hidden in debug output.
    Secret,
}

/// A named type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// Its name.
    pub name: Ident,
    /// What the description says about it.
    pub docs: Docs,
    /// What it is.
    pub kind: TypeKind,
    /// Whether checking a value of the type can find anything.
    pub has_rules: bool,
    /// What its values may look like.
    pub hints: Hints,
}

/// The kinds of named types.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// An object with known properties.
    Struct(Struct),
    /// A string out of a list.
    StringEnum(StringEnum),
    /// One of several types.
    Union(Union),
    /// A body that has a type for some of its media types each. It is no
    /// value, and in none.
    Choice(Vec<Alternative>),
    /// Another name for a type.
    Alias(Type),
    /// A type of its own around another one, to which it adds rules or a
    /// recursion that an alias cannot have.
    Wrapper(Type, Rules),
}

impl TypeKind {
    /// Its condition, and the rules of what it is made of.
    pub fn demands(&self) -> (Option<&Condition>, Vec<&Rules>) {
        match self {
            Self::Struct(object) => {
                let extra = match &object.extra {
                    Extra::Kept(_, _, rules) => Some(rules),
                    Extra::Ignored | Extra::Refused => None,
                };
                let fields = object.fields.iter().map(|field| &field.rules);
                (Some(&object.condition), fields.chain(extra).collect())
            }
            Self::Union(union) => {
                let branches = union.branches.iter().map(|branch| &branch.rules);
                (Some(&union.condition), branches.collect())
            }
            Self::Choice(all) => (None, all.iter().map(|one| &one.rules).collect()),
            Self::Wrapper(_, rules) => (None, vec![rules]),
            Self::StringEnum(_) | Self::Alias(_) => (None, Vec::new()),
        }
    }
}

/// An object with known properties.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// The properties, in the order of the description.
    pub fields: Vec<Field>,
    /// What happens to other properties.
    pub extra: Extra,
    /// The least number of properties.
    pub min_properties: Option<usize>,
    /// The greatest number of properties.
    pub max_properties: Option<usize>,
    /// What the object must obey as a whole.
    pub condition: Condition,
    /// How a value of it is made.
    pub construction: Construction,
}

impl Struct {
    /// Keeps other properties, if they would be ignored.
    pub fn keep_others(&mut self) {
        if self.extra == Extra::Ignored {
            let taken: Vec<&str> = self.fields.iter().map(|one| one.ident.plain()).collect();
            let ident = Scope::with(&taken).claim("additional_properties", Case::Snake);
            self.extra = Extra::Kept(ident, Type::Any, Rules::default());
        }
    }
}

impl Struct {
    /// Whether the constructor takes the field, so that it is read before
    /// those which it does not take.
    pub fn is_argument(&self, field: &Field) -> bool {
        self.construction == Construction::New && field.required && field.constant().is_none()
    }
}

/// How a value of a struct is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Construction {
    /// By naming every field.
    Literal,
    /// By a constructor that takes the required fields.
    New,
    /// From a default: every field has one.
    Default,
}

/// What happens to properties that the schema does not name.
#[derive(Clone, Debug, PartialEq)]
pub enum Extra {
    /// They are allowed, and not kept.
    Ignored,
    /// They are an error.
    Refused,
    /// They are kept in this field.
    Kept(Ident, Type, Rules),
}

/// A property.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// Its name in Rust.
    pub ident: Ident,
    /// What the description says about it.
    pub docs: Docs,
    /// Its type, without what `required` adds.
    pub ty: Type,
    /// Whether it must be there.
    pub required: bool,
    /// Whether only responses need to have it.
    pub read_only: bool,
    /// Whether only requests need to have it.
    pub write_only: bool,
    /// What its value must obey.
    pub rules: Rules,
}

impl Field {
    /// The only value that it can have.
    pub fn constant(&self) -> Option<&str> {
        let is_plain = self.required && self.ty == Type::String;
        self.rules.only().filter(|_| is_plain)
    }
}

/// A string out of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct StringEnum {
    /// The listed values.
    pub values: Vec<Value>,
    /// Whether a value outside is kept, rather than refused.
    pub is_open: bool,
}

/// A value of a string enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The string.
    pub text: String,
    /// Its variant.
    pub ident: Ident,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// How the branch of a value is found.
    pub rule: UnionRule,
    /// The branches, in the order of the description.
    pub branches: Vec<Branch>,
    /// What the value must obey whatever its branch.
    pub condition: Condition,
}

/// How the branch of a value is found.
#[derive(Clone, Debug, PartialEq)]
pub enum UnionRule {
    /// `oneOf`: exactly one branch takes the value.
    ExactlyOne,
    /// `anyOf`: the first branch that takes the value.
    FirstMatch,
    /// A property names the branch.
    Discriminator(Discriminator),
}

/// A property that names the branch of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Discriminator {
    /// The name of the property.
    pub property: String,
    /// The branch of values that it does not name, by position.
    pub otherwise: Option<usize>,
}

/// A branch of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// Its variant.
    pub ident: Ident,
    /// What the description says about it.
    pub docs: Docs,
    /// Its type.
    pub ty: Type,
    /// What its value must obey beyond its type.
    pub rules: Rules,
    /// The values of the discriminator that name it.
    pub tags: Vec<String>,
    /// Whether its type does not have the discriminator as a property.
    pub is_unsaid: bool,
}
