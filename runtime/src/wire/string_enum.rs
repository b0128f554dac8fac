//! The code that all string enumerations share.

use super::error::{DecodeError, Problem};

/// Implements the wire form and the usual traits for an open enumeration:
/// one that keeps a value it does not know.
///
/// The type gives `VALUES`, `as_str` and `From<&str>`. Two values are the
/// same if their texts are.
#[macro_export]
macro_rules! open_enum {
    ($($ty:ident),* $(,)?) => {$(
        impl PartialEq for $ty {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl Eq for $ty {}

        impl ::std::hash::Hash for $ty {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl ::std::fmt::Debug for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl $crate::wire::Wire for $ty {
            fn decode(node: $crate::wire::Node<'_>) -> Result<Self, $crate::wire::DecodeError> {
                node.str().map(Self::from)
            }

            fn encode(&self, encoder: &mut $crate::wire::Encoder) {
                encoder.string(self.as_str());
            }

            fn check(&self, check: &mut $crate::check::Check<'_>) {
                check.listed(self.as_str(), Self::VALUES);
            }
        }

        impl ::std::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        $crate::impl_serde!($ty);
    )*};
}

/// Implements the wire form, `FromStr`, `Display` and the `serde` traits for a
/// closed enumeration: one that refuses a value it does not know.
///
/// The type gives `as_str` and `TryFrom<&str>`.
#[macro_export]
macro_rules! closed_enum {
    ($($ty:ident),* $(,)?) => {$(
        impl $crate::wire::Wire for $ty {
            fn decode(node: $crate::wire::Node<'_>) -> Result<Self, $crate::wire::DecodeError> {
                Self::try_from(node.str()?)
            }

            fn encode(&self, encoder: &mut $crate::wire::Encoder) {
                encoder.string(self.as_str());
            }
        }

        impl ::std::str::FromStr for $ty {
            type Err = $crate::wire::DecodeError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from(text)
            }
        }

        impl ::std::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        $crate::impl_serde!($ty);
    )*};
}

/// The error for a value that a closed enumeration does not list.
pub fn not_listed() -> DecodeError {
    DecodeError::new(Problem::NotListed)
}
