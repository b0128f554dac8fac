//! Schemas to types.
//!
//! A schema becomes a [`Form`]: a type that Rust has already, or a definition
//! that needs a name. Components give their own names; inline schemas are
//! named after what they stand in.

mod beyond;
mod bounds;
mod branch_names;
mod condition;
mod constants;
mod documentation;
mod endless;
mod merge;
mod merge_bounds;
mod named_condition;
mod object;
mod pattern;
mod scalar;
mod union;

use documentation::{code, schema_docs};

pub(super) use documentation::with_default;
pub(super) use named_condition::conditions;

use super::context::{Context, keywords};
use super::types::boxed;
use super::{hints, reference};
use crate::diagnostic::Code;
use crate::document::Place;
use crate::ir::{Condition, Constraint, Demand, Docs, Rules, Type, TypeKind};
use openapiv3::{AnySchema, ReferenceOr, Schema};
use serde_json::Value as Json;
use std::borrow::Borrow;

/// What a schema is in Rust.
enum Form {
    /// A type without a name of its own.
    Type(Type, Rules),
    /// A definition.
    Def(TypeKind),
}

impl Form {
    /// The same with a condition that the type cannot express.
    fn with(self, mut condition: Condition) -> Self {
        if condition.is_empty() {
            return self;
        }
        match self {
            Self::Type(ty, mut rules) => {
                rules.own.push(Constraint::Condition(condition));
                Self::Type(ty, rules)
            }
            Self::Def(TypeKind::Struct(mut object)) => {
                // It may be about any property.
                object.keep_others();
                object.condition = condition;
                Self::Def(TypeKind::Struct(object))
            }
            Self::Def(TypeKind::Union(mut union)) => {
                union.condition = condition;
                Self::Def(TypeKind::Union(union))
            }
            // A string, unlike an enumeration, has rules where it is used.
            Self::Def(TypeKind::StringEnum(listed)) => {
                let texts = listed.values.iter();
                let texts = texts.map(|value| Json::from(value.text.as_str()).to_string());
                let listed = Demand::Listed(texts.collect());
                condition.demands.insert(0, listed);
                Self::Type(Type::String, Rules::default()).with(condition)
            }
            // No schema is one.
            Self::Def(TypeKind::Choice(all)) => Self::Def(TypeKind::Choice(all)),
            Self::Def(TypeKind::Wrapper(ty, rules)) => Self::Type(ty, rules).with(condition),
            Self::Def(TypeKind::Alias(ty)) => Self::Type(ty, Rules::default()).with(condition),
        }
    }
}

/// A type and what its values must obey, where a schema is used.
#[derive(Clone, Debug)]
pub(super) struct Use {
    pub(super) ty: Type,
    pub(super) rules: Rules,
}

impl Use {
    pub(super) fn any() -> Self {
        Self {
            ty: Type::Any,
            rules: Rules::default(),
        }
    }
}

/// Defines the types of all component schemas.
pub(super) fn components(ctx: &Context<'_>) {
    let place = Place::Root;
    let place = place.key("components");
    let place = place.key("schemas");
    for (name, schema) in &ctx.components().schemas {
        let Some(id) = ctx.id(name) else { continue };
        let place = place.key(name);
        let hint = ctx.name(id);
        match schema {
            ReferenceOr::Reference { .. } => {
                let target = used(ctx, schema, &place, hint.plain());
                ctx.define(
                    id,
                    Docs::default(),
                    TypeKind::Alias(target.ty),
                    target.rules,
                );
            }
            ReferenceOr::Item(schema) => {
                let docs = schema_docs(schema);
                let takes_null = takes_null(schema);
                match form(ctx, schema, &place, hint.plain()) {
                    Form::Def(kind) => {
                        ctx.define(id, docs, kind, Rules::default());
                        ctx.hint(id, hints::of_schema(ctx, schema, &place));
                        ctx.set_nullable(id, takes_null);
                    }
                    Form::Type(ty, mut rules) => {
                        rules.hints = hints::of_schema(ctx, schema, &place).and(rules.hints);
                        let ty = nullable(ty, takes_null);
                        ctx.define(id, docs, TypeKind::Alias(ty), rules);
                    }
                }
            }
        }
    }
    endless::check(ctx);
}

