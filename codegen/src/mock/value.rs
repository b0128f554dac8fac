//! A value of a type that is known only when the program runs.

use crate::ir::{Struct, Union, UnionRule};
use serde_json::Value as Json;
use specwright_runtime::wire::{DecodeError, Encoder, Node, Wire};
use specwright_runtime::{File, Map};

/// A value as generated code would hold it, in one type for all.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// One that is not there.
    Absent,
    /// `null` of a type that has it.
    Null,
    /// Any JSON.
    Json(Json),
    /// A boolean.
    Bool(bool),
    /// An integer.
    Integer(i128),
    /// A number of single precision.
    F32(f32),
    /// A number.
    F64(f64),
    /// A string, with or without a format.
    Text(String),
    /// Bytes.
    File(File),
    /// An array.
    Array(Vec<Value>),
    /// An object whose keys are data.
    Map(Map<Value>),
    /// An object with known properties, in the order of the struct, and the
    /// others.
    Struct(&'static Struct, Vec<Value>, Map<Value>),
    /// A value of a branch of a union, by position.
    Branch(&'static Union, usize, Box<Value>),
}

/// The discriminator of a branch, name and value, if its type does not have
/// it.
fn unsaid(union: &'static Union, at: usize) -> Option<(&'static str, &'static str)> {
    let branch = &union.branches[at];
    match (&union.rule, branch.tags.first()) {
        (UnionRule::Discriminator(discriminator), Some(tag)) if branch.is_unsaid => {
            Some((discriminator.property.as_str(), tag.as_str()))
        }
        _ => None,
    }
}

impl Value {
    /// The text of a string.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }

    /// The value as an integer.
    pub(super) fn integer(&self) -> i128 {
        match self {
            Self::Integer(value) => *value,
            _ => 0,
        }
    }

    /// The value as a number.
    pub(super) fn float(&self) -> f64 {
        match self {
            Self::Integer(value) => *value as f64,
            Self::F32(value) => f64::from(*value),
            Self::F64(value) => *value,
            _ => 0.0,
        }
    }

    /// The items of an array.
    pub(super) fn items(&self) -> &[Self] {
        match self {
            Self::Array(items) => items,
            _ => &[],
        }
    }

    /// How many items or properties it has.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Map(entries) => entries.len(),
            other => other.items().len(),
        }
    }
}

impl Wire for Value {
    /// Without a type, a value is any JSON.
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        node.decode().map(Self::Json)
    }

    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Self::Absent | Self::Null => encoder.null(),
            Self::Json(value) => value.encode(encoder),
            Self::Bool(value) => encoder.bool(*value),
            Self::Integer(value) => match (i64::try_from(*value), u64::try_from(*value)) {
                (Ok(value), _) => encoder.signed(value),
                (_, Ok(value)) => encoder.unsigned(value),
                _ => encoder.float(*value as f64),
            },
            Self::F32(value) => value.encode(encoder),
            Self::F64(value) => value.encode(encoder),
            Self::Text(text) => encoder.string(text),
            Self::File(file) => encoder.file(file.clone()),
            Self::Array(items) => items.encode(encoder),
            Self::Map(entries) => entries.encode(encoder),
            Self::Struct(object, values, others) => {
                let mut writer = encoder.object();
                for (field, value) in object.fields.iter().zip(values) {
                    writer = writer.field(&field.name, value);
                }
                writer.fields(others);
            }
            Self::Branch(union, at, value) => match unsaid(union, *at) {
                None => value.encode(encoder),
                Some((property, tag)) => encoder.tagged(property, tag, value),
            },
        }
    }

    fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}
