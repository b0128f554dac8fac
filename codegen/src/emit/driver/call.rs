//! The client's part: a function that makes any call from values known when
//! it runs.

use super::location;
use crate::emit::ty::{self, Scope};
use crate::ir::{Api, Body, Group, Operation, Parameter, SecurityKind, SecurityScheme, is_choice};
use proc_macro2::TokenStream;
use quote::quote;

/// `client` and `call`.
pub(super) fn calls(api: &Api) -> TokenStream {
    let credentials = api.security.iter().map(credential);
    let groups = api.groups.iter();
    let arms = groups.flat_map(|group| {
        let operations = group.operations.iter();
        operations.map(|operation| arm(api, group, operation))
    });
    quote! {
        fn client(case: &crate::Case) -> Result<api::Client, String> {
            let mut builder = case.builder::<api::Client>();
            #(#credentials)*
            builder.build().map_err(|error| error.to_string())
        }

        pub fn call(case: &crate::Case) -> crate::Answered {
            let client = client(case)?;
            match case.operation.as_str() {
                #(#arms)*
                unknown => Err(format!("no operation `{unknown}` is generated")),
            }
        }
    }
}

/// What gives the client the credential of a scheme, if there is one.
fn credential(scheme: &SecurityScheme) -> TokenStream {
    let (ident, name) = (&scheme.ident, &scheme.name);
    let (found, given) = match &scheme.kind {
        SecurityKind::Basic => {
            return quote! {
                if let Some((user, password)) = case.basic() {
                    builder = builder.auth(api::Auth::#ident(user, password));
                }
            };
        }
        SecurityKind::MutualTls => return TokenStream::new(),
        SecurityKind::Bearer | SecurityKind::OAuth2(_) => (quote!(authorization), "Bearer"),
        SecurityKind::Other(scheme) => (quote!(authorization), scheme.as_str()),
        SecurityKind::ApiKey(..) => (quote!(api_key), name.as_str()),
    };
    quote! {
        if let Some(secret) = case.#found(#given) {
            builder = builder.auth(api::Auth::#ident(secret));
        }
    }
}

fn arm(api: &Api, group: &Group, operation: &Operation) -> TokenStream {
    let (id, ident, constant) = (&operation.id, &operation.ident, &operation.constant);
    let parameters = || operation.parameters.iter();
    let required = parameters()
        .filter(|parameter| parameter.required)
        .map(|parameter| required(api, parameter));
    let body = operation
        .body
        .iter()
        .map(|body| self::body(api, operation, body));
    let params = operation.params.iter().map(|name| {
        let module = &group.module;
        let fields = parameters()
            .filter(|parameter| !parameter.required)
            .map(|parameter| {
                let (ident, name) = (&parameter.ident, &parameter.name);
                let location = location(parameter);
                quote!(#ident: case.optional(#location, #name)?)
            });
        quote!(&#module::#name { #(#fields),* })
    });
    let arguments = required.chain(body).chain(params);
    let make = match operation.paging {
        Some(_) => quote!(paged),
        None => quote!(answer),
    };
    quote! {
        #id => case.#make(&operations::#constant, client.#ident(#(#arguments),*)),
    }
}

fn required(api: &Api, parameter: &Parameter) -> TokenStream {
    let (location, name) = (location(parameter), &parameter.name);
    let reference = (!ty::is_copy(api, &parameter.ty)).then(|| quote!(&));
    let ty = ty::of(api, &parameter.ty, Scope::Elsewhere);
    quote!(#reference case.required::<#ty>(#location, #name)?)
}

fn body(api: &Api, operation: &Operation, body: &Body) -> TokenStream {
    let constant = &operation.constant;
    let ty = ty::of(api, &body.ty, Scope::Elsewhere);
    if is_choice(&api.types, &body.ty) || body.ty.is_stream() {
        return match body.required {
            true => quote!(case.stream::<#ty>(&operations::#constant)?),
            false => quote!(case.optional_body::<#ty>(&operations::#constant)?),
        };
    }
    match (body.required, ty::is_copy(api, &body.ty)) {
        (true, false) => quote!(&case.body::<#ty>(&operations::#constant)?),
        (true, true) => quote!(case.body::<#ty>(&operations::#constant)?),
        (false, true) => quote!(case.optional_body::<#ty>(&operations::#constant)?),
        (false, false) if ty::is_dereferenced(api, &body.ty) => {
            quote!(case.optional_body::<#ty>(&operations::#constant)?.as_deref())
        }
        (false, false) => quote!(case.optional_body::<#ty>(&operations::#constant)?.as_ref()),
    }
}
