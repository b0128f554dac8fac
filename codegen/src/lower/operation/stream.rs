//! Bodies of items that come one by one: JSON texts in lines (JSON Lines,
//! NDJSON, RFC 7464) and server-sent events.
//!
//! Descriptions say what the items are in several ways: OpenAPI 3.2 has
//! `itemSchema`, which stands here as an array of items; before, the schema
//! is that of an item, an array of items, or that of a string, which says of
//! the stream only that it is text.

use crate::diagnostic::Code;
use crate::document::{KEYWORDS, Place, read_schema};
use crate::ir::{Rules, Type};
use crate::lower::context::{Context, keywords};
use crate::lower::schema::{Use, used_once};
use crate::lower::token::essence;
use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};

/// What comes one by one.
#[derive(Clone, Copy, PartialEq)]
enum Items {
    Lines,
    Events,
}

/// The type of a body, if its media type is one of items.
pub(super) fn items(
    ctx: &Context<'_>,
    name: &str,
    schema: Option<&ReferenceOr<Schema>>,
    place: &Place<'_>,
    hint: &str,
) -> Option<Type> {
    let kind = kind(name)?;
    let item = item(ctx, kind, schema, &place.key("schema"), hint);
    let item = Box::new(item);
    Some(match kind {
        Items::Lines => Type::Lines(item),
        Items::Events => Type::Events(item),
    })
}

/// Whether bodies of the media type are items that come one by one.
pub(super) fn is_items(media_type: &str) -> bool {
    kind(media_type).is_some()
}

/// The same names as the runtime has.
fn kind(media_type: &str) -> Option<Items> {
    let essence = essence(media_type);
    Some(match essence.as_str() {
        "text/event-stream" => Items::Events,
        "application/jsonl"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/ndjson"
        | "application/x-ndjson"
        | "application/json-seq" => Items::Lines,
        other if other.ends_with("+json-seq") => Items::Lines,
        _ => return None,
    })
}

fn item(
    ctx: &Context<'_>,
    kind: Items,
    schema: Option<&ReferenceOr<Schema>>,
    place: &Place<'_>,
    hint: &str,
) -> Type {
    let unknown = match kind {
        Items::Lines => Type::Any,
        Items::Events => Type::String,
    };
    let Some(schema) = schema else {
        return unknown;
    };
    let Some((resolved, _)) = ctx.resolve(schema) else {
        return Type::Any;
    };
    let any = keywords(resolved);
    match (any.typ.as_deref(), &any.items) {
        (Some("string"), _) if is_plain(resolved) => unknown,
        (Some("array"), Some(items)) => {
            let items = items.clone().unbox();
            let data = event_data(ctx, kind, &items, &[]);
            typed(ctx, &items, data, &place.key("items"), hint)
        }
        _ => {
            let data = event_data(ctx, kind, schema, &["event"]);
            typed(ctx, schema, data, place, hint)
        }
    }
}

/// Whether the schema of a string says nothing but that it is one.
fn is_plain(schema: &Schema) -> bool {
    let any = keywords(schema);
    any.enumeration.is_empty() && any.format.is_none() && any.pattern.is_none()
}

/// The type of an item: of an event, that of its data.
fn typed(
    ctx: &Context<'_>,
    schema: &ReferenceOr<Schema>,
    data: Option<Vec<ReferenceOr<Schema>>>,
    place: &Place<'_>,
    hint: &str,
) -> Type {
    match data.as_deref() {
        None => used(ctx, schema, place, hint),
        Some([data]) => used(ctx, data, place, hint),
        Some(several) => {
            let any = AnySchema {
                any_of: several.to_vec(),
                ..AnySchema::default()
            };
            let either = Schema {
                schema_data: SchemaData::default(),
                schema_kind: SchemaKind::Any(any),
            };
            used(ctx, &ReferenceOr::Item(either), place, hint)
        }
    }
}

/// The fields of an event, which items of a stream of events have in OpenAPI
/// 3.2.
const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

/// What the data of an event is, by kinds of events. `None` if the schema is
/// about something else than the fields of an event: a schema that is not
/// said to be about them is if it has those of `telling` as well.
fn event_data(
    ctx: &Context<'_>,
    kind: Items,
    schema: &ReferenceOr<Schema>,
    telling: &[&str],
) -> Option<Vec<ReferenceOr<Schema>>> {
    let any = keywords(ctx.resolve(schema).filter(|_| kind == Items::Events)?.0);
    let own = own_data(ctx, any)?;
    let tells = |any: &AnySchema| {
        telling
            .iter()
            .all(|name| any.properties.contains_key(*name))
    };
    let branches = any.one_of.iter().chain(&any.any_of);
    let branches = branches.map(|branch| {
        let branch = keywords(ctx.resolve(branch)?.0);
        let data = own_data(ctx, branch)?.or_else(|| own.clone());
        data.filter(|_| tells(any) || tells(branch))
    });
    let mut all: Vec<ReferenceOr<Schema>> = Vec::new();
    for data in branches.collect::<Option<Vec<_>>>()? {
        if !all.contains(&data) {
            all.push(data);
        }
    }
    match all.is_empty() {
        true => Some(vec![own.filter(|_| tells(any))?]),
        false => Some(all),
    }
}

/// What it says of the data itself. `None` if it is about other fields.
fn own_data(ctx: &Context<'_>, any: &AnySchema) -> Option<Option<ReferenceOr<Schema>>> {
    let mut names = any.properties.keys();
    if !names.all(|name| FIELDS.contains(&name.as_str())) {
        return None;
    }
    let data = any.properties.get("data").cloned().map(ReferenceOr::unbox);
    Some(data.map(|data| content(ctx, &data).unwrap_or(data)))
}

/// What is in a string, as far as that is said.
fn content(ctx: &Context<'_>, data: &ReferenceOr<Schema>) -> Option<ReferenceOr<Schema>> {
    let (schema, _) = ctx.resolve(data)?;
    let beyond = schema.schema_data.extensions.get(KEYWORDS)?;
    read_schema(beyond.get("contentSchema")?)
}

fn used(ctx: &Context<'_>, schema: &ReferenceOr<Schema>, place: &Place<'_>, hint: &str) -> Type {
    let Use { ty, rules } = used_once(ctx, schema, place, &format!("{hint} item"));
    if rules != Rules::default() || ctx.hands_on_rules(&ty) {
        let message = "the bounds of this value are not enforced in a stream";
        ctx.report.add(Code::NotEnforced, place, message);
    }
    ty
}
