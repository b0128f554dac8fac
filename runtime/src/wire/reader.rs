//! What a value is read as.

#[cfg(feature = "http")]
use super::Wire;
use super::{DecodeError, Node};
use crate::check::Check;

/// What a value is read as, and what it must obey: a type, or what a program
/// learns of values when it runs.
pub trait Reader {
    /// What it gives.
    type Value;

    /// Reads a value.
    ///
    /// # Errors
    /// If `node` does not have the form.
    fn decode(&self, node: Node<'_>) -> Result<Self::Value, DecodeError>;

    /// What stands for a value that is not there, if anything does.
    fn absent(&self) -> Option<Self::Value>;

    /// Whether a body is the value whatever its media type is.
    fn is_bytes(&self) -> bool;

    /// Reports each constraint that a value breaks.
    fn check(&self, value: &Self::Value, check: &mut Check<'_>);
}

/// A type, with constraints besides.
#[cfg(feature = "http")]
pub(crate) struct Typed<T>(pub(crate) fn(&T, &mut Check<'_>));

#[cfg(feature = "http")]
impl<T> Typed<T> {
    /// A type without further constraints.
    pub(crate) fn plain() -> Self {
        Self(|_, _| {})
    }
}

#[cfg(feature = "http")]
impl<T: Wire> Reader for Typed<T> {
    type Value = T;

    fn decode(&self, node: Node<'_>) -> Result<T, DecodeError> {
        T::decode(node)
    }

    fn absent(&self) -> Option<T> {
        T::absent()
    }

    fn is_bytes(&self) -> bool {
        T::is_bytes()
    }

    fn check(&self, value: &T, check: &mut Check<'_>) {
        value.check(check);
        (self.0)(value, check);
    }
}
