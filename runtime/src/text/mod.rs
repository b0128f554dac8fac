//! Strings with a format: types that hold the text as it was given, and only
//! text that has the format.
//!
//! Keeping the text makes a value come back as it was sent, and leaves the
//! choice of a date and time library to the program.

mod address;
mod base64;
mod date_time;
mod decimal;
mod duration;
mod secret;
mod uri;
mod uuid;

pub use address::{Ipv4, Ipv6};
pub use base64::Base64;
pub use date_time::{Date, DateTime, Time};
pub use decimal::Decimal;
pub use duration::Duration;
pub use secret::Secret;
pub use uri::Uri;
pub use uuid::Uuid;

use std::fmt;

/// A text that does not have the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidText {
    pub(crate) format: &'static str,
}

impl fmt::Display for InvalidText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text is not a valid {}", self.format)
    }
}

impl std::error::Error for InvalidText {}

/// Declares a type that holds text for which `$valid` is true.
macro_rules! text_type {
    ($(#[$docs:meta])* $name:ident, $format:literal, $valid:path) => {
        $(#[$docs])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::text::InvalidText;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                if $valid(&text) {
                    Ok(Self(text))
                } else {
                    Err($crate::text::InvalidText { format: $format })
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::text::InvalidText;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from(text.to_owned())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl $crate::wire::Wire for $name {
            fn decode(node: $crate::wire::Node<'_>) -> Result<Self, $crate::wire::DecodeError> {
                let text = node.str()?;
                text.parse().map_err(|_| {
                    $crate::wire::DecodeError::new($crate::wire::Problem::Format($format))
                })
            }

            fn encode(&self, encoder: &mut $crate::wire::Encoder) {
                encoder.string(&self.0);
            }
        }

        $crate::impl_serde!($name);
    };
}
pub(crate) use text_type;
