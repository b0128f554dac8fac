//! A request whose operation is known, as it came: what is in its places, and
//! how each is read to tokens.

use super::negotiate::content_type;
use super::rejection::{At, Rejection};
use super::template::Captures;
use crate::body::Accept;
use crate::media::{self, FilePart, Form};
use crate::operation::{Location, Operation, Parameter};
use crate::outcome::joined;
use crate::parameter::{
    Pairs, Tokens, Unreadable, is_taken, owned, read_encoded, read_pairs, read_text,
};
use crate::stream::Payload;
use http::request::Parts;

/// The parts of a request, not decoded. It is made once and stays where it is.
pub(super) struct Incoming {
    pub(super) operation: &'static Operation,
    /// Its line and its headers.
    pub(super) head: Parts,
    pub(super) accept: Accept,
    /// Names, and where their values are in the path.
    pub(super) path: Captures,
    /// Decoded names, and values as they are in the URI.
    pub(super) query: Pairs,
    /// Decoded names, and values as they are in the header.
    pub(super) cookies: Pairs,
    pub(super) body: Payload,
    /// A file of a form that is still to come, behind what is in the body.
    pub(super) last: Option<FilePart>,
}

impl Incoming {
    /// What is known from the head alone, and nothing of it read yet but what
    /// has led to the operation.
    pub(super) fn new(operation: &'static Operation, head: Parts, path: Captures) -> Self {
        Self {
            operation,
            head,
            accept: Accept::default(),
            path,
            query: Pairs::default(),
            cookies: Pairs::default(),
            body: Payload::default(),
            last: None,
        }
    }

    /// The tokens of a parameter, `None` if it is not there.
    pub(super) fn tokens(
        &self,
        location: Location,
        name: &'static str,
    ) -> Result<Option<Tokens<'_>>, Rejection> {
        let Some(parameter) = self.operation.parameter(location, name) else {
            return Ok(None);
        };
        self.read(parameter).map_err(|unreadable| {
            let place = At::Parameter(location, name);
            match unreadable {
                Unreadable::Content(error) => Rejection::decode(self.operation, place, &error),
                other => Rejection::malformed(place, format!("it {other}")),
            }
        })
    }

    /// The tokens of a parameter in another reading, if there is one.
    pub(super) fn encoded_tokens(&self, location: Location, name: &str) -> Option<Tokens<'static>> {
        let parameter = self.operation.parameter(location, name)?;
        let pairs = match location {
            Location::Query => &self.query,
            Location::Cookie => &self.cookies,
            Location::Path | Location::Header => return None,
        };
        read_encoded(parameter, pairs)
    }

    fn read(&self, parameter: &Parameter) -> Result<Option<Tokens<'_>>, Unreadable> {
        match parameter.location {
            Location::Path => {
                let found = self.path.iter().find(|(name, _)| *name == parameter.name);
                let found = found.and_then(|(_, at)| self.head.uri.path().get(at.clone()));
                found.map(|value| read_text(parameter, value)).transpose()
            }
            Location::Header => {
                let found = joined(&self.head.headers, parameter.name);
                let read = |value: String| Ok(owned(read_text(parameter, &value)?));
                found.map(read).transpose()
            }
            Location::Query => self.read_pairs(parameter, &self.query),
            Location::Cookie => self.read_pairs(parameter, &self.cookies),
        }
    }

    fn read_pairs<'a>(
        &self,
        parameter: &Parameter,
        pairs: &'a Pairs,
    ) -> Result<Option<Tokens<'a>>, Unreadable> {
        let is_taken = |name: &str| is_taken(self.operation, parameter, name);
        read_pairs(parameter, pairs, &is_taken)
    }

    /// Refuses that there is nothing where a body is required. Text and bytes
    /// may be empty and are a body even so, if their media type is given.
    pub(super) fn must_have_body(&self) -> Result<(), Rejection> {
        let expected = self.operation.body.as_ref();
        let is_required = expected.is_some_and(|body| body.required);
        if !is_required || self.has_bytes() || content_type(&self.head.headers).is_some() {
            return Ok(());
        }
        let message = "the body is missing: give it".to_owned();
        Err(Rejection::malformed(At::Body, message))
    }

    fn has_bytes(&self) -> bool {
        self.body.length() != Some(0)
    }

    /// Whether there is a body: a form without fields is one that has no
    /// bytes, and shows in its media type alone.
    pub(super) fn has_body(&self) -> bool {
        let is_form = |media_type| media::form_of(media_type) == Form::UrlEncoded;
        self.has_bytes() || content_type(&self.head.headers).is_some_and(is_form)
    }

    /// The media type of the body; one that does not say has the one that
    /// the operation takes, if that is exact.
    pub(super) fn media_type(&self) -> Option<&str> {
        content_type(&self.head.headers).or_else(|| {
            let taken = media::preferred(self.operation.body.as_ref()?.media_types)?;
            (!taken.contains('*')).then_some(taken)
        })
    }
}
