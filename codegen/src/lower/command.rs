//! What a command line says: operations and bodies in outline.

use super::docs;
use crate::diagnostic::{Code, Report};
use crate::document::Place;
use crate::ir::{
    About, Command, Docs, Group, Listed, Member, Operation, Outline, Rules, Server, Sort, Struct,
    Text, Type, TypeDef, TypeId, TypeKind, Union, alternatives,
};
use openapiv3::OpenAPI;
use serde_json::Value as Json;

/// How deep an outline goes.
const DEEPEST: u8 = 2;
/// How many properties one has.
const MOST: usize = 200;
/// How many names a type has, one for the other, before it is looked at no
/// further.
const NAMES: usize = 8;

/// What there is to say of the API.
pub(super) fn about(openapi: &OpenAPI, servers: &[Server]) -> About {
    let info = &openapi.info;
    let whole = |server: &&Server| {
        let is_http = server.url.starts_with("http://") || server.url.starts_with("https://");
        is_http && server.variables.is_empty()
    };
    let license = info.license.as_ref();
    let line = |text: Option<&String>| docs::line(text.map(String::as_str));
    let contact = info.contact.iter();
    let contact = contact.flat_map(|one| [&one.name, &one.email, &one.url]);
    About {
        version: docs::line(Some(&info.version)),
        description: paragraph(&docs::of(info.description.as_deref())),
        server: servers
            .first()
            .filter(whole)
            .map_or_else(String::new, |server| {
                server.url.trim_end_matches('/').to_owned()
            }),
        license: (
            line(license.map(|license| &license.name)),
            line(license.and_then(|license| license.url.as_ref())),
        ),
        contact: contact
            .flatten()
            .map(|text| line(Some(text)))
            .filter(|text| !text.is_empty())
            .collect(),
    }
}

/// Reports further names of a command that are none.
pub(super) fn check_names(operation: &openapiv3::Operation, place: &Place<'_>, report: &Report) {
    const KEY: &str = "x-specwright-command";
    let is_name = |name: &Json| name.as_str().is_some_and(|name| !name.is_empty());
    let are_names = |given: &Json| match given {
        Json::Array(all) => all.iter().all(is_name),
        other => is_name(other),
    };
    let given = operation.extensions.get(KEY);
    if given.is_some_and(|given| !are_names(given)) {
        let message = "the further names of the command are neither a text nor a list of texts";
        report.add(Code::InvalidCommand, place.key(KEY), message);
    }
}

/// Makes the operations commands.
pub(super) fn outline(types: &[TypeDef], groups: &mut [Group]) {
    let operations = groups.iter_mut().flat_map(|group| &mut group.operations);
    for operation in operations {
        operation.command = Some(command(types, operation));
    }
}

fn command(types: &[TypeDef], operation: &Operation) -> Command {
    let body = operation.body.as_ref();
    let ty = body.map(|body| usual(types, &body.ty, &body.media_types));
    let mut drawing = Drawing {
        types,
        around: Vec::new(),
        left: MOST,
    };
    let parameters = operation.parameters.iter();
    Command {
        description: described(operation),
        parameters: parameters
            .map(|one| value(types, &one.ty, &one.rules, &one.docs))
            .collect(),
        body: match (ty, body) {
            (Some(ty), Some(body)) => value(types, ty, &body.rules, &Docs::default()),
            _ => Outline::of(Sort::Any),
        },
        about_body: body.map_or_else(String::new, |body| paragraph(&body.docs)),
        properties: ty.map_or_else(Vec::new, |ty| drawing.members(ty, 0)),
    }
}

/// What is said of an operation beyond its summary.
fn described(operation: &Operation) -> String {
    let mut paragraphs = operation.docs.paragraphs.iter();
    let found = paragraphs.find(|one| docs::line(Some(one)) != operation.summary);
    found.map_or_else(String::new, |one| docs::line(Some(one)))
}

/// The type of a body in JSON, or else in the first of its media types.
fn usual<'t>(types: &'t [TypeDef], ty: &'t Type, media_types: &[String]) -> &'t Type {
    let Some(all) = alternatives(types, ty) else {
        return ty;
    };
    let json = media_types.iter().find(|one| one.contains("json"));
    let wanted = json.or(media_types.first());
    let found = all
        .iter()
        .find(|one| wanted.is_some_and(|wanted| one.media_types.contains(wanted)));
    found.or(all.first()).map_or(ty, |one| &one.ty)
}

