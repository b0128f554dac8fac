//! The code that all string enumerations share.

use super::error::{DecodeError, Problem};

/// Implements the wire form and the usual traits for an open enumeration:
/// one that keeps a value it does not know.
///
/// The type gives `LISTED` and `as_str`, and has `Unlisted(String)` for other
/// values. Two values are the same if their texts are.
#[macro_export]
macro_rules! open_enum {
    ($($ty:ident),* $(,)?) => {$(
        impl From<&str> for $ty {
            fn from(value: &str) -> Self {
                for at in 0..Self::LISTED.len() {
                    if Self::LISTED[at].as_str() == value {
                        return Self::LISTED[at].clone();
                    }
                }
                Self::Unlisted(value.to_owned())
            }
        }

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
                let text = |at: usize| Self::LISTED[at].as_str();
                check.listed_by(self.as_str(), Self::LISTED.len(), &text);
            }
        }

        impl ::std::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        $crate::impl_serde!($ty);
        $crate::impl_enumeration!($ty);
    )*};
}

/// Implements the wire form, `FromStr`, `Display` and the `serde` traits for a
/// closed enumeration: one that refuses a value it does not know.
///
/// The type gives `LISTED` and `as_str`.
#[macro_export]
macro_rules! closed_enum {
    ($($ty:ident),* $(,)?) => {$(
        impl TryFrom<&str> for $ty {
            type Error = $crate::wire::DecodeError;

            fn try_from(value: &str) -> Result<Self, Self::Error> {
                for at in 0..Self::LISTED.len() {
                    if Self::LISTED[at].as_str() == value {
                        return Ok(Self::LISTED[at]);
                    }
                }
                Err($crate::wire::not_listed())
            }
        }

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
        $crate::impl_enumeration!($ty);
    )*};
}

/// Implements [`Enumeration`](crate::cli::Enumeration), by which a command line
/// knows the values; without the feature `cli` it does nothing.
#[cfg(all(
    feature = "cli",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
#[macro_export]
macro_rules! impl_enumeration {
    ($ty:ident) => {
        impl $crate::cli::Enumeration for $ty {
            fn texts() -> Vec<&'static str> {
                Self::LISTED.iter().map(Self::as_str).collect()
            }
        }
    };
}

/// Implements nothing: only command lines need it. The feature `cli` brings it.
#[cfg(not(all(
    feature = "cli",
    not(all(target_family = "wasm", target_os = "unknown"))
)))]
#[macro_export]
macro_rules! impl_enumeration {
    ($ty:ident) => {};
}

/// The error for a value that a closed enumeration does not list.
pub fn not_listed() -> DecodeError {
    DecodeError::new(Problem::NotListed)
}