/// The type of a schema where it is used; `hint` names it if it needs a name.
pub(super) fn used(
    ctx: &Context<'_>,
    schema: &ReferenceOr<impl Borrow<Schema>>,
    place: &Place<'_>,
    hint: &str,
) -> Use {
    match schema {
        ReferenceOr::Reference { reference } => named(ctx, reference),
        ReferenceOr::Item(schema) => inline(ctx, schema.borrow(), place, hint),
    }
}

/// The same for a schema that several operations may come upon, in a shared
/// response say: it becomes one type, named by the first.
pub(super) fn used_once(
    ctx: &Context<'_>,
    schema: &ReferenceOr<Schema>,
    place: &Place<'_>,
    hint: &str,
) -> Use {
    ctx.once(place, || used(ctx, schema, place, hint))
}

fn named(ctx: &Context<'_>, reference: &str) -> Use {
    let name = reference::name(reference);
    let Some(id) = ctx.id(&name) else {
        return Use::any();
    };
    Use {
        ty: Type::Named(id),
        rules: Rules::default(),
    }
}

fn inline(ctx: &Context<'_>, schema: &Schema, place: &Place<'_>, hint: &str) -> Use {
    let (ty, mut rules) = match form(ctx, schema, place, hint) {
        Form::Type(ty, rules) => (ty, rules),
        Form::Def(kind) => match constant(&kind) {
            Some(only) => {
                let own = vec![Constraint::Only(only)];
                let rules = Rules {
                    own,
                    ..Rules::default()
                };
                (Type::String, rules)
            }
            None => (ctx.add(hint, schema_docs(schema), kind), Rules::default()),
        },
    };
    rules.hints = hints::of_schema(ctx, schema, place).and(rules.hints);
    Use {
        ty: nullable(ty, takes_null(schema)),
        rules,
    }
}

/// The only value of an enumeration: no type need be learned for it.
fn constant(kind: &TypeKind) -> Option<String> {
    match kind {
        TypeKind::StringEnum(values) => match values.values.as_slice() {
            [only] if values.is_open => Some(only.text.clone()),
            _ => None,
        },
        TypeKind::Struct(_)
        | TypeKind::Union(_)
        | TypeKind::Choice(_)
        | TypeKind::Alias(_)
        | TypeKind::Wrapper(..) => None,
    }
}

/// Whether `null` is a value of the schema.
fn takes_null(schema: &Schema) -> bool {
    schema.schema_data.nullable || scalar::lists_null(keywords(schema))
}

fn nullable(ty: Type, is_nullable: bool) -> Type {
    match ty {
        ty @ (Type::Nullable(_) | Type::Any) => ty,
        ty if is_nullable => Type::Nullable(Box::new(ty)),
        ty => ty,
    }
}

fn form(ctx: &Context<'_>, schema: &Schema, place: &Place<'_>, hint: &str) -> Form {
    let form = ctx.deeper(|| form_within(ctx, schema, place, hint));
    form.unwrap_or_else(|| {
        if !ctx.report.has(Code::FileTooLarge) {
            let message = "the schema becomes larger with each step into it, without an end";
            ctx.report.add(Code::FileTooLarge, place, message);
        }
        Form::Type(Type::Any, Rules::default())
    })
}

