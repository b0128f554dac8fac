//! Objects: structs and maps.

use super::facts::Facts;
use super::{Direction, Draw, Refusal, Richness, text};
use crate::ir::{Condition, Extra, Field, Rules, Struct, Type};
use crate::mock::schemas::NO_RULES;
use crate::mock::value::Value;
use specwright_runtime::Map;

/// Objects with more properties are not drawn.
const MOST: usize = 1_000;

impl Draw<'_> {
    pub(super) fn structure(
        &mut self,
        object: &'static Struct,
        mut facts: Facts,
        depth: usize,
    ) -> Result<Value, Refusal> {
        self.gather(&object.condition, &mut facts, 0);
        let mut values = Vec::new();
        for field in &object.fields {
            let must = field.required || facts.required.contains(&field.name.as_str());
            if !must && !self.takes(field, depth) {
                values.push(Value::Absent);
                continue;
            }
            let further = self.on_property(&facts, &field.name, true);
            match self.any(&field.ty, &field.rules, &further, depth + 1) {
                Ok(value) => values.push(value),
                Err(_) if !must => values.push(Value::Absent),
                Err(refusal) => return Err(refusal.at(field.name.as_str())),
            }
        }
        let (ty, rules) = match &object.extra {
            Extra::Kept(_, ty, rules) => (ty, rules),
            Extra::Ignored | Extra::Refused => (&Type::Any, &NO_RULES),
        };
        let is_new = |name: &&'static str| object.fields.iter().all(|field| field.name != *name);
        facts.required.retain(is_new);
        facts.properties.retain(|(name, _)| is_new(name));
        let present = |values: &[Value]| {
            let there = values.iter().filter(|one| !matches!(one, Value::Absent));
            there.count()
        };
        let least = object.min_properties.unwrap_or(0);
        let others = least.saturating_sub(present(&values));
        let others = self.entries((ty, rules), &facts, (others, others), depth)?;
        let most = object.max_properties.unwrap_or(usize::MAX);
        let mut over = (present(&values) + others.len()).saturating_sub(most);
        for (field, value) in object.fields.iter().zip(&mut values).rev() {
            if over > 0 && !field.required && !matches!(value, Value::Absent) {
                *value = Value::Absent;
                over -= 1;
            }
        }
        Ok(Value::Struct(object, values, others))
    }

    /// Whether an optional property is drawn. What only the other direction
    /// has is not, and what only this one has is always: whether it is
    /// required is known no more.
    fn takes(&mut self, field: &Field, depth: usize) -> bool {
        let (only_here, only_there) = match self.source.direction {
            Direction::Request => (field.write_only, field.read_only),
            Direction::Response => (field.read_only, field.write_only),
        };
        match self.richness(depth) {
            _ if only_there => false,
            _ if only_here => true,
            Richness::Full => true,
            Richness::Some => self.rng.bool(),
            Richness::Least => false,
        }
    }

    pub(super) fn map(
        &mut self,
        value: (&'static Type, &'static Rules),
        facts: Facts,
        depth: usize,
    ) -> Result<Value, Refusal> {
        let (least, most) = facts.counts();
        if least > most {
            let reason = format!("at least {least} properties and at most {most} cannot be");
            return Err(Refusal::new(reason));
        }
        let is_open = facts.others.iter().all(|one| one.is_empty()) && *value.0 != Type::Any;
        let wanted = match self.richness(depth) {
            Richness::Full if is_open || !facts.patterns.is_empty() => 1,
            Richness::Some if is_open => self.rng.usize(..3),
            Richness::Full | Richness::Some | Richness::Least => 0,
        };
        let wanted = wanted.clamp(least, most.max(least));
        let entries = self.entries(value, &facts, (least, wanted), depth)?;
        Ok(Value::Map(entries))
    }

    /// Properties that no field is for: those that must be there, and others
    /// until there are as many as wanted.
    fn entries(
        &mut self,
        (ty, rules): (&'static Type, &'static Rules),
        facts: &Facts,
        (least, wanted): (usize, usize),
        depth: usize,
    ) -> Result<Map<Value>, Refusal> {
        if least > MOST {
            let reason = format!("{least} properties are more than the {MOST} that are made");
            return Err(Refusal::new(reason));
        }
        let mut entries = Map::new();
        for name in &facts.required {
            let further = self.on_property(facts, name, true);
            let value = self.any(ty, rules, &further, depth + 1);
            entries.insert((*name).to_owned(), value.map_err(|one| one.at(*name))?);
        }
        let rich = self.richness(depth);
        for (name, _) in &facts.properties {
            let taken = rich == Richness::Full || rich == Richness::Some && self.rng.bool();
            if entries.contains_key(*name) || !taken {
                continue;
            }
            let further = self.on_property(facts, name, true);
            if let Ok(value) = self.any(ty, rules, &further, depth + 1) {
                entries.insert((*name).to_owned(), value);
            }
        }
        let mut misses = 0;
        while entries.len() < wanted && misses < 3 * MOST {
            let (name, is_known) = self.name(facts)?;
            let further = self.on_property(facts, &name, is_known);
            match self.any(ty, rules, &further, depth + 1) {
                Ok(value) if !entries.contains_key(&name) => _ = entries.insert(name, value),
                Ok(_) => misses += 1,
                Err(_) if entries.len() >= least => break,
                Err(refusal) => return Err(refusal.at(name)),
            }
        }
        Ok(entries)
    }

    /// A name for another property, and whether a pattern is about it.
    fn name(&mut self, facts: &Facts) -> Result<(String, bool), Refusal> {
        let at = self.rng.usize(..facts.patterns.len().max(1));
        if let Some((pattern, _)) = facts.patterns.get(at) {
            return Ok((super::pattern::matching(&mut self.rng, pattern, 0)?, true));
        }
        if facts.names.is_empty() {
            return Ok((text::word(&mut self.rng), false));
        }
        let name = self.any(&Type::String, &NO_RULES, &facts.names, 0)?;
        let name = match name {
            Value::Json(listed) => listed.as_str().unwrap_or_default().to_owned(),
            other => other.text().to_owned(),
        };
        Ok((name, false))
    }

    /// What the property with a name has to obey.
    fn on_property(&self, facts: &Facts, name: &str, known: bool) -> Vec<&'static Condition> {
        let own = facts.properties.iter().filter(|(own, _)| *own == name);
        let matches = |pattern: &'static str| self.schemas().pattern(pattern).is_match(name);
        let by_pattern = facts.patterns.iter().filter(|(one, _)| matches(one));
        let mut all: Vec<_> = own.chain(by_pattern).map(|(_, one)| *one).collect();
        if all.is_empty() && !known {
            all.extend(&facts.others);
        }
        all
    }
}

/// Gives a property of an object a value.
pub(super) fn set(value: &mut Value, property: &str, tag: &str) {
    let text = || Value::Text(tag.to_owned());
    match value {
        Value::Struct(object, fields, _) => {
            let mut named = object.fields.iter().zip(fields);
            if let Some((_, field)) = named.find(|(field, _)| field.name == property) {
                *field = text();
            }
        }
        Value::Map(entries) => _ = entries.insert(property.to_owned(), text()),
        Value::Json(serde_json::Value::Object(entries)) => {
            entries.insert(property.to_owned(), tag.into());
        }
        Value::Branch(_, _, inner) => set(inner, property, tag),
        Value::Absent
        | Value::Null
        | Value::Json(_)
        | Value::Bool(_)
        | Value::Integer(_)
        | Value::F32(_)
        | Value::F64(_)
        | Value::Text(_)
        | Value::File(_)
        | Value::Array(_) => {}
    }
}
