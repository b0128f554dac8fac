//! Parameters.

use super::content::not_a_media_type;
use super::segments;
use crate::diagnostic::Code;
use crate::document::{OPTIONAL, Place};
use crate::ir::{Docs, Location, Parameter, Preset, Shape, Style};
use crate::lower::context::{Context, keywords};
use crate::lower::docs;
use crate::lower::hints;
use crate::lower::reference::{self, pointer, resolve};
use crate::lower::schema::{Use, used_once, with_default};
use crate::lower::token::{is_media_type, is_token};
use crate::names::{Case, Scope};
use openapiv3::{
    AnySchema, Operation, Parameter as Spec, ParameterData, ParameterSchemaOrContent, PathItem,
    PathStyle, QueryStyle, ReferenceOr, Schema,
};

/// The parameters of an operation: those of its path item that it does not
/// override, and its own. Required ones come first, path parameters before
/// all, since that is the order of the method's arguments.
pub(super) fn all(
    ctx: &Context<'_>,
    (path, item): (&str, &PathItem),
    operation: &Operation,
    places: [&Place<'_>; 2],
    hint: &str,
) -> Vec<Parameter> {
    let [item_place, operation_place] = places;
    let shared = list(ctx, path, &item.parameters, item_place, hint);
    let own = list(ctx, path, &operation.parameters, operation_place, hint);
    let overridden = |parameter: &Parameter| {
        own.iter()
            .any(|one| one.name == parameter.name && one.location == parameter.location)
    };
    let mut all: Vec<Parameter> = shared.into_iter().filter(|one| !overridden(one)).collect();
    all.extend(own);
    all.sort_by_key(|one| (!one.required, one.location != Location::Path));
    name(&mut all);
    all
}

/// Where the path parameter `name` is declared: its `name` field, or the
/// reference to it.
pub(super) fn declared_at(
    ctx: &Context<'_>,
    path: &str,
    name: &str,
    places: [&Place<'_>; 2],
) -> String {
    let Some(ReferenceOr::Item(item)) = ctx.openapi.paths.paths.get(path) else {
        return places[1].to_string();
    };
    let operation = item
        .iter()
        .find(|(method, _)| places[1].to_string().ends_with(method));
    let own = operation
        .map(|(_, operation)| operation.parameters.as_slice())
        .unwrap_or_default();
    for (list, place) in [(own, places[1]), (item.parameters.as_slice(), places[0])] {
        for (index, entry) in list.iter().enumerate() {
            let is_it = resolve(&ctx.components().parameters, entry).is_some_and(|(spec, _)| {
                matches!(spec, Spec::Path { .. }) && spec.parameter_data_ref().name == name
            });
            if is_it {
                let key = if entry.as_item().is_some() {
                    "name"
                } else {
                    "$ref"
                };
                return place.key("parameters").index(index).key(key).to_string();
            }
        }
    }
    places[1].to_string()
}

/// Arguments beside the parameters have these names.
fn name(parameters: &mut [Parameter]) {
    let mut scope = Scope::with(&[
        "self", "params", "body", "api", "request", "caller", "asked", "accept",
    ]);
    for parameter in parameters {
        parameter.ident = scope.claim(&parameter.name, Case::Snake);
    }
}

fn list(
    ctx: &Context<'_>,
    path: &str,
    parameters: &[ReferenceOr<Spec>],
    place: &Place<'_>,
    hint: &str,
) -> Vec<Parameter> {
    let place = place.key("parameters");
    let mut found: Vec<Parameter> = Vec::new();
    for (index, parameter) in parameters.iter().enumerate() {
        let here = place.index(index);
        let Some((spec, reference)) = resolve(&ctx.components().parameters, parameter) else {
            continue;
        };
        let pointer = pointer(reference, &here);
        let hint = match reference {
            Some(reference) => reference::name(reference),
            None => format!("{hint} {}", spec.parameter_data_ref().name),
        };
        let Some(lowered) = one(ctx, path, spec, &Place::At(&pointer), &hint) else {
            continue;
        };
        if found
            .iter()
            .any(|one| one.name == lowered.name && one.location == lowered.location)
        {
            let message = format!("the parameter `{}` is declared twice", lowered.name);
            ctx.report.add(Code::DuplicateParameter, here, message);
        } else {
            found.push(lowered);
        }
    }
    found
}

fn one(
    ctx: &Context<'_>,
    path: &str,
    spec: &Spec,
    place: &Place<'_>,
    hint: &str,
) -> Option<Parameter> {
    let data = spec.parameter_data_ref();
    let (location, style, allow_reserved) = match spec {
        Spec::Path { style, .. } => {
            let style = match style {
                PathStyle::Simple => Style::Simple,
                PathStyle::Label => Style::Label,
                PathStyle::Matrix => Style::Matrix,
            };
            (Location::Path, style, false)
        }
        Spec::Query {
            style,
            allow_reserved,
            ..
        } => {
            let style = match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            (Location::Query, style, *allow_reserved)
        }
        Spec::Header { .. } => (Location::Header, Style::Simple, false),
        Spec::Cookie { .. } => (Location::Cookie, Style::Form, false),
    };
    let is_optional = data.extensions.contains_key(OPTIONAL);
    if location == Location::Path && !data.required {
        let (name, at) = (&data.name, place.key("required"));
        let (code, message) = match is_optional {
            true => (
                Code::OptionalPathParameter,
                format!("OpenAPI has no optional path parameters: `{name}` may be empty"),
            ),
            false => (
                Code::InvalidField,
                format!("the path parameter `{name}` must have `required: true`"),
            ),
        };
        ctx.report.add(code, at, message);
    }
    if matches!(location, Location::Header | Location::Cookie) && !is_token(&data.name) {
        let message = format!("`{}` is not the name of a header or a cookie", data.name);
        ctx.report
            .add(Code::InvalidField, place.key("name"), message);
    }
    let (schema, value, content) = value(ctx, data, place, hint)?;
    let described = schema
        .and_then(|schema| ctx.resolve(schema))
        .map(|(schema, _)| schema);
    let (shape, properties) = shape(ctx, schema);
    let required = data.required || location == Location::Path && !is_optional;
    let preset = preset(data, described, place).filter(|_| !required);
    let mut rules = value.rules;
    rules.hints = hints::of_parameter(ctx, data, place).and(rules.hints);
    Some(Parameter {
        name: data.name.clone(),
        ident: Scope::default().claim(&data.name, Case::Snake),
        docs: documentation(data, described),
        location,
        explode: content.is_none()
            && data
                .explode
                .unwrap_or(style == Style::Form || style == Style::DeepObject),
        style: content.map_or(style, Style::Content),
        allow_reserved,
        multi_segment: segments::has_many(ctx, path, spec, place),
        required,
        deprecated: data.deprecated.unwrap_or(false),
        ty: value.ty,
        rules,
        shape,
        properties,
        preset,
    })
}

/// The default of a parameter, which counts where it may be missing.
fn preset(data: &ParameterData, schema: Option<&Schema>, place: &Place<'_>) -> Option<Preset> {
    let value = schema?.schema_data.default.clone()?;
    let at = match &data.format {
        ParameterSchemaOrContent::Schema(ReferenceOr::Item(_)) => {
            place.key("schema").key("default").to_string()
        }
        ParameterSchemaOrContent::Schema(_) | ParameterSchemaOrContent::Content(_) => {
            place.to_string()
        }
    };
    Some(Preset { value, pointer: at })
}

type Valued<'a> = (Option<&'a ReferenceOr<Schema>>, Use, Option<String>);

/// The schema, its type, and the media type if the value is `content`.
fn value<'a>(
    ctx: &Context<'_>,
    data: &'a ParameterData,
    place: &Place<'_>,
    hint: &str,
) -> Option<Valued<'a>> {
    match &data.format {
        ParameterSchemaOrContent::Schema(schema) => Some((
            Some(schema),
            used_once(ctx, schema, &place.key("schema"), hint),
            None,
        )),
        ParameterSchemaOrContent::Content(content) => {
            let (media_type, media) = content.first()?;
            let place = place.key("content");
            let place = place.key(media_type);
            if !is_media_type(media_type) {
                not_a_media_type(ctx, media_type, &place);
            }
            let value = match &media.schema {
                Some(schema) => used_once(ctx, schema, &place.key("schema"), hint),
                None => Use::any(),
            };
            Some((media.schema.as_ref(), value, Some(media_type.clone())))
        }
    }
}

