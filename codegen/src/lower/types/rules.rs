//! Rules that aliases hand on, and which types have any.

use super::{inner_first, members, mentioned};
use crate::ir::{Group, Rules, Type, TypeDef, TypeKind};

/// An alias is no place for rules, so each use of it has them.
pub(super) fn hand_on_rules(types: &mut [TypeDef], alias_rules: &[Rules], groups: &mut [Group]) {
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
        for response in &mut operation.responses {
            for carried in response.bodies.iter_mut().chain(&mut response.values) {
                let rules = inherited(&carried.ty, &kinds, alias_rules);
                carried.rules = std::mem::take(&mut carried.rules).and(rules);
            }
        }
    }
}

/// Rules for what is inside a value, if they say anything.
pub(in crate::lower) fn boxed(rules: Rules) -> Option<Box<Rules>> {
    (rules != Rules::default()).then(|| Box::new(rules))
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
            | TypeKind::Choice(_)
            | TypeKind::Wrapper(..) => Rules::default(),
        },
        Type::Nullable(inner) | Type::Boxed(inner) => inherited(inner, kinds, alias_rules),
        Type::Array(inner) | Type::Map(inner) => {
            let rules = inherited(inner, kinds, alias_rules);
            Rules {
                inner: boxed(rules),
                ..Rules::default()
            }
        }
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
        | Type::Events(_) => Rules::default(),
    }
}

/// Marks the types whose check can find anything; a type that contains
/// itself is checked if any member is.
pub(super) fn find_rules(types: &mut [TypeDef]) {
    let order = inner_first(types);
    loop {
        let mut grew = false;
        for id in &order {
            if types[id.0].has_rules {
                continue;
            }
            let mut made_of = mentioned(&types[id.0]).into_iter();
            let has_rules =
                made_of.any(|(id, _)| types[id.0].has_rules) || has_own(&mut types[id.0].kind);
            types[id.0].has_rules = has_rules;
            grew |= has_rules;
        }
        if !grew {
            return;
        }
    }
}

fn has_own(kind: &mut TypeKind) -> bool {
    match kind {
        TypeKind::StringEnum(one) => one.is_open,
        TypeKind::Struct(object)
            if object.min_properties.is_some()
                || object.max_properties.is_some()
                || !object.condition.is_empty() =>
        {
            true
        }
        TypeKind::Union(union) if !union.condition.is_empty() => true,
        kind => members(kind)
            .into_iter()
            .any(|(_, rules)| rules.is_some_and(|rules| !rules.is_empty())),
    }
}
