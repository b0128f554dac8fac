//! `null` as a value, apart from a property that is not there.

use super::{DecodeError, Encoder, Node, Token, Wire};
use crate::check::Check;

/// A value that may be `null` on the wire.
///
/// A property that may be `null` and may also be left out is an
/// `Option<Nullable<T>>`: `None` is not sent, `Some(Nullable::Null)` is sent
/// as `null`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// `null`.
    #[default]
    Null,
    /// A value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, `None` for `null`.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// A reference to the value, `None` for `null`.
    pub fn as_option(&self) -> Option<&T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// Reads `null`, or a value with `read`.
    ///
    /// # Errors
    /// If it is not `null`, and `read` fails.
    pub fn decode_by(
        node: Node<'_>,
        read: impl FnOnce(Node<'_>) -> Result<T, DecodeError>,
    ) -> Result<Self, DecodeError> {
        match node.token() {
            Token::Null => Ok(Self::Null),
            // Forms have no way to write `null` but to leave it out.
            Token::Nothing => Ok(read(node).map_or(Self::Null, Self::Value)),
            _ => read(node).map(Self::Value),
        }
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Wire> Wire for Nullable<T> {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        Self::decode_by(node, T::decode)
    }

    fn encode(&self, encoder: &mut Encoder) {
        match self {
            Self::Null => encoder.null(),
            Self::Value(value) => value.encode(encoder),
        }
    }

    fn check(&self, check: &mut Check<'_>) {
        if let Self::Value(value) = self {
            value.check(check);
        }
    }
}
