//! Valid requests, and answers to them, drawn from a description.

use super::answer::{Content, Service, status_of};
use super::draw::{Direction, Variety};
use super::table::{location, names};
use super::typed::Typed;
use super::value::Value;
use crate::ir::{self, Rules, Type, TypeDef, TypeKind, Union, UnionRule, alternatives};
use specwright_runtime::Reply;
use specwright_runtime::body::Accept;
use specwright_runtime::operation::{Location, Operation};
use specwright_runtime::outcome::Asked;
use specwright_runtime::wire::{DecodeError, Encoder, Node, Wire};
use std::collections::BTreeSet;

/// A valid request.
#[derive(Debug)]
pub struct Sample {
    /// The operation.
    pub operation: &'static Operation,
    /// The parameters.
    pub parameters: Vec<(Location, &'static str, SampleValue)>,
    /// The body.
    pub body: Option<SampleValue>,
    /// What the body is.
    sent: Option<Sent>,
}

/// A value of a request.
#[derive(Debug)]
pub struct SampleValue(Value);

/// A body of a request: its type, rules and media types.
#[derive(Clone, Copy, Debug)]
struct Sent {
    ty: &'static Type,
    rules: &'static Rules,
    media_types: &'static [&'static str],
}

/// A valid request, and a valid answer to it of each kind that there is.
#[derive(Debug)]
pub struct Exchange {
    /// The operation.
    pub operation: &'static Operation,
    /// The parameters.
    pub parameters: Vec<(Location, &'static str, SampleValue)>,
    /// The body, with its media type.
    pub body: Option<Reply>,
    /// The answers.
    pub answers: Vec<Reply>,
    /// Which branches of unions are in any of it.
    pub branches: BTreeSet<BranchName>,
}

/// The name of a union, and that of one of its branches.
pub type BranchName = (&'static str, &'static str);

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
    pub(super) fn sample(&self, at: usize, variety: Variety) -> Result<Sample, String> {
        let served = self.operations[at];
        let is_least = variety == Variety::Round(1);
        let mut parameters = Vec::new();
        for parameter in &served.known.parameters {
            if is_least && !parameter.required {
                continue;
            }
            let place = (served.known, parameter.name.as_str());
            let slot = (&parameter.ty, &parameter.rules);
            match self.draw(place, slot, Direction::Request, variety) {
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
        let known = served.known.body.as_ref();
        let known = known.filter(|body| body.required || !is_least);
        let (mut body, mut sent) = (None, None);
        if let Some(known) = known {
            let chosen = sent_as(&self.schemas.api.types, known, variety);
            let (place, slot) = ((served.known, "body"), (chosen.ty, chosen.rules));
            match self.draw(place, slot, Direction::Request, variety) {
                Ok(value) => (body, sent) = (Some(SampleValue(value)), Some(chosen)),
                Err(reason) if known.required => return Err(format!("the body: {reason}")),
                Err(_) => {}
            }
        }
        Ok(Sample {
            operation: served.facts,
            parameters,
            body,
            sent,
        })
    }

    /// A valid request for an operation, by position, and valid answers.
    ///
    /// # Errors
    /// If a value that must be there cannot be drawn.
    pub(super) fn exchange(&self, at: usize, round: usize) -> Result<Exchange, String> {
        let variety = Variety::Round(round);
        let sample = self.sample(at, variety)?;
        let mut branches = BTreeSet::new();
        let values = sample.parameters.iter().map(|(.., value)| value);
        for SampleValue(value) in values.chain(&sample.body) {
            self.gather(value, &mut branches);
        }
        let mut answers = Vec::new();
        for (response, known) in self.operations[at].known.responses.iter().enumerate() {
            for body in 0..known.bodies.len().max(1) {
                let status = status_of(known);
                let made = self.made((at, response, body, None, variety));
                let content = made.map_err(|reason| format!("status {status}: {reason}"))?;
                self.gather(&content.body, &mut branches);
                answers.push(content.reply(sample.operation, status));
            }
        }
        let written = |(SampleValue(value), sent): (SampleValue, Sent)| {
            let (ty, media_types) = (sent.ty, sent.media_types);
            let typed = Typed {
                value,
                ty,
                media_types,
            };
            Reply::of_request(sample.operation, typed)
        };
        Ok(Exchange {
            operation: sample.operation,
            parameters: sample.parameters,
            body: sample.body.zip(sample.sent).map(written),
            answers,
            branches,
        })
    }

    /// All branches of unions that a discriminator or a schema names.
    pub(super) fn branches(&self) -> BTreeSet<BranchName> {
        let branches = self.unions().flat_map(|(name, union)| {
            let otherwise = match &union.rule {
                UnionRule::Discriminator(discriminator) => discriminator.otherwise,
                UnionRule::ExactlyOne | UnionRule::FirstMatch => None,
            };
            let named = (0..union.branches.len()).filter(move |at| Some(*at) != otherwise);
            named.map(move |at| (name, union.branches[at].ident.plain()))
        });
        branches.collect()
    }

    /// Adds the branches that are in a value.
    fn gather(&self, value: &Value, all: &mut BTreeSet<BranchName>) {
        match value {
            Value::Branch(union, at, inner) => {
                let name = union.branches[*at].ident.plain();
                all.extend(self.name(union).map(|union| (union, name)));
                self.gather(inner, all);
            }
            Value::Array(items) => items.iter().for_each(|item| self.gather(item, all)),
            Value::Map(entries) => entries.values().for_each(|value| self.gather(value, all)),
            Value::Struct(_, fields, others) => {
                let values = fields.iter().chain(others.values());
                values.for_each(|value| self.gather(value, all));
            }
            Value::Absent
            | Value::Null
            | Value::Json(_)
            | Value::Bool(_)
            | Value::Integer(_)
            | Value::F32(_)
            | Value::F64(_)
            | Value::Text(_)
            | Value::File(_) => {}
        }
    }

    fn name(&self, union: &'static Union) -> Option<&'static str> {
        let mut unions = self.unions();
        let found = unions.find(|(_, own)| std::ptr::eq(*own, union));
        found.map(|(name, _)| name)
    }

    /// All unions, by name.
    fn unions(&self) -> impl Iterator<Item = (&'static str, &'static Union)> {
        let types: &'static [TypeDef] = &self.schemas.api.types;
        types.iter().filter_map(|def| match &def.kind {
            TypeKind::Union(union) => Some((def.name.plain(), union)),
            TypeKind::Struct(_)
            | TypeKind::StringEnum(_)
            | TypeKind::Choice(_)
            | TypeKind::Alias(_)
            | TypeKind::Wrapper(..) => None,
        })
    }
}

impl Content {
    /// The answer with this in it.
    fn reply(&self, operation: &'static Operation, status: u16) -> Reply {
        let accept = self
            .media_types
            .first()
            .map(|media_type| Accept::of(media_type));
        let asked = Asked::accepting(operation, accept.unwrap_or_default());
        self.written(&asked, status)
    }
}

/// What a body is sent as: of several types the usual one, in a test each of
/// them in turn.
fn sent_as(types: &'static [TypeDef], body: &'static ir::Body, variety: Variety) -> Sent {
    let whole = Sent {
        ty: &body.ty,
        rules: &body.rules,
        media_types: names(&body.media_types),
    };
    let Some(all) = alternatives(types, &body.ty) else {
        return whole;
    };
    let is_json = |media_type: &String| media_type.ends_with("json");
    let usual = all
        .iter()
        .position(|one| one.media_types.iter().any(is_json));
    let at = match variety {
        Variety::Round(round) => round % all.len().max(1),
        Variety::Examples | Variety::Chance => usual.unwrap_or(0),
    };
    all.get(at).map_or(whole, |one| Sent {
        ty: &one.ty,
        rules: &one.rules,
        media_types: names(&one.media_types),
    })
}
