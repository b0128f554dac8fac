//! Lints that an item of the output cannot help breaking.

use proc_macro2::TokenStream;
use quote::quote;

/// An attribute for an enumeration with as many fields in one variant: each
/// takes three or four words, and boxes would stand in the way of patterns.
pub(super) fn large_variant(count: usize) -> Option<TokenStream> {
    const MOST: usize = 6;
    (count > MOST).then(|| quote!(#[allow(clippy::large_enum_variant)]))
}

/// An attribute for a function with `count` arguments, `self` among them: the
/// description asks for as many as there are.
pub(super) fn many_arguments(count: usize) -> Option<TokenStream> {
    const MOST: usize = 7;
    (count > MOST).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}
