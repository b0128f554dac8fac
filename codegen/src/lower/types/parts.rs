//! What the properties of a form are: files, texts, JSON, lists of them.
//!
//! A binary property of a form is a file (OpenAPI 3.0.3, Special
//! Considerations for `multipart` Content), and so is one that may be
//! anything (OpenAPI 3.1.1, Encoding Object), unless the same type is also
//! sent as something else.

use super::reachable;
use crate::ir::{
    Alternative, Body, Extra, Field, Group, Items, Outcome, Part, Type, TypeDef, TypeId, TypeKind,
    alternatives, is_form_data,
};
use crate::lower::token::is_json;
use std::collections::BTreeSet;

/// Makes files of binary properties, and completes the parts of each form.
pub(super) fn find_parts(types: &mut [TypeDef], groups: &mut [Group]) {
    let operations = || groups.iter().flat_map(|group| &group.operations);
    let forms: Vec<Vec<TypeId>> = operations()
        .filter_map(|operation| form(types, operation.body.as_ref()?))
        .map(|form| structs(types, form))
        .collect();
    let roots: BTreeSet<TypeId> = forms.iter().flatten().copied().collect();
    if !roots.is_empty() {
        let elsewhere = elsewhere(types, groups, &roots);
        for id in &roots {
            make_files(types, *id, !elsewhere.contains(id));
        }
    }
    for group in groups {
        for body in group
            .operations
            .iter_mut()
            .filter_map(|one| one.body.as_mut())
        {
            let Some(form) = form(types, body).cloned() else {
                continue;
            };
            if let Some(file) = file(types, &form, false) {
                set_form(types, body, file);
            }
            let structs = structs(types, &form);
            body.other_parts = others(types, &structs, &form);
            body.files = files(types, &structs);
            body.parts = parts(types, &structs, body);
        }
    }
}

/// The type of a body that is a form, or of one that can be.
fn form<'a>(types: &'a [TypeDef], body: &'a Body) -> Option<&'a Type> {
    let is_form = |media_types: &[String]| media_types.iter().any(|one| is_form_data(one));
    let form = match alternatives(types, &body.ty) {
        Some(all) => &all.iter().find(|one| is_form(&one.media_types))?.ty,
        None => Some(&body.ty).filter(|_| is_form(&body.media_types))?,
    };
    (*form != Type::Bytes).then_some(form)
}

fn set_form(types: &mut [TypeDef], body: &mut Body, form: Type) {
    let Some((id, _)) = body.ty.named() else {
        body.ty = form;
        return;
    };
    let is_form = |one: &&mut Alternative| one.media_types.iter().any(|one| is_form_data(one));
    match &mut types[id.0].kind {
        TypeKind::Choice(all) => {
            if let Some(one) = all.iter_mut().find(is_form) {
                one.ty = form;
            }
        }
        TypeKind::Struct(_)
        | TypeKind::StringEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Alias(_)
        | TypeKind::Wrapper(..) => body.ty = form,
    }
}

/// What a body can be as anything but a form.
fn no_forms<'a>(types: &'a [TypeDef], body: &'a Body) -> Vec<&'a Type> {
    let has_other = |media_types: &[String]| !media_types.iter().all(|one| is_form_data(one));
    match alternatives(types, &body.ty) {
        Some(all) => {
            let others = all.iter().filter(|one| has_other(&one.media_types));
            others.map(|one| &one.ty).collect()
        }
        None if has_other(&body.media_types) => vec![&body.ty],
        None => Vec::new(),
    }
}

/// The structs that a value of the type can be.
fn structs(types: &[TypeDef], ty: &Type) -> Vec<TypeId> {
    let (mut open, mut seen, mut found) = (vec![ty], BTreeSet::new(), Vec::new());
    while let Some(ty) = open.pop() {
        match ty {
            Type::Named(id) if seen.insert(*id) => match &types[id.0].kind {
                TypeKind::Struct(_) => found.push(*id),
                TypeKind::Union(union) => {
                    open.extend(union.branches.iter().rev().map(|branch| &branch.ty));
                }
                TypeKind::Alias(inner) | TypeKind::Wrapper(inner, _) => open.push(inner),
                TypeKind::StringEnum(_) | TypeKind::Choice(_) => {}
            },
            Type::Nullable(inner) | Type::Boxed(inner) => open.push(inner),
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
            | Type::Named(_) => {}
        }
    }
    found
}

