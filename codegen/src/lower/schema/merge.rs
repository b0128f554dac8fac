//! `allOf`: one schema that has what all its members have.

use super::{constants, merge_bounds};
use crate::diagnostic::Code;
use crate::document::{EXACT_BOUNDS, KEYWORDS, Place, SUBTYPES, XML};
use crate::lower::context::{Context, keywords};
use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};
use std::collections::BTreeSet;

/// No description has an `allOf` in an `allOf` this many times over.
const DEEPEST: usize = 50;

/// What the members of an `allOf` come to.
pub(super) struct Merged {
    /// A schema for the type, which takes every value that all members take.
    pub(super) schema: Schema,
    /// Whether it takes no other.
    pub(super) is_exact: bool,
}

/// The schema with the members of its `allOf` merged into it; `None` if it
/// contains itself that way.
pub(super) fn all_of(ctx: &Context<'_>, schema: &Schema, place: &Place<'_>) -> Option<Merged> {
    let mut merge = Merge {
        ctx,
        place,
        whole: schema,
        path: Vec::new(),
        merged: BTreeSet::new(),
        depth: 0,
        is_exact: true,
    };
    Some(Merged {
        schema: merge.flat(schema)?,
        is_exact: merge.is_exact,
    })
}

/// Takes away what no type expresses, and what it changes the meaning of;
/// whether there was any.
fn strip(schema: &mut Schema) -> bool {
    let kept = schema.schema_data.extensions.shift_remove(KEYWORDS);
    let SchemaKind::Any(any) = &mut schema.schema_kind else {
        return false;
    };
    let had_not = any.not.take().is_some();
    let has = |keyword| {
        kept.as_ref()
            .is_some_and(|kept| kept.get(keyword).is_some())
    };
    if has("patternProperties") {
        any.additional_properties = None;
    }
    if has("prefixItems") {
        any.items = None;
    }
    had_not || kept.is_some()
}

struct Merge<'a, 'c> {
    ctx: &'a Context<'c>,
    place: &'a Place<'a>,
    /// What is being made.
    whole: &'a Schema,
    /// Components that are being merged, to see a cycle.
    path: Vec<String>,
    /// Components that have been: a second time adds nothing.
    merged: BTreeSet<String>,
    depth: usize,
    /// Whether the merged schema says all that the members say.
    is_exact: bool,
}

impl Merge<'_, '_> {
    fn flat(&mut self, schema: &Schema) -> Option<Schema> {
        if self.ctx.report.has(Code::FileTooLarge) {
            return None;
        }
        if self.depth > DEEPEST {
            let message = format!("`allOf` leads through more than {DEEPEST} schemas");
            let place = self.place.key("allOf");
            self.ctx.report.add(Code::FileTooLarge, place, message);
            return None;
        }
        self.depth += 1;
        let flat = self.members(schema);
        self.depth -= 1;
        flat
    }

    fn members(&mut self, schema: &Schema) -> Option<Schema> {
        let collapsed = constants::collapsed(schema);
        let mut schema = collapsed.unwrap_or_else(|| schema.clone());
        let has_more = strip(&mut schema);
        // The whole has a condition of its own for these.
        self.is_exact &= !has_more || self.depth == 1;
        let mut any = keywords(&schema).clone();
        let mut data = schema.schema_data;
        let members = std::mem::take(&mut any.all_of);
        for member in &members {
            let member = self.member(member)?;
            self.add(&mut any, keywords(&member));
            self.is_exact &= merge_bounds::add(&mut any, &mut data, &member);
            add_data(&mut data, &member.schema_data);
        }
        Some(Schema {
            schema_data: data,
            schema_kind: SchemaKind::Any(any),
        })
    }

    fn member(&mut self, member: &ReferenceOr<Schema>) -> Option<Schema> {
        let (schema, name) = self.ctx.resolve(member)?;
        let Some(name) = name else {
            return self.flat(schema);
        };
        if self.path.contains(&name) {
            let message = format!("`allOf` makes the schema `{name}` a part of itself");
            self.ctx
                .report
                .add(Code::EndlessSchema, self.place.key("allOf"), message);
            return None;
        }
        if !self.merged.insert(name.clone()) {
            return Some(nothing());
        }
        self.path.push(name);
        let mut flat = self.flat(schema);
        if let Some(flat) = &mut flat {
            self.leave_subtypes(flat);
        }
        self.path.pop();
        flat
    }

    /// A base lists its subtypes in `oneOf`, and each of them has the base in
    /// its `allOf`: what a subtype takes from it is the rest.
    fn leave_subtypes(&self, base: &mut Schema) {
        let SchemaKind::Any(any) = &mut base.schema_kind else {
            return;
        };
        let mut branches = any.one_of.iter().chain(&any.any_of);
        let is_base_itself = self.whole.schema_data.extensions.contains_key(SUBTYPES);
        let leads_back = is_base_itself
            || branches.any(|branch| match self.ctx.resolve(branch) {
                Some((schema, name)) => {
                    std::ptr::eq(schema, self.whole)
                        || name.is_some_and(|name| self.path.contains(&name))
                }
                None => false,
            });
        if leads_back {
            any.one_of.clear();
            any.any_of.clear();
            base.schema_data.discriminator = None;
        }
    }

