//! What an answer is to.

use crate::operation::Operation;

/// What a request asks for: what a server needs to know of it to write an
/// answer.
#[derive(Clone, Debug)]
pub struct Asked {
    operation: &'static Operation,
}

impl Asked {
    /// A request for an operation that accepts any answer.
    pub fn of(operation: &'static Operation) -> Self {
        Self { operation }
    }

    /// The operation.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }
}
