//! A body that is to be sent.

use crate::media::{self, Facts, Written};
use crate::stream::Payload;
use crate::wire::{Encoder, Wire};
use std::borrow::Cow;

/// A body to be sent: the media type that it is to have, and what has been
/// written. Without anything written there is no body.
#[derive(Debug)]
pub struct Outgoing {
    media_type: &'static str,
    /// What the description says of it.
    facts: Facts,
    /// Whether it is JSON where that media type cannot hold the value.
    or_json: bool,
    written: Option<Result<Typed, String>>,
}

/// What is written, and the media type that it has.
type Typed = (Cow<'static, str>, Payload);

impl Outgoing {
    pub(crate) fn new(media_type: &'static str, facts: Facts) -> Self {
        Self {
            media_type,
            facts,
            or_json: false,
            written: None,
        }
    }

    /// The same for an answer, for which it is too late to fail.
    pub(crate) fn or_json(mut self) -> Self {
        self.or_json = true;
        self
    }

    /// Writes a value by the media type. An absent one is no body.
    pub fn value(&mut self, value: &dyn Wire) {
        if !value.is_absent() {
            self.encoded(&|encoder| value.encode(encoder));
        }
    }

    pub(crate) fn encoded(&mut self, value: &dyn Fn(&mut Encoder)) {
        let written = media::write(self.media_type, self.facts, value);
        let written = match written {
            Err(_) if self.or_json => {
                tracing::warn!(
                    media_type = self.media_type,
                    "the media type cannot hold the body, so it is sent as JSON"
                );
                media::write(media::JSON, self.facts, value)
            }
            written => written,
        };
        let typed = |written: Written| (written.media_type, written.body.into());
        self.written = Some(written.map(typed));
    }

    /// Gives bytes as they are or as they flow. Where the media type is a
    /// range, they are of `application/octet-stream`.
    pub fn payload(&mut self, body: Payload) {
        let media_type = match self.media_type.contains('*') {
            true => media::BINARY,
            false => self.media_type,
        };
        self.written = Some(Ok((media_type.into(), body)));
    }

    /// The media type that it is to have.
    pub fn media_type(&self) -> &'static str {
        self.media_type
    }

    /// What has been written. The error says why the media type cannot hold
    /// it.
    pub(crate) fn into_written(self) -> Option<Result<Typed, String>> {
        self.written
    }
}
