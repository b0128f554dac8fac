//! Valid requests, drawn from a description.

use super::answer::Service;
use super::draw::Direction;
use super::table::location;
use super::value::Value;
use crate::ir::{Body, Rules, Type, TypeDef, alternatives};
use specwright_runtime::operation::{Location, Operation};
use specwright_runtime::wire::{DecodeError, Encoder, Node, Wire};

/// A valid request.
#[derive(Debug)]
pub struct Sample {
    /// The operation.
    pub operation: &'static Operation,
    /// The parameters.
    pub parameters: Vec<(Location, &'static str, SampleValue)>,
    /// The body.
    pub body: Option<SampleValue>,
}

/// A value of a request.
#[derive(Debug)]
pub struct SampleValue(Value);

impl Wire for SampleValue {
    fn decode(node: Node<'_>) -> Result<Self, DecodeError> {
        Value::decode(node).map(Self)
    }

    fn encode(&self, encoder: &mut Encoder) {
        self.0.encode(encoder);
    }

    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}

impl Service {
    /// A valid request for an operation, by position.
    ///
    /// # Errors
    /// If a value that must be there cannot be drawn.
    pub(super) fn sample(&self, at: usize) -> Result<Sample, String> {
        let served = self.operations[at];
        let mut parameters = Vec::new();
        for parameter in &served.known.parameters {
            let place = (served.known, parameter.name.as_str());
            let drawn = self.draw(
                place,
                (&parameter.ty, &parameter.rules),
                Direction::Request,
                false,
            );
            match drawn {
                Ok(value) => {
                    let location = location(parameter.location);
                    parameters.push((location, parameter.name.as_str(), SampleValue(value)));
                }
                Err(reason) if parameter.required => {
                    return Err(format!("the parameter `{}`: {reason}", parameter.name));
                }
                Err(_) => {}
            }
        }
        let body = match &served.known.body {
            None => None,
            Some(body) => {
                let place = (served.known, "body");
                let as_usual = usual(&self.schemas.api.types, body);
                let drawn = self.draw(place, as_usual, Direction::Request, false);
                match drawn {
                    Ok(value) => Some(SampleValue(value)),
                    Err(reason) if body.required => return Err(format!("the body: {reason}")),
                    Err(_) => None,
                }
            }
        };
        Ok(Sample {
            operation: served.facts,
            parameters,
            body,
        })
    }
}

/// The type of a body in the media type that it is sent in unless another is
/// asked for.
fn usual(types: &'static [TypeDef], body: &'static Body) -> (&'static Type, &'static Rules) {
    let Some(all) = alternatives(types, &body.ty) else {
        return (&body.ty, &body.rules);
    };
    let is_json = |media_type: &String| media_type.ends_with("json");
    let usual = all.iter().find(|one| one.media_types.iter().any(is_json));
    match usual.or(all.first()) {
        Some(one) => (&one.ty, &one.rules),
        None => (&body.ty, &body.rules),
    }
}
