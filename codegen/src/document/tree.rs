//! A file as a tree that keeps the order of keys and every number it holds.

use indexmap::IndexMap;
use serde::{Serialize, Serializer};

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A number without a fraction, as wide as a file can ask for.
    Integer(i128),
    /// Any other number.
    Float(f64),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Tree>),
    /// An object.
    Object(Object),
}

/// The entries of an object, in the order of the file.
pub type Object = IndexMap<String, Tree>;

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => match i64::try_from(*value) {
                Ok(value) => serializer.serialize_i64(value),
                Err(_) => serializer.serialize_i128(*value),
            },
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::String(value) => serializer.serialize_str(value),
            Self::Array(items) => serializer.collect_seq(items),
            Self::Object(object) => serializer.collect_map(object),
        }
    }
}

impl Tree {
    /// An object with these fields.
    pub fn object<const N: usize>(fields: [(&str, Self); N]) -> Self {
        let owned = fields.map(|(key, value)| (key.to_owned(), value));
        Self::Object(owned.into_iter().collect())
    }

    /// The value of the property `key`, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(object) => object.get(key),
            _ => None,
        }
    }

    /// The value at a pointer segment of an object or an array.
    pub fn child(&self, segment: &str) -> Option<&Self> {
        match self {
            Self::Object(object) => object.get(segment),
            Self::Array(items) => items.get(segment.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// The value at a pointer segment, to change.
    pub fn child_mut(&mut self, segment: &str) -> Option<&mut Self> {
        match self {
            Self::Object(object) => object.get_mut(segment),
            Self::Array(items) => items.get_mut(segment.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// The value at the end of a path of such segments.
    pub fn at<S: AsRef<str>>(&self, path: impl IntoIterator<Item = S>) -> Option<&Self> {
        let mut path = path.into_iter();
        path.try_fold(self, |tree, segment| tree.child(segment.as_ref()))
    }

    /// The value at the end of a path, to change.
    pub fn at_mut<S: AsRef<str>>(
        &mut self,
        path: impl IntoIterator<Item = S>,
    ) -> Option<&mut Self> {
        let mut path = path.into_iter();
        path.try_fold(self, |tree, segment| tree.child_mut(segment.as_ref()))
    }

    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The `$ref` of a reference object.
    pub fn reference(&self) -> Option<&str> {
        self.get("$ref")?.as_str()
    }

    /// How many values it has, itself among them; a long text counts as many
    /// as have its size.
    pub fn weight(&self) -> usize {
        let below: usize = match self {
            Self::Null | Self::Bool(_) | Self::Integer(_) | Self::Float(_) => 0,
            Self::String(text) => text.len() / size_of::<Self>(),
            Self::Array(items) => items.iter().map(Self::weight).sum(),
            Self::Object(object) => object.values().map(Self::weight).sum(),
        };
        1 + below
    }

    /// What the value is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) => "an integer",
            Self::Float(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// The tree of a JSON value.
    pub fn from_json(json: &serde_json::Value) -> Self {
        use serde_json::Value;
        match json {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(value), ..) => Self::Integer(value.into()),
                (_, Some(value), _) => Self::Integer(value.into()),
                (.., value) => Self::Float(value.unwrap_or_default()),
            },
            Value::String(value) => Self::String(value.clone()),
            Value::Array(items) => Self::Array(items.iter().map(Self::from_json).collect()),
            Value::Object(object) => {
                let entries = object.iter();
                let entries = entries.map(|(key, value)| (key.clone(), Self::from_json(value)));
                Self::Object(entries.collect())
            }
        }
    }

    /// The value as JSON. An integer outside 64 bits becomes the nearest
    /// double, as most JSON readers have it.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Integer(value) => match (i64::try_from(*value), u64::try_from(*value)) {
                (Ok(value), _) => Value::from(value),
                (_, Ok(value)) => Value::from(value),
                _ => Value::from(*value as f64),
            },
            Self::Float(value) => Value::from(*value),
            Self::String(value) => Value::String(value.clone()),
            Self::Array(items) => Value::Array(items.iter().map(Self::to_json).collect()),
            Self::Object(object) => {
                let entries = object
                    .iter()
                    .map(|(key, value)| (key.clone(), value.to_json()));
                Value::Object(entries.collect())
            }
        }
    }
}