/// The types that are sent or received other than as a form.
fn elsewhere(types: &[TypeDef], groups: &[Group], roots: &BTreeSet<TypeId>) -> BTreeSet<TypeId> {
    let operations = || groups.iter().flat_map(|group| &group.operations);
    let outcomes = operations().flat_map(|operation| [&operation.success, &operation.failure]);
    let received = outcomes.flat_map(Outcome::types);
    let parameters = operations().flat_map(|operation| &operation.parameters);
    let bodies = operations().filter_map(|operation| operation.body.as_ref());
    let sent = bodies.flat_map(|body| no_forms(types, body));
    let inside = roots.iter().flat_map(|id| super::mentioned(&types[id.0]));
    let named = received
        .chain(parameters.map(|parameter| &parameter.ty))
        .chain(sent)
        .filter_map(|ty| Some(ty.named()?.0));
    reachable(types, named.chain(inside.map(|(id, _)| id)))
}

fn make_files(types: &mut [TypeDef], id: TypeId, anything: bool) {
    let mut kind = types[id.0].kind.clone();
    if let TypeKind::Struct(object) = &mut kind {
        for field in &mut object.fields {
            let anything = anything && field.rules.is_empty();
            if let Some(file) = file(types, &field.ty, anything) {
                field.ty = file;
            }
        }
        if let Extra::Kept(_, ty, _) = &mut object.extra
            && let Some(file) = file(types, ty, false)
        {
            *ty = file;
        }
    }
    types[id.0].kind = kind;
}

/// The same type with a file in the place of bytes, if it is made of bytes;
/// and in the place of anything, if that is to be a file.
fn file(types: &[TypeDef], ty: &Type, anything: bool) -> Option<Type> {
    let inner = |ty: &Type| file(types, ty, anything).map(Box::new);
    match ty {
        Type::Bytes => Some(Type::File),
        Type::Any => anything.then_some(Type::File),
        Type::Array(item) => inner(item).map(Type::Array),
        Type::Map(value) => inner(value).map(Type::Map),
        Type::Nullable(value) => inner(value).map(Type::Nullable),
        Type::Named(id) => match &types[id.0].kind {
            // Aliases that contain themselves are none by now.
            TypeKind::Alias(target) => file(types, target, anything),
            TypeKind::Struct(_)
            | TypeKind::StringEnum(_)
            | TypeKind::Union(_)
            | TypeKind::Choice(_)
            | TypeKind::Wrapper(..) => None,
        },
        Type::Unit
        | Type::Bool
        | Type::Integer(_)
        | Type::Float(_)
        | Type::String
        | Type::Text(_)
        | Type::File
        | Type::Payload
        | Type::Lines(_)
        | Type::Events(_)
        | Type::Boxed(_) => None,
    }
}

/// The parts of a form that are something else than one text or one file, and
/// all if others are; those that the body has already name the media types
/// that are listed.
fn parts(types: &[TypeDef], structs: &[TypeId], body: &Body) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for id in structs {
        let TypeKind::Struct(object) = &types[id.0].kind else {
            continue;
        };
        for field in &object.fields {
            let declared = body.parts.iter().find(|part| part.name == field.name);
            let part = part(types, &field.name, &field.ty, declared);
            let is_told = !part.is_plain() || body.other_parts.is_some();
            if is_told && parts.iter().all(|one| one.name != part.name) {
                parts.push(part);
            }
        }
    }
    parts
}

/// The properties that are one file, whichever struct they are in. Those with
/// rules are held against them, which needs all of their bytes; so may the
/// conditions of a struct.
fn files(types: &[TypeDef], structs: &[TypeId]) -> Vec<String> {
    let fields = structs.iter().flat_map(|id| match &types[id.0].kind {
        TypeKind::Struct(object) if object.condition.is_empty() => object.fields.as_slice(),
        TypeKind::Struct(_) => &[],
        TypeKind::StringEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Choice(_)
        | TypeKind::Alias(_)
        | TypeKind::Wrapper(..) => &[],
    });
    let fields: Vec<&Field> = fields.collect();
    let may_flow = |field: &Field| field.ty == Type::File && field.rules.is_empty();
    let mut files: Vec<String> = Vec::new();
    for field in &fields {
        let mut same = fields.iter().filter(|one| one.name == field.name);
        if same.all(|one| may_flow(one)) && !files.contains(&field.name) {
            files.push(field.name.clone());
        }
    }
    files
}

