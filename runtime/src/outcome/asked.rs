//! What an answer is to.

use crate::body::Accept;
use crate::operation::Operation;

/// What a request asks for: what a server needs to know of it to write an
/// answer.
#[derive(Clone, Debug)]
pub struct Asked {
    operation: &'static Operation,
    accept: Accept,
}

impl Asked {
    /// A request for an operation that accepts any answer.
    pub fn of(operation: &'static Operation) -> Self {
        Self::accepting(operation, Accept::default())
    }

    /// A request for an operation that accepts certain media types.
    pub fn accepting(operation: &'static Operation, accept: Accept) -> Self {
        Self { operation, accept }
    }

    /// The operation.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The media types that are accepted.
    pub fn accept(&self) -> &Accept {
        &self.accept
    }
}
