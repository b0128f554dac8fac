//! Objects: structs where properties are named, maps where they are not.

use super::{Form, Use, condition, used};
use crate::document::Place;
use crate::ir::{
    Condition, Constraint, Construction, Docs, Extra, Field, Rules, Struct, Type, TypeKind,
};
use crate::lower::context::{Context, keywords};
use crate::lower::types::boxed;
use crate::names::{Case, Scope};
use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, Schema};

/// Whether the schema names properties, or allows none.
pub(super) fn is_struct(any: &AnySchema) -> bool {
    !any.properties.is_empty()
        || matches!(
            any.additional_properties,
            Some(AdditionalProperties::Any(false))
        )
}

pub(super) fn form(ctx: &Context<'_>, schema: &Schema, place: &Place<'_>, hint: &str) -> Form {
    let any = keywords(schema);
    // Those that match a pattern are no others.
    let open;
    let any = match condition::beyond(schema, "patternProperties") {
        Some(_) => {
            open = AnySchema {
                additional_properties: any
                    .additional_properties
                    .as_ref()
                    .map(|_| AdditionalProperties::Any(true)),
                ..any.clone()
            };
            &open
        }
        None => any,
    };
    if is_struct(any) {
        let mut object = structure(ctx, any, place, hint);
        let they_count = object.min_properties.is_some() || object.max_properties.is_some();
        if ctx.choices.keep_unknown || they_count {
            object.keep_others();
        }
        return Form::Def(TypeKind::Struct(object));
    }
    let values = match &any.additional_properties {
        Some(AdditionalProperties::Schema(values)) => used(
            ctx,
            values,
            &place.key("additionalProperties"),
            &format!("{hint}Value"),
        ),
        Some(AdditionalProperties::Any(_)) | None => Use::any(),
    };
    let own = [
        any.min_properties
            .filter(|least| *least > 0)
            .map(Constraint::MinProperties),
        any.max_properties.map(Constraint::MaxProperties),
    ];
    let rules = Rules {
        own: own.into_iter().flatten().collect(),
        inner: boxed(values.rules),
        ..Rules::default()
    };
    Form::Type(Type::Map(Box::new(values.ty)), rules)
}

fn structure(ctx: &Context<'_>, any: &AnySchema, place: &Place<'_>, hint: &str) -> Struct {
    let undeclared = any
        .required
        .iter()
        .filter(|name| !any.properties.contains_key(*name));
    let names: Vec<&str> = any
        .properties
        .keys()
        .chain(undeclared)
        .map(String::as_str)
        .collect();
    let mut scope = Scope::default();
    let idents = scope.claim_all(&names, Case::Snake);
    let properties = place.key("properties");
    let mut fields: Vec<Field> = Vec::new();
    for (name, ident) in names.iter().zip(idents) {
        if fields.iter().any(|field| field.name == *name) {
            continue;
        }
        let schema = any.properties.get(*name);
        let here = properties.key(name);
        let value = match schema {
            Some(schema) => used(ctx, schema, &here, &format!("{hint} {name}")),
            // Required, but described by nothing: it must be there.
            None => Use::any(),
        };
        let item = schema.and_then(ReferenceOr::as_item);
        let docs = item.map_or_else(Docs::default, |schema| super::schema_docs(schema));
        fields.push(Field {
            name: (*name).to_owned(),
            docs: match value.rules.only() {
                Some(only) => docs.with(format!("Always {}.", super::code(&only.into()))),
                None => docs,
            },
            ident,
            ty: value.ty,
            required: any.required.iter().any(|required| required == name),
            read_only: item.is_some_and(|schema| schema.schema_data.read_only),
            write_only: item.is_some_and(|schema| schema.schema_data.write_only),
            rules: value.rules,
        });
    }
    Struct {
        extra: extra(ctx, any, place, hint, &mut scope),
        fields,
        min_properties: any.min_properties.filter(|least| *least > 0),
        max_properties: any.max_properties,
        condition: Condition::default(),
        construction: Construction::Literal,
    }
}

/// Other properties are kept where the schema speaks of them, and allowed
/// but not kept where it is silent.
fn extra(
    ctx: &Context<'_>,
    any: &AnySchema,
    place: &Place<'_>,
    hint: &str,
    scope: &mut Scope,
) -> Extra {
    let values = match &any.additional_properties {
        None => return Extra::Ignored,
        Some(AdditionalProperties::Any(false)) => return Extra::Refused,
        Some(AdditionalProperties::Any(true)) => Use::any(),
        Some(AdditionalProperties::Schema(values)) => used(
            ctx,
            values,
            &place.key("additionalProperties"),
            &format!("{hint}Value"),
        ),
    };
    let ident = scope.claim("additional_properties", Case::Snake);
    Extra::Kept(ident, values.ty, values.rules)
}
