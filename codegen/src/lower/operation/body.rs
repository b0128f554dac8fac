//! Request bodies, and the choice of a media type.

use super::{form, multipart, stream};
use crate::diagnostic::Code;
use crate::document::{KEYWORDS, Place};
use crate::ir::{Body, Hints, Part, Type, Xml};
use crate::lower::context::{Context, keywords};
use crate::lower::docs;
use crate::lower::hints;
use crate::lower::reference;
use crate::lower::schema::{Use, used_once};
use crate::lower::token::{self, essence, is_media_type};
use crate::lower::xml;
use indexmap::IndexMap;
use openapiv3::{MediaType, Operation, ReferenceOr};

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
    let at = Place::At(&pointer);
    let hint = reference.map_or(format!("{hint} body"), reference::name);
    let (name, media) = chosen(ctx, &spec.content, &at)?;
    let here = at.key("content");
    let here = here.key(name);
    let form = match essence(name).as_str() {
        FORM_DATA => multipart::lower(ctx, media, &here, &hint),
        _ => None,
    };
    let (value, parts): (Use, Vec<Part>) =
        form.unwrap_or_else(|| (value(ctx, name, media, &here, &hint, true), Vec::new()));
    let fields = match essence(name).as_str() {
        URL_ENCODED => form::fields(ctx, media, &here),
        _ => Vec::new(),
    };
    let mut rules = value.rules;
    rules.hints = hints::of_media(ctx, media, &here).and(rules.hints);
    Some(Body {
        required: spec.required && !is_read_only(ctx, media.schema.as_ref()),
        media_types: vec![name.to_owned()],
        docs: docs::of(spec.description.as_deref()),
        ty: value.ty,
        rules,
        parts,
        other_parts: None,
        fields,
        xml: root(ctx, name, media, &here),
    })
}

/// Whether there is nothing to send in a body, since all that it can have is
/// `readOnly`: then it need not be there at all.
fn is_read_only(ctx: &Context<'_>, schema: Option<&ReferenceOr<openapiv3::Schema>>) -> bool {
    let Some((schema, _)) = schema.and_then(|schema| ctx.resolve(schema)) else {
        return false;
    };
    let any = keywords(schema);
    let mut properties = any.properties.values();
    let read_only = |property: &ReferenceOr<Box<openapiv3::Schema>>| {
        let property = property.clone().unbox();
        let found = ctx.resolve(&property);
        found.is_some_and(|(property, _)| property.schema_data.read_only)
    };
    !any.properties.is_empty() && any.all_of.is_empty() && properties.all(read_only)
}

const FORM_DATA: &str = "multipart/form-data";
const URL_ENCODED: &str = "application/x-www-form-urlencoded";

/// What a `content` map says: a media type, and the type it carries.
pub(super) struct Content {
    pub(super) media_type: String,
    pub(super) value: Use,
    /// What stands beside its schema.
    pub(super) hints: Hints,
    pub(super) xml: Option<Xml>,
}

/// The content of a response. That of a failure does not flow.
pub(super) fn content(
    ctx: &Context<'_>,
    content: &IndexMap<String, MediaType>,
    place: &Place<'_>,
    hint: &str,
    may_flow: bool,
) -> Option<Content> {
    let (name, media) = chosen(ctx, content, place)?;
    let here = place.key("content");
    let here = here.key(name);
    Some(Content {
        media_type: name.to_owned(),
        value: value(ctx, name, media, &here, hint, may_flow),
        hints: hints::of_media(ctx, media, &here),
        xml: root(ctx, name, media, &here),
    })
}

/// The root element, if the body is XML with a structure.
fn root(ctx: &Context<'_>, name: &str, media: &MediaType, place: &Place<'_>) -> Option<Xml> {
    let schema = structured_xml(ctx, name, media.schema.as_ref())?;
    Some(xml::root(ctx, schema, &place.key("schema")))
}

fn structured_xml<'a>(
    ctx: &Context<'_>,
    name: &str,
    schema: Option<&'a ReferenceOr<openapiv3::Schema>>,
) -> Option<&'a ReferenceOr<openapiv3::Schema>> {
    let schema = schema.filter(|_| xml::is_xml(&essence(name)))?;
    xml::is_structured(ctx, schema).then_some(schema)
}

