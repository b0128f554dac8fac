//! Values out of schemas, by chance: those of a seed are always the same.
//!
//! A value is drawn from what its type and its rules say, as far as that goes
//! straight; the rest is found by trial, with the reader that also judges
//! requests. All work is bounded: a schema that has no value, or none of
//! reasonable size, is refused with a reason.

mod facts;
mod height;
mod list;
mod named;
mod number;
mod object;
mod pattern;
mod refusal;
mod text;

pub(super) use height::Heights;
pub(super) use refusal::Refusal;

use super::schemas::{NO_RULES, Schemas, Slot};
use super::value::Value;
use crate::ir::{Condition, Constraint, Kind, Rules, Type, TypeKind};
use facts::Facts;
use serde_json::Value as Json;
use specwright_runtime::check::Violations;

/// How often a whole value is drawn until one is valid.
const ATTEMPTS: usize = 40;
/// How often a part of a value is drawn that has more to obey than its type.
const TRIES: usize = 12;
/// How many values may be drawn for one, with all attempts.
const BUDGET: usize = 60_000;
/// From so many on, only what must be there is drawn.
const LARGE: usize = 1_500;
/// Values are not nested deeper than this.
const DEEPEST: usize = 48;
/// From this depth on, only what must be there is drawn.
const DEEP: usize = 4;

/// In which direction a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// To the server.
    Request,
    /// From the server.
    Response,
}

/// How much of what may be there is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Richness {
    /// All.
    Full,
    /// What chance takes.
    Some,
    /// Nothing.
    Least,
}

/// What values are drawn from, and for whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    pub(super) schemas: &'a Schemas,
    pub(super) heights: &'a Heights,
    pub(super) direction: Direction,
    pub(super) variety: Variety,
}

/// Which of the values are drawn that a seed has for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Variety {
    /// Examples where they are valid, and what chance makes of the rest.
    Examples,
    /// What chance makes of all.
    Chance,
    /// For tests, one after the other: as with examples, then no more than
    /// must be there, then of each union another branch.
    Round(usize),
}

impl Variety {
    fn has_examples(self) -> bool {
        matches!(self, Self::Examples | Self::Round(0))
    }

    /// The first of the attempts.
    fn start(self) -> usize {
        usize::from(self == Self::Round(1))
    }

    /// Which branch a union is to have, if that is not left to chance.
    fn branch(self) -> Option<usize> {
        match self {
            Self::Round(round) => round.checked_sub(2),
            Self::Examples | Self::Chance => None,
        }
    }
}

/// A value being drawn.
struct Draw<'a> {
    source: Source<'a>,
    rng: fastrand::Rng,
    left: usize,
    /// How many values the one that is being drawn has.
    size: usize,
    examples: bool,
    richness: Richness,
}

/// Draws a valid value.
///
/// # Errors
/// If none is found.
pub(super) fn value(
    source: Source<'_>,
    (ty, rules): (&'static Type, &'static Rules),
    seed: u64,
) -> Result<Value, Refusal> {
    let slot = Slot {
        schemas: source.schemas,
        ty,
        rules,
        optional: false,
    };
    let mut draw = Draw {
        source,
        rng: fastrand::Rng::with_seed(seed),
        left: BUDGET,
        size: 0,
        examples: source.variety.has_examples(),
        richness: Richness::Full,
    };
    let mut refusal = None;
    for attempt in source.variety.start()..ATTEMPTS {
        draw.size = 0;
        draw.examples = source.variety.has_examples() && attempt < 3;
        draw.richness = match attempt {
            0 => Richness::Full,
            odd if odd % 2 == 1 => Richness::Least,
            _ => Richness::Some,
        };
        match draw.any(ty, rules, &[], 0) {
            Ok(value) => match slot.judge(&value) {
                Ok(()) => return Ok(value),
                Err(reason) => refusal = Some(Refusal::new(reason)),
            },
            Err(reason) => refusal = Some(reason),
        }
        if draw.left == 0 {
            break;
        }
    }
    Err(refusal.unwrap_or_else(|| Refusal::new("there is no value")))
}

