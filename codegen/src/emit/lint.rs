//! Lints that an item of the output cannot help breaking.

use crate::ir::{Api, Type, TypeKind};
use crate::names::Ident;
use proc_macro2::TokenStream;
use quote::quote;

/// An attribute for an enumeration with as many fields in one variant: each
/// takes three or four words, and boxes would stand in the way of patterns.
pub(super) fn large_variant(count: usize) -> Option<TokenStream> {
    const MOST: usize = 6;
    (count > MOST).then(|| quote!(#[allow(clippy::large_enum_variant)]))
}

/// An attribute for an enumeration of types, of which one is so large that
/// others are likely to be much smaller.
pub(super) fn large_type<'a>(
    api: &Api,
    mut types: impl Iterator<Item = &'a Type>,
) -> Option<TokenStream> {
    const MOST: usize = 24;
    types
        .any(|ty| words(api, ty, MOST) > MOST)
        .then(|| quote!(#[allow(clippy::large_enum_variant)]))
}

/// About how many words a value takes where it is, as far as there are no more
/// than `most` of them.
fn words(api: &Api, ty: &Type, most: usize) -> usize {
    match ty {
        Type::Unit | Type::Bool | Type::Integer(_) | Type::Float(_) | Type::Boxed(_) => 1,
        Type::Nullable(inner) => words(api, inner, most),
        Type::Named(id) => match &api.def(*id).kind {
            TypeKind::Struct(object) => {
                let mut sum = 0;
                for field in &object.fields {
                    if sum <= most {
                        sum += words(api, &field.ty, most - sum);
                    }
                }
                sum
            }
            TypeKind::Union(union) => {
                let branches = union.branches.iter();
                let sizes = branches.map(|branch| words(api, &branch.ty, most));
                sizes.max().unwrap_or_default()
            }
            TypeKind::Choice(_) | TypeKind::StringEnum(_) => 3,
            TypeKind::Alias(inner) | TypeKind::Wrapper(inner, _) => words(api, inner, most),
        },
        Type::Any
        | Type::String
        | Type::Text(_)
        | Type::Bytes
        | Type::File
        | Type::Payload
        | Type::Lines(_)
        | Type::Events(_)
        | Type::Array(_)
        | Type::Map(_) => 3,
    }
}

/// An attribute for a module inside one of the same name: both are named after
/// what the description has.
pub fn same_name(inner: &Ident, outer: &Ident) -> Option<TokenStream> {
    (inner == outer).then(|| quote!(#[allow(clippy::module_inception)]))
}

/// An attribute for a function with `count` arguments, `self` among them: the
/// description asks for as many as there are.
pub(super) fn many_arguments(count: usize) -> Option<TokenStream> {
    const MOST: usize = 7;
    (count > MOST).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}
