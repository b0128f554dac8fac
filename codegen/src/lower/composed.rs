//! Schemas that are made of others.

use super::context::{Context, keywords};
use super::reference;
use openapiv3::{AnySchema, ReferenceOr, Schema};
use std::borrow::Borrow;
use std::collections::BTreeSet;

/// A schema and all that it is made of (`allOf`, `oneOf`, `anyOf`), the outer
/// ones first. Each is there once, however many ways lead to it: else there
/// could be more ways than anybody can walk.
pub(super) fn all<'s, S: Borrow<Schema>>(
    ctx: &Context<'s>,
    schema: &'s ReferenceOr<S>,
) -> Vec<&'s AnySchema> {
    walk(ctx, schema, |any| members(any).collect())
}

/// A schema and all that each of its values fits (`allOf`), as in [`all`].
pub(super) fn certain<'s, S: Borrow<Schema>>(
    ctx: &Context<'s>,
    schema: &'s ReferenceOr<S>,
) -> Vec<&'s AnySchema> {
    walk(ctx, schema, |any| any.all_of.iter().collect())
}

fn walk<'s, S: Borrow<Schema>>(
    ctx: &Context<'s>,
    schema: &'s ReferenceOr<S>,
    members: fn(&'s AnySchema) -> Vec<&'s ReferenceOr<Schema>>,
) -> Vec<&'s AnySchema> {
    let mut open: Vec<&AnySchema> = keywords_of(ctx, schema).into_iter().collect();
    let (mut all, mut seen) = (Vec::new(), BTreeSet::new());
    while let Some(any) = open.pop() {
        if seen.insert(std::ptr::from_ref(any)) {
            all.push(any);
            let members = members(any).into_iter().rev();
            open.extend(members.filter_map(|member| keywords_of(ctx, member)));
        }
    }
    all
}

/// A schema, that which it is made of if that is one only, and so on.
pub(super) fn chain<'s, S: Borrow<Schema>>(
    ctx: &Context<'s>,
    schema: &'s ReferenceOr<S>,
) -> Vec<&'s Schema> {
    let (mut chain, mut seen) = (Vec::new(), BTreeSet::new());
    let mut next = resolved(ctx, schema);
    while let Some(schema) = next.filter(|next| seen.insert(std::ptr::from_ref(*next))) {
        chain.push(schema);
        next = sole(keywords(schema)).and_then(|member| resolved(ctx, member));
    }
    chain
}

/// Whether values of a schema are objects.
pub(super) fn is_object<S: Borrow<Schema>>(ctx: &Context<'_>, schema: &ReferenceOr<S>) -> bool {
    let is_object = |any: &AnySchema| match any.typ.as_deref() {
        Some(name) => name == "object",
        None => !any.properties.is_empty() || any.additional_properties.is_some(),
    };
    match keywords_of(ctx, schema) {
        Some(any) if any.typ.is_some() => is_object(any),
        _ => all(ctx, schema).into_iter().any(is_object),
    }
}

/// The keywords of the list that values of a schema are, if they are lists.
pub(super) fn list<'s, S: Borrow<Schema>>(
    ctx: &Context<'s>,
    schema: &'s ReferenceOr<S>,
) -> Option<&'s AnySchema> {
    let mut chain = chain(ctx, schema).into_iter().map(keywords);
    chain.find(|any| any.typ.as_deref() == Some("array"))
}

/// Whether a schema, or one that it is made of, says that values are scalars.
pub(super) fn may_be_scalar<S: Borrow<Schema>>(ctx: &Context<'_>, schema: &ReferenceOr<S>) -> bool {
    let is_scalar = |any: &AnySchema| match any.typ.as_deref() {
        Some(name) => !matches!(name, "object" | "array"),
        None => !any.enumeration.is_empty(),
    };
    all(ctx, schema).into_iter().any(is_scalar)
}

/// Whether all values of a schema are scalars: it says so, or all that it is
/// made of do.
pub(super) fn is_scalar<S: Borrow<Schema>>(ctx: &Context<'_>, schema: &ReferenceOr<S>) -> bool {
    let is_scalar = |any: &AnySchema| {
        let name = any.typ.as_deref();
        name.is_some_and(|name| !matches!(name, "object" | "array"))
    };
    let is_made = |any: &AnySchema| any.typ.is_none() && members(any).next().is_some();
    let all = all(ctx, schema);
    let mut parts = all.iter().filter(|any| !is_made(any)).peekable();
    all.first().is_some_and(|any| is_scalar(any))
        || (parts.peek().is_some() && parts.all(|any| is_scalar(any)))
}

/// Whether a value is JSON in a form, or each item of it: an object, or a list
/// in a list.
pub(super) fn is_structured<S: Borrow<Schema>>(ctx: &Context<'_>, schema: &ReferenceOr<S>) -> bool {
    let Some(any) = list(ctx, schema) else {
        return is_object(ctx, schema);
    };
    let items = any.items.as_ref();
    items.is_some_and(|item| is_object(ctx, item) || list(ctx, item).is_some())
}

/// The schema of a property.
pub(super) fn property<'s, S: Borrow<Schema>>(
    ctx: &Context<'s>,
    schema: &'s ReferenceOr<S>,
    name: &str,
) -> Option<&'s ReferenceOr<Box<Schema>>> {
    let mut all = all(ctx, schema).into_iter();
    all.find_map(|any| any.properties.get(name))
}

/// The one schema that another is made of, if it has no properties besides.
pub(super) fn sole(any: &AnySchema) -> Option<&ReferenceOr<Schema>> {
    let mut members = members(any);
    let first = members.next().filter(|_| any.properties.is_empty());
    first.filter(|_| members.next().is_none())
}

fn members(any: &AnySchema) -> impl DoubleEndedIterator<Item = &ReferenceOr<Schema>> {
    let members = [&any.all_of, &any.one_of, &any.any_of];
    members.into_iter().flatten()
}

fn keywords_of<'s, S: Borrow<Schema>>(
    ctx: &Context<'s>,
    schema: &'s ReferenceOr<S>,
) -> Option<&'s AnySchema> {
    resolved(ctx, schema).map(keywords)
}

/// The schema that a reference may mean.
fn resolved<'s, S: Borrow<Schema>>(
    ctx: &Context<'s>,
    schema: &'s ReferenceOr<S>,
) -> Option<&'s Schema> {
    match schema {
        ReferenceOr::Item(schema) => Some(schema.borrow()),
        ReferenceOr::Reference { reference } => {
            let target = ctx.components().schemas.get(&reference::name(reference))?;
            ctx.resolve(target).map(|(schema, _)| schema)
        }
    }
}
