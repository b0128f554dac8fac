//! Schema Objects.
//!
//! Every schema becomes `SchemaKind::Any`, which has a place for each
//! keyword; which of them belong together is for lowering to say.

use super::fields::{Fields, object, reference_or};
use super::kept;
use crate::diagnostic::{Code, Report};
use crate::document::place::Place;
use crate::document::tree::Tree;
use openapiv3::{
    AdditionalProperties, AnySchema, Discriminator, ReferenceOr, Schema, SchemaData, SchemaKind,
};

/// Integers beyond this are not exact as the doubles that `openapiv3` keeps.
const EXACT: i128 = 1 << 53;

/// What a schema has for `xml`, which `openapiv3` has no place for, and its
/// `place`.
pub(crate) const XML: &str = "x-specwright-xml";

/// Bounds that a double does not hold exactly, as decimal text.
pub(crate) const EXACT_BOUNDS: &str = "x-specwright-exact-bounds";

pub(super) fn schema(
    tree: &Tree,
    place: &Place<'_>,
    report: &Report,
) -> Option<ReferenceOr<Schema>> {
    reference_or(tree, place, report, |tree, place, report| {
        object(tree, place, report, |fields| Some(read(fields)))
    })
}

fn boxed(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<ReferenceOr<Box<Schema>>> {
    Some(match schema(tree, place, report)? {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
    })
}

fn read(fields: &Fields<'_>) -> Schema {
    kept::check(fields);
    Schema {
        schema_data: data(fields),
        schema_kind: SchemaKind::Any(AnySchema {
            typ: ty(fields),
            pattern: fields.text("pattern"),
            multiple_of: fields.number("multipleOf"),
            exclusive_minimum: fields.flag("exclusiveMinimum"),
            exclusive_maximum: fields.flag("exclusiveMaximum"),
            minimum: fields.number("minimum"),
            maximum: fields.number("maximum"),
            properties: fields.map("properties", boxed),
            required: fields.texts("required"),
            additional_properties: fields.one("additionalProperties", additional),
            min_properties: fields.count("minProperties"),
            max_properties: fields.count("maxProperties"),
            items: fields.one("items", boxed),
            min_items: fields.count("minItems"),
            max_items: fields.count("maxItems"),
            unique_items: fields.flag("uniqueItems"),
            enumeration: fields.list("enum", |tree, _, _| Some(tree.to_json())),
            format: fields.text("format"),
            min_length: fields.count("minLength"),
            max_length: fields.count("maxLength"),
            one_of: branches(fields, "oneOf"),
            all_of: branches(fields, "allOf"),
            any_of: branches(fields, "anyOf"),
            not: fields.one("not", schema).map(Box::new),
        }),
    }
}

/// A list of schemas, which JSON Schema does not let be empty
/// (Core, section 10.2.1).
fn branches(fields: &Fields<'_>, keyword: &'static str) -> Vec<ReferenceOr<Schema>> {
    let branches = fields.list(keyword, schema);
    if branches.is_empty() && fields.tree(keyword).is_some() {
        let message = format!("`{keyword}` must not be empty; it is ignored");
        fields.not_enforced(keyword, &message);
    }
    branches
}

fn ty(fields: &Fields<'_>) -> Option<String> {
    let known = ["array", "boolean", "integer", "number", "object", "string"];
    fields.word("type", &known.join(", "), |word| {
        known.contains(&word).then(|| word.to_owned())
    })
}

fn data(fields: &Fields<'_>) -> SchemaData {
    if matches!(fields.tree("enum"), Some(Tree::Array(values)) if values.is_empty()) {
        let message = "an `enum` without values is not enforced";
        let place = fields.place.key("enum");
        fields.report.add(Code::NotEnforced, place, message);
    }
    // External documentation changes nothing.
    fields.tree("externalDocs");
    let mut extensions = fields.extensions();
    extensions.shift_remove(XML);
    if let Some(xml) = fields.one("xml", xml) {
        extensions.insert(XML.to_owned(), xml);
    }
    if let Some(bounds) = exact_bounds(fields) {
        extensions.insert(EXACT_BOUNDS.to_owned(), bounds);
    }
    SchemaData {
        nullable: fields.flag("nullable").unwrap_or(false),
        read_only: fields.flag("readOnly").unwrap_or(false),
        write_only: fields.flag("writeOnly").unwrap_or(false),
        deprecated: fields.flag("deprecated").unwrap_or(false),
        external_docs: None,
        example: fields.json("example"),
        title: fields.text("title"),
        description: fields.text("description"),
        discriminator: fields.one("discriminator", discriminator),
        default: fields.json("default"),
        extensions,
    }
}

fn xml(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<serde_json::Value> {
    object(tree, place, report, |fields| {
        fields.not_generated("nodeType");
        fields.extensions();
        for key in ["name", "prefix"] {
            let text = fields.text(key);
            if let Some(text) = text.filter(|text| !is_xml_name(text)) {
                let message = format!("{text:?} cannot be the name of an element");
                fields.not_enforced(key, &message);
            }
        }
        Some(serde_json::json!({
            "name": fields.text("name"),
            "namespace": fields.text("namespace"),
            "prefix": fields.text("prefix"),
            "attribute": fields.flag("attribute"),
            "wrapped": fields.flag("wrapped"),
            "place": place.to_string(),
        }))
    })
}

/// Whether XML can have a name, which has no prefix in it.
fn is_xml_name(text: &str) -> bool {
    let starts = |c: char| c == '_' || c.is_alphabetic();
    let goes_on = |c: char| starts(c) || c.is_numeric() || matches!(c, '-' | '.');
    text.starts_with(starts) && text.chars().all(goes_on)
}

fn exact_bounds(fields: &Fields<'_>) -> Option<serde_json::Value> {
    let bounds: serde_json::Map<String, serde_json::Value> = ["minimum", "maximum", "multipleOf"]
        .into_iter()
        .filter_map(|key| match fields.tree(key)? {
            Tree::Integer(value) if value.abs() > EXACT => {
                Some((key.to_owned(), value.to_string().into()))
            }
            _ => None,
        })
        .collect();
    (!bounds.is_empty()).then_some(bounds.into())
}

fn additional(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<AdditionalProperties> {
    match tree {
        Tree::Bool(any) => Some(AdditionalProperties::Any(*any)),
        tree => {
            schema(tree, place, report).map(|schema| AdditionalProperties::Schema(Box::new(schema)))
        }
    }
}

fn discriminator(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<Discriminator> {
    object(tree, place, report, |fields| {
        let mapping = fields.map("mapping", |tree, place, report| match tree {
            Tree::String(name) => Some(name.clone()),
            other => {
                let message = format!("this must be the name of a schema, but is {}", other.kind());
                report.add(Code::InvalidField, place, message);
                None
            }
        });
        Some(Discriminator {
            property_name: fields.required_text("propertyName")?,
            mapping,
            extensions: fields.extensions(),
        })
    })
}
