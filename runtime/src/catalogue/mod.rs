//! Errors that an API lists by their ids: what generated enumerations of
//! them are made of, and where they are in the body of an answer.

mod reported;
mod told;

pub use reported::Reported;
pub use told::{Told, fmt_listed};

use crate::wire::{DecodeError, Node, Wire};
use serde_json::Value;

/// An enumeration of the errors that an API lists.
pub trait Catalogue: Sized {
    /// Where the parts of an error are in a body; the first of these counts
    /// that has an id.
    const BODIES: &'static [ErrorBody];

    /// Where they are in an error that is an argument of another.
    const NESTED: ErrorBody;

    /// The ids, each with the status that goes with it, if one does.
    const LISTED: &'static [(&'static str, Option<u16>)];

    /// Reads the error with an id; there is none if the id is not listed.
    ///
    /// # Errors
    /// If an argument has another type than is listed.
    fn read(id: &str, details: &Details<'_>) -> Result<Option<Self>, DecodeError>;

    /// What is kept of an error that cannot be read as one that is listed.
    fn unknown(id: String, details: Option<Value>) -> Self;

    /// The id and the arguments.
    fn told(&self) -> Told<'_>;
}

/// Where the parts of an error are, as JSON Pointers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorBody {
    /// The id.
    pub id: &'static str,
    /// What the server says of the error to people.
    pub description: Option<&'static str>,
    /// The object with the arguments.
    pub details: Option<&'static str>,
}

/// The arguments of an error, to be taken by name.
#[derive(Clone, Copy, Debug)]
pub struct Details<'a>(Option<Node<'a>>);

impl Details<'_> {
    /// The argument `name`; `null` is as good as none.
    ///
    /// # Errors
    /// If it does not fit `T`.
    // A copy at each call would be most of an enumeration.
    #[inline(never)]
    pub fn argument<T: Wire>(&self, name: &'static str) -> Result<Option<T>, DecodeError> {
        let Some(details) = self.0 else {
            return Ok(None);
        };
        match details.object()?.take(name) {
            Some(node) if !node.is_null() => {
                let value = T::decode(node).map_err(|error| error.at(name))?;
                Ok(Some(value))
            }
            _ => Ok(None),
        }
    }
}

/// The status that goes with an id.
#[doc(hidden)]
pub fn status<E: Catalogue>(id: &str) -> Option<u16> {
    let listed = E::LISTED.iter().find(|(listed, _)| *listed == id);
    listed.and_then(|(_, status)| *status)
}

/// Gives an enumeration of errors what all of them have in common.
#[macro_export]
macro_rules! catalogue {
    ($ty:ident) => {
        impl $ty {
            /// What the server calls the error.
            pub fn id(&self) -> &str {
                $crate::catalogue::Catalogue::told(self).id()
            }

            /// The status that goes with the error, if its id is listed with one.
            pub fn status(&self) -> Option<u16> {
                $crate::catalogue::status::<Self>(self.id())
            }
        }

        /// The id, and the arguments as JSON.
        impl ::std::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::catalogue::fmt_listed(&$crate::catalogue::Catalogue::told(self), f)
            }
        }

        impl ::std::error::Error for $ty {}
    };
}

#[cfg(test)]
mod tests;
