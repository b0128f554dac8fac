//! Bodies of `multipart/form-data` (OpenAPI 3.0.3, Special Considerations for
//! `multipart` Content).
//!
//! Here is what `encoding` says of the properties; the rest follows from
//! their types, once all are known ([`crate::lower::types`]).

use super::body::{is_json, not_a_media_type};
use crate::diagnostic::Code;
use crate::document::Place;
use crate::ir::{Items, Part};
use crate::lower::context::{Context, keywords};
use crate::lower::schema::{Use, used_once};
use crate::lower::token::is_media_type;
use crate::lower::xml::{is_object, resolved};
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
    let schema = schema.filter(|schema| is_object(ctx, schema, DEEPEST))?;
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
    let is_structured = property(ctx, schema, name, DEEPEST)
        .is_some_and(|property| is_object(ctx, items(&property), DEEPEST));
    if is_structured && !listed.is_empty() && !listed.iter().any(|one| is_json(one)) {
        let message = "a part that is an object is sent and read as JSON only";
        ctx.report.add(Code::NotEnforced, place, message);
        return Vec::new();
    }
    listed.into_iter().map(str::to_owned).collect()
}

/// Schemas may contain themselves, which is reported elsewhere.
const DEEPEST: usize = 32;

/// The schema of the items of a list, and of anything else itself.
fn items(schema: &ReferenceOr<Box<Schema>>) -> &ReferenceOr<Box<Schema>> {
    let listed = schema
        .as_item()
        .and_then(|schema| keywords(schema).items.as_ref());
    listed.unwrap_or(schema)
}

/// The schema of a property.
fn property(
    ctx: &Context<'_>,
    schema: &ReferenceOr<Schema>,
    name: &str,
    depth: usize,
) -> Option<ReferenceOr<Box<Schema>>> {
    let any = resolved(ctx, schema).filter(|_| depth > 0)?;
    let members = [&any.all_of, &any.one_of, &any.any_of];
    let mut members = members.into_iter().flatten();
    let own = any.properties.get(name).cloned();
    own.or_else(|| members.find_map(|member| property(ctx, member, name, depth - 1)))
}
