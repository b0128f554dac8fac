//! The wire form of binary values: whole bodies, parts of bodies.

use crate::wire::{DecodeError, Encoder, Node, Wire};
use bytes::Bytes;

impl Wire for Bytes {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        node.bytes().map(Self::copy_from_slice)
    }

    fn encode(&self, encoder: &mut Encoder) {
        encoder.bytes(self);
    }

    fn is_bytes() -> bool {
        true
    }
}
