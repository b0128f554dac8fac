//! What is answered to a valid request: a documented response, with examples
//! or with values that are drawn.

use super::draw::{self, Direction, Heights, Source, Variety};
use super::prefer::Preferences;
use super::schemas::{Schemas, Slot};
use super::table::{location, names};
use super::typed::Typed;
use super::value::Value;
use crate::ir::{self, Carried, Parameter, Response, Rules, Status, Type};
use serde_json::Value as Json;
use specwright_runtime::Reply;
use specwright_runtime::http::HeaderMap;
use specwright_runtime::operation::Operation;
use specwright_runtime::outcome::Asked;
use specwright_runtime::server::{Rejection, Request};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// An operation in the two forms that it has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Served {
    pub(super) known: &'static ir::Operation,
    pub(super) facts: &'static Operation,
}

/// All that is needed to answer.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) schemas: Schemas,
    pub(super) heights: Heights,
    pub(super) seed: u64,
    pub(super) operations: Vec<Served>,
    made: Mutex<BTreeMap<Key, Made>>,
}

/// What a response is made for: the operation, the response and which of its
/// bodies, by position, the name of an example, and what is drawn otherwise.
pub(super) type Key = (usize, usize, usize, Option<String>, Variety);

/// A response that can be sent, or why there is none.
pub(super) type Made = Result<Arc<Content>, Arc<str>>;

/// What is in a response.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) body: Value,
    /// What the body is.
    pub(super) ty: &'static Type,
    pub(super) media_types: &'static [&'static str],
    pub(super) headers: Vec<(&'static str, Value)>,
}

impl Content {
    /// The answer with this in it.
    pub(super) fn written(&self, asked: &Asked, status: u16) -> Reply {
        let value = match status {
            // HTTP allows no body here (RFC 9110, section 6.4.1).
            100..=199 | 204 | 205 | 304 => Value::Absent,
            _ => self.body.clone(),
        };
        let typed = Typed {
            value,
            ty: self.ty,
            media_types: self.media_types,
        };
        let reply = Reply::new(asked, status, typed);
        let headers = self.headers.iter();
        headers.fold(reply, |reply, (name, value)| reply.with_header(name, value))
    }
}

/// A response that has been chosen.
struct Choice {
    response: usize,
    status: u16,
    example: Option<String>,
    applied: Vec<String>,
}

impl Service {
    pub(super) fn new(
        schemas: Schemas,
        heights: Heights,
        seed: u64,
        operations: Vec<Served>,
    ) -> Self {
        Self {
            schemas,
            heights,
            seed,
            operations,
            made: Mutex::default(),
        }
    }

    /// Answers a request.
    ///
    /// # Errors
    /// If the request is not valid, or no valid answer can be made.
    pub(super) fn answer<C>(&self, request: &mut Request<C>) -> Result<Reply, Rejection> {
        let operation = request.operation();
        let mut all = self.operations.iter();
        let Some(at) = all.position(|one| std::ptr::eq(one.facts, operation)) else {
            return Err(Rejection::internal("the operation is not known"));
        };
        let served = self.operations[at];
        self.read(served.known, request)?;
        let choice = self.choose(served.known, request.headers());
        let Some(choice) = choice else {
            return Ok(Reply::new(&request.asked, 204, Value::Absent));
        };
        let dynamic = Preferences::of(request.headers()).dynamic;
        let response = &served.known.responses[choice.response];
        let liked = self.liked(response, request.asked.accept());
        let variety = match dynamic {
            true => Variety::Chance,
            false => Variety::Examples,
        };
        let key = (at, choice.response, liked, choice.example, variety);
        let content = self.made(key).map_err(|reason| {
            let text = format!(
                "no valid answer of status {} can be made: {reason}",
                choice.status
            );
            Rejection::internal(text)
        })?;
        let mut reply = content.written(&request.asked, choice.status);
        if !choice.applied.is_empty() {
            let applied = choice.applied.join(", ");
            reply = reply.with_header("preference-applied", &Value::Text(applied));
        }
        Ok(reply)
    }