/// The form that programs like best: JSON if it is there, else the first. The
/// others are reported.
fn chosen<'a>(
    ctx: &Context<'_>,
    content: &'a IndexMap<String, MediaType>,
    place: &Place<'_>,
) -> Option<(&'a str, &'a MediaType)> {
    let (name, media) = content.iter().min_by_key(|(name, _)| !is_json(name))?;
    let place = place.key("content");
    for name in content.keys().filter(|name| !is_media_type(name)) {
        not_a_media_type(ctx, name, &place.key(name));
    }
    for (other, _) in content.iter().filter(|(other, _)| *other != name) {
        let message = format!("`{other}` is not generated beside `{name}`");
        ctx.report.add(Code::NotEnforced, place.key(other), message);
    }
    Some((name, media))
}

fn value(
    ctx: &Context<'_>,
    name: &str,
    media: &MediaType,
    place: &Place<'_>,
    hint: &str,
    may_flow: bool,
) -> Use {
    if !media.encoding.is_empty() && essence(name) != URL_ENCODED {
        let message = "`encoding` is for forms";
        ctx.report
            .add(Code::NotEnforced, place.key("encoding"), message);
    }
    let schema = media.schema.as_ref();
    let bytes = match may_flow {
        true => Type::Payload,
        false => Type::Bytes,
    };
    if schema.is_some_and(|schema| is_file(ctx, schema)) {
        return plain(bytes);
    }
    let items = || stream::items(ctx, name, schema, place, hint);
    if let Some(items) = may_flow.then(items).flatten() {
        return plain(items);
    }
    match (schema, is_json(name)) {
        (Some(schema), true) => used_once(ctx, schema, &place.key("schema"), hint),
        (None, true) => Use::any(),
        (schema, false) => other(ctx, name, schema, place, hint).unwrap_or_else(|| plain(bytes)),
    }
}

pub(super) fn not_a_media_type(ctx: &Context<'_>, name: &str, place: &Place<'_>) {
    let message = format!("`{name}` is not a media type");
    ctx.report.add(Code::InvalidField, place, message);
}

/// The type of a body that is not JSON, unless it is bytes.
fn other(
    ctx: &Context<'_>,
    name: &str,
    schema: Option<&ReferenceOr<openapiv3::Schema>>,
    place: &Place<'_>,
    hint: &str,
) -> Option<Use> {
    if let Some(schema) = structured_xml(ctx, name, schema) {
        return Some(used_once(ctx, schema, &place.key("schema"), hint));
    }
    match (essence(name).as_str(), schema) {
        (URL_ENCODED, Some(schema)) => Some(used_once(ctx, schema, &place.key("schema"), hint)),
        (text, _) if text.starts_with("text/") => Some(plain(Type::String)),
        (other, _) if other.starts_with("multipart/") || other == "application/xml" => {
            let message = format!("`{name}` is sent and read as bytes");
            ctx.report.add(Code::NotEnforced, place, message);
            None
        }
        _ => None,
    }
}

fn plain(ty: Type) -> Use {
    Use {
        ty,
        rules: crate::ir::Rules::default(),
    }
}

/// Whether a body is a file, which is no value of its media type: binary in
/// 3.0, content of a media type without an encoding or a type in 3.1.
fn is_file(ctx: &Context<'_>, schema: &ReferenceOr<openapiv3::Schema>) -> bool {
    let Some((schema, _)) = ctx.resolve(schema) else {
        return false;
    };
    let any = keywords(schema);
    let beyond = schema.schema_data.extensions.get(KEYWORDS);
    let says = |keyword| beyond.is_some_and(|beyond| beyond.get(keyword).is_some());
    match any.typ.as_deref() {
        Some("string") => any.format.as_deref() == Some("binary"),
        Some(_) => false,
        None => says("contentMediaType") && !says("contentEncoding"),
    }
}

/// Whether a body of this type is written and read as JSON.
pub(super) fn is_json(media_type: &str) -> bool {
    token::is_json(media_type) || essence(media_type) == "*/*"
}
