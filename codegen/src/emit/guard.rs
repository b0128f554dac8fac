//! Which tags must be chosen for code to be compiled.

use crate::ir::Api;
use proc_macro2::TokenStream;
use quote::quote;

/// The condition that one of the groups is compiled, by their positions;
/// `None` if the code is always compiled.
pub fn chosen(api: &Api, groups: &[usize]) -> Option<TokenStream> {
    let features = &api.layout.as_ref()?.features;
    match groups {
        [] => None,
        [one] => {
            let feature = &features[*one];
            Some(quote!(feature = #feature))
        }
        some => {
            let features = some.iter().map(|&at| &features[at]);
            Some(quote!(any(#(feature = #features),*)))
        }
    }
}

/// The attribute for code that is compiled with a group.
pub(super) fn attribute(api: &Api, group: usize) -> Option<TokenStream> {
    let condition = chosen(api, &[group])?;
    Some(quote!(#[cfg(#condition)]))
}

/// The attribute for code that stands in for that of a group.
pub(super) fn without(api: &Api, group: usize) -> Option<TokenStream> {
    let condition = chosen(api, &[group])?;
    Some(quote!(#[cfg(not(#condition))]))
}
