//! Rules that aliases hand on, and which types have any.

use super::{members, mentioned};
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

/// Marks the types whose check can find anything; a type that contains
/// itself is checked if any member is.
pub(super) fn find_rules(types: &mut [TypeDef]) {
    loop {
        let known: Vec<bool> = types.iter().map(|def| def.has_rules).collect();
        let mut grew = false;
        for def in types.iter_mut().filter(|def| !def.has_rules) {
            let of_members = mentioned(def).into_iter().any(|(id, _)| known[id.0]);
            let own = match &mut def.kind {
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
            };
            def.has_rules = own || of_members;
            grew |= def.has_rules;
        }
        if !grew {
            return;
        }
    }
}