fn shape(ctx: &Context<'_>, schema: Option<&ReferenceOr<Schema>>) -> (Shape, Vec<String>) {
    shape_within(ctx, schema, DEEPEST)
}

/// An `allOf` may contain itself, which is reported elsewhere.
const DEEPEST: usize = 100;

fn shape_within(
    ctx: &Context<'_>,
    schema: Option<&ReferenceOr<Schema>>,
    depth: usize,
) -> (Shape, Vec<String>) {
    let schema = schema.filter(|_| depth > 0);
    let Some((schema, _)) = schema.and_then(|schema| ctx.resolve(schema)) else {
        return (Shape::Primitive, Vec::new());
    };
    let any = keywords(schema);
    match any.typ.as_deref() {
        Some("array") => (Shape::Array, Vec::new()),
        Some("object") => (Shape::Object, any.properties.keys().cloned().collect()),
        None if !any.properties.is_empty() => {
            (Shape::Object, any.properties.keys().cloned().collect())
        }
        None if any.items.is_some() => (Shape::Array, Vec::new()),
        _ => match any.all_of.first() {
            Some(member) => shape_within(ctx, Some(member), depth - 1),
            None if depth > 1 => (shape_of_branches(ctx, any), Vec::new()),
            None => (Shape::Primitive, Vec::new()),
        },
    }
}

/// A union of scalars and lists of scalars is both; there is no way to write
/// the like with objects. Branches of branches are not looked at: a union may
/// contain itself many times.
fn shape_of_branches(ctx: &Context<'_>, any: &AnySchema) -> Shape {
    let branches = any.one_of.iter().chain(&any.any_of);
    let shapes = branches.map(|branch| shape_within(ctx, Some(branch), 1).0);
    let shapes: Vec<Shape> = shapes.collect();
    let has = |shape| shapes.contains(&shape);
    match (has(Shape::Array), has(Shape::Primitive)) {
        _ if has(Shape::Object) => Shape::Primitive,
        (true, true) => Shape::OneOrMany,
        (true, false) => Shape::Array,
        (false, _) => Shape::Primitive,
    }
}

fn documentation(data: &ParameterData, schema: Option<&Schema>) -> Docs {
    let mut docs = docs::of(data.description.as_deref());
    if let Some(default) = schema.and_then(|schema| schema.schema_data.default.as_ref()) {
        docs = with_default(docs, default);
    }
    if data.deprecated == Some(true) {
        docs = docs.with("Deprecated.");
    }
    docs
}
