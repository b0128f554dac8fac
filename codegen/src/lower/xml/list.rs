//! What lists are in XML. Descriptions often leave out that there is an
//! element around the items (`wrapped`); where such an element cannot be
//! taken for an item, readers are told.

use super::super::composed;
use super::super::context::{Context, keywords};
use super::super::reference;
use super::{Facts, ListOf, element, facts};
use crate::ir::{Xml, XmlList};
use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, Schema};
use std::borrow::Borrow;

/// A list whose items are these.
pub(super) fn list(
    ctx: &Context<'_>,
    items: Option<&ReferenceOr<Box<Schema>>>,
    list: &ListOf,
) -> XmlList {
    let ListOf { name, is_wrapped } = list;
    let Some(item) = items else {
        return XmlList {
            item: Xml::any(name),
            is_wrapped: *is_wrapped,
            inner: None,
            is_full: false,
        };
    };
    XmlList {
        item: element(ctx, item, name),
        is_wrapped: *is_wrapped,
        inner: inner(ctx, item).filter(|_| !is_wrapped),
        is_full: !is_wrapped && is_full(ctx, item),
    }
}

/// The name of an object by its own schema, unless something in it may have
/// that name.
fn inner(ctx: &Context<'_>, schema: &ReferenceOr<Box<Schema>>) -> Option<String> {
    if !composed::is_object(ctx, schema) {
        return None;
    }
    let name = facts(ctx, schema).name.or_else(|| component(schema))?;
    let may_have = |any: &AnySchema| {
        let has_others = match &any.additional_properties {
            None | Some(AdditionalProperties::Any(false)) => false,
            Some(AdditionalProperties::Any(true) | AdditionalProperties::Schema(_)) => true,
        };
        let mut members = any.properties.iter();
        has_others || members.any(|(property, schema)| names(ctx, schema, property).contains(&name))
    };
    let is_in_it = composed::all(ctx, schema).into_iter().any(may_have);
    (!is_in_it).then_some(name)
}

/// What the elements of a property may be called: by itself, or by its items.
fn names(ctx: &Context<'_>, schema: &ReferenceOr<Box<Schema>>, property: &str) -> [String; 2] {
    let Facts {
        name: own,
        is_wrapped,
        ..
    } = facts(ctx, schema);
    let list = composed::list(ctx, schema).filter(|_| is_wrapped != Some(true));
    let items = list.and_then(|list| list.items.as_ref());
    let of_items = items.and_then(|items| facts(ctx, items).name);
    [own, of_items].map(|name| name.unwrap_or_else(|| property.to_owned()))
}

/// The component that a schema is, or is made of.
fn component<S: Borrow<Schema>>(schema: &ReferenceOr<S>) -> Option<String> {
    match schema {
        ReferenceOr::Reference { reference } => Some(reference::name(reference)),
        ReferenceOr::Item(schema) => component(composed::sole(keywords(schema.borrow()))?),
    }
}

/// Whether values of a schema are objects that have something in them. Lists
/// do not count: without items there may be nothing of them.
fn is_full(ctx: &Context<'_>, schema: &ReferenceOr<Box<Schema>>) -> bool {
    let is_list = |name: &str| {
        let property = composed::property(ctx, schema, name);
        property.is_some_and(|property| composed::list(ctx, property).is_some())
    };
    let mut certain = composed::certain(ctx, schema).into_iter();
    composed::is_object(ctx, schema)
        && certain.any(|any| any.required.iter().any(|name| !is_list(name)))
}
