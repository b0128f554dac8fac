//! An error of a catalogue as a server reported it: read from a body, and
//! written to one.

use super::{Catalogue, Details, ErrorBody};
use crate::shown::Shown;
use crate::wire::{DecodeError, Encoder, Node, Wire, tokens_from_json};
use serde_json::{Map, Value};
use std::fmt;

/// An error that an API lists, with what the server said of it.
///
/// It is displayed as the server described it, else as its id and arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Reported<E> {
    /// The error.
    pub error: E,
    /// What the server said of it to people.
    pub description: Option<String>,
}

impl<E: Catalogue> Reported<E> {
    /// The error that a JSON body holds, if it holds one.
    ///
    /// Arguments that are not there are `None`. An error whose id is not
    /// listed, or that has an argument of another type than is listed, is the
    /// unknown one, which keeps all of them.
    pub fn from_json(body: &[u8]) -> Option<Self> {
        let tokens = tokens_from_json(body).ok()?;
        let body = Node::root(&tokens);
        E::BODIES.iter().find_map(|layout| Self::at(body, layout))
    }

    /// The error as a body, in the first form that bodies have.
    pub fn to_body(&self) -> Value {
        let layout = E::BODIES.first().unwrap_or(&E::NESTED);
        self.written(layout)
    }

    fn at(body: Node<'_>, layout: &ErrorBody) -> Option<Self> {
        let id = body.at_pointer(layout.id)?.str().ok()?;
        let part = |pointer: Option<&str>| body.at_pointer(pointer?).filter(|one| !one.is_null());
        let details = part(layout.details);
        let error = match E::read(id, &Details(details)) {
            Ok(Some(error)) => error,
            Ok(None) | Err(_) => {
                let details = details.and_then(|node| node.decode().ok());
                E::unknown(id.to_owned(), details)
            }
        };
        let description = part(layout.description).and_then(|node| node.decode().ok());
        Some(Self { error, description })
    }

    fn written(&self, layout: &ErrorBody) -> Value {
        let told = self.error.told();
        let description = self.description.clone().map(Value::String);
        let parts = [
            (Some(layout.id), Some(Value::from(told.id()))),
            (layout.details, told.details()),
            (layout.description, description),
        ];
        let mut body = Value::Null;
        for part in parts {
            if let (Some(pointer), Some(value)) = part {
                put(&mut body, pointer, value);
            }
        }
        body
    }
}

/// Puts a value where a JSON Pointer leads through objects.
fn put(body: &mut Value, pointer: &str, value: Value) {
    let mut slot = body;
    for step in pointer.split('/').skip(1) {
        let name = step.replace("~1", "/").replace("~0", "~");
        if !slot.is_object() {
            *slot = Value::Object(Map::new());
        }
        slot = &mut slot[name];
    }
    *slot = value;
}

/// As an argument of another error.
impl<E: Catalogue> Wire for Reported<E> {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        Self::at(node, &E::NESTED).ok_or_else(|| node.unexpected("an error"))
    }

    fn encode(&self, encoder: &mut Encoder) {
        self.written(&E::NESTED).encode(encoder);
    }
}

impl<E: fmt::Display> fmt::Display for Reported<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.description {
            Some(description) => write!(f, "{}", Shown(description)),
            None => self.error.fmt(f),
        }
    }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for Reported<E> {}
