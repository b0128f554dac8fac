//! Streams as the whole bodies of requests and answers.

use super::{Events, Lines, Payload, Portable};
use crate::body::{Body, Incoming, Outgoing};
use crate::check::Check;
use crate::media;
use crate::outcome::OutcomeError;
use crate::wire::Wire;

/// Bytes as they are or as they flow, whatever the media type.
impl Body for Payload {
    fn read(body: &mut Incoming<'_>) -> Result<Self, OutcomeError> {
        Ok(body.payload())
    }

    fn write(self, body: &mut Outgoing) {
        body.payload(self);
    }

    fn verify(&self, _: &mut Check<'_>) {}
}

impl<T: Wire + Portable + 'static> Body for Lines<T> {
    fn read(body: &mut Incoming<'_>) -> Result<Self, OutcomeError> {
        let media_type = body.media_type().unwrap_or_default();
        check(media_type, |given| {
            media::is_lines(given) || media::is_json(given)
        })?;
        Ok(Self::read(body.payload(), media_type, body.is_checked()))
    }

    fn write(self, body: &mut Outgoing) {
        let media_type = body.media_type();
        body.payload(self.into_payload(media_type));
    }

    /// Its items are checked when they come.
    fn verify(&self, _: &mut Check<'_>) {}
}

impl<T: Wire + Portable + 'static> Body for Events<T> {
    fn read(body: &mut Incoming<'_>) -> Result<Self, OutcomeError> {
        check(body.media_type().unwrap_or_default(), media::is_events)?;
        let events = Self::read(body.payload(), body.is_checked());
        Ok(events.resuming(body.resume()))
    }

    fn write(self, body: &mut Outgoing) {
        body.payload(self.into_payload());
    }

    /// Its items are checked when they come.
    fn verify(&self, _: &mut Check<'_>) {}
}

/// Another media type than the one that a stream of items has is another
/// kind of body.
fn check(media_type: &str, is_right: fn(&str) -> bool) -> Result<(), OutcomeError> {
    match media_type.is_empty() || is_right(media_type) {
        true => Ok(()),
        false => Err(OutcomeError::MediaType(
            media::essence(media_type).to_owned(),
        )),
    }
}
