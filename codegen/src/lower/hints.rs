//! What a description says of values without demanding it: examples,
//! defaults, formats that are no types.
//!
//! Only those who make values up ask for it.

use super::context::{Context, keywords};
use super::reference::{self, resolve};
use crate::document::Place;
use crate::ir::{Example, Hints};
use indexmap::IndexMap;
use openapiv3::{MediaType, ParameterData, ParameterSchemaOrContent, ReferenceOr, Schema};
use serde_json::Value as Json;

/// What a schema says of its values.
pub(super) fn of_schema(ctx: &Context<'_>, schema: &Schema, place: &Place<'_>) -> Hints {
    if !ctx.choices.hints {
        return Hints::default();
    }
    let data = &schema.schema_data;
    let examples = [("example", &data.example), ("default", &data.default)];
    let examples = examples.into_iter().filter_map(|(key, value)| {
        let value = value.as_ref()?;
        Some(one("", value, &place.key(key)))
    });
    Hints {
        examples: examples.collect(),
        format: keywords(schema).format.clone(),
    }
}

/// What stands beside the schema of a body.
pub(super) fn of_media(ctx: &Context<'_>, media: &MediaType, place: &Place<'_>) -> Hints {
    beside(ctx, media.example.as_ref(), &media.examples, place)
}

/// What stands beside the schema of a parameter.
pub(super) fn of_parameter(ctx: &Context<'_>, data: &ParameterData, place: &Place<'_>) -> Hints {
    let own = beside(ctx, data.example.as_ref(), &data.examples, place);
    match &data.format {
        ParameterSchemaOrContent::Schema(_) => own,
        ParameterSchemaOrContent::Content(content) => match content.first() {
            Some((name, media)) => own.and(of_media(ctx, media, &place.key("content").key(name))),
            None => own,
        },
    }
}

/// "The example field is mutually exclusive of the examples field" (OpenAPI
/// 3.0.3, Media Type Object); where both are there, both are taken.
pub(super) fn beside(
    ctx: &Context<'_>,
    example: Option<&Json>,
    examples: &IndexMap<String, ReferenceOr<openapiv3::Example>>,
    place: &Place<'_>,
) -> Hints {
    if !ctx.choices.hints {
        return Hints::default();
    }
    let mut found: Vec<Example> = Vec::new();
    found.extend(example.map(|value| one("", value, &place.key("example"))));
    let place = place.key("examples");
    for (name, example) in examples {
        let Some((spec, reference)) = resolve(&ctx.components().examples, example) else {
            continue;
        };
        let pointer = reference::pointer(reference, &place.key(name));
        // One at a URL is not fetched.
        if let Some(value) = &spec.value {
            found.push(one(name, value, &Place::At(&pointer).key("value")));
        }
    }
    Hints {
        examples: found,
        format: None,
    }
}

fn one(name: &str, value: &Json, place: &Place<'_>) -> Example {
    Example {
        name: name.to_owned(),
        value: value.clone(),
        pointer: place.to_string(),
    }
}
