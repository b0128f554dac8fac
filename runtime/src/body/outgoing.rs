//! A body that is to be sent.

use super::Accept;
use crate::media::{self, Facts, Written};
use crate::stream::Payload;
use crate::wire::{Encoder, Token, Wire};
use std::borrow::Cow;

/// A body to be sent: the media types that it may have, and what has been
/// given for it. Without anything given there is no body.
#[derive(Debug)]
pub struct Outgoing {
    media_types: &'static [&'static str],
    /// What the description says of it.
    facts: Facts,
    sender: Sender,
    sent: Option<Result<Typed, String>>,
    /// The value, where it can be written in another way too.
    value: Vec<Token<'static>>,
}

/// Who sends a body, and who chooses its media type.
#[derive(Debug)]
enum Sender {
    /// A client: it chooses, or leaves it open.
    Client(Option<&'static str>),
    /// A server: the other side chooses.
    Server(Accept),
}

/// What is sent, and the media type that it has.
type Typed = (Cow<'static, str>, Payload);

impl Outgoing {
    /// The body of a request.
    pub(crate) fn request(media_types: &'static [&'static str], facts: Facts) -> Self {
        Self::new(media_types, facts, Sender::Client(None))
    }

    /// The body of an answer, for a request that accepts certain media types.
    pub(crate) fn answer(
        media_types: &'static [&'static str],
        facts: Facts,
        accept: Accept,
    ) -> Self {
        Self::new(media_types, facts, Sender::Server(accept))
    }

    fn new(media_types: &'static [&'static str], facts: Facts, sender: Sender) -> Self {
        Self {
            media_types,
            facts,
            sender,
            sent: None,
            value: Vec::new(),
        }
    }

    /// The same of a media type that a client has chosen.
    pub(crate) fn only(mut self, media_type: &'static str) -> Self {
        self.sender = Sender::Client(Some(media_type));
        self
    }

    /// The same, which is to have one of these media types.
    pub fn of(&mut self, media_types: &'static [&'static str]) -> &mut Self {
        self.media_types = media_types;
        self
    }

    /// The media type that it is to have: of several, the one that the other
    /// side likes most, else JSON, else the first.
    pub fn media_type(&self) -> &'static str {
        let chosen = match &self.sender {
            Sender::Client(chosen) => *chosen,
            Sender::Server(accept) => accept.best(self.media_types),
        };
        chosen
            .or_else(|| media::preferred(self.media_types))
            .unwrap_or(media::JSON)
    }

    /// Gives a value, which is written as the media type has it. An absent
    /// one is no body.
    pub fn value(&mut self, value: &dyn Wire) {
        if !value.is_absent() {
            self.encoded(&|encoder| value.encode(encoder));
        }
    }

    /// Gives bytes as they are or as they flow. Where the media type is a
    /// range, they are of `application/octet-stream`.
    pub fn payload(&mut self, body: Payload) {
        let media_type = match self.media_type() {
            range if range.contains('*') => media::BINARY,
            media_type => media_type,
        };
        self.give(Ok((media_type.into(), body)));
    }

    pub(crate) fn encoded(&mut self, value: &dyn Fn(&mut Encoder)) {
        let media_type = self.media_type();
        let written = media::write(media_type, self.facts, value);
        let written = match (written, &self.sender) {
            // It is too late for an answer to fail.
            (Err(_), Sender::Server(_)) => {
                tracing::warn!(
                    media_type,
                    "the media type cannot hold the body, so it is sent as JSON"
                );
                media::write(media::JSON, self.facts, value)
            }
            (written, _) => written,
        };
        let is_answer = !matches!(self.sender, Sender::Client(_));
        let facts = self.facts;
        let typed = |written: Written| match is_answer {
            true => (facts.with_charset(written.media_type), written.body),
            false => (written.media_type, written.body),
        };
        self.give(written.map(typed));
        let is_open = self.media_types.len() > 1;
        if is_open && matches!(self.sender, Sender::Client(None)) {
            let mut encoder = Encoder::tokens();
            value(&mut encoder);
            self.value = encoder.into_tokens();
        }
    }

    /// Without a documented media type, there is no body.
    fn give(&mut self, sent: Result<Typed, String>) {
        if !self.media_types.is_empty() {
            self.sent = Some(sent);
        }
    }

    /// The same value as another of the media types that it may have.
    ///
    /// # Errors
    /// If that is none of them.
    pub(crate) fn rewritten(self, media_type: &'static str) -> Result<Self, String> {
        let takes = |one: &&str| media::specificity(one, media_type).is_some();
        if !self.media_types.iter().any(takes) {
            let all = self.media_types.join(", ");
            return Err(format!(
                "the body cannot be sent as `{media_type}`, but as {all}"
            ));
        }
        let mut rewritten = Self::request(self.media_types, self.facts).only(media_type);
        match self.value.as_slice() {
            [] => rewritten.sent = self.sent,
            value => rewritten.encoded(&|encoder| encoder.append(value.to_vec())),
        }
        Ok(rewritten)
    }

    /// What is to be sent. The error says why the media type cannot hold it.
    pub(crate) fn take(&mut self) -> Option<Result<Typed, String>> {
        self.sent.take()
    }
}