/// The first paragraph, if it is one of the description.
fn paragraph(docs: &Docs) -> String {
    let meaning = docs.meaning().split("\n\n").next().unwrap_or_default();
    let is_made = ["Example: `", "Deprecated."];
    match is_made.iter().any(|made| meaning.starts_with(made)) {
        true => String::new(),
        false => docs::line(Some(meaning)),
    }
}

fn value(types: &[TypeDef], ty: &Type, rules: &Rules, docs: &Docs) -> Outline {
    let (inner, rules_within) = unwrapped(types, ty, rules);
    let mut outline = Outline::of(sort(types, inner));
    let listed = match inner {
        Type::Array(item) => {
            let none = Rules::default();
            let of_items = rules_within.inner.as_deref().unwrap_or(&none);
            let (item, of_items) = unwrapped(types, item, of_items);
            outline.items = sort(types, item);
            listed(types, item, of_items)
        }
        inner => listed(types, inner, rules_within),
    };
    outline.values = listed;
    outline.default = docs.default.clone().unwrap_or_default();
    outline
}

/// The type behind other names for it and what makes it optional.
fn unwrapped<'t>(
    types: &'t [TypeDef],
    mut ty: &'t Type,
    mut rules: &'t Rules,
) -> (&'t Type, &'t Rules) {
    for _ in 0..NAMES {
        ty = match ty {
            Type::Nullable(inner) | Type::Boxed(inner) => inner,
            Type::Named(id) => match &types[id.0].kind {
                TypeKind::Alias(inner) => inner,
                TypeKind::Wrapper(inner, own) => {
                    rules = own;
                    inner
                }
                TypeKind::Struct(_)
                | TypeKind::StringEnum(_)
                | TypeKind::Union(_)
                | TypeKind::Choice(_) => return (ty, rules),
            },
            Type::Any
            | Type::Unit
            | Type::Bool
            | Type::Integer(_)
            | Type::Float(_)
            | Type::String
            | Type::Text(_)
            | Type::Bytes
            | Type::File
            | Type::Payload
            | Type::Lines(_)
            | Type::Events(_)
            | Type::Array(_)
            | Type::Map(_) => return (ty, rules),
        };
    }
    (ty, rules)
}

fn listed(types: &[TypeDef], ty: &Type, rules: &Rules) -> Listed {
    match ty {
        Type::Named(id) => match &types[id.0].kind {
            TypeKind::StringEnum(_) => Listed::Of(*id),
            TypeKind::Struct(_)
            | TypeKind::Union(_)
            | TypeKind::Choice(_)
            | TypeKind::Alias(_)
            | TypeKind::Wrapper(..) => Listed::These(Vec::new()),
        },
        Type::Any
        | Type::Unit
        | Type::Bool
        | Type::Integer(_)
        | Type::Float(_)
        | Type::String
        | Type::Text(_)
        | Type::Bytes
        | Type::File
        | Type::Payload
        | Type::Lines(_)
        | Type::Events(_)
        | Type::Array(_)
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Boxed(_) => Listed::These(rules.only().map(str::to_owned).into_iter().collect()),
    }
}

/// The strings themselves.
fn texts(types: &[TypeDef], listed: &Listed) -> Vec<String> {
    match listed {
        Listed::These(texts) => texts.clone(),
        Listed::Of(id) => match &types[id.0].kind {
            TypeKind::StringEnum(list) => list.values.iter().map(|one| one.text.clone()).collect(),
            TypeKind::Struct(_)
            | TypeKind::Union(_)
            | TypeKind::Choice(_)
            | TypeKind::Alias(_)
            | TypeKind::Wrapper(..) => Vec::new(),
        },
    }
}

fn sort(types: &[TypeDef], ty: &Type) -> Sort {
    sort_within(types, ty, NAMES)
}

/// Unions may be in themselves; one that is nested deeper is anything.
fn sort_within(types: &[TypeDef], ty: &Type, depth: usize) -> Sort {
    let none = Rules::default();
    match unwrapped(types, ty, &none).0 {
        Type::Bool => Sort::Boolean,
        Type::Integer(_) => Sort::Integer,
        Type::Float(_) => Sort::Number,
        Type::Text(Text::Secret) => Sort::Secret,
        Type::String | Type::Text(_) => Sort::String,
        Type::Bytes | Type::File | Type::Payload | Type::Lines(_) | Type::Events(_) => Sort::Bytes,
        Type::Array(_) => Sort::Array,
        Type::Map(_) => Sort::Object,
        Type::Any | Type::Unit | Type::Nullable(_) | Type::Boxed(_) => Sort::Any,
        Type::Named(id) => match &types[id.0].kind {
            TypeKind::Struct(_) => Sort::Object,
            TypeKind::StringEnum(_) => Sort::String,
            TypeKind::Union(union) if depth > 0 => {
                let branches = union.branches.iter();
                let mut sorts = branches.map(|one| sort_within(types, &one.ty, depth - 1));
                match sorts.next() {
                    Some(first) if sorts.all(|sort| sort == first) => first,
                    _ => Sort::Any,
                }
            }
            TypeKind::Union(_)
            | TypeKind::Choice(_)
            | TypeKind::Alias(_)
            | TypeKind::Wrapper(..) => Sort::Any,
        },
    }
}

