//! What decodes a request for a method of a trait.

use super::{has_callers, required};
use crate::emit::rules::{self, Value};
use crate::emit::ty::{self, Scope};
use crate::ir::{Access, Api, Group, Location, Operation, Parameter, Rules, Type};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn handler(api: &Api, group: &Group, operation: &Operation) -> TokenStream {
    let ident = &operation.ident;
    let name = &group.api;
    let generics = match has_callers(group) {
        true => quote!(A: #name<C, F>, C: Send + 'static, F: rt::Failures),
        false => quote!(A: #name<F>, F: rt::Failures),
    };
    let (caller, name_caller, pass_caller) = match operation.access {
        Access::Public => (quote!(()), quote!(()), None),
        Access::Guarded => (quote!(C), quote!(caller), Some(quote!(caller))),
        Access::Optional => (quote!(Option<C>), quote!(caller), Some(quote!(caller))),
    };
    let reads = required(operation).map(|parameter| {
        let ident = &parameter.ident;
        let read = read(api, parameter, false);
        quote!(let #ident = #read;)
    });
    let body = operation.body.as_ref().map(|body| {
        let (plain, checked) = match body.required {
            true => (quote!(body), quote!(body_with)),
            false => (quote!(optional_body), quote!(optional_body_with)),
        };
        let read = match constraints(api, &body.ty, &body.rules, false) {
            None => quote!(request.#plain()?),
            Some(constraints) => quote!(request.#checked(#constraints)?),
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
    let pass_accept = operation.chooses.then(|| quote!(asked.accept().clone()));
    let pass_params = operation.params.as_ref().map(|_| quote!(params));
    let arguments = pass_caller
        .into_iter()
        .chain(arguments)
        .chain(pass_body)
        .chain(pass_params)
        .chain(pass_accept);
    let is_taken_apart = operation.body.as_ref().map(|_| quote!(mut));
    quote! {
        fn #ident<#generics>(
            api: Arc<A>,
            #is_taken_apart request: rt::server::Request<#caller>,
        ) -> rt::server::Handled {
            Box::pin(async move {
                #(#reads)*
                #body
                #params
                let (#name_caller, asked) = request.into_parts();
                let result = api.#ident(#(#arguments),*).await;
                rt::server::answered::<F, _, _>(&asked, result)
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
