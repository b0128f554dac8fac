//! `oneOf` and `anyOf`: enums with a variant for each branch.

use super::{Form, Kind, branch_names, form_of_only, kind_of, schema_docs, used};
use crate::diagnostic::{Code, nearest};
use crate::document::{EXACT_BOUNDS, Place, SUBTYPES};
use crate::ir::{Branch, Condition, Discriminator, Docs, TypeKind, Union, UnionRule};
use crate::lower::context::{Context, keywords};
use crate::lower::reference;
use crate::names::{Case, Scope};
use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};
use std::collections::BTreeSet;

/// The keyword whose branches become the variants of an enum, if any do:
/// not where all of them only constrain what the schema says beside them.
pub(super) fn keyword(schema: &Schema) -> Option<&'static str> {
    let any = keywords(schema);
    let is_choice = |branches: &[ReferenceOr<Schema>]| {
        let only_constrain = |branch: &ReferenceOr<Schema>| match branch {
            ReferenceOr::Reference { .. } => false,
            ReferenceOr::Item(branch) => only_constrains(branch, any),
        };
        !branches.is_empty() && !branches.iter().all(only_constrain)
    };
    if is_choice(&any.one_of) {
        Some("oneOf")
    } else if is_choice(&any.any_of) {
        Some("anyOf")
    } else {
        None
    }
}

/// Whether a branch gives values no other type than `whole` has.
fn only_constrains(branch: &Schema, whole: &AnySchema) -> bool {
    let any = keywords(branch);
    let mut properties = any.properties.keys();
    let mut inner = any.all_of.iter().chain(&any.one_of).chain(&any.any_of);
    (any.typ.is_none() || any.typ == whole.typ)
        && any.format.is_none()
        && any.enumeration.is_empty()
        && any.items.is_none()
        && any.additional_properties.is_none()
        && branch.schema_data.title.is_none()
        && !branch.schema_data.nullable
        && properties.all(|name| whole.properties.contains_key(name))
        && inner.all(|inner| match inner {
            ReferenceOr::Reference { .. } => false,
            ReferenceOr::Item(inner) => only_constrains(inner, whole),
        })
}

/// The enum of the branches of `keyword`.
pub(super) fn form(
    ctx: &Context<'_>,
    schema: &Schema,
    keyword: &'static str,
    place: &Place<'_>,
    hint: &str,
) -> Form {
    let any = keywords(schema);
    let (rule, branches) = match keyword {
        "oneOf" => (UnionRule::ExactlyOne, &any.one_of),
        _ => (UnionRule::FirstMatch, &any.any_of),
    };
    let branches = with_common_part(ctx, schema, branches);
    let list = place.key(keyword);
    if let [only] = branches.as_slice() {
        return form_of_only(ctx, only, &list.index(0), hint);
    }
    let mut lowered = lower_branches(ctx, &branches, &list, hint);
    let property = match &schema.schema_data.discriminator {
        Some(discriminator) => {
            tag(ctx, discriminator, &branches, &mut lowered, place);
            Some(discriminator.property_name.clone())
        }
        None => branch_names::discriminator(ctx, &branches).map(|(property, values)| {
            for (branch, value) in lowered.iter_mut().zip(values) {
                branch.tags.push(value);
            }
            property
        }),
    };
    let is_tagged = lowered.iter().all(|branch| !branch.tags.is_empty());
    let rule = match property.filter(|_| is_tagged) {
        Some(property) => UnionRule::Discriminator(Discriminator {
            property,
            otherwise: branches
                .iter()
                .position(is_base_itself)
                .filter(|_| !ctx.choices.closed_enums),
        }),
        None => rule,
    };
    Form::Def(TypeKind::Union(Union {
        rule,
        branches: lowered,
        condition: Condition::default(),
    }))
}

/// Keywords beside `oneOf` hold for each branch; a branch that has the whole
/// schema in its `allOf` has them already.
fn with_common_part(
    ctx: &Context<'_>,
    whole: &Schema,
    branches: &[ReferenceOr<Schema>],
) -> Vec<ReferenceOr<Schema>> {
    let any = keywords(whole);
    let common = AnySchema {
        one_of: Vec::new(),
        any_of: Vec::new(),
        not: None,
        ..any.clone()
    };
    let says_nothing = AnySchema {
        typ: common.typ.clone(),
        ..AnySchema::default()
    } == common;
    let is_typed = |branch: &ReferenceOr<Schema>| has_type(ctx, branch, any.typ.as_deref());
    if says_nothing && branches.iter().all(is_typed) {
        return branches.to_vec();
    }
    let schema = |any| Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(any),
    };
    let mut common = schema(common);
    // Bounds are what they are in both forms.
    let exact = whole.schema_data.extensions.get_key_value(EXACT_BOUNDS);
    common
        .schema_data
        .extensions
        .extend(exact.map(|(name, bounds)| (name.clone(), bounds.clone())));
    let common = ReferenceOr::Item(common);
    let both = |branch: &ReferenceOr<Schema>| {
        ReferenceOr::Item(schema(AnySchema {
            all_of: vec![branch.clone(), common.clone()],
            ..AnySchema::default()
        }))
    };
    let each = |branch: &ReferenceOr<Schema>| match says_nothing && is_typed(branch)
        || is_subtype(ctx, branch, whole)
    {
        true => branch.clone(),
        false => both(branch),
    };
    branches.iter().map(each).collect()
}

