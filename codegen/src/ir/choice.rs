//! Bodies that have different types in different media types.

use super::{Rules, Type, TypeDef, TypeKind};
use crate::names::Ident;

/// What a body can be.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Its variant.
    pub ident: Ident,
    /// The media types in which it is this, the usual one first.
    pub media_types: Vec<String>,
    /// Its type.
    pub ty: Type,
    /// What it must obey beyond its type.
    pub rules: Rules,
}

/// Whether the type is a choice of bodies, by this or another name.
pub fn is_choice(types: &[TypeDef], ty: &Type) -> bool {
    alternatives(types, ty).is_some()
}

/// Whether a body of the type flows, at least in some of its media types.
pub fn may_flow(types: &[TypeDef], ty: &Type) -> bool {
    match alternatives(types, ty) {
        Some(all) => all.iter().any(|one| one.ty.is_stream()),
        None => ty.is_stream(),
    }
}

/// What a body of the type can be, if it is a choice.
pub fn alternatives<'a>(types: &'a [TypeDef], ty: &Type) -> Option<&'a [Alternative]> {
    match ty {
        Type::Named(id) => match &types[id.0].kind {
            TypeKind::Choice(all) => Some(all),
            // It may lead back to itself, but a choice never has two names
            // before it.
            TypeKind::Alias(Type::Named(id)) => match &types[id.0].kind {
                TypeKind::Choice(all) => Some(all),
                TypeKind::Struct(_)
                | TypeKind::StringEnum(_)
                | TypeKind::Union(_)
                | TypeKind::Alias(_)
                | TypeKind::Wrapper(..) => None,
            },
            TypeKind::Struct(_)
            | TypeKind::StringEnum(_)
            | TypeKind::Union(_)
            | TypeKind::Alias(_)
            | TypeKind::Wrapper(..) => None,
        },
        Type::Any
        | Type::Unit
        | Type::Bool
        | Type::Integer(_)
        | Type::Float(_)
        | Type::String
        | Type::Text(_)
        | Type::Bytes
        | Type::Payload
        | Type::Lines(_)
        | Type::Events(_)
        | Type::File
        | Type::Array(_)
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Boxed(_) => None,
    }
}
