//! What values are in XML (OpenAPI 3.0.3, XML Object).

mod list;

use super::composed;
use super::context::{Context, keywords};
use super::reference;
use crate::diagnostic::Code;
use crate::document::{Place, XML};
use crate::ir::{NamedXml, Xml, XmlContent};
use crate::names::{Case, Scope};
use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema};
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// Whether a body of this type is XML.
pub(super) fn is_xml(essence: &str) -> bool {
    essence.ends_with("/xml") || essence.ends_with("+xml")
}

/// Whether values of a schema have elements or attributes, rather than text.
pub(super) fn is_structured<S: Borrow<Schema>>(ctx: &Context<'_>, schema: &ReferenceOr<S>) -> bool {
    composed::is_object(ctx, schema) || composed::list(ctx, schema).is_some()
}

/// The root element of a body.
pub(super) fn root(ctx: &Context<'_>, schema: &ReferenceOr<Schema>, place: &Place<'_>) -> Xml {
    let component = match schema {
        ReferenceOr::Reference { reference } => Some(reference::name(reference)),
        ReferenceOr::Item(_) => None,
    };
    if component.is_none() && facts(ctx, schema).name.is_none() {
        let message = "the root of the XML has no name; it is `root`";
        ctx.report.hint(
            Code::NotEnforced,
            place,
            message,
            "give the schema `xml` with a `name`",
        );
    }
    element(ctx, schema, component.as_deref().unwrap_or("root"))
}

/// What a component is in an element: the same in each, but that the items of
/// a list may be named by it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Wanted {
    component: String,
    list: ListOf,
}

/// What the element of a list says of its items.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
struct ListOf {
    /// The name of items that have none.
    name: String,
    /// Whether they are within the element.
    is_wrapped: bool,
}

/// The components that have been referred to.
pub(super) fn named(ctx: &Context<'_>) -> Vec<NamedXml> {
    let mut scope = Scope::default();
    let mut all = Vec::new();
    while let Some(Wanted { component, list }) = ctx.xml_at(all.len()) {
        let schema = ctx.components().schemas.get(&component);
        all.push(NamedXml {
            constant: scope.claim(&component, Case::Constant),
            content: schema.map_or(XmlContent::Any, |schema| structure(ctx, schema, list)),
            name: component,
        });
    }
    all
}

/// What an `xml` says.
#[derive(Default)]
struct Facts {
    name: Option<String>,
    namespace: Option<String>,
    prefix: Option<String>,
    is_attribute: Option<bool>,
    is_wrapped: Option<bool>,
    /// Where the first of them is.
    place: Option<String>,
}

/// What a schema says of itself, or what says the only one that it is made
/// of.
fn facts<S: Borrow<Schema>>(ctx: &Context<'_>, schema: &ReferenceOr<S>) -> Facts {
    let mut facts = Facts::default();
    for schema in composed::chain(ctx, schema) {
        let xml = schema.schema_data.extensions.get(XML);
        let text = |key: &str| xml.and_then(|xml| xml.get(key)?.as_str().map(str::to_owned));
        let flag = |key: &str| xml.and_then(|xml| xml.get(key)?.as_bool());
        facts = Facts {
            name: facts.name.or_else(|| text("name")),
            namespace: facts.namespace.or_else(|| text("namespace")),
            prefix: facts.prefix.or_else(|| text("prefix")),
            is_attribute: facts.is_attribute.or_else(|| flag("attribute")),
            is_wrapped: facts.is_wrapped.or_else(|| flag("wrapped")),
            place: facts.place.or_else(|| text("place")),
        };
    }
    facts
}

/// An element; `name` is what it is called unless `xml` says otherwise.
fn element<S: Borrow<Schema>>(ctx: &Context<'_>, schema: &ReferenceOr<S>, name: &str) -> Xml {
    let facts = facts(ctx, schema);
    let own = facts.name.unwrap_or_else(|| name.to_owned());
    let is_wrapped = facts.is_wrapped == Some(true);
    // The name of a list is not that of its items, unless they are in it.
    let items = if is_wrapped { &own } else { name };
    let list = ListOf {
        name: items.to_owned(),
        is_wrapped,
    };
    let content = content(ctx, schema, list);
    Xml {
        namespace: facts.namespace.unwrap_or_default(),
        prefix: facts.prefix.unwrap_or_default(),
        is_attribute: false,
        content,
        name: own,
    }
}

