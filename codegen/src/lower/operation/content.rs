//! What a `content` map says: the media types of a body, and its type.
//!
//! Media types with one schema are ways to write the same value: the body has
//! one type. Where they have different ones, or their bodies are bytes or text
//! of which only the media type says what they are, the body is a choice of
//! types, each for some of the media types.

use super::media::{self, FORM, FORM_DATA, Side, Treatment, is_json, label, report, treatment};
use super::{form, multipart, stream};
use crate::diagnostic::Code;
use crate::document::Place;
use crate::ir::{Alternative, Docs, Parameter, Part, Root, Rules, Type, TypeKind, is_merge_patch};
use crate::lower::context::Context;
use crate::lower::hints;
use crate::lower::schema::Use;
use crate::lower::token::{essence, is_media_type};
use crate::lower::xml;
use crate::names::{Case, Scope};
use indexmap::IndexMap;
use openapiv3::MediaType;

/// What a `content` map says.
pub(super) struct Content {
    pub(super) media_types: Vec<String>,
    /// Those of them whose bodies flow.
    pub(super) streams: Vec<String>,
    /// The type, and what it must obey.
    pub(super) value: Use,
    /// The types by their media types, of which the first is the usual one.
    pub(super) values: Vec<(Vec<String>, Use)>,
    pub(super) parts: Vec<Part>,
    pub(super) fields: Vec<Parameter>,
    pub(super) xml: Vec<Root>,
}

/// Media types whose bodies have one type, JSON first.
type Alike<'a> = Vec<(&'a str, &'a MediaType)>;

/// Lowers the `content` at a place.
pub(super) fn lower(
    ctx: &Context<'_>,
    content: &IndexMap<String, MediaType>,
    side: Side,
    may_flow: bool,
    place: &Place<'_>,
    hint: &str,
) -> Option<Content> {
    let place = place.key("content");
    for (name, media) in content {
        if !is_media_type(name) {
            not_a_media_type(ctx, name, &place.key(name));
        }
        let here = place.key(name);
        if !may_flow || !stream::is_items(name) {
            report(ctx, (name, media), side, &here);
        }
    }
    let alike = alike(ctx, content, side);
    let labels: Vec<String> = alike.iter().map(|all| label(all[0].0)).collect();
    let values: Vec<(Vec<String>, Use)> = alike
        .iter()
        .zip(&labels)
        .map(|(all, label)| {
            let hint = match alike.len() {
                1 => hint.to_owned(),
                _ => format!("{hint} {label}"),
            };
            let (name, _) = all[0];
            let here = place.key(name);
            // Beside others, only a file can say what a range stands for.
            let is_whole = !may_flow || (alike.len() > 1 && name.contains('*'));
            let flow = match is_whole {
                true => None,
                false => media::flow(ctx, all[0], side, &here, &hint),
            };
            let mut value = flow.unwrap_or_else(|| media::value(ctx, all[0], side, &here, &hint));
            for (name, media) in all {
                let hints = hints::of_media(ctx, media, &place.key(name));
                value.rules.hints = hints.and(std::mem::take(&mut value.rules.hints));
            }
            let names = all.iter().map(|(name, _)| (*name).to_owned());
            (names.collect(), value)
        })
        .collect();
    let value = match values.as_slice() {
        [] => return None,
        [(_, only)] => only.clone(),
        _ => {
            // What flows as a success is whole as a failure.
            let flows = values.iter().any(|(_, value)| value.ty.is_stream());
            let flowing = place.key("flowing");
            let place = if flows { &flowing } else { &place };
            ctx.once(place, || choice(ctx, &labels, &values, hint))
        }
    };
    let forms = content
        .iter()
        .filter(|(name, _)| essence(name) == FORM_DATA);
    let parts = forms.flat_map(|(name, media)| multipart::parts(ctx, media, &place.key(name)));
    let forms = content.iter().filter(|(name, _)| essence(name) == FORM);
    let fields = forms.flat_map(|(name, media)| form::fields(ctx, media, &place.key(name)));
    let streams = values.iter().filter(|(_, value)| value.ty.is_stream());
    Some(Content {
        media_types: content.keys().cloned().collect(),
        streams: streams.flat_map(|(names, _)| names.clone()).collect(),
        value,
        values,
        parts: parts.collect(),
        fields: fields.collect(),
        xml: roots(ctx, content, &place),
    })
}

/// The type of a body that flows, where it has one media type only.
pub(super) fn flow(
    ctx: &Context<'_>,
    content: &IndexMap<String, MediaType>,
    place: &Place<'_>,
    hint: &str,
) -> Option<Type> {
    let (name, media) = content.first().filter(|_| content.len() == 1)?;
    let place = place.key("content");
    let flow = media::flow(ctx, (name, media), Side::Response, &place.key(name), hint);
    flow.map(|flow| flow.ty)
}

/// The media types, those together whose bodies have one type.
fn alike<'a>(
    ctx: &Context<'_>,
    content: &'a IndexMap<String, MediaType>,
    side: Side,
) -> Vec<Alike<'a>> {
    let mut found: Vec<(Treatment, Alike<'a>)> = Vec::new();
    for (name, media) in content {
        let treatment = treatment(ctx, (name, media), side);
        let mut known = found.iter_mut();
        let same = known.find(|(known, all)| {
            let (first, alike) = all[0];
            [*known, treatment] == [Treatment::Value; 2]
                && alike.schema == media.schema
                && is_merge_patch(first) == is_merge_patch(name)
        });
        match same {
            Some((_, all)) => all.push((name, media)),
            None => found.push((treatment, vec![(name, media)])),
        }
    }
    let sorted = found.into_iter().map(|(_, mut all)| {
        all.sort_by_key(|(name, _)| !is_json(name));
        all
    });
    sorted.collect()
}

fn choice(ctx: &Context<'_>, labels: &[String], values: &[(Vec<String>, Use)], hint: &str) -> Use {
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    let idents = Scope::default().claim_all(&labels, Case::Variant);
    let all = values.iter().zip(idents);
    let alternatives = all.map(|((media_types, value), ident)| Alternative {
        ident,
        media_types: media_types.clone(),
        ty: value.ty.clone(),
        rules: value.rules.clone(),
    });
    let docs = Docs::from("A body, by its media type.");
    Use {
        ty: ctx.add(hint, docs, TypeKind::Choice(alternatives.collect())),
        rules: Rules::default(),
    }
}

/// The root elements of the media types that are XML with a structure.
fn roots(ctx: &Context<'_>, content: &IndexMap<String, MediaType>, place: &Place<'_>) -> Vec<Root> {
    let mut roots: Vec<Root> = Vec::new();
    for (name, media) in content
        .iter()
        .filter(|(name, _)| xml::is_xml(&essence(name)))
    {
        let schema = media.schema.as_ref();
        let Some(schema) = schema.filter(|schema| xml::is_structured(ctx, schema)) else {
            continue;
        };
        let element = xml::root(ctx, schema, &place.key(name).key("schema"));
        match roots.iter_mut().find(|root| root.element == element) {
            Some(root) => root.media_types.push(name.clone()),
            None => roots.push(Root {
                media_types: vec![name.clone()],
                element,
            }),
        }
    }
    roots
}

pub(super) fn not_a_media_type(ctx: &Context<'_>, name: &str, place: &Place<'_>) {
    let message = format!("`{name}` is not a media type");
    ctx.report.add(Code::InvalidField, place, message);
}
