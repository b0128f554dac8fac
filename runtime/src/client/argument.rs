//! What can be passed to a call: everything with a wire form, and the
//! borrowed forms of strings and lists.

use crate::wire::{Encoder, Token, Wire};

/// A value that can be a parameter or a body.
pub trait Argument {
    /// Writes the value.
    fn put(&self, encoder: &mut Encoder);

    /// Whether the value stands for one that is not given.
    fn is_absent(&self) -> bool {
        false
    }
}

impl<T: Wire> Argument for T {
    fn put(&self, encoder: &mut Encoder) {
        self.encode(encoder);
    }

    fn is_absent(&self) -> bool {
        Wire::is_absent(self)
    }
}

impl Argument for str {
    fn put(&self, encoder: &mut Encoder) {
        encoder.string(self);
    }
}

impl<T: Wire> Argument for [T] {
    fn put(&self, encoder: &mut Encoder) {
        let mut array = encoder.array();
        for item in self {
            array.item(item);
        }
    }
}

/// The tokens of a value, none for one that is not given.
pub(super) fn tokens<T: Argument + ?Sized>(value: &T) -> Vec<Token<'static>> {
    if value.is_absent() {
        return Vec::new();
    }
    let mut encoder = Encoder::tokens();
    value.put(&mut encoder);
    encoder.into_tokens()
}
