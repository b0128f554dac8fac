//! Parameter and Header Objects.

use super::fields::{Fields, object, reference_or};
use super::media::{content, examples};
use super::schema::schema;
use crate::diagnostic::{Code, Report};
use crate::document::place::Place;
use crate::document::tree::Tree;
use openapiv3::{
    CookieStyle, Header, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent,
    PathStyle, QueryStyle, ReferenceOr, SchemaKind,
};

/// A path parameter that says `required: false`, rather than nothing.
pub(crate) const OPTIONAL: &str = "x-specwright-optional";

pub(super) fn parameter(
    tree: &Tree,
    place: &Place<'_>,
    report: &Report,
) -> Option<ReferenceOr<Parameter>> {
    reference_or(tree, place, report, |tree, place, report| {
        object(tree, place, report, read)
    })
}

fn read(fields: &Fields<'_>) -> Option<Parameter> {
    fields.require("in");
    let location = fields.word("in", "path, query, header, cookie", |word| {
        ["path", "query", "header", "cookie"]
            .into_iter()
            .find(|known| *known == word)
    });
    let mut parameter_data = data(fields)?;
    if location == Some("path") && fields.flag("required") == Some(false) {
        let extensions = &mut parameter_data.extensions;
        extensions.insert(OPTIONAL.to_owned(), true.into());
    }
    let allow_reserved = fields.flag("allowReserved").unwrap_or(false);
    let allow_empty_value = fields.flag("allowEmptyValue");
    if allow_empty_value == Some(true) && !is_text(&parameter_data.format) {
        let message = "an empty value is not read as the value of its schema";
        fields.not_enforced("allowEmptyValue", message);
    }
    if allow_reserved && location != Some("query") {
        let message = "reserved characters are a matter of queries, and nothing changes here";
        fields.not_enforced("allowReserved", message);
    }
    // Of Swagger 2.0; what OpenAPI 3 has too is a style by now.
    if fields.tree("collectionFormat").is_some() {
        let message = "the values are not separated as `collectionFormat` says";
        fields.not_enforced("collectionFormat", message);
    }
    match location? {
        "path" => Some(Parameter::Path {
            parameter_data,
            style: style(fields, "simple, label, matrix", |word| match word {
                "simple" => Some(PathStyle::Simple),
                "label" => Some(PathStyle::Label),
                "matrix" => Some(PathStyle::Matrix),
                _ => None,
            })
            .unwrap_or_default(),
        }),
        "query" => Some(Parameter::Query {
            parameter_data,
            allow_reserved,
            style: query_style(fields).unwrap_or_default(),
            allow_empty_value,
        }),
        "header" => Some(Parameter::Header {
            parameter_data,
            style: header_style(fields),
        }),
        _ => Some(Parameter::Cookie {
            parameter_data,
            style: style(fields, "form", |word| {
                (word == "form").then_some(CookieStyle::Form)
            })
            .unwrap_or_default(),
        }),
    }
}

fn style<T>(fields: &Fields<'_>, allowed: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
    fields.word("style", allowed, read)
}

pub(super) fn query_style(fields: &Fields<'_>) -> Option<QueryStyle> {
    let allowed = "form, spaceDelimited, pipeDelimited, deepObject";
    style(fields, allowed, |word| match word {
        "form" => Some(QueryStyle::Form),
        "spaceDelimited" => Some(QueryStyle::SpaceDelimited),
        "pipeDelimited" => Some(QueryStyle::PipeDelimited),
        "deepObject" => Some(QueryStyle::DeepObject),
        _ => None,
    })
}

/// Whether an empty value is a value like any other.
fn is_text(format: &ParameterSchemaOrContent) -> bool {
    let ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) = format else {
        return false;
    };
    matches!(&schema.schema_kind, SchemaKind::Any(any) if any.typ.as_deref() == Some("string"))
}

fn header_style(fields: &Fields<'_>) -> HeaderStyle {
    style(fields, "simple", |word| {
        (word == "simple").then_some(HeaderStyle::Simple)
    })
    .unwrap_or_default()
}

fn data(fields: &Fields<'_>) -> Option<ParameterData> {
    let name = fields.required_text("name");
    let format = schema_or_content(fields);
    let data = ParameterData {
        name: name?,
        description: fields.text("description"),
        required: fields.flag("required").unwrap_or(false),
        deprecated: fields.flag("deprecated"),
        format: format?,
        example: fields.json("example"),
        examples: examples(fields),
        explode: fields.flag("explode"),
        extensions: fields.extensions(),
    };
    Some(data)
}

/// "A parameter MUST contain either a schema property, or a content
/// property, but not both" (OpenAPI 3.0.3, Parameter Object).
fn schema_or_content(fields: &Fields<'_>) -> Option<ParameterSchemaOrContent> {
    let schema = fields.one("schema", schema);
    let content = content(fields);
    match (schema, content.is_empty()) {
        (Some(schema), true) => Some(ParameterSchemaOrContent::Schema(schema)),
        (None, false) => Some(ParameterSchemaOrContent::Content(content)),
        (Some(_), false) => {
            let message = "this has both `schema` and `content`, but one of them says it all";
            fields.report.add(Code::InvalidField, fields.place, message);
            None
        }
        (None, true) => {
            // A schema that is there but wrong has been reported already.
            if fields.tree("schema").is_none() {
                let message = "the required field `schema` is missing";
                fields.report.add(Code::MissingField, fields.place, message);
            }
            None
        }
    }
}

pub(super) fn header(
    tree: &Tree,
    place: &Place<'_>,
    report: &Report,
) -> Option<ReferenceOr<Header>> {
    reference_or(tree, place, report, |tree, place, report| {
        object(tree, place, report, |fields| {
            fields.flag("explode");
            Some(Header {
                description: fields.text("description"),
                style: header_style(fields),
                required: fields.flag("required").unwrap_or(false),
                deprecated: fields.flag("deprecated"),
                format: schema_or_content(fields)?,
                example: fields.json("example"),
                examples: examples(fields),
                extensions: fields.extensions(),
            })
        })
    })
}
