//! The types of an API, read when the program runs: what the models of
//! generated code do, done by walking the same terms they are emitted from.
//!
//! Reading and checking call the runtime where emitted code does, in the same
//! order, so that the verdicts and their words are the same.

use super::value::Value;
use crate::ir::{
    Api, Branch, Condition, Extra, Field, Float, Hints, Integer, Rules, Struct, Text, Type,
    TypeKind, Union, UnionRule,
};
use specwright_runtime::check::{Check, Violations};
use specwright_runtime::wire::{
    self, DecodeError, Node, Problem, Reader, exactly_one_by, first_match_by, reread,
};
use specwright_runtime::{File, Map, Nullable, Pattern, text};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// What most places demand beyond the type.
pub(super) static NO_RULES: Rules = Rules {
    own: Vec::new(),
    inner: None,
    hints: Hints {
        examples: Vec::new(),
        format: None,
    },
};

/// The types and conditions of an API.
#[derive(Debug)]
pub(super) struct Schemas {
    pub(super) api: &'static Api,
    conditions: BTreeMap<&'static str, &'static Condition>,
    /// Patterns that were asked for.
    patterns: Mutex<BTreeMap<&'static str, &'static Pattern>>,
}

/// A place for a value: its type, what it must obey besides, and whether it
/// may be missing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot<'a> {
    pub(super) schemas: &'a Schemas,
    pub(super) ty: &'static Type,
    pub(super) rules: &'static Rules,
    pub(super) optional: bool,
}

impl Reader for Slot<'_> {
    type Value = Value;

    fn decode(&self, node: Node<'_>) -> Result<Value, DecodeError> {
        self.schemas.decode(self.ty, node)
    }

    fn absent(&self) -> Option<Value> {
        match self.optional {
            true => Some(Value::Absent),
            false => self.schemas.absent(self.ty),
        }
    }

    fn is_bytes(&self) -> bool {
        matches!(self.schemas.resolved(self.ty), Type::Bytes | Type::Payload)
    }

    fn check(&self, value: &Value, check: &mut Check<'_>) {
        self.schemas.check(self.ty, value, check);
        self.schemas.rules(self.ty, self.rules, value, check);
    }
}

impl Slot<'_> {
    /// Says why a value does not belong here.
    ///
    /// # Errors
    /// If it does not.
    pub(super) fn judge(&self, value: &Value) -> Result<(), String> {
        let read = reread(value, |node| self.decode(node));
        let read = read.map_err(|error| error.to_string())?;
        let found = Violations::found(&|check| self.check(&read, check));
        found.map_err(|violations| violations.to_string())
    }
}

impl Schemas {
    pub(super) fn new(api: &'static Api) -> Self {
        let conditions = api.conditions.iter();
        Self {
            api,
            conditions: conditions
                .map(|named| (named.ident.plain(), &named.condition))
                .collect(),
            patterns: Mutex::default(),
        }
    }

