//! What values are in XML (OpenAPI 3.0.3, XML Object).

use super::context::{Context, keywords};
use super::reference;
use crate::diagnostic::Code;
use crate::document::{Place, XML};
use crate::ir::{NamedXml, Xml, XmlContent};
use crate::names::{Case, Scope};
use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, Schema};
use serde_json::Value as Json;
use std::borrow::Borrow;

/// Whether a body of this type is XML.
pub(super) fn is_xml(essence: &str) -> bool {
    essence.ends_with("/xml") || essence.ends_with("+xml")
}

/// Whether values of a schema have elements or attributes, rather than text.
pub(super) fn is_structured(ctx: &Context<'_>, schema: &ReferenceOr<Schema>) -> bool {
    is_object(ctx, schema, DEEPEST)
        || resolved(ctx, schema).is_some_and(|any| any.typ.as_deref() == Some("array"))
}

/// The root element of a body.
pub(super) fn root(ctx: &Context<'_>, schema: &ReferenceOr<Schema>, place: &Place<'_>) -> Xml {
    let component = match schema {
        ReferenceOr::Reference { reference } => Some(reference::name(reference)),
        ReferenceOr::Item(_) => None,
    };
    if component.is_none() && facts(ctx, schema, DEEPEST).name.is_none() {
        let message = "the root of the XML has no name; it is `root`";
        ctx.report.hint(
            Code::NotEnforced,
            place,
            message,
            "give the schema `xml` with a `name`",
        );
    }
    element(ctx, schema, component.as_deref().unwrap_or("root"), DEEPEST)
}

/// The components that have been referred to.
pub(super) fn named(ctx: &Context<'_>) -> Vec<NamedXml> {
    let mut scope = Scope::default();
    let mut all = Vec::new();
    while let Some(name) = ctx.xml_at(all.len()) {
        let schema = ctx.components().schemas.get(&name);
        let content = schema.map_or(XmlContent::Text, |schema| {
            object(ctx, schema, &name, DEEPEST)
        });
        all.push(NamedXml {
            constant: scope.claim(&name, Case::Constant),
            name,
            content,
        });
    }
    all
}

/// Schemas may contain themselves, which is reported elsewhere.
const DEEPEST: usize = 32;

/// What an `xml` says.
#[derive(Default)]
struct Facts {
    name: Option<String>,
    namespace: Option<String>,
    prefix: Option<String>,
    is_attribute: Option<bool>,
    is_wrapped: Option<bool>,
}

/// What a schema says of itself, or what says the only one that it is made
/// of.
fn facts<S: Borrow<Schema>>(ctx: &Context<'_>, schema: &ReferenceOr<S>, depth: usize) -> Facts {
    let Some(schema) = behind(ctx, schema).filter(|_| depth > 0) else {
        return Facts::default();
    };
    let own = schema.schema_data.extensions.get(XML);
    let text = |key: &str| own.and_then(|xml| xml.get(key)?.as_str().map(str::to_owned));
    let flag = |key: &str| own.and_then(|xml| xml.get(key)).and_then(Json::as_bool);
    let inner = sole(keywords(schema));
    let inner = inner.map_or_else(Facts::default, |inner| facts(ctx, inner, depth - 1));
    Facts {
        name: text("name").or(inner.name),
        namespace: text("namespace").or(inner.namespace),
        prefix: text("prefix").or(inner.prefix),
        is_attribute: flag("attribute").or(inner.is_attribute),
        is_wrapped: flag("wrapped").or(inner.is_wrapped),
    }
}

/// An element, or an attribute; `name` is what it is called unless `xml` says
/// otherwise.
fn element<S: Borrow<Schema>>(
    ctx: &Context<'_>,
    schema: &ReferenceOr<S>,
    name: &str,
    depth: usize,
) -> Xml {
    let facts = facts(ctx, schema, depth);
    let own = facts.name.unwrap_or_else(|| name.to_owned());
    let is_wrapped = facts.is_wrapped == Some(true);
    // The name of a list is not that of its items, unless they are in it.
    let items = if is_wrapped { &own } else { name };
    let content = content(ctx, schema, (items, is_wrapped), depth);
    Xml {
        namespace: facts.namespace.unwrap_or_default(),
        prefix: facts.prefix.unwrap_or_default(),
        is_attribute: facts.is_attribute == Some(true) && content == XmlContent::Text,
        content,
        name: own,
    }
}

