//! What is the whole body of a request or of an answer, on its way between
//! bytes and a type.
//!
//! Most bodies are one value, whatever their media type is. Others are not:
//! an enumeration of the types that a body has in its media types reads and
//! writes one of them. All of them implement [`Body`], with which requests
//! and replies are made on both sides.

mod accept;
mod incoming;
mod outgoing;

pub use accept::Accept;
pub use incoming::{Incoming, closest};
pub use outgoing::Outgoing;

use crate::check::Check;
use crate::outcome::OutcomeError;
use crate::wire::Wire;

/// What can be the whole body of a request or of an answer: every value with
/// a wire form, and types for which the media type matters.
pub trait Body: Sized {
    /// Reads a body.
    ///
    /// # Errors
    /// If it does not have a media type that this can be, does not have the
    /// form that its media type promises, or does not fit the type.
    fn read(body: &mut Incoming<'_>) -> Result<Self, OutcomeError>;

    /// Writes the body.
    fn write(self, body: &mut Outgoing);

    /// Reports each constraint of its schema that the body breaks.
    fn verify(&self, check: &mut Check<'_>) {
        let _ = check;
    }
}

impl<T: Wire> Body for T {
    fn read(body: &mut Incoming<'_>) -> Result<Self, OutcomeError> {
        body.value()
    }

    fn write(self, body: &mut Outgoing) {
        body.value(&self);
    }

    fn verify(&self, check: &mut Check<'_>) {
        self.check(check);
    }
}