    /// The condition that others refer to by a name.
    pub(super) fn condition(&self, name: &str) -> Option<&'static Condition> {
        self.conditions.get(name).copied()
    }

    /// The pattern of a text, which is compiled once.
    pub(super) fn pattern(&self, text: &'static str) -> &'static Pattern {
        let mut known = self.patterns.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .entry(text)
            .or_insert_with(|| Box::leak(Box::new(Pattern::new(text))))
    }

    /// The type behind aliases.
    pub(super) fn resolved(&self, ty: &'static Type) -> &'static Type {
        let mut ty = ty;
        while let Type::Named(id) = ty {
            match &self.api.def(*id).kind {
                TypeKind::Alias(target) => ty = target,
                TypeKind::Struct(_)
                | TypeKind::StringEnum(_)
                | TypeKind::Union(_)
                | TypeKind::Choice(_)
                | TypeKind::Wrapper(..) => break,
            }
        }
        ty
    }

    /// What stands for a value of the type that is not there.
    fn absent(&self, ty: &'static Type) -> Option<Value> {
        match self.resolved(ty) {
            Type::Unit => Some(Value::Absent),
            Type::Boxed(inner) => self.absent(inner),
            _ => None,
        }
    }

    /// Reads a value of a type.
    pub(super) fn decode(&self, ty: &'static Type, node: Node<'_>) -> Result<Value, DecodeError> {
        Ok(match ty {
            Type::Any => Value::Json(node.decode()?),
            Type::Unit => Value::Absent,
            Type::Bool => Value::Bool(node.bool()?),
            Type::Integer(kind) => Value::Integer(integer(*kind, node)?),
            Type::Float(Float::F32) => Value::F32(node.decode()?),
            Type::Float(Float::F64) => Value::F64(node.decode()?),
            Type::String => Value::Text(node.decode()?),
            Type::Text(format) => {
                formatted(*format, node)?;
                Value::Text(node.decode()?)
            }
            Type::Bytes | Type::File | Type::Payload => Value::File(node.decode::<File>()?),
            Type::Array(item) => {
                let mut items = Vec::new();
                for node in node.items()? {
                    let read = self.decode(item, node);
                    items.push(read.map_err(|error| error.at_index(items.len()))?);
                }
                Value::Array(items)
            }
            Type::Map(value) => Value::Map(self.map(value, node)?),
            Type::Nullable(inner) => {
                let read = Nullable::decode_by(node, |node| self.decode(inner, node))?;
                read.into_option().unwrap_or(Value::Null)
            }
            Type::Boxed(inner) | Type::Lines(inner) | Type::Events(inner) => {
                self.decode(inner, node)?
            }
            Type::Named(id) => match &self.api.def(*id).kind {
                TypeKind::Alias(target) | TypeKind::Wrapper(target, _) => {
                    self.decode(target, node)?
                }
                TypeKind::Struct(object) => self.structure(object, node)?,
                TypeKind::Union(union) => self.union(union, node)?,
                // Which of its types a body has is known before it is read.
                TypeKind::Choice(_) => Value::Json(node.decode()?),
                TypeKind::StringEnum(list) => {
                    let text: String = node.decode()?;
                    if !list.is_open && list.values.iter().all(|value| value.text != text) {
                        return Err(wire::not_listed());
                    }
                    Value::Text(text)
                }
            },
        })
    }

    fn map(&self, value: &'static Type, node: Node<'_>) -> Result<Map<Value>, DecodeError> {
        let mut map = Map::new();
        for (name, node) in node.entries()? {
            let read = self.decode(value, node);
            let read = read.map_err(|error| error.at(name.to_owned()))?;
            if map.insert(name.to_owned(), read).is_some() {
                return Err(DecodeError::new(Problem::DuplicateProperty).at(name.to_owned()));
            }
        }
        Ok(map)
    }

    /// Properties in the order in which emitted code reads them: what a
    /// constructor takes comes first.
    fn structure(&self, object: &'static Struct, node: Node<'_>) -> Result<Value, DecodeError> {
        let mut reader = node.object()?;
        let mut values = vec![Value::Absent; object.fields.len()];
        let is_first = |field: &Field| object.is_argument(field);
        let first = object.fields.iter().enumerate();
        let first = first.filter(|(_, field)| is_first(field));
        let then = object.fields.iter().enumerate();
        let then = then.filter(|(_, field)| !is_first(field));
        for (at, field) in first.chain(then) {
            values[at] = self.field(field, &mut reader)?;
        }
        let mut others = Map::new();
        if let Extra::Kept(_, ty, _) = &object.extra {
            others = reader.rest_by(|node| self.decode(ty, node))?;
        }
        let value = Value::Struct(object, values, others);
        match object.extra {
            Extra::Refused => reader.finish_closed(value),
            Extra::Ignored | Extra::Kept(..) => reader.finish(value),
        }
    }

    fn field(
        &self,
        field: &'static Field,
        reader: &mut wire::Object<'_>,
    ) -> Result<Value, DecodeError> {
        let node = match reader.take(&field.name) {
            Some(node) => node,
            None if !field.required => return Ok(Value::Absent),
            None => match self.absent(&field.ty) {
                Some(absent) => return Ok(absent),
                None => reader
                    .nothing()
                    .map_err(|error| error.at(field.name.as_str()))?,
            },
        };
        self.decode(&field.ty, node)
            .map_err(|error| error.at(field.name.as_str()))
    }

    fn union(&self, union: &'static Union, node: Node<'_>) -> Result<Value, DecodeError> {
        let attempts = union.branches.iter().enumerate().map(|(at, branch)| {
            let attempt = move |node: Node<'_>| {
                self.attempt(branch, node)
                    .map(|value| Value::Branch(union, at, Box::new(value)))
            };
            (branch.ident.plain(), attempt)
        });
        let discriminator = match &union.rule {
            UnionRule::ExactlyOne => return exactly_one_by(node, attempts),
            UnionRule::FirstMatch => return first_match_by(node, attempts),
            UnionRule::Discriminator(discriminator) => discriminator,
        };
        let named = |tag: &str| {
            let mut branches = union.branches.iter().enumerate();
            branches.find(|(at, branch)| {
                discriminator.otherwise != Some(*at) && branch.tags.iter().any(|one| one == tag)
            })
        };
        let tag = node.discriminator(&discriminator.property);
        let at = match (tag, discriminator.otherwise) {
            (Ok(tag), otherwise) => named(tag).map(|(at, _)| at).or(otherwise),
            (Err(_), Some(otherwise)) => Some(otherwise),
            (Err(error), None) => return Err(error),
        };
        match at {
            None => Err(wire::unknown_discriminator(&discriminator.property)),
            Some(at) => {
                let value = self.decode(&union.branches[at].ty, node)?;
                Ok(Value::Branch(union, at, Box::new(value)))
            }
        }
    }

    /// A branch counts only if the value also obeys its rules.
    fn attempt(&self, branch: &'static Branch, node: Node<'_>) -> Result<Value, DecodeError> {
        let value = self.decode(&branch.ty, node)?;
        let broken = |found| DecodeError::new(Problem::Violations(found));
        Violations::found(&|check| self.check(&branch.ty, &value, check)).map_err(broken)?;
        let own = |check: &mut Check<'_>| self.rules(&branch.ty, &branch.rules, &value, check);
        Violations::found(&own).map_err(broken)?;
        Ok(value)
    }
}

