//! One media type of a body: what it makes of the schema, and what its
//! variant is called where there are several.

use super::{multipart, stream};
use crate::diagnostic::Code;
use crate::document::{KEYWORDS, Place};
use crate::ir::{Rules, Type};
use crate::lower::context::{Context, keywords};
use crate::lower::schema::{Use, used_once};
use crate::lower::token::{self, essence};
use crate::lower::xml;
use openapiv3::{MediaType, ReferenceOr, Schema};

pub(super) const FORM: &str = "application/x-www-form-urlencoded";
pub(super) const FORM_DATA: &str = "multipart/form-data";

/// Whose body it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// That of a request.
    Request,
    /// That of a response, of which the table does not say what parts it has.
    Response,
}

/// What bodies of a media type are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Treatment {
    /// A value of the schema. Others of the same schema are written in another
    /// way only.
    Value,
    /// Text or bytes as they are: the media type says what is in them.
    Text,
    /// The same with bytes.
    Bytes,
}

pub(super) fn treatment(
    ctx: &Context<'_>,
    (name, media): (&str, &MediaType),
    side: Side,
) -> Treatment {
    let essence = essence(name);
    let is_text = essence.starts_with("text/");
    let schema = media.schema.as_ref();
    if is_json(name) {
        return match schema.is_some_and(|schema| is_file(ctx, schema)) {
            true => Treatment::Bytes,
            false => Treatment::Value,
        };
    }
    let is_value = schema.is_some_and(|schema| match essence.as_str() {
        FORM => true,
        FORM_DATA => side == Side::Request && multipart::is_form(ctx, schema),
        "text/plain" => is_scalar(ctx, schema),
        other => xml::is_xml(other) && xml::is_structured(ctx, schema),
    });
    match is_value {
        true => Treatment::Value,
        false if is_text => Treatment::Text,
        false => Treatment::Bytes,
    }
}

/// The type of a body of a media type.
pub(super) fn value(
    ctx: &Context<'_>,
    (name, media): (&str, &MediaType),
    side: Side,
    place: &Place<'_>,
    hint: &str,
) -> Use {
    match (treatment(ctx, (name, media), side), &media.schema) {
        (Treatment::Value, Some(schema)) => used_once(ctx, schema, &place.key("schema"), hint),
        (Treatment::Value, None) => Use::any(),
        (Treatment::Text, _) => plain(Type::String),
        // What is in them, only the sender of each knows.
        (Treatment::Bytes, _) if name.contains('*') => plain(Type::File),
        (Treatment::Bytes, _) => plain(Type::Bytes),
    }
}

/// The type of a body that flows: bytes, or items one by one.
pub(super) fn flow(
    ctx: &Context<'_>,
    (name, media): (&str, &MediaType),
    side: Side,
    place: &Place<'_>,
    hint: &str,
) -> Option<Use> {
    let is_bytes = treatment(ctx, (name, media), side) == Treatment::Bytes;
    let items = || stream::items(ctx, name, media.schema.as_ref(), place, hint);
    let is_file = media
        .schema
        .as_ref()
        .is_some_and(|schema| is_file(ctx, schema));
    match (is_file, items) {
        (true, _) => Some(plain(Type::Payload)),
        (false, items) => items()
            .map(plain)
            .or_else(|| is_bytes.then(|| plain(Type::Payload))),
    }
}

/// Reports what is not done with a media type.
pub(super) fn report(
    ctx: &Context<'_>,
    (name, media): (&str, &MediaType),
    side: Side,
    place: &Place<'_>,
) {
    let treatment = treatment(ctx, (name, media), side);
    let essence = essence(name);
    let is_form = [FORM, FORM_DATA].contains(&essence.as_str()) && treatment == Treatment::Value;
    if !media.encoding.is_empty() && !is_form {
        let message = "`encoding` is for forms";
        ctx.report
            .add(Code::NotEnforced, place.key("encoding"), message);
    }
    let has_structure = essence.starts_with("multipart/") || essence == "application/xml";
    let message = match treatment {
        Treatment::Bytes if has_structure => format!("`{name}` is sent and read as bytes"),
        Treatment::Text if says_more(ctx, media) => format!("`{name}` is sent and read as text"),
        Treatment::Value | Treatment::Text | Treatment::Bytes => return,
    };
    ctx.report.add(Code::NotEnforced, place, message);
}

/// Whether the schema of a text is about something else than text.
fn says_more(ctx: &Context<'_>, media: &MediaType) -> bool {
    let schema = media.schema.as_ref().and_then(|one| ctx.resolve(one));
    let ty = schema.and_then(|(schema, _)| keywords(schema).typ.as_deref());
    ty.is_some_and(|ty| ty != "string")
}

fn plain(ty: Type) -> Use {
    Use {
        ty,
        rules: Rules::default(),
    }
}

/// Whether values of the schema are one text.
fn is_scalar(ctx: &Context<'_>, schema: &ReferenceOr<Schema>) -> bool {
    let ty = ctx
        .resolve(schema)
        .and_then(|(schema, _)| keywords(schema).typ.as_deref());
    matches!(ty, Some("string" | "integer" | "number" | "boolean"))
}

/// Whether a body is a file, which is no value of its media type: binary in
/// 3.0, content of a media type without an encoding or a type in 3.1.
fn is_file(ctx: &Context<'_>, schema: &ReferenceOr<Schema>) -> bool {
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

/// The text that the variant of a media type is named after: what follows the
/// slash, with a word of its own for some, and the parameters, by which media
/// types may differ.
pub(super) fn label(media_type: &str) -> String {
    let essence = essence(media_type);
    let (main, sub) = essence.split_once('/').unwrap_or(("", &essence));
    let name = match (main, sub) {
        ("*", _) => "any".to_owned(),
        (main, "*") => format!("any {main}"),
        _ => match essence.as_str() {
            "text/plain" => "text".to_owned(),
            "application/octet-stream" => "binary".to_owned(),
            FORM => "form".to_owned(),
            FORM_DATA => "multipart".to_owned(),
            _ => {
                let sub = sub.strip_prefix("vnd.").unwrap_or(sub);
                sub.strip_prefix("x-").unwrap_or(sub).to_owned()
            }
        },
    };
    let parameters = media_type.split(';').skip(1).map(str::trim);
    let telling = parameters.filter(|one| !one.to_ascii_lowercase().starts_with("charset"));
    telling.fold(name, |name, one| format!("{name} {one}"))
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn variants_are_named_after_what_is_in_them() {
        for (media_type, expected) in [
            ("application/json; charset=utf-8", "json"),
            ("application/json;version=2", "json version=2"),
            ("application/vnd.github.diff", "github.diff"),
            ("text/x-markdown", "markdown"),
            ("TEXT/Plain", "text"),
            ("image/*", "any image"),
            ("*/*", "any"),
        ] {
            assert_eq!(label(media_type), expected);
        }
    }
}
