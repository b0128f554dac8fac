//! What is left of the limits of a call.

use super::clock::Instant;
use super::transport::{Limits, TransportError};
use std::time::Duration;

/// The limits of a call that has begun.
pub(super) struct Allowance<'a> {
    limits: &'a Limits,
    /// `None` for a time beyond what clocks can tell.
    deadline: Option<Instant>,
}

impl<'a> Allowance<'a> {
    /// The time of the call begins now.
    pub(super) fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            deadline: Instant::now().checked_add(limits.timeout),
        }
    }

    pub(super) fn time_left(&self) -> Duration {
        match self.deadline {
            None => self.limits.timeout,
            Some(deadline) => deadline.saturating_duration_since(Instant::now()),
        }
    }

    /// The limits of what begins now, an error if the time is over.
    pub(super) fn left(&self) -> Result<Limits, TransportError> {
        let timeout = self.time_left();
        if timeout == Duration::ZERO {
            return Err(TransportError::timeout());
        }
        Ok(Limits {
            timeout,
            ..self.limits.clone()
        })
    }
}