fn integer(kind: Integer, node: Node<'_>) -> Result<i128, DecodeError> {
    Ok(match kind {
        Integer::I8 => node.decode::<i8>()?.into(),
        Integer::I16 => node.decode::<i16>()?.into(),
        Integer::I32 => node.decode::<i32>()?.into(),
        Integer::I64 => node.decode::<i64>()?.into(),
        Integer::U8 => node.decode::<u8>()?.into(),
        Integer::U16 => node.decode::<u16>()?.into(),
        Integer::U32 => node.decode::<u32>()?.into(),
        Integer::U64 => node.decode::<u64>()?.into(),
    })
}

/// Fails if a string does not have the format.
fn formatted(format: Text, node: Node<'_>) -> Result<(), DecodeError> {
    match format {
        Text::DateTime => node.decode::<text::DateTime>().map(drop),
        Text::Date => node.decode::<text::Date>().map(drop),
        Text::Time => node.decode::<text::Time>().map(drop),
        Text::Duration => node.decode::<text::Duration>().map(drop),
        Text::Uuid => node.decode::<text::Uuid>().map(drop),
        Text::Uri => node.decode::<text::Uri>().map(drop),
        Text::Ipv4 => node.decode::<text::Ipv4>().map(drop),
        Text::Ipv6 => node.decode::<text::Ipv6>().map(drop),
        Text::Decimal => node.decode::<text::Decimal>().map(drop),
        Text::Base64 => node.decode::<text::Base64>().map(drop),
        Text::Secret => node.decode::<text::Secret>().map(drop),
    }
}
