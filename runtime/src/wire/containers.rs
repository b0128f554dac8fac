//! Wire forms of the containers that models are built with.

use super::{DecodeError, Encoder, Node, Problem, Token, Wire};
use crate::check::Check;
use std::collections::BTreeMap;

/// A property that may be left out. `null` does not stand for it: that is
/// [`Nullable`](super::Nullable).
impl<T: Wire> Wire for Option<T> {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        T::decode(node).map(Some)
    }

    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Some(value) => value.encode(encoder),
            None => encoder.null(),
        }
    }

    fn check(&self, check: &mut Check<'_>) {
        if let Some(value) = self {
            value.check(check);
        }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn is_bytes() -> bool {
        T::is_bytes()
    }
}

impl<T: Wire> Wire for Box<T> {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        T::decode(node).map(Box::new)
    }

    fn encode(&self, encoder: &mut Encoder) {
        (**self).encode(encoder);
    }

    fn check(&self, check: &mut Check<'_>) {
        (**self).check(check);
    }

    fn absent() -> Option<Self> {
        T::absent().map(Box::new)
    }

    fn is_absent(&self) -> bool {
        (**self).is_absent()
    }
}

// Each program has many kinds of lists: what does not depend on the type of an
// item is compiled once.
impl<T: Wire> Wire for Vec<T> {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        let mut list = Self::new();
        for item in node.items()? {
            match T::decode(item) {
                Ok(value) => list.push(value),
                Err(error) => return Err(error.at_index(list.len())),
            }
        }
        Ok(list)
    }

    fn encode(&self, encoder: &mut Encoder) {
        encoder.items(self.len(), &|at, encoder| self[at].encode(encoder));
    }

    fn check(&self, check: &mut Check<'_>) {
        check.each(self.len(), &|at, check| self[at].check(check));
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        let mut map = Self::new();
        for (name, value) in node.entries()? {
            let value = T::decode(value).map_err(|error| error.at(name.to_owned()))?;
            if map.insert(name.to_owned(), value).is_some() {
                return Err(DecodeError::new(Problem::DuplicateProperty).at(name.to_owned()));
            }
        }
        Ok(map)
    }

    fn encode(&self, encoder: &mut Encoder) {
        encoder.object().fields(self);
    }

    fn check(&self, check: &mut Check<'_>) {
        for (name, value) in self {
            value.check(&mut check.name(name));
        }
    }
}

/// Any value: what a schema without constraints describes.
impl Wire for serde_json::Value {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        Ok(match node.token() {
            Token::Null => Self::Null,
            Token::Bool(value) => Self::Bool(*value),
            Token::Signed(value) => Self::from(*value),
            Token::Unsigned(value) => Self::from(*value),
            Token::Float(value) => Self::from(*value),
            Token::String(text) | Token::Text(text) => Self::String(text.clone().into_owned()),
            Token::Bytes(_) | Token::Nothing => return Err(node.unexpected("a JSON value")),
            Token::Array { .. } => Self::Array(Vec::decode(node)?),
            Token::Object { .. } | Token::Form { .. } => node
                .entries()?
                .map(|(name, value)| Ok((name.to_owned(), Self::decode(value)?)))
                .collect::<Result<_, _>>()?,
        })
    }

    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Self::Null => encoder.null(),
            Self::Bool(value) => encoder.bool(*value),
            Self::String(text) => encoder.string(text),
            Self::Array(items) => items.encode(encoder),
            Self::Object(object) => {
                encoder.object().fields(object);
            }
            Self::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(value), ..) => encoder.signed(value),
                (_, Some(value), _) => encoder.unsigned(value),
                (.., Some(value)) => encoder.float(value),
                (None, None, None) => encoder.null(),
            },
        }
    }
}