    /// Reads a request as a generated handler does: what is required, the
    /// body, what is optional.
    fn read<C>(
        &self,
        known: &'static ir::Operation,
        request: &mut Request<C>,
    ) -> Result<(), Rejection> {
        let take = |request: &Request<C>, parameter: &'static Parameter| {
            let slot = self.slot(&parameter.ty, &parameter.rules, !parameter.required);
            request
                .parameter_by(location(parameter.location), &parameter.name, &slot)
                .map(drop)
        };
        let (required, optional): (Vec<_>, Vec<_>) =
            known.parameters.iter().partition(|one| one.required);
        required
            .into_iter()
            .try_for_each(|one| take(request, one))?;
        // The items of a stream are not looked at.
        let is_items = |ty: &Type| matches!(ty, Type::Lines(_) | Type::Events(_));
        if let Some(body) = &known.body
            && let (ty, rules) = self.sent(body, request)
            && !is_items(ty)
        {
            let slot = self.slot(ty, rules, false);
            match body.required {
                true => _ = request.body_by(&slot)?,
                false => _ = request.optional_body_by(&slot)?,
            }
        }
        optional.into_iter().try_for_each(|one| take(request, one))
    }

    pub(super) fn slot(
        &self,
        ty: &'static Type,
        rules: &'static Rules,
        optional: bool,
    ) -> Slot<'_> {
        Slot {
            schemas: &self.schemas,
            ty,
            rules,
            optional,
        }
    }

    /// Chooses a response; `None` if none is documented.
    fn choose(&self, known: &'static ir::Operation, headers: &HeaderMap) -> Option<Choice> {
        let preferences = Preferences::of(headers);
        let responses = &known.responses;
        let mut applied = Vec::new();
        let preferred = preferences.code.and_then(|code| {
            let response = documented(responses, code)?;
            applied.push(format!("code={code}"));
            Some((response, code))
        });
        let named = preferences.example.as_deref();
        let has_example =
            |at: usize| named.is_some_and(|name| self.example(&responses[at], name).is_some());
        let usual = usual(responses);
        let (response, status) = preferred.or_else(|| {
            let others = || (0..responses.len()).map(|at| (at, status_of(&responses[at])));
            let mut all = usual.into_iter().chain(others());
            all.find(|(at, _)| has_example(*at)).or(usual)
        })?;
        let example = named.filter(|_| has_example(response)).map(str::to_owned);
        applied.extend(
            example
                .iter()
                .map(|name| format!("example={}", quoted(name))),
        );
        if preferences.dynamic {
            applied.push("dynamic=true".to_owned());
        }
        Some(Choice {
            response,
            status,
            example,
            applied,
        })
    }

    /// The example of a response with a name, if it is valid.
    fn example(
        &self,
        response: &'static Response,
        name: &str,
    ) -> Option<(&'static Carried, &'static Json)> {
        let mut named = response.bodies.iter().flat_map(|body| {
            let examples = body.rules.hints.examples.iter();
            examples.map(move |example| (body, example))
        });
        let (body, example) = named.find(|(_, example)| example.name == name)?;
        let value = Value::Json(example.value.clone());
        let slot = self.slot(&body.ty, &body.rules, false);
        slot.judge(&value).ok().map(|()| (body, &example.value))
    }

    /// What is in a response: made once, and the same for a seed whatever has
    /// been called before.
    pub(super) fn made(&self, key: Key) -> Made {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = made.get(&key) {
            return known.clone();
        }
        let content = self.make(&key).map(Arc::new).map_err(Arc::from);
        made.entry(key).or_insert(content).clone()
    }

    fn make(&self, (operation, response, body, example, variety): &Key) -> Result<Content, String> {
        let known = self.operations[*operation].known;
        let response = &known.responses[*response];
        let named = example
            .as_ref()
            .and_then(|name| self.example(response, name));
        let known_body = named.map_or_else(|| response.bodies.get(*body), |(body, _)| Some(body));
        let media_types = known_body.map_or(&[][..], |body| names(&body.media_types));
        let body = match (example, known_body) {
            (_, None) => Value::Absent,
            (Some(_), Some(_)) => named.map_or(Value::Absent, |(_, one)| Value::Json(one.clone())),
            (None, Some(body)) => self.carried(known, response, body, *variety)?,
        };
        let mut headers = Vec::new();
        for header in response
            .values
            .iter()
            .filter(|one| !is_of_connection(&one.name))
        {
            match self.carried(known, response, header, *variety) {
                Ok(value) => headers.push((header.name.as_str(), value)),
                Err(_) if !header.required => {}
                Err(reason) => return Err(format!("the header `{}`: {reason}", header.name)),
            }
        }
        Ok(Content {
            body,
            ty: known_body.map_or(&Type::Unit, |body| &body.ty),
            media_types,
            headers,
        })
    }

    fn carried(
        &self,
        operation: &'static ir::Operation,
        response: &'static Response,
        carried: &'static Carried,
        variety: Variety,
    ) -> Result<Value, String> {
        let name = format!("{:?} {}", response.status, carried.name);
        let slot = (&carried.ty, &carried.rules);
        self.draw((operation, &name), slot, Direction::Response, variety)
    }

    /// Draws a value for a place in an operation.
    pub(super) fn draw(
        &self,
        (operation, name): (&'static ir::Operation, &str),
        slot: (&'static Type, &'static Rules),
        direction: Direction,
        variety: Variety,
    ) -> Result<Value, String> {
        let source = Source {
            schemas: &self.schemas,
            heights: &self.heights,
            direction,
            variety,
        };
        let place = format!("{:?} {} {name}", operation.method, operation.path);
        let drawn = draw::value(source, slot, seed_of(self.seed, &place));
        drawn.map_err(|refusal| refusal.to_string())
    }

    /// The responses that cannot be made, each with the reason.
    pub(super) fn refusals(&self) -> Vec<String> {
        let mut found = Vec::new();
        for (at, served) in self.operations.iter().enumerate() {
            for (response, documented) in served.known.responses.iter().enumerate() {
                let bodies = 0..documented.bodies.len().max(1);
                let all =
                    bodies.map(|body| self.make(&(at, response, body, None, Variety::Examples)));
                for reason in all.filter_map(Result::err) {
                    let (method, path) = (&served.facts.method, &served.known.path);
                    let status = status_of(documented);
                    found.push(format!("{method} {path}, status {status}: {reason}"));
                }
            }
        }
        found
    }
}