fn form_within(ctx: &Context<'_>, schema: &Schema, place: &Place<'_>, hint: &str) -> Form {
    if let Some(collapsed) = constants::collapsed(schema) {
        return form_within(ctx, &collapsed, place, hint);
    }
    let any = keywords(schema);
    let mut beyond = beyond::of(ctx, schema, place);
    if let Some(only) = sole_member(any).filter(|_| beyond.is_empty()) {
        return form_of_only(ctx, only, &place.key("allOf").index(0), hint);
    }
    let form = if !any.all_of.is_empty() {
        match merge::all_of(ctx, schema, place) {
            Some(merged) => {
                if !merged.is_exact {
                    beyond.add("allOf");
                    // About what the members name as well.
                    beyond.add("additionalProperties");
                }
                form(ctx, &merged.schema, place, hint)
            }
            None => return Form::Type(Type::Any, Rules::default()),
        }
    } else if let Some(modelled) = union::keyword(schema) {
        for keyword in ["oneOf", "anyOf"] {
            if keyword != modelled {
                beyond.add(keyword);
            }
        }
        union::form(ctx, schema, modelled, place, hint)
    } else {
        beyond.add("oneOf");
        beyond.add("anyOf");
        match kind_of(any) {
            Kind::Object => {
                beyond.add("enum");
                if !object::is_struct(any) {
                    beyond.add("required");
                }
                object::form(ctx, schema, place, hint)
            }
            Kind::Array => {
                beyond.add("enum");
                array(ctx, schema, place, hint)
            }
            Kind::Scalar => {
                scalar::beyond_type(any)
                    .into_iter()
                    .for_each(|keyword| beyond.add(keyword));
                scalar::form(ctx, schema, place)
            }
        }
    };
    form.with(beyond.condition(ctx, schema, place))
}

/// The form of a schema that says no more than the only one inside it.
fn form_of_only(
    ctx: &Context<'_>,
    only: &ReferenceOr<Schema>,
    place: &Place<'_>,
    hint: &str,
) -> Form {
    match only {
        // The name is free for it: nothing else is defined here.
        ReferenceOr::Item(schema) if !takes_null(schema) => form(ctx, schema, place, hint),
        only => {
            let used = used(ctx, only, place, hint);
            Form::Type(used.ty, used.rules)
        }
    }
}

/// The one member of an `allOf` that adds nothing: how OpenAPI 3.0 puts a
/// description beside a `$ref`.
fn sole_member(any: &AnySchema) -> Option<&ReferenceOr<Schema>> {
    let alone = AnySchema {
        all_of: any.all_of.clone(),
        ..AnySchema::default()
    };
    match any.all_of.as_slice() {
        [only] if *any == alone => Some(only),
        _ => None,
    }
}

enum Kind {
    Object,
    Array,
    Scalar,
}

/// The `type` keyword or, without it, the keywords that only one type has.
fn kind_of(any: &AnySchema) -> Kind {
    match any.typ.as_deref() {
        Some("object") => Kind::Object,
        Some("array") => Kind::Array,
        Some(_) => Kind::Scalar,
        None if !any.properties.is_empty() || any.additional_properties.is_some() => Kind::Object,
        None if any.items.is_some() => Kind::Array,
        None => Kind::Scalar,
    }
}

fn array(ctx: &Context<'_>, schema: &Schema, place: &Place<'_>, hint: &str) -> Form {
    let any = keywords(schema);
    let items = match &any.items {
        // Beside `prefixItems` it is about the other items only.
        Some(items) if condition::beyond(schema, "prefixItems").is_none() => {
            used(ctx, items, &place.key("items"), &format!("{hint}Item"))
        }
        _ => Use::any(),
    };
    let rules = Rules {
        own: scalar::array_rules(any),
        inner: boxed(items.rules),
        ..Rules::default()
    };
    Form::Type(Type::Array(Box::new(items.ty)), rules)
}

fn not_enforced(ctx: &Context<'_>, place: &Place<'_>, keyword: &str) {
    let message = format!("`{keyword}` is not enforced by the generated code");
    ctx.report
        .add(Code::NotEnforced, place.key(keyword), message);
}

/// The only schema inside a schema that has no other.
fn only_inside(schema: &Schema) -> Option<&Schema> {
    let any = keywords(schema);
    let inside = || any.all_of.iter().chain(&any.one_of).chain(&any.any_of);
    let only = inside().next().filter(|_| inside().count() == 1);
    only.and_then(ReferenceOr::as_item)
}