fn content<S: Borrow<Schema>>(
    ctx: &Context<'_>,
    schema: &ReferenceOr<S>,
    (items, is_wrapped): (&str, bool),
    depth: usize,
) -> XmlContent {
    let Some(any) = resolved(ctx, schema).filter(|_| depth > 0) else {
        return XmlContent::Text;
    };
    if let Some(inner) = sole(any) {
        return content(ctx, inner, (items, is_wrapped), depth - 1);
    }
    if let (Some("array"), Some(item)) = (any.typ.as_deref(), &any.items) {
        let item = element(ctx, item, items, depth - 1);
        return XmlContent::List(Box::new(item), is_wrapped);
    }
    if !is_object(ctx, schema, depth) {
        return XmlContent::Text;
    }
    match schema {
        ReferenceOr::Reference { reference } => {
            XmlContent::Named(ctx.xml_of(&reference::name(reference)))
        }
        ReferenceOr::Item(_) => object(ctx, schema, items, depth - 1),
    }
}

fn object<S: Borrow<Schema>>(
    ctx: &Context<'_>,
    schema: &ReferenceOr<S>,
    name: &str,
    depth: usize,
) -> XmlContent {
    let mut members = Vec::new();
    let mut others = XmlContent::Text;
    collect(ctx, schema, (name, depth), &mut members, &mut others);
    XmlContent::Object(members, Box::new(others))
}

/// Adds the properties of a schema and of those that it is made of.
fn collect<S: Borrow<Schema>>(
    ctx: &Context<'_>,
    schema: &ReferenceOr<S>,
    (name, depth): (&str, usize),
    members: &mut Vec<(String, Xml)>,
    others: &mut XmlContent,
) {
    let Some(any) = resolved(ctx, schema).filter(|_| depth > 0) else {
        return;
    };
    for (property, schema) in &any.properties {
        if members.iter().all(|(known, _)| known != property) {
            let element = element(ctx, schema, property, depth - 1);
            members.push((property.clone(), element));
        }
    }
    if let Some(AdditionalProperties::Schema(schema)) = &any.additional_properties {
        *others = content(ctx, schema, (name, false), depth - 1);
    }
    for member in members_of(any) {
        collect(ctx, member, (name, depth - 1), members, others);
    }
}

fn members_of(any: &AnySchema) -> impl Iterator<Item = &ReferenceOr<Schema>> {
    let members = [&any.all_of, &any.one_of, &any.any_of];
    members.into_iter().flatten()
}

/// The one schema that another is made of, if it has no properties besides.
fn sole(any: &AnySchema) -> Option<&ReferenceOr<Schema>> {
    let mut members = members_of(any);
    let first = members.next().filter(|_| any.properties.is_empty());
    first.filter(|_| members.next().is_none())
}

/// Whether values of a schema are objects.
pub(super) fn is_object<S: Borrow<Schema>>(
    ctx: &Context<'_>,
    schema: &ReferenceOr<S>,
    depth: usize,
) -> bool {
    let Some(any) = resolved(ctx, schema).filter(|_| depth > 0) else {
        return false;
    };
    match any.typ.as_deref() {
        Some(name) => name == "object",
        None => {
            !any.properties.is_empty()
                || any.additional_properties.is_some()
                || members_of(any).any(|member| is_object(ctx, member, depth - 1))
        }
    }
}

/// The keywords of the schema that a reference may mean.
pub(super) fn resolved<'s, S: Borrow<Schema>>(
    ctx: &Context<'s>,
    schema: &'s ReferenceOr<S>,
) -> Option<&'s AnySchema> {
    behind(ctx, schema).map(keywords)
}

fn behind<'s, S: Borrow<Schema>>(
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
