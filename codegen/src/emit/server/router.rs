//! The router that calls the traits of all tags.

use super::has_callers;
use crate::emit::guard;
use crate::ir::{Api, SecurityKind};
use proc_macro2::TokenStream;
use quote::quote;

/// The router.
pub(in crate::emit) fn root(api: &Api) -> TokenStream {
    let base_path = &api.base_path;
    let routes = routes(api);
    let absent = absent(api);
    let exports = exports(api);
    let Signature {
        generics,
        bounds,
        takes,
        passes,
        given,
        ..
    } = Signature::of(api);
    let about = (!takes.is_empty()).then(|| {
        quote! {
            ///
            /// `authenticate` says who is calling; operations without security
            /// are public.
        }
    });
    quote! {
        #absent
        use specwright_runtime as rt;
        #exports

        /// A router that serves `api` below the base path of the description,
        /// with the limits of [`Options::default`].
        #about
        pub fn router #generics(api: A, #takes) -> rt::axum::Router #bounds {
            router_with(api, #passes Options::default())
        }

        /// The same with limits and rejections of your own.
        pub fn router_with #generics(api: A, #takes options: Options) -> rt::axum::Router #bounds {
            routes(rt::server::Router::new(#base_path, api, #given, options))
        }

        /// The same with an implementation that `make` gives for each request:
        /// one that knows its id, its headers and where it comes from.
        pub fn router_per_request #generics(
            make: impl Fn(Context) -> A + Send + Sync + 'static,
            #takes
            options: Options,
        ) -> rt::axum::Router #bounds {
            routes(rt::server::Router::per_request(#base_path, make, #given, options))
        }

        #routes
    }
}

/// What the functions that make routers have in common.
struct Signature {
    generics: TokenStream,
    bounds: TokenStream,
    /// The parameter for the hook, if there is something to guard.
    takes: TokenStream,
    /// The argument for that.
    passes: TokenStream,
    /// The hook that the router gets.
    given: TokenStream,
    /// Its type.
    hook: TokenStream,
}

impl Signature {
    fn of(api: &Api) -> Self {
        let traits = api.groups.iter().map(|group| {
            let name = &group.api;
            let caller = has_callers(group).then(|| quote!(H::Caller,));
            quote!(#name<#caller F>)
        });
        let traits = quote!(#(#traits)+*);
        // Without a trait nothing says which failures there are.
        let is_empty = api.groups.is_empty();
        let failures = (!is_empty).then(|| quote!(, F: Failures));
        match api.groups.iter().any(has_callers) {
            true => Self {
                generics: quote!(<A, H, F>),
                bounds: quote!(where A: #traits, H: Authenticate, F: Failures,),
                takes: quote!(authenticate: H,),
                passes: quote!(authenticate,),
                given: quote!(authenticate),
                hook: quote!(H),
            },
            false => Self {
                generics: quote!(<A: #traits #failures>),
                bounds: TokenStream::new(),
                takes: TokenStream::new(),
                passes: TokenStream::new(),
                given: quote!(rt::server::Nobody),
                hook: quote!(rt::server::Nobody),
            },
        }
    }
}

/// What adds the routes of all tags.
fn routes(api: &Api) -> TokenStream {
    let Signature {
        generics,
        bounds,
        hook,
        ..
    } = Signature::of(api);
    let routes = api.groups.iter().enumerate().map(|(at, group)| {
        let (guard, module) = (guard::attribute(api, at), &group.module);
        quote!(#guard let router = #module::routes(router);)
    });
    quote! {
        fn routes #generics(router: rt::server::Router<A, #hook>) -> rt::axum::Router #bounds {
            #(#routes)*
            router.into_axum()
        }
    }
}

/// What those who implement and serve an API name.
fn exports(api: &Api) -> TokenStream {
    if !api.groups.iter().any(has_callers) {
        return quote! {
            pub use specwright_runtime::Reply;
            pub use specwright_runtime::server::{
                Context, Documented, Failed, Failures, Options, Rejection, RejectionKind, Undocumented,
            };
        };
    }
    let mut schemes = api.security.iter();
    let certificate = schemes
        .any(|scheme| scheme.kind == SecurityKind::MutualTls)
        .then(|| quote!(ClientCertificate,));
    quote! {
        pub use specwright_runtime::Reply;
        pub use specwright_runtime::server::{
            Authenticate, #certificate Context, Denied, Documented, Failed, Failures, Nobody, Options,
            Presented, PresentedValue, Rejection, RejectionKind, Undocumented,
        };
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
