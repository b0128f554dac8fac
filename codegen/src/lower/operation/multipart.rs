//! Bodies of `multipart/form-data` (OpenAPI 3.0.3, Special Considerations for
//! `multipart` Content).
//!
//! Here is what `encoding` says of the properties; the rest follows from
//! their types, once all are known ([`crate::lower::types`]).

use super::content::not_a_media_type;
use super::form::{is_styled, property};
use crate::diagnostic::Code;
use crate::document::{Place, STYLED_PARTS};
use crate::ir::{Items, Part};
use crate::lower::composed;
use crate::lower::context::Context;
use crate::lower::token::{is_json, is_media_type};
use openapiv3::{Encoding, MediaType, QueryStyle, ReferenceOr, Schema};

/// Whether the schema is about properties, which are parts.
pub(super) fn is_form(ctx: &Context<'_>, schema: &ReferenceOr<Schema>) -> bool {
    composed::is_object(ctx, schema)
}

/// What `encoding` says of the properties.
pub(super) fn parts(ctx: &Context<'_>, media: &MediaType, place: &Place<'_>) -> Vec<Part> {
    let schema = media.schema.as_ref();
    let Some(schema) = schema.filter(|schema| is_form(ctx, schema)) else {
        return Vec::new();
    };
    let place = place.key("encoding");
    let parts = media.encoding.iter().filter_map(|(name, encoding)| {
        let place = place.key(name);
        let property = property(ctx, schema, name, &place)?;
        part(ctx, (name, property), encoding, &place)
    });
    parts.collect()
}

fn part(
    ctx: &Context<'_>,
    (name, schema): (&str, &ReferenceOr<Box<Schema>>),
    encoding: &Encoding,
    place: &Place<'_>,
) -> Option<Part> {
    if !encoding.headers.is_empty() {
        let message = "headers of a part are neither sent nor read";
        let place = place.key("headers");
        ctx.report.add(Code::NotEnforced, place, message);
    }
    // In 3.0 a style is to be ignored (Encoding Object).
    let has_style = ctx.openapi.extensions.contains_key(STYLED_PARTS);
    let (items, media_types) = match is_styled(encoding) && has_style {
        true => (joined(ctx, schema, encoding, place)?, Vec::new()),
        false => (Items::None, media_types(ctx, schema, encoding, place)),
    };
    if !has_style && is_joined(ctx, schema, encoding) {
        let message = "in OpenAPI 3.0 the parts of a form have no style";
        ctx.report
            .add(Code::NotEnforced, place.key("style"), message);
    }
    let part = Part {
        name: name.to_owned(),
        media_types,
        items,
    };
    Some(part).filter(|part| !part.is_plain())
}

/// A list that is one text, if the style says so. A part for each item is
/// what lists have anyway.
fn joined(
    ctx: &Context<'_>,
    schema: &ReferenceOr<Box<Schema>>,
    encoding: &Encoding,
    place: &Place<'_>,
) -> Option<Items> {
    let lost = |key: &str, message: &str| {
        ctx.report.add(Code::NotEnforced, place.key(key), message);
        None
    };
    let delimiter = match encoding.style.clone().unwrap_or_default() {
        QueryStyle::Form => ',',
        QueryStyle::SpaceDelimited => ' ',
        QueryStyle::PipeDelimited => '|',
        QueryStyle::DeepObject => return lost("style", "a part is no `deepObject`"),
    };
    if composed::is_structured(ctx, schema) {
        return lost(
            "style",
            "a part that is an object is sent and read as JSON only",
        );
    }
    is_joined(ctx, schema, encoding).then_some(Items::Joined(delimiter))
}

fn is_joined(ctx: &Context<'_>, schema: &ReferenceOr<Box<Schema>>, encoding: &Encoding) -> bool {
    let is_list = composed::list(ctx, schema).is_some() && !composed::is_structured(ctx, schema);
    is_styled(encoding) && is_list && !encoding.explode
}

fn media_types(
    ctx: &Context<'_>,
    schema: &ReferenceOr<Box<Schema>>,
    encoding: &Encoding,
    place: &Place<'_>,
) -> Vec<String> {
    let listed = encoding.content_type.iter().flat_map(|all| all.split(','));
    let listed: Vec<&str> = listed.map(str::trim).collect();
    let place = place.key("contentType");
    for name in listed.iter().filter(|name| !is_media_type(name)) {
        not_a_media_type(ctx, name, &place);
    }
    if composed::is_structured(ctx, schema)
        && !listed.is_empty()
        && !listed.iter().any(|one| is_json(one))
    {
        let message = "a part that is an object is sent and read as JSON only";
        ctx.report.add(Code::NotEnforced, place, message);
        return Vec::new();
    }
    listed.into_iter().map(str::to_owned).collect()
}