/// An outline in the making.
struct Drawing<'t> {
    types: &'t [TypeDef],
    /// The types that it is inside, which may be inside themselves.
    around: Vec<TypeId>,
    /// How many properties it may have yet.
    left: usize,
}

impl Drawing<'_> {
    fn members(&mut self, ty: &Type, depth: u8) -> Vec<Member> {
        let none = Rules::default();
        let (Type::Named(id), _) = unwrapped(self.types, ty, &none) else {
            return Vec::new();
        };
        if depth > DEEPEST || self.around.contains(id) {
            return Vec::new();
        }
        self.around.push(*id);
        let types = self.types;
        let members = match &types[id.0].kind {
            TypeKind::Struct(object) => self.of_struct(object, depth),
            TypeKind::Union(union) => self.of_union(union, depth),
            TypeKind::StringEnum(_)
            | TypeKind::Choice(_)
            | TypeKind::Alias(_)
            | TypeKind::Wrapper(..) => Vec::new(),
        };
        self.around.pop();
        members
    }

    fn of_struct(&mut self, object: &Struct, depth: u8) -> Vec<Member> {
        let mut members = Vec::new();
        // What only the server sets is not given.
        for field in object.fields.iter().filter(|field| !field.read_only) {
            let Some(left) = self.left.checked_sub(1) else {
                break;
            };
            self.left = left;
            members.push(Member {
                name: field.name.clone(),
                outline: value(self.types, &field.ty, &field.rules, &field.docs),
                description: paragraph(&field.docs),
                required: field.required,
                depth,
            });
            let none = Rules::default();
            let inner = match unwrapped(self.types, &field.ty, &none).0 {
                Type::Array(item) => item,
                other => other,
            };
            members.extend(self.members(inner, depth + 1));
        }
        members
    }

    /// The properties of all branches: one that not all have need not be there.
    fn of_union(&mut self, union: &Union, depth: u8) -> Vec<Member> {
        let mut all: Vec<(Member, Vec<Member>)> = Vec::new();
        for (at, branch) in union.branches.iter().enumerate() {
            let mut own = split(self.members(&branch.ty, depth), depth);
            for (known, below) in &mut all {
                match own.iter().position(|(member, _)| member.name == known.name) {
                    None => known.required = false,
                    Some(found) => {
                        let (member, more) = own.remove(found);
                        merge(self.types, known, member);
                        if below.is_empty() {
                            *below = more;
                        }
                    }
                }
            }
            for (mut member, below) in own {
                member.required &= at == 0;
                all.push((member, below));
            }
        }
        all.into_iter()
            .flat_map(|(member, below)| std::iter::once(member).chain(below))
            .collect()
    }
}

/// The properties at a depth, each with those that are deeper.
fn split(members: Vec<Member>, depth: u8) -> Vec<(Member, Vec<Member>)> {
    let mut all: Vec<(Member, Vec<Member>)> = Vec::new();
    for member in members {
        match all.last_mut().filter(|_| member.depth > depth) {
            Some((_, below)) => below.push(member),
            None => all.push((member, Vec::new())),
        }
    }
    all
}

fn merge(types: &[TypeDef], known: &mut Member, other: Member) {
    known.required &= other.required;
    let (outline, more) = (&mut known.outline, other.outline);
    if outline.shape != more.shape {
        *outline = Outline::of(Sort::Any);
    } else if outline.values != more.values {
        let mut all = texts(types, &outline.values);
        let fresh = texts(types, &more.values);
        match all.is_empty() || fresh.is_empty() {
            true => all.clear(),
            false => all.extend(
                fresh
                    .into_iter()
                    .filter(|one| !all.contains(one))
                    .collect::<Vec<_>>(),
            ),
        }
        outline.values = Listed::These(all);
    }
    if known.description != other.description {
        known.description.clear();
    }
}
