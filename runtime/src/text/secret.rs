//! Strings that are not for logs.

use crate::wire::{DecodeError, Encoder, Node, Wire};
use std::fmt;

/// A string that its debug form hides (`format: password`).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The string.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Wire for Secret {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        node.str().map(Self::from)
    }

    fn encode(&self, encoder: &mut Encoder) {
        encoder.string(&self.0);
    }
}

crate::impl_serde!(Secret);

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn debug_hides_the_text() {
        assert_eq!(format!("{:?}", Secret::from("hunter2")), "Secret(…)");
    }
}