/// What a property is: an element or an attribute.
fn member(ctx: &Context<'_>, schema: &ReferenceOr<Box<Schema>>, property: &str) -> Xml {
    let mut xml = element(ctx, schema, property);
    let facts = facts(ctx, schema);
    if facts.is_attribute != Some(true) {
        return xml;
    }
    xml.is_attribute = matches!(xml.content, XmlContent::Text | XmlContent::Any);
    if !xml.is_attribute {
        let message = "only text can be an attribute; this is an element";
        report(ctx, &facts, "attribute", message);
    } else if xml.prefix.is_empty() && !xml.namespace.is_empty() {
        let message = "an attribute is in a namespace by its prefix only, and this has none";
        report(ctx, &facts, "namespace", message);
        xml.namespace.clear();
    }
    xml
}

/// Reports what is said in vain. The same may be found on several ways.
fn report(ctx: &Context<'_>, facts: &Facts, key: &str, message: &str) {
    if let Some(place) = &facts.place {
        let place = Place::At(place);
        ctx.report_once(Code::NotEnforced, &place.key(key), message);
    }
}

/// Members are told apart by their local names when they are read.
fn compare(ctx: &Context<'_>, members: &IndexMap<&str, (Xml, &ReferenceOr<Box<Schema>>)>) {
    let mut known: BTreeMap<(bool, &str), &str> = BTreeMap::new();
    for (property, (xml, schema)) in members {
        let Some(other) = known.insert((xml.is_attribute, xml.local_name()), property) else {
            continue;
        };
        let message =
            format!("in XML `{property}` has the name of `{other}`, and they are mixed up");
        let (_, before) = &members[other];
        let places = [*schema, *before].map(|schema| facts(ctx, schema));
        let place = places.into_iter().find(|facts| facts.place.is_some());
        report(ctx, &place.unwrap_or_default(), "name", &message);
    }
}

/// Components have an entry of their own, so that each is walked once however
/// often it is referred to, and one that contains itself has an end.
fn content<S: Borrow<Schema>>(
    ctx: &Context<'_>,
    schema: &ReferenceOr<S>,
    list: ListOf,
) -> XmlContent {
    match schema {
        ReferenceOr::Item(item) => match composed::sole(keywords(item.borrow())) {
            Some(inner) => content(ctx, inner, list),
            None => structure(ctx, schema, list),
        },
        ReferenceOr::Reference { reference } => {
            let list = match composed::is_object(ctx, schema) {
                true => ListOf::default(),
                false if composed::list(ctx, schema).is_some() => list,
                false => return scalar(ctx, schema),
            };
            let component = reference::name(reference);
            XmlContent::Named(ctx.xml_of(Wanted { component, list }))
        }
    }
}

fn structure<S: Borrow<Schema>>(
    ctx: &Context<'_>,
    schema: &ReferenceOr<S>,
    list: ListOf,
) -> XmlContent {
    if composed::is_object(ctx, schema) {
        return object(ctx, schema);
    }
    let Some(any) = composed::list(ctx, schema) else {
        return scalar(ctx, schema);
    };
    XmlContent::List(Box::new(list::list(ctx, any.items.as_ref(), &list)))
}

/// What is neither an object nor a list, as far as that is known.
fn scalar<S: Borrow<Schema>>(ctx: &Context<'_>, schema: &ReferenceOr<S>) -> XmlContent {
    match composed::is_scalar(ctx, schema) {
        true => XmlContent::Text,
        false => XmlContent::Any,
    }
}

fn object<S: Borrow<Schema>>(ctx: &Context<'_>, schema: &ReferenceOr<S>) -> XmlContent {
    let mut members: IndexMap<&str, _> = IndexMap::new();
    let mut others = None;
    for any in composed::all(ctx, schema) {
        for (property, schema) in &any.properties {
            let entry = members.entry(property);
            entry.or_insert_with(|| (member(ctx, schema, property), schema));
        }
        if let Some(AdditionalProperties::Schema(schema)) = &any.additional_properties {
            others.get_or_insert_with(|| other(ctx, schema));
        }
    }
    compare(ctx, &members);
    let members = members.into_iter();
    let may_be_scalar = composed::may_be_scalar(ctx, schema);
    let members = members.map(|(property, (mut xml, _))| {
        // The text of the element is the value itself, and not a property of it.
        if may_be_scalar && xml.content == XmlContent::Text {
            xml.content = XmlContent::Any;
        }
        (property.to_owned(), xml)
    });
    let others = others.unwrap_or(XmlContent::Any);
    XmlContent::Object(members.collect(), Box::new(others))
}

/// What is in the element of a property that has its name from the value.
fn other(ctx: &Context<'_>, schema: &ReferenceOr<Schema>) -> XmlContent {
    let list = ListOf {
        name: "item".to_owned(),
        is_wrapped: facts(ctx, schema).is_wrapped == Some(true),
    };
    content(ctx, schema, list)
}
