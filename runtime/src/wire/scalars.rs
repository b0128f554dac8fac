//! Wire forms of booleans, numbers and strings.

use super::{DecodeError, Encoder, Node, Problem, Wire};

/// Nothing: the body of an answer that has none. It reads anything, so that
/// a server may say more than its description promises.
impl Wire for () {
    fn decode(_: Node<'_>) -> Result<Self, DecodeError> {
        Ok(())
    }

    fn encode(&self, encoder: &mut Encoder) {
        encoder.null();
    }

    fn absent() -> Option<Self> {
        Some(())
    }

    fn is_absent(&self) -> bool {
        true
    }
}

impl Wire for bool {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        node.bool()
    }

    fn encode(&self, encoder: &mut Encoder) {
        encoder.bool(*self);
    }
}

impl Wire for String {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        node.str().map(str::to_owned)
    }

    fn encode(&self, encoder: &mut Encoder) {
        encoder.string(self);
    }

    fn is_text() -> bool {
        true
    }
}

macro_rules! integers {
    ($($ty:ident $method:ident $wide:ident),*) => {$(
        impl Wire for $ty {
            fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
                let value = node.integer()?;
                Self::try_from(value)
                    .map_err(|_| DecodeError::new(Problem::Range(stringify!($ty))))
            }

            fn encode(&self, encoder: &mut Encoder) {
                encoder.$method($wide::from(*self));
            }
        }
    )*};
}

integers!(i8 signed i64, i16 signed i64, u8 unsigned u64, u16 unsigned u64);
integers!(i32 signed i64, i64 signed i64, u32 unsigned u64, u64 unsigned u64);

impl Wire for f64 {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        node.float()
    }

    fn encode(&self, encoder: &mut Encoder) {
        encoder.float(*self);
    }
}

impl Wire for f32 {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        let value = node.float()? as Self;
        if value.is_finite() {
            Ok(value)
        } else {
            Err(DecodeError::new(Problem::Range("f32")))
        }
    }

    fn encode(&self, encoder: &mut Encoder) {
        // The shortest decimal that reads back as this f32, which is not the
        // exact value widened: 0.1 is sent as 0.1.
        let text = self.to_string();
        encoder.float(text.parse().unwrap_or_else(|_| f64::from(*self)));
    }
}
