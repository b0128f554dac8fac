//! Bytes in a string (RFC 4648).

use crate::wire::{DecodeError, Encoder, Node, Problem, Wire};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Bytes that are sent as base64 (RFC 4648, section 4), with padding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Base64(Vec<u8>);

impl Base64 {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl Wire for Base64 {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        let bytes = STANDARD.decode(node.str()?);
        bytes
            .map(Self)
            .map_err(|_| DecodeError::new(Problem::Format("base64")))
    }

    fn encode(&self, encoder: &mut Encoder) {
        encoder.string(&STANDARD.encode(&self.0));
    }
}

crate::impl_serde!(Base64);
