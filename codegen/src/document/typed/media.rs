//! What is sent: Media Type, Encoding, Example, Request Body and Response
//! Objects.

use super::fields::{Fields, object, reference_or};
use super::parameter::{header, query_style};
use super::schema::schema;
use crate::diagnostic::{Code, Report};
use crate::document::place::Place;
use crate::document::tree::Tree;
use indexmap::IndexMap;
use openapiv3::{
    Encoding, Example, MediaType, QueryStyle, ReferenceOr, RequestBody, Response, Responses,
    StatusCode,
};

pub(super) fn content(fields: &Fields<'_>) -> IndexMap<String, MediaType> {
    fields.map("content", |tree, place, report| {
        object(tree, place, report, |fields| {
            Some(MediaType {
                schema: fields.one("schema", schema),
                example: fields.json("example"),
                examples: examples(fields),
                encoding: fields.map("encoding", encoding),
                extensions: fields.extensions(),
            })
        })
    })
}

/// Whether an Encoding Object says how the value is written, rather than of
/// what media type it is.
pub(crate) const STYLED: &str = "x-specwright-styled";

/// With the defaults of what it does not say.
fn encoding(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<Encoding> {
    object(tree, place, report, |fields| {
        // Of Swagger 2.0; what OpenAPI 3 has too is a style by now.
        if fields.tree("collectionFormat").is_some() {
            let message = "the values are not separated as `collectionFormat` says";
            fields.not_enforced("collectionFormat", message);
        }
        let style = query_style(fields);
        let explode = fields.flag("explode");
        let allow_reserved = fields.flag("allowReserved");
        let mut extensions = fields.extensions();
        let is_styled = style.is_some() || explode.is_some() || allow_reserved.is_some();
        extensions.insert(STYLED.to_owned(), is_styled.into());
        let style = style.unwrap_or_default();
        Some(Encoding {
            content_type: fields.text("contentType"),
            headers: fields.map("headers", header),
            explode: explode.unwrap_or(matches!(style, QueryStyle::Form)),
            style: Some(style),
            allow_reserved: allow_reserved.unwrap_or(false),
            extensions,
        })
    })
}

pub(super) fn examples(fields: &Fields<'_>) -> IndexMap<String, ReferenceOr<Example>> {
    fields.map("examples", example)
}

pub(super) fn example(
    tree: &Tree,
    place: &Place<'_>,
    report: &Report,
) -> Option<ReferenceOr<Example>> {
    reference_or(tree, place, report, |tree, place, report| {
        object(tree, place, report, |fields| {
            Some(Example {
                summary: fields.text("summary"),
                description: fields.text("description"),
                value: fields.json("value"),
                external_value: fields.text("externalValue"),
                extensions: fields.extensions(),
            })
        })
    })
}

pub(super) fn request_body(
    tree: &Tree,
    place: &Place<'_>,
    report: &Report,
) -> Option<ReferenceOr<RequestBody>> {
    reference_or(tree, place, report, |tree, place, report| {
        object(tree, place, report, |fields| {
            fields.require("content");
            Some(RequestBody {
                description: fields.text("description"),
                content: content(fields),
                required: fields.flag("required").unwrap_or(false),
                extensions: fields.extensions(),
            })
        })
    })
}

pub(super) fn response(
    tree: &Tree,
    place: &Place<'_>,
    report: &Report,
) -> Option<ReferenceOr<Response>> {
    reference_or(tree, place, report, |tree, place, report| {
        object(tree, place, report, |fields| {
            fields.not_generated("links");
            Some(Response {
                description: fields.text("description").unwrap_or_default(),
                headers: fields.map("headers", header),
                content: content(fields),
                links: IndexMap::new(),
                extensions: fields.extensions(),
            })
        })
    })
}

pub(super) fn responses(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<Responses> {
    object(tree, place, report, |fields| {
        fields.any_key();
        let mut responses = Responses {
            extensions: fields.extensions(),
            ..Responses::default()
        };
        for (key, tree) in fields.entries() {
            let place = place.key(key);
            match status(key) {
                _ if key == "default" => responses.default = response(tree, &place, report),
                Some(code) => {
                    if let Some(response) = response(tree, &place, report) {
                        responses.responses.insert(code, response);
                    }
                }
                None => {
                    let message = format!(
                        "`{key}` is not a status: use a code such as 200, a range such as 4XX, or `default`"
                    );
                    report.add(Code::InvalidField, place, message);
                }
            }
        }
        Some(responses)
    })
}

fn status(key: &str) -> Option<StatusCode> {
    match key.as_bytes() {
        [class @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => {
            Some(StatusCode::Range(u16::from(class - b'0')))
        }
        [b'1'..=b'5', _, _] => key.parse().ok().map(StatusCode::Code),
        _ => None,
    }
}
