//! What can be said about types only when all are known: the rules that
//! aliases hand on, where a box is needed, what can be checked, what has a
//! default, and what may be missing in which direction.

use crate::ir::{Extra, Group, OutcomeKind, Rules, Type, TypeDef, TypeId, TypeKind};
use std::collections::BTreeSet;

/// Completes the types.
pub(super) fn complete(types: &mut [TypeDef], alias_rules: &[Rules], groups: &mut [Group]) {
    wrap_recursive_aliases(types);
    hand_on_rules(types, alias_rules, groups);
    relax_one_way_properties(types, groups);
    box_recursion(types);
    find_rules(types);
    find_defaults(types);
}

/// The types inside a type, with whether they are held in place (not behind
/// an array or a map).
fn parts(ty: &Type, in_place: bool, visit: &mut impl FnMut(TypeId, bool)) {
    match ty {
        Type::Named(id) => visit(*id, in_place),
        Type::Nullable(inner) => parts(inner, in_place, visit),
        Type::Array(inner) | Type::Map(inner) | Type::Boxed(inner) => parts(inner, false, visit),
        Type::Any
        | Type::Unit
        | Type::Bool
        | Type::Integer(_)
        | Type::Float(_)
        | Type::String
        | Type::Text(_)
        | Type::Bytes => {}
    }
}

/// The types that a definition is made of.
fn members(kind: &mut TypeKind) -> Vec<(&mut Type, Option<&mut Rules>)> {
    match kind {
        TypeKind::Struct(object) => {
            let fields = object
                .fields
                .iter_mut()
                .map(|field| (&mut field.ty, Some(&mut field.rules)));
            let extra = match &mut object.extra {
                Extra::Kept(_, ty, rules) => Some((ty, Some(rules))),
                Extra::Ignored | Extra::Refused => None,
            };
            fields.chain(extra).collect()
        }
        TypeKind::Union(union) => {
            let branches = union.branches.iter_mut();
            branches
                .map(|branch| (&mut branch.ty, Some(&mut branch.rules)))
                .collect()
        }
        TypeKind::Alias(ty) => vec![(ty, None)],
        TypeKind::Wrapper(ty, rules) => vec![(ty, Some(rules))],
        TypeKind::StringEnum(_) => Vec::new(),
    }
}

/// All types that a definition mentions, with whether in place.
fn mentioned(def: &TypeDef) -> Vec<(TypeId, bool)> {
    let mut kind = def.kind.clone();
    let mut found = Vec::new();
    let kept = match &def.kind {
        TypeKind::Struct(object) => matches!(object.extra, Extra::Kept(..)),
        _ => false,
    };
    let members = members(&mut kind);
    let last = members.len();
    for (index, (ty, _)) in members.into_iter().enumerate() {
        // Kept properties are the values of a map.
        let in_place = !(kept && index + 1 == last);
        parts(ty, in_place, &mut |id, in_place| found.push((id, in_place)));
    }
    found
}

/// Rust has no alias that mentions itself; it becomes a type of its own.
fn wrap_recursive_aliases(types: &mut [TypeDef]) {
    let is_alias = |def: &TypeDef| matches!(def.kind, TypeKind::Alias(_));
    for at in 0..types.len() {
        let next = |id: TypeId| {
            let def = &types[id.0];
            let ids = if is_alias(def) {
                mentioned(def)
            } else {
                Vec::new()
            };
            ids.into_iter().map(|(id, _)| id).collect()
        };
        if is_alias(&types[at])
            && reaches(TypeId(at), TypeId(at), next)
            && let TypeKind::Alias(ty) = types[at].kind.clone()
        {
            types[at].kind = TypeKind::Wrapper(ty, Rules::default());
        }
    }
}

/// Whether one or more steps lead from `from` to `to`.
fn reaches(from: TypeId, to: TypeId, next: impl Fn(TypeId) -> Vec<TypeId>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = next(from);
    while let Some(id) = open.pop() {
        if id == to {
            return true;
        }
        if seen.insert(id) {
            open.extend(next(id));
        }
    }
    false
}

/// An alias is no place for rules, so each use of it has them.
fn hand_on_rules(types: &mut [TypeDef], alias_rules: &[Rules], groups: &mut [Group]) {
    let kinds: Vec<TypeKind> = types.iter().map(|def| def.kind.clone()).collect();
    for (at, def) in types.iter_mut().enumerate() {
        if let TypeKind::Wrapper(_, rules) = &mut def.kind {
            *rules = alias_rules[at].clone();
        }
        for (ty, rules) in members(&mut def.kind) {
            if let Some(rules) = rules {
                *rules = std::mem::take(rules).and(inherited(ty, &kinds, alias_rules));
            }
        }
    }
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        for parameter in &mut operation.parameters {
            let rules = inherited(&parameter.ty, &kinds, alias_rules);
            parameter.rules = std::mem::take(&mut parameter.rules).and(rules);
        }
        if let Some(body) = &mut operation.body {
            let rules = inherited(&body.ty, &kinds, alias_rules);
            body.rules = std::mem::take(&mut body.rules).and(rules);
        }
    }
}

fn inherited(ty: &Type, kinds: &[TypeKind], alias_rules: &[Rules]) -> Rules {
    match ty {
        Type::Named(id) => match &kinds[id.0] {
            TypeKind::Alias(target) => {
                alias_rules[id.0]
                    .clone()
                    .and(inherited(target, kinds, alias_rules))
            }
            TypeKind::Struct(_)
            | TypeKind::StringEnum(_)
            | TypeKind::Union(_)
            | TypeKind::Wrapper(..) => Rules::default(),
        },
        Type::Nullable(inner) | Type::Boxed(inner) => inherited(inner, kinds, alias_rules),
        Type::Array(inner) | Type::Map(inner) => {
            let rules = inherited(inner, kinds, alias_rules);
            let inner = (!rules.is_empty()).then(|| Box::new(rules));
            Rules {
                own: Vec::new(),
                inner,
            }
        }
        Type::Any
        | Type::Unit
        | Type::Bool
        | Type::Integer(_)
        | Type::Float(_)
        | Type::String
        | Type::Text(_)
        | Type::Bytes => Rules::default(),
    }
}

