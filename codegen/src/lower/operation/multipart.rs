//! Bodies of `multipart/form-data` (OpenAPI 3.0.3, Special Considerations for
//! `multipart` Content).
//!
//! Here is what `encoding` says of the properties; the rest follows from
//! their types, once all are known ([`crate::lower::types`]).

use super::body::{is_json, not_a_media_type};
use crate::diagnostic::Code;
use crate::document::Place;
use crate::ir::{Items, Part};
use crate::lower::composed;
use crate::lower::context::Context;
use crate::lower::schema::{Use, used_once};
use crate::lower::token::is_media_type;
use openapiv3::{Encoding, MediaType, ReferenceOr, Schema};

/// The type of the body, and what `encoding` says. `None` if the schema is
/// not about properties.
pub(super) fn lower(
    ctx: &Context<'_>,
    media: &MediaType,
    place: &Place<'_>,
    hint: &str,
) -> Option<(Use, Vec<Part>)> {
    let schema = media.schema.as_ref();
    let schema = schema.filter(|schema| composed::is_object(ctx, schema))?;
    let value = used_once(ctx, schema, &place.key("schema"), hint);
    let place = place.key("encoding");
    let parts = media.encoding.iter().map(|(name, encoding)| Part {
        name: name.clone(),
        media_types: media_types(ctx, (schema, name), encoding, &place.key(name)),
        items: Items::None,
    });
    let parts = parts.filter(|part| !part.media_types.is_empty());
    Some((value, parts.collect()))
}

fn media_types(
    ctx: &Context<'_>,
    (schema, name): (&ReferenceOr<Schema>, &str),
    encoding: &Encoding,
    place: &Place<'_>,
) -> Vec<String> {
    if !encoding.headers.is_empty() {
        let message = "headers of a part are neither sent nor read";
        let place = place.key("headers");
        ctx.report.add(Code::NotEnforced, place, message);
    }
    let listed = encoding.content_type.iter().flat_map(|all| all.split(','));
    let listed: Vec<&str> = listed.map(str::trim).collect();
    let place = place.key("contentType");
    for name in listed.iter().filter(|name| !is_media_type(name)) {
        not_a_media_type(ctx, name, &place);
    }
    let property = composed::property(ctx, schema, name);
    let is_structured = property.is_some_and(|property| is_structured(ctx, property));
    if is_structured && !listed.is_empty() && !listed.iter().any(|one| is_json(one)) {
        let message = "a part that is an object is sent and read as JSON only";
        ctx.report.add(Code::NotEnforced, place, message);
        return Vec::new();
    }
    listed.into_iter().map(str::to_owned).collect()
}

/// Whether a value is sent as JSON, or each item of it: an object, or a list
/// in a list.
fn is_structured(ctx: &Context<'_>, schema: &ReferenceOr<Box<Schema>>) -> bool {
    let Some(list) = composed::list(ctx, schema) else {
        return composed::is_object(ctx, schema);
    };
    list.items
        .as_ref()
        .is_some_and(|item| composed::is_object(ctx, item) || composed::list(ctx, item).is_some())
}
