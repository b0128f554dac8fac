//! The server's part: every trait, implemented by what the harness makes of
//! the arguments that were decoded.

use super::location;
use crate::emit::client::outcome;
use crate::emit::server;
use crate::ir::{Access, Api, Group, Next, Operation};
use proc_macro2::TokenStream;
use quote::quote;

/// `serve`, and what stands behind it.
pub(super) fn serves(api: &Api) -> TokenStream {
    let traits = api.groups.iter().map(|group| implementation(api, group));
    let authenticate = api
        .groups
        .iter()
        .any(server::has_callers)
        .then(|| quote!(served.clone(),));
    let pages = api.groups.iter().flat_map(|group| pages(api, group));
    quote! {
        pub fn serve(served: &crate::Served) -> rt::axum::Router {
            let options = served.options();
            let router = api::server::router_with(served.clone(), #authenticate options);
            #(#pages)*
            router
        }

        #(#traits)*
    }
}

/// What gives the router the pages that operations lead to by URLs.
fn pages<'a>(api: &'a Api, group: &'a Group) -> impl Iterator<Item = TokenStream> + 'a {
    let leads = |operation: &&Operation| {
        let mut paging = operation.paging.iter();
        paging.any(|paging| matches!(paging.next, Next::Link | Next::Url(_)))
    };
    group.operations.iter().filter(leads).map(|operation| {
        let constant = &operation.constant;
        let success = outcome(api, group, &operation.success);
        let failure = outcome(api, group, &operation.failure);
        quote! {
            let router = served.with_pages::<#success, #failure>(router, &operations::#constant);
        }
    })
}

fn implementation(api: &Api, group: &Group) -> TokenStream {
    let name = &group.api;
    let callers = server::has_callers(group).then(|| quote!(<crate::Caller>));
    let methods = group
        .operations
        .iter()
        .map(|operation| method(api, group, operation));
    quote! {
        impl api::server::#name #callers for crate::Served {
            #(#methods)*
        }
    }
}

fn method(api: &Api, group: &Group, operation: &Operation) -> TokenStream {
    let (ident, constant) = (&operation.ident, &operation.constant);
    let arguments = server::arguments(api, group, operation, &quote!(crate::Caller));
    let caller = match operation.access {
        Access::Public => None,
        Access::Guarded => Some(quote!(.caller(Some(caller)))),
        Access::Optional => Some(quote!(.caller(caller))),
    };
    let parameters = operation.parameters.iter().map(|parameter| {
        let (ident, name) = (&parameter.ident, &parameter.name);
        let location = location(parameter);
        let params = (!parameter.required).then(|| quote!(params.));
        quote!(.argument(#location, #name, &#params #ident))
    });
    let body = operation.body.as_ref().map(|body| match body.required {
        true => quote!(.body(Some(body))),
        false => quote!(.body(body)),
    });
    let success = outcome(api, group, &operation.success);
    let failure = outcome(api, group, &operation.failure);
    // The case says what is answered, whatever is accepted.
    let accept = operation.chooses.then(|| quote!(drop(accept);));
    quote! {
        async fn #ident(&self, #(#arguments),*) -> Result<#success, #failure> {
            #accept
            self.received(&operations::#constant) #caller #(#parameters)* #body .answer().await
        }
    }
}