impl<'a> Draw<'a> {
    fn schemas(&self) -> &'a Schemas {
        self.source.schemas
    }

    fn spend(&mut self) -> Result<(), Refusal> {
        self.size += 1;
        self.left = self.left.saturating_sub(1);
        match self.left {
            0 => Err(Refusal::new(format!(
                "no valid value was found among {BUDGET} parts of values"
            ))),
            _ => Ok(()),
        }
    }

    /// How much is drawn at a depth.
    fn richness(&self, depth: usize) -> Richness {
        match depth > DEEP || self.size > LARGE {
            true => Richness::Least,
            false => self.richness,
        }
    }

    /// Draws a value of a type that obeys rules and further conditions.
    fn any(
        &mut self,
        ty: &'static Type,
        rules: &'static Rules,
        further: &[&'static Condition],
        depth: usize,
    ) -> Result<Value, Refusal> {
        self.spend()?;
        if depth > DEEPEST {
            return Err(Refusal::new("a value would be nested without end"));
        }
        if self.examples
            && let Some(example) = self.example(ty, rules, further)
        {
            return Ok(example);
        }
        let tries = match self.is_plain(ty, rules, further) {
            true => return self.once(ty, rules, further, depth),
            false => TRIES,
        };
        let mut refusal = None;
        for _ in 0..tries {
            match self.once(ty, rules, further, depth) {
                Ok(value) => match self.judge(ty, rules, further, &value) {
                    Ok(()) => return Ok(value),
                    Err(reason) => refusal = Some(Refusal::new(reason)),
                },
                Err(reason) => refusal = Some(reason),
            }
            self.spend()?;
        }
        Err(refusal.unwrap_or_else(|| Refusal::new("there is no value")))
    }

    /// Whether whatever is drawn of the type is valid.
    fn is_plain(
        &self,
        ty: &'static Type,
        rules: &'static Rules,
        further: &[&'static Condition],
    ) -> bool {
        if !rules.own.is_empty() || !further.is_empty() {
            return false;
        }
        match self.schemas().held(ty) {
            Type::Named(id) => match &self.schemas().api.def(*id).kind {
                TypeKind::Union(_) | TypeKind::Choice(_) | TypeKind::Wrapper(..) => false,
                TypeKind::Struct(object) => {
                    object.condition.is_empty()
                        && object.min_properties.is_none()
                        && object.max_properties.is_none()
                }
                TypeKind::Alias(_) | TypeKind::StringEnum(_) => true,
            },
            _ => true,
        }
    }

    /// Says why a value is not valid.
    fn judge(
        &self,
        ty: &'static Type,
        rules: &'static Rules,
        further: &[&'static Condition],
        value: &Value,
    ) -> Result<(), String> {
        let schemas = self.schemas();
        let slot = Slot {
            schemas,
            ty,
            rules,
            optional: false,
        };
        slot.judge(value)?;
        let found = Violations::found(&|check| {
            for condition in further {
                check.test_by(value, &|test| schemas.test(condition, test));
            }
        });
        found.map_err(|violations| violations.to_string())
    }

    /// The first example that is valid here.
    fn example(
        &self,
        ty: &'static Type,
        rules: &'static Rules,
        further: &[&'static Condition],
    ) -> Option<Value> {
        let own = match self.schemas().held(ty) {
            Type::Named(id) => &self.schemas().api.def(*id).hints.examples[..],
            _ => &[],
        };
        let examples = rules.hints.examples.iter().chain(own);
        let mut values = examples.map(|example| Value::Json(example.value.clone()));
        values.find(|value| self.judge(ty, rules, further, value).is_ok())
    }

    fn once(
        &mut self,
        ty: &'static Type,
        rules: &'static Rules,
        further: &[&'static Condition],
        depth: usize,
    ) -> Result<Value, Refusal> {
        let mut facts = Facts::default();
        for constraint in &rules.own {
            match constraint {
                Constraint::Condition(condition) => self.gather(condition, &mut facts, 0),
                other => facts.constraints.push(other),
            }
        }
        for condition in further {
            self.gather(condition, &mut facts, 0);
        }
        if facts.nothing {
            return Err(Refusal::new("the schema allows no value"));
        }
        if let Some(listed) = self.listed(&facts) {
            return Ok(Value::Json(listed));
        }
        match ty {
            Type::Any => self.untyped(rules, facts, depth),
            Type::Unit => Ok(Value::Absent),
            Type::Bool => Ok(Value::Bool(self.rng.bool())),
            Type::Integer(kind) => number::integer(
                &mut self.rng,
                (kind.least(), kind.most()),
                &facts.constraints,
            )
            .map(Value::Integer),
            Type::Float(_) => number::float(&mut self.rng, &facts.constraints).map(Value::F64),
            Type::String => self.string(rules.hints.format.as_deref(), &facts),
            Type::Text(format) => Ok(Value::Text(text::formatted(&mut self.rng, *format))),
            Type::Bytes | Type::File | Type::Payload => {
                Ok(Value::Text(text::words(&mut self.rng, 3)))
            }
            Type::Array(item) => self.list((item, inner(rules)), facts, depth),
            Type::Map(value) => self.map((value, inner(rules)), facts, depth),
            Type::Nullable(held) => self.nullable(held, rules, further, depth),
            // One item is a stream of them.
            Type::Boxed(held) | Type::Lines(held) | Type::Events(held) => {
                self.once(held, rules, further, depth)
            }
            Type::Named(id) => self.named(*id, rules, further, facts, depth),
        }
    }

    fn listed(&mut self, facts: &Facts) -> Option<Json> {
        let listed = facts.listed.as_ref()?;
        let text = listed.get(self.rng.usize(..listed.len().max(1)))?;
        serde_json::from_str(text).ok()
    }

    fn string(&mut self, format: Option<&str>, facts: &Facts) -> Result<Value, Refusal> {
        let text = match facts.format {
            Some(format) => text::formatted(&mut self.rng, format),
            None => text::string(&mut self.rng, format, &facts.constraints)?,
        };
        Ok(Value::Text(text))
    }

    fn nullable(
        &mut self,
        held: &'static Type,
        rules: &'static Rules,
        further: &[&'static Condition],
        depth: usize,
    ) -> Result<Value, Refusal> {
        let is_null = match self.richness(depth) {
            Richness::Full => false,
            Richness::Some => self.rng.u8(..4) == 0,
            Richness::Least => depth > DEEP || self.rng.bool(),
        };
        if is_null {
            return Ok(Value::Null);
        }
        let drawn = self.once(held, rules, further, depth);
        Ok(drawn.unwrap_or(Value::Null))
    }

    /// A value of any type that obeys what is known of it.
    fn untyped(
        &mut self,
        rules: &'static Rules,
        facts: Facts,
        depth: usize,
    ) -> Result<Value, Refusal> {
        let format = rules.hints.format.as_deref();
        let kinds = facts.likely();
        let kind = match kinds.get(self.rng.usize(..kinds.len().max(1))) {
            Some(kind) => *kind,
            None if depth == 0 => Kind::Object,
            None => Kind::String,
        };
        match kind {
            Kind::Null => Ok(Value::Json(Json::Null)),
            Kind::Boolean => Ok(Value::Bool(self.rng.bool())),
            Kind::Integer => {
                let range = (i64::MIN.into(), i64::MAX.into());
                number::integer(&mut self.rng, range, &facts.constraints).map(Value::Integer)
            }
            Kind::Number => number::float(&mut self.rng, &facts.constraints).map(Value::F64),
            Kind::String => self.string(format, &facts),
            Kind::Array => self.list((&Type::Any, inner(rules)), facts, depth),
            Kind::Object => self.map((&Type::Any, inner(rules)), facts, depth),
        }
    }
}

/// The rules of what is inside a value.
fn inner(rules: &'static Rules) -> &'static Rules {
    rules.inner.as_deref().unwrap_or(&NO_RULES)
}
