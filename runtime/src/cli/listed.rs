//! The values that a description lists for a value.

use std::fmt;

/// The values that are listed.
#[derive(Clone, Copy)]
pub enum Listed {
    /// These; none if there is no list.
    These(&'static [&'static str]),
    /// Those of an enumeration.
    Of(fn() -> Vec<&'static str>),
}

impl Listed {
    /// The values as they are sent; none if there is no list.
    pub fn texts(self) -> Vec<&'static str> {
        match self {
            Self::These(texts) => texts.to_vec(),
            Self::Of(texts) => texts(),
        }
    }
}

impl fmt::Debug for Listed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.texts().fmt(f)
    }
}

/// A string enumeration, which says what its values are.
pub trait Enumeration {
    /// The values as they are sent.
    fn texts() -> Vec<&'static str>;
}
