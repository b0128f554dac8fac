//! The `serde` traits over the wire form, in both directions.

use super::token::Token;
use super::{Encoder, Node, Wire};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::borrow::Cow;
use std::fmt;

/// Implements `serde::Serialize` and `serde::Deserialize` for types that
/// implement [`Wire`], so that they work with every `serde` format; without
/// the feature `serde` it does nothing.
#[cfg(feature = "serde")]
#[macro_export]
macro_rules! impl_serde {
    ($($ty:ident),* $(,)?) => {$(
        impl $crate::serde::Serialize for $ty {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::wire::serialize(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $ty {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::wire::deserialize(deserializer)
            }
        }
    )*};
}

/// Implements nothing: two traits for each type cost every build, and few
/// programs need them. The feature `serde` brings them.
#[cfg(not(feature = "serde"))]
#[macro_export]
macro_rules! impl_serde {
    ($($ty:ident),* $(,)?) => {};
}

/// Serializes a value into any `serde` format.
///
/// # Errors
/// If the format refuses it.
pub fn serialize<S: Serializer>(value: &dyn Wire, serializer: S) -> Result<S::Ok, S::Error> {
    let mut encoder = Encoder::tokens();
    value.encode(&mut encoder);
    Node::root(&encoder.into_tokens()).serialize(serializer)
}

/// Deserializes a value from any self-describing `serde` format.
///
/// # Errors
/// If the format reports one, or the value does not fit `T`.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut tokens = Vec::new();
    Build(&mut tokens).deserialize(deserializer)?;
    T::decode(Node::root(&tokens)).map_err(D::Error::custom)
}

/// Appends the tokens of one value.
struct Build<'t, 'de>(&'t mut Vec<Token<'de>>);

impl<'de> DeserializeSeed<'de> for Build<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Build<'_, 'de> {
    fn push<E>(self, token: Token<'de>) -> Result<(), E> {
        self.0.push(token);
        Ok(())
    }
}

impl<'de> Visitor<'de> for Build<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.push(Token::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.push(Token::Signed(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.push(Token::Unsigned(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.push(Token::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.push(Token::String(Cow::Owned(value.to_owned())))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<(), E> {
        self.push(Token::String(Cow::Borrowed(value)))
    }

    fn visit_string<E>(self, value: String) -> Result<(), E> {
        self.push(Token::String(Cow::Owned(value)))
    }

    fn visit_bytes<E>(self, value: &[u8]) -> Result<(), E> {
        self.push(Token::Bytes(Box::new(value.to_owned().into())))
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.push(Token::Null)
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.push(Token::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let opened = self.0.len();
        self.0.push(Token::Array { end: 0 });
        while items.next_element_seed(Build(self.0))?.is_some() {}
        self.0[opened] = Token::Array { end: self.0.len() };
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let opened = self.0.len();
        self.0.push(Token::Object { end: 0 });
        while entries.next_key_seed(Key(self.0))?.is_some() {
            entries.next_value_seed(Build(self.0))?;
        }
        self.0[opened] = Token::Object { end: self.0.len() };
        Ok(())
    }
}

/// Appends a key, which is always a string: formats with other keys (YAML)
/// give their text.
struct Key<'t, 'de>(&'t mut Vec<Token<'de>>);

impl<'de> DeserializeSeed<'de> for Key<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string key")
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.0.push(Token::String(Cow::Owned(value.to_owned())));
        Ok(())
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<(), E> {
        self.0.push(Token::String(Cow::Borrowed(value)));
        Ok(())
    }
}

/// What is wrong with bytes in a form that is text.
const NOT_TEXT: &str = "text cannot hold bytes that are not UTF-8";

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::Error as _;
        match self.token() {
            Token::Null | Token::Nothing => serializer.serialize_unit(),
            Token::Bool(value) => serializer.serialize_bool(*value),
            Token::Signed(value) => serializer.serialize_i64(*value),
            Token::Unsigned(value) => serializer.serialize_u64(*value),
            Token::Float(value) => serializer.serialize_f64(*value),
            Token::String(text) | Token::Text(text) => serializer.serialize_str(text),
            Token::Bytes(file) => {
                let flows = || S::Error::custom("the bytes of a file that flows are not there");
                let bytes = file.as_bytes().ok_or_else(flows)?;
                if !serializer.is_human_readable() {
                    return serializer.serialize_bytes(bytes);
                }
                let text = str::from_utf8(bytes);
                serializer.serialize_str(text.map_err(|_| S::Error::custom(NOT_TEXT))?)
            }
            Token::Array { .. } => {
                let items = self.items().map_err(S::Error::custom)?;
                let mut sequence = serializer.serialize_seq(Some(items.clone().count()))?;
                for item in items {
                    sequence.serialize_element(&item)?;
                }
                sequence.end()
            }
            Token::Object { .. } | Token::Form { .. } => {
                let entries = self.entries().map_err(S::Error::custom)?;
                let mut map = serializer.serialize_map(Some(entries.clone().count()))?;
                for (name, value) in entries {
                    map.serialize_entry(name, &value)?;
                }
                map.end()
            }
        }
    }
}
