//! Bodies that have several types: the one that a request has, and the one
//! that a response should have.

use super::answer::Service;
use super::value::Value;
use crate::ir::{self, Carried, Response, Rules, Type, alternatives};
use specwright_runtime::OutcomeError;
use specwright_runtime::body::{Accept, Body, Incoming, Outgoing, closest};
use specwright_runtime::http::header::CONTENT_TYPE;
use specwright_runtime::server::Request;
use specwright_runtime::{Event, Events, Lines, Wire as _};

/// A body of some of the media types that a response may have.
pub(super) struct Typed {
    pub(super) value: Value,
    /// What it is: one value, or a stream of it alone.
    pub(super) ty: &'static Type,
    pub(super) media_types: &'static [&'static str],
}

impl Body for Typed {
    fn read(body: &mut Incoming<'_>) -> Result<Self, OutcomeError> {
        Ok(Self {
            value: body.value()?,
            ty: &Type::Any,
            media_types: &[],
        })
    }

    fn write(self, body: &mut Outgoing) {
        let body = body.of(self.media_types);
        if self.value.is_absent() {
            return;
        }
        match self.ty {
            Type::Lines(_) => Lines::from(vec![self.value]).write(body),
            Type::Events(_) => Events::from(vec![Event::new(self.value)]).write(body),
            Type::Any
            | Type::Unit
            | Type::Bool
            | Type::Integer(_)
            | Type::Float(_)
            | Type::String
            | Type::Text(_)
            | Type::Bytes
            | Type::File
            | Type::Payload
            | Type::Array(_)
            | Type::Map(_)
            | Type::Nullable(_)
            | Type::Boxed(_)
            | Type::Named(_) => body.value(&self.value),
        }
    }
}

impl Service {
    /// The type of a body that is sent: of several, that of its media type.
    pub(super) fn sent<C>(
        &self,
        body: &'static ir::Body,
        request: &Request<C>,
    ) -> (&'static Type, &'static Rules) {
        let Some(all) = alternatives(&self.schemas.api.types, &body.ty) else {
            return (&body.ty, &body.rules);
        };
        let names: Vec<Vec<&str>> = all.iter().map(|one| texts(&one.media_types)).collect();
        let lists: Vec<&[&str]> = names.iter().map(Vec::as_slice).collect();
        let given = request.headers().get(CONTENT_TYPE);
        let given = given.and_then(|given| given.to_str().ok());
        // Another media type has been refused before.
        let at = closest(given, &lists).unwrap_or(0);
        all.get(at)
            .map_or((&body.ty, &body.rules), |one| (&one.ty, &one.rules))
    }

    /// Which of the bodies of a response is liked most.
    pub(super) fn liked(&self, response: &'static Response, accept: &Accept) -> usize {
        let media_types = texts(&response.media_types);
        let best = accept.best(&media_types);
        let is_best = |body: &Carried| {
            best.is_some_and(|best| body.media_types.iter().any(|one| one == best))
        };
        response.bodies.iter().position(is_best).unwrap_or(0)
    }
}

fn texts(all: &[String]) -> Vec<&str> {
    all.iter().map(String::as_str).collect()
}
