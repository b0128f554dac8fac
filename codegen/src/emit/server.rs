//! The server: traits, handlers that decode for them, and the router.

use super::client::{operation_docs, outcome, uses_group, uses_models};
use super::docs;
use super::group::mentions_model;
use super::lint;
use super::rules::{self, Value};
use super::ty::{self, Scope};
use crate::ir::{
    Access, Api, Body, Condition, Docs, Group, Location, Operation, Parameter, Rules, Type,
};
use proc_macro2::TokenStream;
use quote::quote;

/// The router.
pub(super) fn root(api: &Api) -> TokenStream {
    let base_path = &api.base_path;
    let bounds = api.groups.iter().map(|group| {
        let name = &group.api;
        let callers = has_callers(group).then(|| quote!(<H::Caller>));
        quote!(#name #callers)
    });
    let bounds = quote!(#(#bounds)+*);
    let modules: Vec<_> = api.groups.iter().map(|group| &group.module).collect();
    let body = |authenticate: TokenStream| {
        quote! {
            let router = rt::server::Router::new(#base_path, api, #authenticate, options);
            #(let router = #modules::routes(router);)*
            router.into_axum()
        }
    };
    if !api.groups.iter().any(has_callers) {
        let body = body(quote!(rt::server::Nobody));
        return quote! {
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
    quote! {
        use specwright_runtime as rt;
        pub use specwright_runtime::Reply;
        pub use specwright_runtime::server::{
            Authenticate, Denied, Nobody, Options, Presented, PresentedValue, Rejection, RejectionKind,
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

/// Whether any operation of the group learns who is calling.
fn has_callers(group: &Group) -> bool {
    group
        .operations
        .iter()
        .any(|operation| operation.access != Access::Public)
}

/// The trait for a tag, and what calls it.
pub(super) fn group(api: &Api, group: &Group) -> TokenStream {
    let methods = group
        .operations
        .iter()
        .map(|operation| method(api, group, operation));
    let handlers = group
        .operations
        .iter()
        .map(|operation| handler(api, group, operation));
    let caller = has_callers(group).then(|| quote!(, H::Caller));
    let routes = group.operations.iter().map(|operation| {
        let (ident, constant) = (&operation.ident, &operation.constant);
        let access = match operation.access {
            Access::Public => quote!(public),
            Access::Guarded => quote!(guarded),
            Access::Optional => quote!(optional),
        };
        quote!(.#access(&operations::#constant, #ident::<A #caller>))
    });
    let module = &group.module;
    let own = group
        .operations
        .iter()
        .any(uses_group)
        .then(|| quote!(#module,));
    let in_rules = |operation: &Operation| {
        let parameters = operation.parameters.iter().map(|one| (&one.ty, &one.rules));
        let body = operation.body.iter().map(|body| (&body.ty, &body.rules));
        parameters.chain(body).any(|(ty, rules)| {
            !rules.is_empty() && mentions_model(ty)
                || rules.any_condition(&mut Condition::names_others)
        })
    };
    let models = group
        .operations
        .iter()
        .any(|operation| uses_models(operation) || in_rules(operation))
        .then(|| quote!(models,));
    let name = &group.api;
    let about = Docs::from(format!(
        "Serves the operations tagged {}.",
        docs::code(&group.tag)
    ));
    let about = match has_callers(group) {
        true => {
            about.with("`C` is what [`Authenticate`](super::Authenticate) says about a caller.")
        }
        false => about,
    };
    let docs = docs::outer(&about);
    let generic = has_callers(group).then(|| quote!(<C>));
    let callers = has_callers(group).then(|| quote!(<H::Caller>));
    quote! {
        use super::super::{#own #models operations};
        use specwright_runtime as rt;
        use std::sync::Arc;

        #docs
        pub trait #name #generic: Send + Sync + 'static {
            #(#methods)*
        }

        pub(super) fn routes<A, H>(router: rt::server::Router<A, H>) -> rt::server::Router<A, H>
        where
            A: #name #callers,
            H: rt::server::Authenticate,
        {
            router #(#routes)*
        }

        #(#handlers)*
    }
}

fn method(api: &Api, group: &Group, operation: &Operation) -> TokenStream {
    let docs = docs::outer(&operation_docs(operation, "Serves"));
    let ident = &operation.ident;
    let caller = match operation.access {
        Access::Public => None,
        Access::Guarded => Some(quote!(caller: C)),
        Access::Optional => Some(quote!(caller: Option<C>)),
    };
    let required = required(operation).map(|parameter| {
        let ident = &parameter.ident;
        let ty = ty::of(api, &parameter.ty, Scope::Elsewhere);
        quote!(#ident: #ty)
    });
    let body = operation.body.as_ref().map(|body| {
        let ty = body_type(api, body);
        quote!(body: #ty)
    });
    let module = &group.module;
    let params = operation
        .params
        .iter()
        .map(|name| quote!(params: #module::#name));
    let arguments = caller.into_iter().chain(required).chain(body).chain(params);
    let arguments: Vec<_> = arguments.collect();
    let lint = lint::many_arguments(arguments.len() + 1);
    let success = outcome(api, group, &operation.success);
    let failure = outcome(api, group, &operation.failure);
    quote! {
        #docs
        #lint
        fn #ident(&self, #(#arguments),*) -> impl Future<Output = Result<#success, #failure>> + Send;
    }
}

fn required(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required)
}

fn body_type(api: &Api, body: &Body) -> TokenStream {
    let ty = ty::of(api, &body.ty, Scope::Elsewhere);
    if body.required {
        ty
    } else {
        quote!(Option<#ty>)
    }
}

fn handler(api: &Api, group: &Group, operation: &Operation) -> TokenStream {
    let (ident, constant) = (&operation.ident, &operation.constant);
    let name = &group.api;
    let generics = match has_callers(group) {
        true => quote!(A: #name<C>, C: Send + 'static),
        false => quote!(A: #name),
    };
    let (caller, pass_caller) = match operation.access {
        Access::Public => (quote!(()), None),
        Access::Guarded => (quote!(C), Some(quote!(request.caller))),
        Access::Optional => (quote!(Option<C>), Some(quote!(request.caller))),
    };
    let reads = required(operation).map(|parameter| {
        let ident = &parameter.ident;
        let read = read(api, parameter, false);
        quote!(let #ident = #read;)
    });
    let body = operation.body.as_ref().map(|body| {
        let constraints = constraints(api, &body.ty, &body.rules, !body.required);
        let read = match constraints {
            None => quote!(request.body()?),
            Some(constraints) => quote!(request.body_with(#constraints)?),
        };
        quote!(let body = #read;)
    });
    let params = operation.params.as_ref().map(|params| {
        let module = &group.module;
        let optional = operation
            .parameters
            .iter()
            .filter(|parameter| !parameter.required);
        let fields = optional.map(|parameter| {
            let ident = &parameter.ident;
            let read = read(api, parameter, true);
            quote!(#ident: #read)
        });
        quote!(let params = #module::#params { #(#fields,)* };)
    });
    let arguments = required(operation).map(|parameter| &parameter.ident);
    let arguments = arguments.map(|ident| quote!(#ident));
    let pass_body = operation.body.as_ref().map(|_| quote!(body));
    let pass_params = operation.params.as_ref().map(|_| quote!(params));
    let arguments = pass_caller
        .into_iter()
        .chain(arguments)
        .chain(pass_body)
        .chain(pass_params);
    let unused = (operation.access == Access::Public
        && operation.parameters.is_empty()
        && operation.body.is_none())
    .then(|| quote!(_));
    let request = unused.unwrap_or_else(|| quote!(request));
    quote! {
        fn #ident<#generics>(
            api: Arc<A>,
            #request: rt::server::Request<#caller>,
        ) -> rt::server::Handled {
            Box::pin(async move {
                #(#reads)*
                #body
                #params
                let result = api.#ident(#(#arguments),*).await;
                rt::server::reply(&operations::#constant, result)
            })
        }
    }
}

/// Takes a parameter out of the request.
fn read(api: &Api, parameter: &Parameter, optional: bool) -> TokenStream {
    let name = &parameter.name;
    let (plain, checked) = match parameter.location {
        Location::Path => (quote!(path), quote!(path_with)),
        Location::Query => (quote!(query), quote!(query_with)),
        Location::Header => (quote!(header), quote!(header_with)),
        Location::Cookie => (quote!(cookie), quote!(cookie_with)),
    };
    match constraints(api, &parameter.ty, &parameter.rules, optional) {
        None => quote!(request.#plain(#name)?),
        Some(constraints) => quote!(request.#checked(#name, #constraints)?),
    }
}

/// A closure that checks a value which has rules beyond those of its type.
fn constraints(api: &Api, ty: &Type, rules: &Rules, optional: bool) -> Option<TokenStream> {
    let statements = rules::statements(
        (api, Scope::Elsewhere),
        ty,
        rules,
        &Value::Reference(quote!(value)),
        optional,
        quote!(check),
    );
    let ty = ty::of(api, ty, Scope::Elsewhere);
    let ty = if optional { quote!(Option<#ty>) } else { ty };
    (!statements.is_empty()).then(|| quote!(|value: &#ty, check| { #statements }))
}
