//! A body that has come, or that comes.

use crate::media::{self, Facts, FilePart};
use crate::outcome::OutcomeError;
use crate::stream::{Payload, Resume};
use crate::wire::{Reader, Typed, Wire};
use bytes::Bytes;
use std::cmp::Reverse;

/// A body that has come, or that comes: what it says that it is, and its
/// bytes.
pub struct Incoming<'a> {
    media_type: Option<&'a str>,
    /// What the description says of it.
    facts: Facts,
    body: &'a mut Payload,
    /// A file of a form that is still to come, behind what has.
    last: Option<&'a FilePart>,
    /// Whether items that are still to come are held against the constraints
    /// of their schema.
    is_checked: bool,
    resume: Option<Box<dyn Resume>>,
}

static NO_BYTES: Bytes = Bytes::new();

impl<'a> Incoming<'a> {
    pub(crate) fn new(media_type: Option<&'a str>, facts: Facts, body: &'a mut Payload) -> Self {
        Self {
            media_type,
            facts,
            body,
            last: None,
            is_checked: false,
            resume: None,
        }
    }

    /// The same of a form behind which a file is still to come.
    #[cfg(feature = "server")]
    pub(crate) fn before(mut self, last: Option<&'a FilePart>) -> Self {
        self.last = last;
        self
    }

    /// The same, whose items are held against the constraints of their schema
    /// if `is_checked`.
    pub(crate) fn checked(mut self, is_checked: bool) -> Self {
        self.is_checked = is_checked;
        self
    }

    /// The same of an answer that can be gone on with.
    pub(crate) fn resuming(mut self, resume: Option<Box<dyn Resume>>) -> Self {
        self.resume = resume;
        self
    }

    /// Which of several lists of media types it is of: the one with the type
    /// or the range that describes it most closely. One that has no type is
    /// of the list with JSON, else of the first.
    ///
    /// # Errors
    /// If it is of none.
    pub fn variant(&self, lists: &[&[&str]]) -> Result<usize, OutcomeError> {
        closest(self.media_type, lists)
    }

    /// The `Content-Type`, if it has one.
    pub fn media_type(&self) -> Option<&'a str> {
        self.media_type
    }

    /// The body as it is; nothing of one that flows.
    pub fn bytes(&self) -> &Bytes {
        self.body.as_bytes().unwrap_or(&NO_BYTES)
    }

    /// Decodes it by its media type: JSON, forms, XML, text; bytes for every
    /// other type. One that has no type is JSON if it can be, else text. What
    /// an empty body means, the type decides ([`Wire::absent`]).
    ///
    /// # Errors
    /// If it does not have the form that its media type promises, or does not
    /// fit `T`.
    pub fn value<T: Wire>(&self) -> Result<T, OutcomeError> {
        self.value_by(&Typed::plain())
    }

    /// The same for something else than a type.
    ///
    /// # Errors
    /// If it does not have the form that its media type promises, or does not
    /// fit.
    pub fn value_by<R: Reader>(&self, reader: &R) -> Result<R::Value, OutcomeError> {
        let (media_type, facts, body) = (self.media_type, self.facts, self.bytes());
        Ok(media::decode_body(
            reader, media_type, facts, body, self.last,
        )?)
    }

    /// Takes the body, bytes or a stream. Then it is empty.
    pub fn payload(&mut self) -> Payload {
        std::mem::take(self.body)
    }

    pub(crate) fn is_checked(&self) -> bool {
        self.is_checked
    }

    pub(crate) fn resume(&mut self) -> Option<Box<dyn Resume>> {
        self.resume.take()
    }
}

impl std::fmt::Debug for Incoming<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Incoming")
            .field("media_type", &self.media_type)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// The list that a media type is of, as [`Incoming::variant`] has it.
///
/// # Errors
/// If it is of none.
pub fn closest(given: Option<&str>, lists: &[&[&str]]) -> Result<usize, OutcomeError> {
    let has_json = |list: &&[&str]| list.iter().any(|one| media::is_json(one));
    let Some(given) = given else {
        return Ok(lists.iter().position(has_json).unwrap_or(0));
    };
    let closeness = |list: &&[&str]| {
        let all = list.iter();
        all.filter_map(|one| media::specificity(one, given)).max()
    };
    let all = lists.iter().enumerate();
    let found = all.filter_map(|(at, list)| Some((closeness(list)?, Reverse(at))));
    match found.max() {
        Some((_, Reverse(at))) => Ok(at),
        None => Err(OutcomeError::OtherMediaType {
            given: media::essence(given).to_owned(),
            expected: lists.concat().join(", "),
        }),
    }
}