/// What the properties are that the schema does not name, if they are
/// something else than one text or one file.
fn others(types: &[TypeDef], structs: &[TypeId], body: &Type) -> Option<Part> {
    let kept = structs.iter().find_map(|id| match &types[id.0].kind {
        TypeKind::Struct(object) => match &object.extra {
            Extra::Kept(_, ty, _) => Some(ty),
            Extra::Ignored | Extra::Refused => None,
        },
        TypeKind::StringEnum(_)
        | TypeKind::Union(_)
        | TypeKind::Choice(_)
        | TypeKind::Alias(_)
        | TypeKind::Wrapper(..) => None,
    });
    let ty = kept.or_else(|| map(types, body))?;
    Some(part(types, "", ty, None)).filter(|part| !part.is_plain())
}

/// The values of a map.
fn map<'a>(types: &'a [TypeDef], mut ty: &'a Type) -> Option<&'a Type> {
    // Names that lead back to themselves are an error, but found elsewhere.
    for _ in 0..=types.len() {
        ty = match ty {
            Type::Map(value) => return Some(value),
            Type::Nullable(inner) | Type::Boxed(inner) => inner,
            Type::Named(id) => match &types[id.0].kind {
                TypeKind::Alias(inner) | TypeKind::Wrapper(inner, _) => inner,
                TypeKind::Struct(_)
                | TypeKind::StringEnum(_)
                | TypeKind::Union(_)
                | TypeKind::Choice(_) => return None,
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
            | Type::Array(_) => return None,
        }
    }
    None
}

fn part(types: &[TypeDef], name: &str, ty: &Type, declared: Option<&Part>) -> Part {
    if let Some(part) = declared.filter(|part| matches!(part.items, Items::Joined(_))) {
        return part.clone();
    }
    let declared = declared.map_or(&[][..], |part| &part.media_types);
    let item = match content(types, ty, &mut BTreeSet::new()) {
        Content::List(item) => Some(*item),
        Content::Plain | Content::Json => None,
    };
    let items = match &item {
        None => Items::None,
        // A list that is said to be JSON is one document.
        Some(_) if declared.first().is_some_and(|first| is_json(first)) => Items::Together,
        Some(Content::List(_)) => Items::Together,
        Some(Content::Plain | Content::Json) => Items::Apart,
    };
    let is_plain = match item.unwrap_or_else(|| content(types, ty, &mut BTreeSet::new())) {
        Content::Plain => true,
        Content::Json | Content::List(_) => false,
    };
    let media_types = match (declared, is_plain) {
        ([], false) => vec!["application/json".to_owned()],
        (declared, _) => declared.to_vec(),
    };
    Part {
        name: name.to_owned(),
        media_types,
        items,
    }
}

/// What a value is in a part.
enum Content {
    /// A text or a file.
    Plain,
    /// An object.
    Json,
    /// A list.
    List(Box<Content>),
}

/// A type that has been `seen` already has been found to be JSON, or the walk
/// would have ended.
fn content(types: &[TypeDef], ty: &Type, seen: &mut BTreeSet<TypeId>) -> Content {
    let mut inner = |ty: &Type| content(types, ty, seen);
    match ty {
        Type::Array(item) => Content::List(Box::new(inner(item))),
        Type::Map(_) => Content::Json,
        Type::Nullable(ty) | Type::Boxed(ty) => inner(ty),
        Type::Named(id) if !seen.insert(*id) => Content::Json,
        Type::Named(id) => match &types[id.0].kind {
            TypeKind::Struct(_) => Content::Json,
            TypeKind::StringEnum(_) | TypeKind::Choice(_) => Content::Plain,
            TypeKind::Alias(ty) | TypeKind::Wrapper(ty, _) => content(types, ty, seen),
            TypeKind::Union(union) => {
                let branches = union.branches.iter();
                let mut branches = branches.map(|branch| content(types, &branch.ty, seen));
                match branches.all(|branch| matches!(branch, Content::Json)) {
                    true => Content::Json,
                    false => Content::Plain,
                }
            }
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
        | Type::Events(_) => Content::Plain,
    }
}
