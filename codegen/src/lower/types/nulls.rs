//! Definitions that may be `null`: each place that uses one says so, since a
//! struct, an enum or a union cannot hold `null` itself.

use super::members;
use crate::ir::{Group, Outcome, Type, TypeDef};

/// Makes each use of a definition nullable that is.
pub(super) fn hand_on_null(types: &mut [TypeDef], nullable: &[bool], groups: &mut [Group]) {
    if !nullable.contains(&true) {
        return;
    }
    for def in types {
        for (ty, _) in members(&mut def.kind) {
            allow_null(ty, nullable);
        }
    }
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        let parameters = operation.parameters.iter_mut().map(|one| &mut one.ty);
        let body = operation.body.iter_mut().map(|body| &mut body.ty);
        let outcomes = [&mut operation.success, &mut operation.failure];
        let outcomes = outcomes.into_iter().flat_map(Outcome::types_mut);
        let carried = operation.responses.iter_mut();
        let carried = carried.flat_map(|one| one.bodies.iter_mut().chain(&mut one.values));
        let carried = carried.map(|one| &mut one.ty);
        for ty in parameters.chain(body).chain(outcomes).chain(carried) {
            allow_null(ty, nullable);
        }
    }
}

fn allow_null(ty: &mut Type, nullable: &[bool]) {
    match ty {
        Type::Named(id) if nullable[id.0] => {
            *ty = Type::Nullable(Box::new(Type::Named(*id)));
        }
        // What already is nullable here need not become so twice.
        Type::Nullable(inner) if matches!(**inner, Type::Named(_)) => {}
        Type::Array(inner)
        | Type::Map(inner)
        | Type::Nullable(inner)
        | Type::Boxed(inner)
        | Type::Lines(inner)
        | Type::Events(inner) => allow_null(inner, nullable),
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
        | Type::Named(_) => {}
    }
}
