//! Why a reply does not mean what the description promises.

use crate::check::Violations;
use crate::wire::DecodeError;
use std::fmt;

/// A reply that is not as the description has it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum OutcomeError {
    /// The description does not document the status.
    Undocumented,
    /// The body does not fit its type.
    Decode(DecodeError),
    /// The body breaks constraints of its schema, and they were to be checked.
    Invalid(Violations),
    /// The body has a media type that cannot be decoded; this is it.
    MediaType(String),
    /// The body has another media type than those that are documented.
    OtherMediaType {
        /// What it has.
        given: String,
        /// What is documented, with commas between.
        expected: String,
    },
    /// A documented header is missing or does not fit its type.
    Header {
        /// The name of the header.
        name: String,
        /// What is wrong with it.
        error: DecodeError,
    },
}

impl fmt::Display for OutcomeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undocumented => f.write_str("the description documents no such status"),
            Self::Decode(error) => write!(f, "the body does not fit the description: {error}"),
            Self::Invalid(violations) => {
                write!(f, "the body does not fit the description: {violations}")
            }
            Self::MediaType(media_type) => {
                write!(f, "the media type {media_type:?} cannot be decoded")
            }
            Self::OtherMediaType { given, expected } => {
                write!(f, "the media type {given:?} is none of {expected}")
            }
            Self::Header { name, error } => {
                write!(
                    f,
                    "the header `{name}` does not fit the description: {error}"
                )
            }
        }
    }
}

impl std::error::Error for OutcomeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Decode(error) | Self::Header { error, .. } => Some(error),
            Self::Invalid(violations) => Some(violations),
            Self::Undocumented | Self::MediaType(_) | Self::OtherMediaType { .. } => None,
        }
    }
}

impl From<DecodeError> for OutcomeError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}
