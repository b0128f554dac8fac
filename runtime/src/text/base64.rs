//! Bytes in a string (RFC 4648).

use crate::wire::{DecodeError, Encoder, Node, Problem, Wire};
use base64::Engine;
use base64::engine::general_purpose::{GeneralPurpose, STANDARD, STANDARD_NO_PAD};
use std::hash::{Hash, Hasher};

/// Bytes that are sent as base64 (RFC 4648, section 4), with padding. They may
/// come without it, as some senders leave it out, and are then sent so again.
#[derive(Clone, Debug, Default)]
pub struct Base64 {
    bytes: Vec<u8>,
    is_unpadded: bool,
}

impl Base64 {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            is_unpadded: false,
        }
    }
}

/// Values are equal if their bytes are.
impl PartialEq for Base64 {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Base64 {}

impl Hash for Base64 {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

fn engine(is_unpadded: bool) -> &'static GeneralPurpose {
    match is_unpadded {
        true => &STANDARD_NO_PAD,
        false => &STANDARD,
    }
}

impl Wire for Base64 {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        let text = node.str()?;
        let is_unpadded = !text.len().is_multiple_of(4);
        match engine(is_unpadded).decode(text) {
            Ok(bytes) => Ok(Self { bytes, is_unpadded }),
            Err(_) => Err(DecodeError::new(Problem::Format("base64"))),
        }
    }

    fn encode(&self, encoder: &mut Encoder) {
        encoder.string(&engine(self.is_unpadded).encode(&self.bytes));
    }
}

crate::impl_serde!(Base64);

#[cfg(test)]
mod tests {
    use super::Base64;
    use crate::wire::{from_json, to_json};

    #[test]
    fn padding_stays_as_it_came() {
        for text in ["\"dGVzdA\"", "\"dGVzdA==\"", "\"dGVz\"", "\"\""] {
            let value: Base64 = from_json(text.as_bytes()).unwrap();
            assert_eq!(to_json(&value), text.as_bytes());
        }
        let read = |text: &str| from_json::<Base64>(text.as_bytes());
        assert_eq!(read("\"dGVzdA\""), Ok(b"test".to_vec().into()));
        assert_eq!(to_json(&Base64::from(b"test".to_vec())), b"\"dGVzdA==\"");
        for broken in [
            "\"dGVzdA=\"",
            "\"d\"",
            "\"dGV_\"",
            "\"dGVzdB==\"",
            "\" dGVz\"",
        ] {
            assert!(read(broken).is_err(), "{broken}");
        }
    }
}