/// The documented response for a status that can be sent.
pub(super) fn documented(responses: &[Response], code: u16) -> Option<usize> {
    let range = u8::try_from(code / 100).ok()?;
    let wanted = [Status::Code(code), Status::Range(range), Status::Default];
    let find = |status: Status| responses.iter().position(|one| one.status == status);
    let found = wanted.into_iter().find_map(find);
    found.filter(|_| (200..=599).contains(&code))
}

/// The first success, else the first response.
fn usual(responses: &[Response]) -> Option<(usize, u16)> {
    let found = || (0..responses.len()).map(|at| (at, status_of(&responses[at])));
    found()
        .find(|(_, status)| (200..300).contains(status))
        .or_else(|| found().find(|(_, status)| (300..400).contains(status)))
        .or_else(|| found().find(|(_, status)| *status >= 200))
}

/// A status that the response is for.
pub(super) fn status_of(response: &Response) -> u16 {
    match response.status {
        Status::Code(code) => code,
        Status::Range(class) => u16::from(class) * 100,
        Status::Default => 200,
    }
}

/// Headers that say how a message travels: whoever sends it knows that.
fn is_of_connection(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "connection",
        "content-encoding",
        "content-length",
        "keep-alive",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];
    NAMES.contains(&name)
}

/// A value as a preference has it: a token, or a string in quotes.
fn quoted(text: &str) -> String {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    match !text.is_empty() && text.bytes().all(is_token) {
        true => text.to_owned(),
        false => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// A seed for a place, the same on all machines (FNV-1a).
fn seed_of(seed: u64, place: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    place.bytes().fold(start, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
