//! The router that calls the traits of all tags.

use super::has_callers;
use crate::emit::guard;
use crate::ir::{Api, SecurityKind};
use proc_macro2::TokenStream;
use quote::quote;

/// The router.
pub(in crate::emit) fn root(api: &Api) -> TokenStream {
    let base_path = &api.base_path;
    let bounds = api.groups.iter().map(|group| {
        let name = &group.api;
        let callers = has_callers(group).then(|| quote!(<H::Caller>));
        quote!(#name #callers)
    });
    let bounds = quote!(#(#bounds)+*);
    let routes = api.groups.iter().enumerate().map(|(at, group)| {
        let (guard, module) = (guard::attribute(api, at), &group.module);
        quote!(#guard let router = #module::routes(router);)
    });
    let routes: TokenStream = routes.collect();
    let absent = absent(api);
    let body = |authenticate: TokenStream| {
        quote! {
            let router = rt::server::Router::new(#base_path, api, #authenticate, options);
            #routes
            router.into_axum()
        }
    };
    if !api.groups.iter().any(has_callers) {
        let body = body(quote!(rt::server::Nobody));
        return quote! {
            #absent
            use specwright_runtime as rt;
            pub use specwright_runtime::Reply;
            pub use specwright_runtime::server::{Options, Rejection, RejectionKind};

            /// A router that serves `api` below the base path of the
            /// description, with the limits of [`Options::default`].
            pub fn router<A: #bounds>(api: A) -> rt::axum::Router {
                router_with(api, Options::default())
            }

            /// The same with limits and rejections of your own.
            pub fn router_with<A: #bounds>(api: A, options: Options) -> rt::axum::Router {
                #body
            }
        };
    }
    let body = body(quote!(authenticate));
    let mut schemes = api.security.iter();
    let certificate = schemes
        .any(|scheme| scheme.kind == SecurityKind::MutualTls)
        .then(|| quote!(ClientCertificate,));
    quote! {
        #absent
        use specwright_runtime as rt;
        pub use specwright_runtime::Reply;
        pub use specwright_runtime::server::{
            Authenticate, #certificate Denied, Nobody, Options, Presented, PresentedValue, Rejection, RejectionKind,
        };

        /// A router that serves `api` below the base path of the description.
        ///
        /// `authenticate` says who is calling; operations without security
        /// are public. Limits are those of [`Options::default`].
        pub fn router<A, H>(api: A, authenticate: H) -> rt::axum::Router
        where
            A: #bounds,
            H: Authenticate,
        {
            router_with(api, authenticate, Options::default())
        }

        /// The same with limits and rejections of your own.
        pub fn router_with<A, H>(api: A, authenticate: H, options: Options) -> rt::axum::Router
        where
            A: #bounds,
            H: Authenticate,
        {
            #body
        }
    }
}

/// What a server implements in place of the traits of tags that are not
/// compiled: nothing.
fn absent(api: &Api) -> TokenStream {
    let groups = api.groups.iter().enumerate();
    groups
        .filter_map(|(at, group)| {
            let (guard, name) = (guard::without(api, at)?, &group.api);
            Some(quote!(#guard use specwright_runtime::server::Absent as #name;))
        })
        .collect()
}
