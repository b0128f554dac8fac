//! Schemas that reading would never get to the end of: a union one of whose
//! branches is the union itself, or an `allOf` of nothing but itself.

use crate::diagnostic::Code;
use crate::document::Place;
use crate::ir::{Type, TypeId, TypeKind};
use crate::lower::context::Context;
use crate::lower::cycle::on_cycles;

/// Reports each component that leads back to itself with no array, map or
/// object on the way.
pub(super) fn check(ctx: &Context<'_>) {
    let next: Vec<Vec<TypeId>> = ctx.kinds(|kind| kind.map(same_value).unwrap_or_default());
    let root = Place::Root;
    let components = root.key("components");
    let schemas = components.key("schemas");
    for at in on_cycles(&next) {
        // What is inline is part of a component.
        if let Some((name, _)) = ctx.components().schemas.get_index(at) {
            let message = format!("the schema `{name}` is, in one case, only itself again");
            let hint = "put an object or an array in between, or remove the case";
            ctx.report
                .hint(Code::EndlessSchema, schemas.key(name), message, hint);
        }
    }
}

/// The types that may be read from the very value that one is read from.
fn same_value(kind: &TypeKind) -> Vec<TypeId> {
    let types: Vec<&Type> = match kind {
        TypeKind::Alias(ty) | TypeKind::Wrapper(ty, _) => vec![ty],
        TypeKind::Union(union) => union.branches.iter().map(|branch| &branch.ty).collect(),
        TypeKind::Struct(_) | TypeKind::StringEnum(_) | TypeKind::Choice(_) => Vec::new(),
    };
    types.into_iter().filter_map(named).collect()
}

fn named(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Nullable(inner) | Type::Boxed(inner) => named(inner),
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
        | Type::Map(_) => None,
    }
}
