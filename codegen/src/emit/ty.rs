//! Types where they are used.

use super::group::mentions_model;
use crate::ir::{Api, Body, Float, Integer, Text, Type, TypeId, TypeKind, is_choice};
use proc_macro2::TokenStream;
use quote::quote;

/// Where the code stands that names a type.
#[derive(Clone, Copy)]
pub(super) enum Scope {
    /// In the module of the models.
    Models,
    /// Anywhere else.
    Elsewhere,
}

/// The type.
pub(super) fn of(api: &Api, ty: &Type, scope: Scope) -> TokenStream {
    let inner = |ty: &Type| of(api, ty, scope);
    match ty {
        Type::Any => quote!(rt::Value),
        Type::Unit => quote!(()),
        Type::Bool => quote!(bool),
        Type::Integer(Integer::I8) => quote!(i8),
        Type::Integer(Integer::I16) => quote!(i16),
        Type::Integer(Integer::U8) => quote!(u8),
        Type::Integer(Integer::U16) => quote!(u16),
        Type::Integer(Integer::I32) => quote!(i32),
        Type::Integer(Integer::I64) => quote!(i64),
        Type::Integer(Integer::U32) => quote!(u32),
        Type::Integer(Integer::U64) => quote!(u64),
        Type::Float(Float::F32) => quote!(f32),
        Type::Float(Float::F64) => quote!(f64),
        Type::String => quote!(String),
        Type::Text(text) => self::text(*text),
        Type::Bytes => quote!(rt::Bytes),
        Type::File => quote!(rt::File),
        Type::Payload => quote!(rt::Payload),
        Type::Lines(item) => {
            let item = inner(item);
            quote!(rt::Lines<#item>)
        }
        Type::Events(data) => {
            let data = inner(data);
            quote!(rt::Events<#data>)
        }
        Type::Array(item) => {
            let item = inner(item);
            quote!(Vec<#item>)
        }
        Type::Map(value) => {
            let value = inner(value);
            quote!(rt::Map<#value>)
        }
        Type::Nullable(value) => {
            let value = inner(value);
            quote!(rt::Nullable<#value>)
        }
        Type::Boxed(value) => {
            let value = inner(value);
            quote!(Box<#value>)
        }
        Type::Named(id) => named(api, *id, scope),
    }
}

/// The type of a string with a format.
pub(super) fn text(text: Text) -> TokenStream {
    match text {
        Text::DateTime => quote!(rt::text::DateTime),
        Text::Date => quote!(rt::text::Date),
        Text::Time => quote!(rt::text::Time),
        Text::Duration => quote!(rt::text::Duration),
        Text::Uri => quote!(rt::text::Uri),
        Text::Ipv4 => quote!(rt::text::Ipv4),
        Text::Ipv6 => quote!(rt::text::Ipv6),
        Text::Decimal => quote!(rt::text::Decimal),
        Text::Uuid => quote!(rt::text::Uuid),
        Text::Base64 => quote!(rt::text::Base64),
        Text::Secret => quote!(rt::text::Secret),
    }
}

fn named(api: &Api, id: TypeId, scope: Scope) -> TokenStream {
    let name = &api.def(id).name;
    match scope {
        Scope::Models => quote!(#name),
        Scope::Elsewhere => quote!(models::#name),
    }
}

/// The type of an argument: borrowed where a copy would cost.
pub(super) fn argument(api: &Api, ty: &Type) -> TokenStream {
    match resolved(api, ty) {
        Type::String => quote!(&str),
        Type::Bool | Type::Integer(_) | Type::Float(_) => of(api, ty, Scope::Elsewhere),
        Type::Array(item) => {
            let item = of(api, item, Scope::Elsewhere);
            quote!(&[#item])
        }
        stream if stream.is_stream() => {
            let ty = of(api, ty, Scope::Elsewhere);
            quote!(impl Into<#ty>)
        }
        _ => {
            let ty = of(api, ty, Scope::Elsewhere);
            quote!(&#ty)
        }
    }
}

/// The type of the argument for a body: by value where it is more than one.
pub(super) fn body_argument(api: &Api, body: &Body) -> TokenStream {
    let is_taken = is_choice(&api.types, &body.ty) || body.ty.is_stream();
    match (is_taken, body.required) {
        (false, true) => argument(api, &body.ty),
        (false, false) => {
            let ty = argument(api, &body.ty);
            quote!(Option<#ty>)
        }
        (true, required) => {
            let ty = of(api, &body.ty, Scope::Elsewhere);
            match required {
                true => quote!(impl Into<#ty>),
                false => quote!(Option<#ty>),
            }
        }
    }
}

/// Whether the type of an argument names a model.
pub(super) fn argument_names_model(api: &Api, ty: &Type) -> bool {
    match resolved(api, ty) {
        Type::String => false,
        Type::Array(item) => mentions_model(item),
        _ => mentions_model(ty),
    }
}

/// Whether an argument of the type is passed by value.
pub(super) fn is_copy(api: &Api, ty: &Type) -> bool {
    matches!(
        resolved(api, ty),
        Type::Bool | Type::Integer(_) | Type::Float(_)
    )
}

/// Whether an argument of the type is passed as what its owner dereferences
/// to.
pub(super) fn is_dereferenced(api: &Api, ty: &Type) -> bool {
    matches!(resolved(api, ty), Type::String | Type::Array(_))
}

/// The type behind aliases.
pub(super) fn resolved<'a>(api: &'a Api, ty: &'a Type) -> &'a Type {
    let mut ty = ty;
    while let Type::Named(id) = ty {
        match &api.def(*id).kind {
            TypeKind::Alias(target) => ty = target,
            TypeKind::Struct(_)
            | TypeKind::StringEnum(_)
            | TypeKind::Union(_)
            | TypeKind::Choice(_)
            | TypeKind::Wrapper(..) => break,
        }
    }
    ty
}

/// Whether a value of the type can break rules of a named type in it.
pub(super) fn has_rules(api: &Api, ty: &Type) -> bool {
    ty.named().is_some_and(|(id, _)| api.def(id).has_rules)
}