/// Whether the values of a branch have the type: by its own `type`, or by
/// what its type is without one. What is made of others is taken to.
fn has_type(ctx: &Context<'_>, branch: &ReferenceOr<Schema>, ty: Option<&str>) -> bool {
    let Some((schema, _)) = ctx.resolve(branch) else {
        return true;
    };
    let any = keywords(schema);
    let mut inner = any.all_of.iter().chain(&any.one_of).chain(&any.any_of);
    ty.is_none()
        || any.typ.is_some()
        || inner.next().is_some()
        || match kind_of(any) {
            Kind::Object => ty == Some("object"),
            Kind::Array => ty == Some("array"),
            Kind::Scalar => false,
        }
}

/// Whether `of` is in the `allOf` of the branch, or in that of a member. A
/// base that is made of others is known by its name.
fn is_subtype(ctx: &Context<'_>, branch: &ReferenceOr<Schema>, of: &Schema) -> bool {
    let base = of.schema_data.extensions.get(SUBTYPES);
    let base = base.and_then(serde_json::Value::as_str);
    let mut open = vec![branch];
    let mut seen = BTreeSet::new();
    while let Some((schema, name)) = open.pop().and_then(|next| ctx.resolve(next)) {
        if name.is_some_and(|name| !seen.insert(name)) {
            continue;
        }
        let members = &keywords(schema).all_of;
        let is_it = |(member, name): (&Schema, Option<String>)| {
            std::ptr::eq(member, of) || base.is_some() && name.as_deref() == base
        };
        if members
            .iter()
            .any(|member| ctx.resolve(member).is_some_and(is_it))
        {
            return true;
        }
        open.extend(members);
    }
    false
}

/// Whether a branch is the base whose subtypes the others are: values of
/// subtypes that nobody has told of are values of it.
fn is_base_itself(branch: &ReferenceOr<Schema>) -> bool {
    let extensions = branch
        .as_item()
        .map(|schema| &schema.schema_data.extensions);
    extensions.is_some_and(|extensions| extensions.contains_key(SUBTYPES))
}

fn lower_branches(
    ctx: &Context<'_>,
    branches: &[ReferenceOr<Schema>],
    list: &Place<'_>,
    hint: &str,
) -> Vec<Branch> {
    let titles = branch_names::of(branches);
    let texts: Vec<&str> = titles.iter().map(String::as_str).collect();
    let idents = Scope::default().claim_all(&texts, Case::Variant);
    let lower = |(index, (branch, ident)): (usize, (&ReferenceOr<Schema>, _))| {
        let here = list.index(index);
        let value = used(ctx, branch, &here, &format!("{hint} {ident}"));
        Branch {
            docs: match branch {
                ReferenceOr::Item(schema) => schema_docs(schema),
                ReferenceOr::Reference { .. } => Docs::default(),
            },
            ident,
            ty: value.ty,
            rules: value.rules,
            tags: Vec::new(),
            is_unsaid: false,
        }
    };
    branches.iter().zip(idents).enumerate().map(lower).collect()
}

/// Finds the values of the discriminator that name each branch: those that
/// the mapping gives, else the name of the component (OpenAPI 3.0.3,
/// Discriminator Object).
fn tag(
    ctx: &Context<'_>,
    discriminator: &openapiv3::Discriminator,
    branches: &[ReferenceOr<Schema>],
    lowered: &mut [Branch],
    place: &Place<'_>,
) {
    let names: Vec<Option<String>> = branches.iter().map(component).collect();
    let place = place.key("discriminator");
    let mapping = place.key("mapping");
    for (value, target) in &discriminator.mapping {
        let target = reference::name(target);
        match names.iter().position(|name| name.as_ref() == Some(&target)) {
            Some(at) => lowered[at].tags.push(value.clone()),
            None => {
                let message =
                    format!("the mapping names `{target}`, which is no branch of the union");
                let known = names.iter().flatten().map(String::as_str);
                let hint = nearest(&target, known).map(|name| format!("did you mean `{name}`?"));
                let hint = hint.unwrap_or_else(|| "name one of the branches".to_owned());
                ctx.report
                    .hint(Code::InvalidField, mapping.key(value), message, hint);
            }
        }
    }
    for (name, branch) in names.into_iter().zip(lowered) {
        if let (Some(name), true) = (name, branch.tags.is_empty()) {
            branch.tags.push(name);
        }
    }
}

fn component(branch: &ReferenceOr<Schema>) -> Option<String> {
    match branch {
        ReferenceOr::Reference { reference } => Some(reference::name(reference)),
        ReferenceOr::Item(schema) => match keywords(schema).all_of.first()? {
            ReferenceOr::Reference { reference } => Some(reference::name(reference)),
            ReferenceOr::Item(_) => None,
        },
    }
}
