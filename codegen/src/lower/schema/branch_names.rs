//! What tells the branches of a union apart, and what they are called.

use crate::lower::context::{Context, keywords};
use crate::lower::reference;
use openapiv3::{AnySchema, ReferenceOr, Schema};
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// The text that names each branch: that of its component, its title, what
/// tells it from the other branches, or its type.
pub(super) fn of(branches: &[ReferenceOr<Schema>]) -> Vec<String> {
    let telling = telling_property(branches);
    let name = |branch: &ReferenceOr<Schema>| {
        let told = || keywords_of(branch).and_then(|any| value_of(any, telling?));
        let only = || keywords_of(branch).and_then(only_property);
        let told = || told().or_else(only).map(str::to_owned);
        given(branch).or_else(told).unwrap_or_else(|| ty(branch))
    };
    branches.iter().map(name).collect()
}

/// The name that the description gives.
fn given(branch: &ReferenceOr<Schema>) -> Option<String> {
    match branch {
        ReferenceOr::Reference { reference } => Some(reference::name(reference)),
        ReferenceOr::Item(schema) => {
            let of_member = || keywords(schema).all_of.first().and_then(given);
            schema.schema_data.title.clone().or_else(of_member)
        }
    }
}

fn ty(branch: &ReferenceOr<Schema>) -> String {
    let ty = keywords_of(branch).and_then(|any| match any.all_of.first() {
        Some(first) => Some(ty(first)),
        None => any.typ.clone().or_else(|| any.format.clone()),
    });
    ty.unwrap_or_else(|| "value".to_owned())
}

/// The property that all values of a union must have, with another value in
/// each branch, and these values: a discriminator without the keyword. With
/// it no branch is read that the value cannot be of, which in a recursive
/// union would be done twice at each level.
pub(super) fn discriminator(
    ctx: &Context<'_>,
    branches: &[ReferenceOr<Schema>],
) -> Option<(String, Vec<String>)> {
    let objects: Vec<&AnySchema> = branches
        .iter()
        .map(|branch| {
            let (schema, _) = ctx.resolve(branch)?;
            let any = keywords(schema);
            let is_object = any.typ.is_none() || any.typ.as_deref() == Some("object");
            Some(any).filter(|_| is_object && !schema.schema_data.nullable)
        })
        .collect::<Option<_>>()?;
    let values = |name: &String| -> Option<Vec<String>> {
        let mut values = Vec::new();
        for any in &objects {
            let value = value_of(any, name).filter(|_| any.required.contains(name))?;
            if values.iter().any(|known| known == value) {
                return None;
            }
            values.push(value.to_owned());
        }
        Some(values)
    };
    let mut names = objects.first()?.properties.keys();
    names.find_map(|name| Some((name.clone(), values(name)?)))
}

/// The property that has one value in each branch that the description does
/// not name, and another one in each: a discriminator in all but name.
fn telling_property(branches: &[ReferenceOr<Schema>]) -> Option<&str> {
    let unnamed = || branches.iter().filter(|branch| given(branch).is_none());
    let first = unnamed().find_map(keywords_of)?;
    let tells = |name: &&str| {
        let mut values = BTreeSet::new();
        unnamed().count() > 1
            && unnamed().all(|branch| {
                let value = keywords_of(branch).and_then(|any| value_of(any, name));
                value.is_some_and(|value| values.insert(value))
            })
    };
    first.properties.keys().map(String::as_str).find(tells)
}

fn keywords_of(branch: &ReferenceOr<Schema>) -> Option<&AnySchema> {
    branch.as_item().map(keywords)
}

/// The only string that a property can be.
fn value_of<'a>(any: &'a AnySchema, name: &str) -> Option<&'a str> {
    let property = any.properties.get(name)?.as_item()?;
    match keywords(property).enumeration.as_slice() {
        [Json::String(only)] => Some(only),
        _ => None,
    }
}

/// The name of the only property: what wraps a value to name it.
fn only_property(any: &AnySchema) -> Option<&str> {
    let mut names = any.properties.keys();
    names
        .next()
        .filter(|_| names.next().is_none())
        .map(String::as_str)
}
