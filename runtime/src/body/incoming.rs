//! A body that has come.

use crate::media::{self, Facts};
use crate::outcome::OutcomeError;
use crate::wire::Wire;
use bytes::Bytes;

/// A body that has come: what it says that it is, and its bytes.
#[derive(Debug)]
pub struct Incoming<'a> {
    media_type: Option<&'a str>,
    /// What the description says of it.
    facts: Facts,
    bytes: &'a Bytes,
}

impl<'a> Incoming<'a> {
    pub(crate) fn new(media_type: Option<&'a str>, facts: Facts, bytes: &'a Bytes) -> Self {
        Self {
            media_type,
            facts,
            bytes,
        }
    }

    /// The `Content-Type`, if it has one.
    pub fn media_type(&self) -> Option<&'a str> {
        self.media_type
    }

    /// The body as it is.
    pub fn bytes(&self) -> &'a Bytes {
        self.bytes
    }

    /// Decodes it by its media type: JSON, forms, XML, text; bytes for every
    /// other type. One that has no type is JSON if it can be, else text. What
    /// an empty body means, the type decides ([`Wire::absent`]).
    ///
    /// # Errors
    /// If it does not have the form that its media type promises, or does not
    /// fit `T`.
    pub fn value<T: Wire>(&self) -> Result<T, OutcomeError> {
        Ok(media::decode_body(self.media_type, self.facts, self.bytes)?)
    }
}
