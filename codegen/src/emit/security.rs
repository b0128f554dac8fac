//! Security schemes as data for the runtime.

use super::docs;
use crate::ir::{Api, Docs, Location, SecurityKind, SecurityScheme};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn all(api: &Api) -> TokenStream {
    let schemes = api.security.iter().map(scheme);
    let is_key = |scheme: &SecurityScheme| matches!(scheme.kind, SecurityKind::ApiKey(..));
    let location = api.security.iter().any(is_key).then(|| quote!(Location,));
    let imports = (!api.security.is_empty()).then(|| {
        quote!(
            use specwright_runtime::operation::{#location SchemeKind, SecurityScheme};
        )
    });
    quote! {
        #imports
        #(#schemes)*
    }
}

fn scheme(scheme: &SecurityScheme) -> TokenStream {
    let named = Docs::from(format!("{}.", docs::code(&scheme.name)));
    let docs = docs::outer(if scheme.docs.is_empty() {
        &named
    } else {
        &scheme.docs
    });
    let (constant, name) = (&scheme.constant, &scheme.name);
    let kind = match &scheme.kind {
        SecurityKind::Basic => quote!(SchemeKind::Basic),
        SecurityKind::Bearer => quote!(SchemeKind::Bearer),
        SecurityKind::OAuth2(token_url) => {
            quote!(SchemeKind::OAuth2 { token_url: #token_url })
        }
        SecurityKind::MutualTls => quote!(SchemeKind::MutualTls),
        SecurityKind::Other(scheme) => quote!(SchemeKind::Other(#scheme)),
        SecurityKind::ApiKey(location, name) => {
            let location = self::location(*location);
            quote!(SchemeKind::ApiKey { location: #location, name: #name })
        }
    };
    quote! {
        #docs
        pub static #constant: SecurityScheme = SecurityScheme {
            name: #name,
            kind: #kind,
        };
    }
}

/// A location, where `Location` is imported.
fn location(location: Location) -> TokenStream {
    match location {
        Location::Path => quote!(Location::Path),
        Location::Query => quote!(Location::Query),
        Location::Header => quote!(Location::Header),
        Location::Cookie => quote!(Location::Cookie),
    }
}