/// "readOnly … MAY be sent as part of a response but SHOULD NOT be sent as
/// part of the request. If the property … is in the required list, the
/// required will take effect on the response only" (OpenAPI 3.0.3, Schema
/// Object); and the other way round for `writeOnly`.
fn relax_one_way_properties(types: &mut [TypeDef], groups: &[Group]) {
    let operations = || groups.iter().flat_map(|group| &group.operations);
    let sent = operations().flat_map(|operation| operation.body.iter().map(|body| &body.ty));
    let sent = reachable(types, sent);
    let received = operations().flat_map(|operation| [&operation.success, &operation.failure]);
    let received = received.flat_map(|outcome| match &outcome.kind {
        OutcomeKind::Never => Vec::new(),
        OutcomeKind::Plain(ty) => vec![ty],
        OutcomeKind::Struct(_, variant) => vec![&variant.body],
        OutcomeKind::Enum(_, variants) => variants.iter().map(|variant| &variant.body).collect(),
    });
    let received = reachable(types, received);
    for (at, def) in types.iter_mut().enumerate() {
        let id = TypeId(at);
        if let TypeKind::Struct(object) = &mut def.kind {
            for field in &mut object.fields {
                let may_be_missing = field.read_only && sent.contains(&id)
                    || field.write_only && received.contains(&id);
                field.required &= !may_be_missing;
            }
        }
    }
}

fn reachable<'a>(types: &[TypeDef], from: impl Iterator<Item = &'a Type>) -> BTreeSet<TypeId> {
    let mut open = Vec::new();
    for ty in from {
        parts(ty, true, &mut |id, _| open.push(id));
    }
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            open.extend(mentioned(&types[id.0]).into_iter().map(|(id, _)| id));
        }
    }
    seen
}

/// Boxes each member through which a type would contain itself in place.
fn box_recursion(types: &mut [TypeDef]) {
    let mut in_place: Vec<Vec<TypeId>> = types
        .iter()
        .map(|def| {
            mentioned(def)
                .into_iter()
                .filter(|(_, here)| *here)
                .map(|(id, _)| id)
                .collect()
        })
        .collect();
    for at in 0..types.len() {
        let ids = in_place[at].clone();
        for id in ids {
            let is_alias = matches!(types[at].kind, TypeKind::Alias(_));
            let next = |id: TypeId| in_place[id.0].clone();
            if !is_alias && (id.0 == at || reaches(id, TypeId(at), next)) {
                in_place[at].retain(|other| *other != id);
                for (ty, _) in members(&mut types[at].kind) {
                    box_type(ty, id);
                }
            }
        }
    }
}

/// Boxes `id` where `ty` holds it in place.
fn box_type(ty: &mut Type, id: TypeId) {
    match ty {
        Type::Named(named) if *named == id => *ty = Type::Boxed(Box::new(ty.clone())),
        Type::Nullable(inner) => box_type(inner, id),
        _ => {}
    }
}

/// Marks the types whose check can find anything; a type that contains
/// itself is checked if any member is.
fn find_rules(types: &mut [TypeDef]) {
    loop {
        let known: Vec<bool> = types.iter().map(|def| def.has_rules).collect();
        let mut grew = false;
        for def in types.iter_mut().filter(|def| !def.has_rules) {
            let of_members = mentioned(def).into_iter().any(|(id, _)| known[id.0]);
            let own = match &mut def.kind {
                TypeKind::StringEnum(_) => true,
                TypeKind::Struct(object)
                    if object.min_properties.is_some() || object.max_properties.is_some() =>
                {
                    true
                }
                kind => members(kind)
                    .into_iter()
                    .any(|(_, rules)| rules.is_some_and(|rules| !rules.is_empty())),
            };
            def.has_rules = own || of_members;
            grew |= def.has_rules;
        }
        if !grew {
            return;
        }
    }
}

/// Marks the structs all of whose fields have a default.
fn find_defaults(types: &mut [TypeDef]) {
    let mut has_default = vec![true; types.len()];
    loop {
        let known = has_default.clone();
        for (def, has) in types.iter().zip(&mut has_default) {
            *has = match &def.kind {
                TypeKind::Struct(object) => object
                    .fields
                    .iter()
                    .all(|field| !field.required || defaults(&field.ty, &known)),
                TypeKind::Alias(ty) | TypeKind::Wrapper(ty, _) => defaults(ty, &known),
                TypeKind::StringEnum(_) | TypeKind::Union(_) => false,
            };
        }
        if known == has_default {
            break;
        }
    }
    for (def, has) in types.iter_mut().zip(has_default) {
        if let TypeKind::Struct(object) = &mut def.kind {
            object.has_default = has;
        }
    }
}

fn defaults(ty: &Type, known: &[bool]) -> bool {
    match ty {
        Type::Text(_) => false,
        Type::Named(id) => known[id.0],
        Type::Boxed(inner) => defaults(inner, known),
        Type::Any
        | Type::Unit
        | Type::Bool
        | Type::Integer(_)
        | Type::Float(_)
        | Type::String
        | Type::Bytes
        | Type::Array(_)
        | Type::Map(_)
        | Type::Nullable(_) => true,
    }
}
