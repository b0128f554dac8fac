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
    let is_large = |ty| words(api, ty, &mut { VISITS }) > MOST;
    types
        .any(is_large)
        .then(|| quote!(#[allow(clippy::large_enum_variant)]))
}

/// How many types are looked at to tell the size of one. What has more in it
/// is large, and may have the same ones very often.
const VISITS: usize = 256;

/// About how many words a value takes where it is.
fn words(api: &Api, ty: &Type, visits: &mut usize) -> usize {
    let Some(left) = visits.checked_sub(1) else {
        return VISITS;
    };
    *visits = left;
    match ty {
        Type::Unit | Type::Bool | Type::Integer(_) | Type::Float(_) | Type::Boxed(_) => 1,
        Type::Nullable(inner) => words(api, inner, visits),
        Type::Named(id) => match &api.def(*id).kind {
            TypeKind::Struct(object) => {
                let fields = object.fields.iter();
                fields.map(|field| words(api, &field.ty, visits)).sum()
            }
            TypeKind::Union(union) => {
                let branches = union.branches.iter();
                let sizes = branches.map(|branch| words(api, &branch.ty, visits));
                sizes.max().unwrap_or_default()
            }
            TypeKind::Choice(_) | TypeKind::StringEnum(_) => 3,
            TypeKind::Alias(inner) | TypeKind::Wrapper(inner, _) => words(api, inner, visits),
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
