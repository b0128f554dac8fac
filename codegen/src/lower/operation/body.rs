//! Request bodies.

use super::content;
use super::media::Side;
use crate::document::Place;
use crate::ir::Body;
use crate::lower::context::{Context, keywords};
use crate::lower::docs;
use crate::lower::reference;
use openapiv3::{Operation, ReferenceOr, Schema};

pub(super) fn lower(
    ctx: &Context<'_>,
    operation: &Operation,
    place: &Place<'_>,
    hint: &str,
) -> Option<Body> {
    let here = place.key("requestBody");
    let all = &ctx.components().request_bodies;
    let (spec, reference) = reference::resolve(all, operation.request_body.as_ref()?)?;
    let pointer = reference::pointer(reference, &here);
    let hint = reference.map_or(format!("{hint} body"), reference::name);
    let content = content::lower(
        ctx,
        &spec.content,
        Side::Request,
        true,
        &Place::At(&pointer),
        &hint,
    )?;
    let mut all = spec.content.values();
    let has_nothing = all.all(|media| is_read_only(ctx, media.schema.as_ref()));
    Some(Body {
        required: spec.required && !has_nothing,
        media_types: content.media_types,
        streams: content.streams,
        docs: docs::of(spec.description.as_deref()),
        ty: content.value.ty,
        rules: content.value.rules,
        parts: content.parts,
        other_parts: None,
        files: Vec::new(),
        fields: content.fields,
        xml: content.xml,
    })
}

/// Whether there is nothing to send in a body, since all that it can have is
/// `readOnly`: then it need not be there at all.
fn is_read_only(ctx: &Context<'_>, schema: Option<&ReferenceOr<Schema>>) -> bool {
    let Some((schema, _)) = schema.and_then(|schema| ctx.resolve(schema)) else {
        return false;
    };
    let any = keywords(schema);
    let mut properties = any.properties.values();
    let read_only = |property: &ReferenceOr<Box<Schema>>| {
        let property = property.clone().unbox();
        let found = ctx.resolve(&property);
        found.is_some_and(|(property, _)| property.schema_data.read_only)
    };
    !any.properties.is_empty() && any.all_of.is_empty() && properties.all(read_only)
}
