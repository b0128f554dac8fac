//! The one trait that every generated type implements, and what it reads
//! from and writes to.
//!
//! Generated code is not generic over a `serde` format: it decodes from a
//! [`Node`] and encodes into an [`Encoder`], both concrete. Each type is
//! therefore compiled once, in the generated crate, whatever formats a
//! program uses; [`impl_serde!`](crate::impl_serde) puts the two `serde`
//! traits on top.

mod canonical;
mod containers;
mod encoder;
mod error;
mod json;
mod node;
mod nullable;
mod object;
mod reader;
mod scalars;
mod serde_bridge;
mod spare;
mod string_enum;
mod token;
mod union;
mod untyped;

pub(crate) use canonical::canonical;
pub use encoder::{ArrayEncoder, Encoder, ObjectEncoder};
pub(crate) use error::escape_pointer;
pub use error::{DecodeError, Problem};
pub(crate) use json::tokens_from_json;
pub use node::{Entries, Items, Node};
pub use nullable::Nullable;
pub use object::Object;
pub use reader::Reader;
#[cfg(feature = "http")]
pub(crate) use reader::Typed;
pub use serde_bridge::{deserialize, serialize};
pub(crate) use spare::give_back;
pub use string_enum::not_listed;
pub(crate) use token::Token;
pub use union::{
    Branch, exactly_one, exactly_one_by, first_match, first_match_by, unknown_discriminator,
};

use crate::check::{Check, Violations};

/// A value with a wire form: a scalar, a container, or a generated model.
pub trait Wire {
    /// Reads the value.
    ///
    /// # Errors
    /// If `node` does not have the type or the shape.
    fn decode(node: Node<'_>) -> Result<Self, DecodeError>
    where
        Self: Sized;

    /// Writes the value.
    fn encode(&self, encoder: &mut Encoder);

    /// Reports each constraint of the schema that the value breaks.
    fn check(&self, check: &mut Check<'_>) {
        let _ = check;
    }

    /// The value that stands for a property that is not there, if the type
    /// has one.
    fn absent() -> Option<Self>
    where
        Self: Sized,
    {
        None
    }

    /// Whether the value stands for a property that is not there.
    fn is_absent(&self) -> bool {
        false
    }

    /// Whether the value is bytes, so that a body is it whatever its media
    /// type is.
    #[doc(hidden)]
    fn is_bytes() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Whether the value is text, whatever that holds.
    #[doc(hidden)]
    fn is_text() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Checks the value against the constraints of its schema: lengths,
    /// bounds, patterns, enumerations.
    ///
    /// # Errors
    /// If any is broken; the error lists them all with their places.
    fn validate(&self) -> Result<(), Violations> {
        Violations::found(&|check| self.check(check))
    }
}

/// Reads a value from JSON text.
///
/// # Errors
/// If the text is not JSON, or the value does not fit `T`.
pub fn from_json<T: Wire>(text: &[u8]) -> Result<T, DecodeError> {
    let tokens = tokens_from_json(text)?;
    let value = T::decode(Node::root(&tokens));
    give_back(tokens);
    value
}

/// Reads a value again, from its wire form.
pub fn reread<T>(value: &dyn Wire, read: impl FnOnce(Node<'_>) -> T) -> T {
    let mut encoder = Encoder::tokens();
    value.encode(&mut encoder);
    let mut tokens = encoder.into_tokens();
    if tokens.is_empty() {
        tokens.push(Token::Nothing);
    }
    read(Node::root(&tokens))
}

/// Writes a value as JSON text.
pub fn to_json<T: Wire + ?Sized>(value: &T) -> Vec<u8> {
    let mut encoder = Encoder::json();
    value.encode(&mut encoder);
    encoder.into_json()
}
