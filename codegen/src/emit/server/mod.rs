//! The server: traits, handlers that decode for them, and the router.

mod handler;
mod router;

pub(super) use router::root;

use super::client::{operation_docs, outcome, uses_group, uses_models};
use super::docs;
use super::group::mentions_model;
use super::ty::{self, Scope};
use super::{Selection, lint};
use crate::ir::{Access, Api, Body, Condition, Docs, Group, Operation, Parameter};
use handler::handler;
use proc_macro2::TokenStream;
use quote::quote;

/// Whether any operation of the group learns who is calling.
pub(super) fn has_callers(group: &Group) -> bool {
    group
        .operations
        .iter()
        .any(|operation| operation.access != Access::Public)
}

/// The trait for a tag, and what calls it unless that has modules of its own.
pub(super) fn group(api: &Api, index: usize) -> TokenStream {
    let group = &api.groups[index];
    let chapters = api
        .layout
        .as_ref()
        .map_or(&[][..], |layout| &layout.chapters[index]);
    let definition = definition(api, group);
    let each = || group.operations.iter();
    let own = each().any(uses_group);
    if chapters.is_empty() {
        let models = each().any(|operation| uses_models(operation) || in_rules(operation));
        let imports = imports(group, own, models, quote!(operations));
        let calls = calls(api, group, &each().collect::<Vec<_>>());
        return quote! {
            #imports
            use std::sync::Arc;

            #definition
            #calls
        };
    }
    let imports = imports(group, own, each().any(uses_models), TokenStream::new());
    let modules = chapters.iter().map(|chapter| &chapter.module);
    let routes = routes(
        group,
        quote! {
            #(let router = #modules::routes(router);)*
            router
        },
    );
    quote!(#imports #definition #routes)
}

/// What calls the trait of a tag, for some of its operations.
pub(super) fn handlers(api: &Api, selection: Selection) -> TokenStream {
    let group = &api.groups[selection.group];
    let operations = selection.operations(api);
    let has_params = operations
        .iter()
        .any(|operation| operation.params.is_some());
    let own = has_params.then(|| {
        let module = &group.module;
        quote!(#module,)
    });
    let models = operations
        .iter()
        .copied()
        .any(in_rules)
        .then(|| quote!(models,));
    let name = &group.api;
    let calls = calls(api, group, &operations);
    quote! {
        use super::#name;
        use super::super::super::{#own #models operations};
        use specwright_runtime as rt;
        use std::sync::Arc;

        #calls
    }
}

fn imports(group: &Group, own: bool, models: bool, operations: TokenStream) -> TokenStream {
    let module = &group.module;
    let own = own.then(|| quote!(#module,));
    let models = models.then(|| quote!(models,));
    let names = quote!(#own #models #operations);
    let names = (!names.is_empty()).then(|| quote!(use super::super::{#names};));
    quote! {
        #names
        use specwright_runtime as rt;
    }
}

/// Whether a handler names a model to check what the operation takes.
fn in_rules(operation: &Operation) -> bool {
    let parameters = operation.parameters.iter().map(|one| (&one.ty, &one.rules));
    let body = operation.body.iter().map(|body| (&body.ty, &body.rules));
    parameters.chain(body).any(|(ty, rules)| {
        !rules.is_empty() && mentions_model(ty) || rules.any_condition(&mut Condition::names_others)
    })
}

/// The function that adds the routes of a tag, or some of them.
fn routes(group: &Group, body: TokenStream) -> TokenStream {
    let name = &group.api;
    let caller = has_callers(group).then(|| quote!(H::Caller,));
    quote! {
        pub(super) fn routes<A, H, F>(router: rt::server::Router<A, H>) -> rt::server::Router<A, H>
        where
            A: #name<#caller F>,
            H: rt::server::Authenticate,
            F: rt::Failures,
        {
            #body
        }
    }
}

/// The routes of operations, and their handlers.
fn calls(api: &Api, group: &Group, operations: &[&Operation]) -> TokenStream {
    let caller = has_callers(group).then(|| quote!(, H::Caller));
    let entries = operations.iter().map(|operation| {
        let (ident, constant) = (&operation.ident, &operation.constant);
        let access = match operation.access {
            Access::Public => quote!(public),
            Access::Guarded => quote!(guarded),
            Access::Optional => quote!(optional),
        };
        quote!(.#access(&operations::#constant, #ident::<A #caller, F>))
    });
    let routes = routes(group, quote!(router #(#entries)*));
    let handlers = operations
        .iter()
        .map(|operation| handler(api, group, operation));
    quote!(#routes #(#handlers)*)
}

/// The trait for a tag.
fn definition(api: &Api, group: &Group) -> TokenStream {
    let methods = group
        .operations
        .iter()
        .map(|operation| method(api, group, operation));
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
    let about = about.with(
        "`F` is [`Undocumented`](super::Undocumented) for methods that fail in other ways too.",
    );
    let docs = docs::outer(&about);
    let caller = has_callers(group).then(|| quote!(C,));
    quote! {
        #docs
        pub trait #name<#caller F: rt::Failures = rt::Documented>: Send + Sync + 'static {
            #(#methods)*
        }
    }
}

fn method(api: &Api, group: &Group, operation: &Operation) -> TokenStream {
    let docs = docs::outer(&operation_docs(operation, "Serves"));
    let ident = &operation.ident;
    let arguments = arguments(api, group, operation, &quote!(C));
    let lint = lint::many_arguments(arguments.len() + 1);
    let success = outcome(api, group, &operation.success);
    let failure = outcome(api, group, &operation.failure);
    quote! {
        #docs
        #lint
        fn #ident(&self, #(#arguments),*) -> impl rt::Answer<#success, #failure, F>;
    }
}

/// What a method of a trait takes beside `self`; `caller` is the type of the
/// caller.
pub(super) fn arguments(
    api: &Api,
    group: &Group,
    operation: &Operation,
    caller: &TokenStream,
) -> Vec<TokenStream> {
    let caller = match operation.access {
        Access::Public => None,
        Access::Guarded => Some(quote!(caller: #caller)),
        Access::Optional => Some(quote!(caller: Option<#caller>)),
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
    let accept = operation.chooses.then(|| quote!(accept: rt::body::Accept));
    let arguments = caller.into_iter().chain(required).chain(body);
    arguments.chain(params).chain(accept).collect()
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
