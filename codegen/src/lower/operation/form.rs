//! Fields of `application/x-www-form-urlencoded` bodies that are written and
//! read as query parameters are: those of which `encoding` says something
//! (OpenAPI 3.0.3, Encoding Object), and objects, which are JSON (Support for
//! `x-www-form-urlencoded` Request Bodies). Of others the runtime knows enough.

use crate::diagnostic::Code;
use crate::document::{Place, STYLED};
use crate::ir::{Docs, Location, Parameter, Rules, Shape, Style, Type};
use crate::lower::composed;
use crate::lower::context::Context;
use crate::lower::token::{essence, is_json};
use crate::names::{Case, Scope};
use indexmap::IndexMap;
use openapiv3::{Encoding, MediaType, QueryStyle, ReferenceOr, Schema};

/// The fields that are more than a scalar or a list of scalars.
pub(super) fn fields(ctx: &Context<'_>, media: &MediaType, place: &Place<'_>) -> Vec<Parameter> {
    let Some(schema) = &media.schema else {
        return Vec::new();
    };
    let place = place.key("encoding");
    let said = media.encoding.iter().filter_map(|(name, encoding)| {
        let place = place.key(name);
        let property = property(ctx, schema, name, &place)?;
        field(ctx, (name, property), encoding, &place)
    });
    let mut fields: IndexMap<String, Parameter> =
        said.map(|field| (field.name.clone(), field)).collect();
    let all = composed::all(ctx, schema).into_iter();
    for (name, property) in all.flat_map(|any| &any.properties) {
        if !fields.contains_key(name)
            && let Some(field) = document(ctx, name, property)
        {
            fields.insert(name.clone(), field);
        }
    }
    fields.into_values().collect()
}

/// A field that is JSON by itself, or each item of it.
fn document(ctx: &Context<'_>, name: &str, schema: &ReferenceOr<Box<Schema>>) -> Option<Parameter> {
    let style = Style::Content("application/json".to_owned());
    let is_list = composed::list(ctx, schema).is_some();
    // What may be a text too has no quotes around it then.
    let is_document = composed::is_structured(ctx, schema) && !composed::may_be_scalar(ctx, schema);
    is_document.then(|| Parameter {
        explode: is_list,
        shape: if is_list { Shape::Array } else { Shape::Object },
        ..plain(name, style)
    })
}

/// A field, exploded or not.
fn plain(name: &str, style: Style) -> Parameter {
    Parameter {
        name: name.to_owned(),
        ident: Scope::default().claim(name, Case::Snake),
        docs: Docs::default(),
        location: Location::Query,
        style,
        explode: false,
        allow_reserved: false,
        multi_segment: false,
        required: false,
        deprecated: false,
        ty: Type::Any,
        rules: Rules::default(),
        shape: Shape::Primitive,
        properties: Vec::new(),
        preset: None,
    }
}

/// The property that an Encoding Object is about, which must be there.
pub(super) fn property<'a>(
    ctx: &Context<'a>,
    schema: &'a ReferenceOr<Schema>,
    name: &str,
    place: &Place<'_>,
) -> Option<&'a ReferenceOr<Box<Schema>>> {
    let property = composed::property(ctx, schema, name);
    if property.is_none() {
        let message = format!("the schema has no property `{name}` to be written so");
        ctx.report.add(Code::NotEnforced, place, message);
    }
    property
}

fn field(
    ctx: &Context<'_>,
    (name, schema): (&str, &ReferenceOr<Box<Schema>>),
    encoding: &Encoding,
    place: &Place<'_>,
) -> Option<Parameter> {
    let lost = |(key, message): (&str, &str)| {
        ctx.report.add(Code::NotEnforced, place.key(key), message);
    };
    if !encoding.headers.is_empty() {
        lost(("headers", "a field of a URL-encoded form has no headers"));
    }
    let (shape, properties) = shape(ctx, schema);
    let style = match is_styled(encoding) {
        true => style(encoding.style.clone().unwrap_or_default()),
        false => document_style(encoding, shape).unwrap_or_else(|loss| {
            lost(loss);
            None
        })?,
    };
    let is_document = matches!(style, Style::Content(_));
    let is_usual = style == Style::Form && encoding.explode && !encoding.allow_reserved;
    if is_usual && shape != Shape::Object {
        return None;
    }
    let field = Parameter {
        explode: encoding.explode && !is_document,
        allow_reserved: encoding.allow_reserved,
        shape,
        properties,
        ..plain(name, style)
    };
    let has_objects = shape == Shape::Array && composed::is_structured(ctx, schema);
    match unreadable(&field, has_objects) {
        None => Some(field),
        Some(loss) => {
            lost(loss);
            None
        }
    }
}

/// What is not done, and the keyword that asks for it.
type Loss = (&'static str, &'static str);

/// The style of a field of which `encoding` says what media type it is; none
/// if that is what it is anyway.
fn document_style(encoding: &Encoding, shape: Shape) -> Result<Option<Style>, Loss> {
    match encoding.content_type.as_deref() {
        None => Ok(None),
        Some(media_type) if is_json(media_type) => Ok(Some(Style::Content(media_type.to_owned()))),
        Some(text) if essence(text) == "text/plain" && shape == Shape::Primitive => Ok(None),
        Some(_) => Err((
            "contentType",
            "a field of a URL-encoded form is sent and read as text or JSON",
        )),
    }
}

/// Why a field could not be read as it would be written.
fn unreadable(field: &Parameter, has_objects: bool) -> Option<Loss> {
    let is_object = field.shape == Shape::Object;
    match field.style {
        Style::Content(_) => None,
        Style::DeepObject if is_object => None,
        Style::DeepObject => Some(("style", "`deepObject` is for objects; this is none")),
        Style::Simple
        | Style::Label
        | Style::Matrix
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited => {
            let message = "the fields of an object without properties cannot be told from others";
            let is_endless = is_object && field.explode && field.properties.is_empty();
            let of_objects = "items that are objects are JSON, each in a field of its own";
            let lost = is_endless.then_some(("explode", message));
            lost.or(has_objects.then_some(("style", of_objects)))
        }
    }
}

/// Whether an Encoding Object says how the value is written; then its
/// `contentType` is ignored (OpenAPI 3.1.1, Encoding Object).
pub(super) fn is_styled(encoding: &Encoding) -> bool {
    encoding.extensions.get(STYLED) == Some(&true.into())
}

fn style(style: QueryStyle) -> Style {
    match style {
        QueryStyle::Form => Style::Form,
        QueryStyle::SpaceDelimited => Style::SpaceDelimited,
        QueryStyle::PipeDelimited => Style::PipeDelimited,
        QueryStyle::DeepObject => Style::DeepObject,
    }
}

fn shape(ctx: &Context<'_>, schema: &ReferenceOr<Box<Schema>>) -> (Shape, Vec<String>) {
    if composed::is_object(ctx, schema) {
        let all = composed::all(ctx, schema).into_iter();
        let names = all.flat_map(|any| any.properties.keys());
        return (Shape::Object, names.cloned().collect());
    }
    match composed::list(ctx, schema) {
        Some(_) => (Shape::Array, Vec::new()),
        None => (Shape::Primitive, Vec::new()),
    }
}