    fn add(&mut self, into: &mut AnySchema, from: &AnySchema) {
        self.add_extra(into, from);
        match (into.typ.as_deref(), from.typ.as_deref()) {
            (None, _) | (Some("number"), Some("integer")) => into.typ.clone_from(&from.typ),
            (_, None) | (Some("integer"), Some("number")) => {}
            (own, other) => self.is_exact &= own == other,
        }
        for (name, property) in &from.properties {
            match into.properties.get_mut(name) {
                None => {
                    into.properties.insert(name.clone(), property.clone());
                }
                Some(known) if !says_the_same(known, property) => *known = both(known, property),
                Some(_) => {}
            }
        }
        for name in &from.required {
            if !into.required.contains(name) {
                into.required.push(name.clone());
            }
        }
        self.is_exact &= keep(&mut into.items, &from.items)
            & keep(&mut into.format, &from.format)
            & keep(&mut into.pattern, &from.pattern);
        most(&mut into.min_length, from.min_length);
        most(&mut into.min_items, from.min_items);
        most(&mut into.min_properties, from.min_properties);
        least(&mut into.max_length, from.max_length);
        least(&mut into.max_items, from.max_items);
        least(&mut into.max_properties, from.max_properties);
        if from.unique_items == Some(true) {
            into.unique_items = Some(true);
        }
        self.add_lists(into, from);
    }

    /// What a member says of other properties holds for those that only the
    /// others name, which the merged object cannot say.
    fn add_extra(&mut self, into: &mut AnySchema, from: &AnySchema) {
        let says = |one: &AnySchema| {
            !matches!(
                one.additional_properties,
                None | Some(AdditionalProperties::Any(true))
            )
        };
        let names_more = |one: &AnySchema, than: &AnySchema| {
            let mut names = one.properties.keys();
            names.any(|name| !than.properties.contains_key(name))
        };
        let is_same = into.additional_properties == from.additional_properties;
        self.is_exact &= !(says(into) && says(from) && !is_same
            || says(into) && names_more(from, into)
            || says(from) && names_more(into, from));
        match (&into.additional_properties, &from.additional_properties) {
            (_, None) => {}
            (None | Some(AdditionalProperties::Any(true)), from) => {
                into.additional_properties.clone_from(from);
            }
            (Some(_), Some(_)) => {}
        }
    }

    /// Lists of values and of branches are kept where one member has them;
    /// what two have is not combined.
    fn add_lists(&mut self, into: &mut AnySchema, from: &AnySchema) {
        if into.enumeration.is_empty() {
            into.enumeration.clone_from(&from.enumeration);
        } else if !from.enumeration.is_empty() {
            let shared = |value: &&serde_json::Value| from.enumeration.contains(value);
            let shared: Vec<_> = into.enumeration.iter().filter(shared).cloned().collect();
            match shared.is_empty() {
                true => self.is_exact = false,
                false => into.enumeration = shared,
            }
        }
        for (into, from) in [
            (&mut into.one_of, &from.one_of),
            (&mut into.any_of, &from.any_of),
        ] {
            if into.is_empty() {
                into.clone_from(from);
            } else if !from.is_empty() && into != from {
                self.is_exact = false;
            }
        }
    }
}

/// Whether two schemas of a property are one, apart from what is said about
/// it.
fn says_the_same(a: &ReferenceOr<Box<Schema>>, b: &ReferenceOr<Box<Schema>>) -> bool {
    a == b || named(a).is_some_and(|name| Some(name) == named(b))
}

/// The component that a schema only refers to.
fn named(schema: &ReferenceOr<Box<Schema>>) -> Option<&str> {
    match schema {
        ReferenceOr::Reference { reference } => Some(reference),
        ReferenceOr::Item(schema) => match super::sole_member(keywords(schema))? {
            ReferenceOr::Reference { reference } => Some(reference),
            ReferenceOr::Item(_) => None,
        },
    }
}

/// A schema that says nothing.
fn nothing() -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(AnySchema::default()),
    }
}

/// A schema that both must agree with.
fn both(a: &ReferenceOr<Box<Schema>>, b: &ReferenceOr<Box<Schema>>) -> ReferenceOr<Box<Schema>> {
    let unboxed = |schema: &ReferenceOr<Box<Schema>>| match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference {
            reference: reference.clone(),
        },
        ReferenceOr::Item(schema) => ReferenceOr::Item((**schema).clone()),
    };
    ReferenceOr::Item(Box::new(Schema {
        schema_kind: SchemaKind::Any(AnySchema {
            all_of: vec![unboxed(a), unboxed(b)],
            ..AnySchema::default()
        }),
        ..nothing()
    }))
}

fn add_data(into: &mut SchemaData, from: &SchemaData) {
    keep(&mut into.description, &from.description);
    keep(&mut into.discriminator, &from.discriminator);
    keep(&mut into.default, &from.default);
    // Those of the bounds go with the bounds, and XML is read elsewhere.
    let others = from
        .extensions
        .iter()
        .filter(|(name, _)| ![EXACT_BOUNDS, XML].contains(&name.as_str()));
    for (name, value) in others {
        into.extensions
            .entry(name.clone())
            .or_insert_with(|| value.clone());
    }
    into.read_only |= from.read_only;
    into.write_only |= from.write_only;
}

/// Keeps the first value; whether that says all that both say.
fn keep<T: Clone + PartialEq>(into: &mut Option<T>, from: &Option<T>) -> bool {
    if into.is_none() {
        into.clone_from(from);
    }
    from.is_none() || into == from
}

fn most<T: PartialOrd>(into: &mut Option<T>, from: Option<T>) {
    if into
        .as_ref()
        .is_none_or(|into| from.as_ref().is_some_and(|from| from > into))
    {
        *into = from;
    }
}

fn least<T: PartialOrd>(into: &mut Option<T>, from: Option<T>) {
    match (&into, &from) {
        (None, _) => *into = from,
        (Some(a), Some(b)) if b < a => *into = from,
        _ => {}
    }
}
