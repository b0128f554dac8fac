//! The client.

use super::group::mentions_model;
use super::lint;
use super::ty::{self, Scope};
use super::{Selection, docs};
use crate::ir::{
    Api, Body, Docs, Group, Location, Operation, Outcome, Parameter, SecurityKind, SecurityScheme,
    Type, is_choice,
};
use proc_macro2::TokenStream;
use quote::quote;

/// `Client`, `Auth` and `Server`.
pub(super) fn root(api: &Api) -> TokenStream {
    let base_path = &api.base_path;
    let auth = auth(api);
    let servers = super::servers::all(api);
    let security = (!api.security.is_empty()).then(|| {
        quote!(
            use super::security;
        )
    });
    let has_oauth2 = |scheme: &SecurityScheme| matches!(scheme.kind, SecurityKind::OAuth2(_));
    let client_credentials = api
        .security
        .iter()
        .any(has_oauth2)
        .then(|| quote!(ClientCredentials,));
    let begins = Docs::from("Begins a client that calls the API at `base_url`.");
    let begins = begins.with("A URL without a path gets the base path of the description.");
    let begins = docs::outer(&match servers.is_some() {
        true => begins.with("A [`Server`] of the description has its own."),
        false => begins,
    });
    quote! {
        #security
        use specwright_runtime as rt;
        pub use specwright_runtime::client::{Call, #client_credentials Error, Response};

        /// A client of the API.
        ///
        /// Cloning it is cheap; clones share their connections.
        #[derive(Clone, Debug)]
        pub struct Client {
            core: rt::client::Core,
        }

        impl Client {
            #begins
            pub fn builder(base_url: impl Into<rt::client::BaseUrl>) -> rt::client::Builder<Self> {
                rt::client::Builder::new(base_url)
            }
        }

        impl rt::client::ApiClient for Client {
            type Auth = Auth;

            const BASE_PATH: &'static str = #base_path;

            fn from_core(core: rt::client::Core) -> Self {
                Self { core }
            }
        }

        #auth

        #servers
    }
}

fn auth(api: &Api) -> TokenStream {
    if api.security.is_empty() {
        return quote! {
            /// Credentials: the API has none.
            #[derive(Clone, Debug)]
            pub enum Auth {}

            impl From<Auth> for rt::client::Credential {
                fn from(auth: Auth) -> Self {
                    match auth {}
                }
            }
        };
    }
    let constructors = api.security.iter().map(|scheme| {
        let named = Docs::from(format!("Credentials for {}.", docs::code(&scheme.name)));
        let docs = docs::outer(if scheme.docs.is_empty() {
            &named
        } else {
            &scheme.docs
        });
        let (ident, constant) = (&scheme.ident, &scheme.constant);
        match &scheme.kind {
            SecurityKind::Basic => quote! {
                #docs
                pub fn #ident(username: impl Into<String>, password: impl Into<String>) -> Self {
                    Self(rt::client::Credential::basic(&security::#constant, username, password))
                }
            },
            SecurityKind::Bearer => quote! {
                #docs
                pub fn #ident(token: impl Into<String>) -> Self {
                    Self(rt::client::Credential::bearer(&security::#constant, token))
                }
            },
            SecurityKind::OAuth2(_) => quote! {
                #docs
                ///
                /// Takes an access token, or [`ClientCredentials`] to get
                /// tokens with.
                pub fn #ident(token: impl Into<rt::client::TokenSource>) -> Self {
                    Self(rt::client::Credential::oauth2(&security::#constant, token))
                }
            },
            SecurityKind::MutualTls => quote! {
                #docs
                ///
                /// Says that the transport has a certificate for the API.
                pub fn #ident() -> Self {
                    Self(rt::client::Credential::certificate(&security::#constant))
                }
            },
            SecurityKind::ApiKey(..) | SecurityKind::Other(_) => quote! {
                #docs
                pub fn #ident(key: impl Into<String>) -> Self {
                    Self(rt::client::Credential::api_key(&security::#constant, key))
                }
            },
        }
    });
    quote! {
        /// Credentials, one constructor for each security scheme. Hidden in
        /// debug output.
        #[derive(Clone, Debug)]
        pub struct Auth(rt::client::Credential);

        impl Auth {
            #(#constructors)*
        }

        impl From<Auth> for rt::client::Credential {
            fn from(auth: Auth) -> Self {
                auth.0
            }
        }
    }
}

/// The methods for the operations of a tag.
pub(super) fn group(api: &Api, selection: Selection) -> TokenStream {
    let group = &api.groups[selection.group];
    let operations = selection.operations(api);
    let each = || operations.iter().copied();
    let methods = each().map(|operation| method(api, group, operation));
    let module = &group.module;
    let own = each().any(uses_group).then(|| quote!(#module,));
    let models = each()
        .any(|operation| names_models(api, operation))
        .then(|| quote!(models,));
    let client = selection.above();
    quote! {
        use #client::Client;
        use #client::super::{#own #models operations};
        use specwright_runtime as rt;

        impl Client {
            #(#methods)*
        }
    }
}

/// Whether the signature names a type of the group's own module.
pub(super) fn uses_group(operation: &Operation) -> bool {
    let is_own = |kind: &Outcome| kind.ident().is_some();
    operation.params.is_some() || is_own(&operation.success) || is_own(&operation.failure)
}

/// Whether the operation takes or gives a model.
pub(super) fn uses_models(operation: &Operation) -> bool {
    arguments(operation)
        .chain(result(operation))
        .any(mentions_model)
}

/// Whether the signature of the method names a model: arguments may be
/// borrowed as what is behind an alias.
fn names_models(api: &Api, operation: &Operation) -> bool {
    arguments(operation).any(|ty| ty::argument_names_model(api, ty))
        || result(operation).is_some_and(mentions_model)
        || item(operation).is_some_and(mentions_model)
}

fn arguments(operation: &Operation) -> impl Iterator<Item = &Type> {
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let body = operation.body.iter().map(|body| &body.ty);
    required.map(|parameter| &parameter.ty).chain(body)
}

fn result(operation: &Operation) -> Option<&Type> {
    match &operation.success {
        Outcome::Plain(ty) => Some(ty),
        Outcome::Never | Outcome::Struct(..) | Outcome::Enum(..) | Outcome::Same(..) => None,
    }
}

/// The type of what is on its pages.
fn item(operation: &Operation) -> Option<&Type> {
    let items = operation.paging.as_ref()?.items.as_ref();
    items.map(|(_, item)| item)
}

fn method(api: &Api, group: &Group, operation: &Operation) -> TokenStream {
    let docs = docs::outer(&method_docs(group, operation));
    let deprecated = operation.deprecated.as_ref().map(|reason| match reason {
        Some(reason) => quote!(#[deprecated = #reason]),
        None => quote!(#[deprecated]),
    });
    let (ident, constant) = (&operation.ident, &operation.constant);
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let arguments = required.map(|parameter| {
        let ident = &parameter.ident;
        let ty = ty::argument(api, &parameter.ty);
        quote!(#ident: #ty)
    });
    let body = operation.body.as_ref().map(|body| {
        let ty = ty::body_argument(api, body);
        quote!(body: #ty)
    });
    let module = &group.module;
    let params = operation
        .params
        .iter()
        .map(|name| quote!(params: &#module::#name));
    let arguments: Vec<_> = arguments.chain(body).chain(params).collect();
    let lint = lint::many_arguments(arguments.len() + 1);
    let parts = operation
        .parameters
        .iter()
        .map(|parameter| part(api, parameter));
    let body = operation.body.as_ref().map(|body| given(api, body));
    let success = outcome(api, group, &operation.success);
    let failure = outcome(api, group, &operation.failure);
    let (pages, end) = match operation.paging {
        None => (None, quote!(call)),
        Some(_) => {
            let item = item(operation).map_or_else(
                || quote!(rt::NoItems),
                |item| ty::of(api, item, Scope::Elsewhere),
            );
            (Some(quote!(, rt::Paged<#item>)), quote!(paged))
        }
    };
    quote! {
        #docs
        #deprecated
        #lint
        pub fn #ident(&self, #(#arguments),*) -> rt::Call<#success, #failure #pages> {
            self.core.request(&operations::#constant) #(#parts)* #body .#end()
        }
    }
}

/// The call that puts the body into the request.
fn given(api: &Api, body: &Body) -> TokenStream {
    let is_taken = is_choice(&api.types, &body.ty) || body.ty.is_stream();
    match (body.required, is_taken, ty::is_copy(api, &body.ty)) {
        (true, true, _) => {
            let ty = ty::of(api, &body.ty, Scope::Elsewhere);
            quote!(.content::<#ty>(body.into()))
        }
        (false, true, _) => quote!(.optional_content(body)),
        (true, false, false) => quote!(.body(body)),
        (false, false, false) => quote!(.optional_body(body)),
        (_, false, true) => quote!(.body(&body)),
    }
}

/// What the operation does, what it takes, and how it fails.
fn method_docs(group: &Group, operation: &Operation) -> Docs {
    let docs = operation_docs(operation, "Calls");
    let docs = match operation.paging.as_ref().map(|_| item(operation)) {
        None => docs,
        Some(None) => docs.with("The answer is one page of a list: `.pages()` goes through all."),
        Some(Some(_)) => docs.with(
            "The answer is one page of a list: `.items()` goes through what is on all pages, \
             `.pages()` through the pages.",
        ),
    };
    let docs = match &operation.server {
        None => docs,
        Some(server) => docs.with(place(&server.url)),
    };
    match operation.failure.ident() {
        None => docs,
        Some(name) => {
            let module = &group.module;
            docs.with("# Errors").with(format!(
                "[`{name}`]({module}::{name}) lists the documented failures."
            ))
        }
    }
}

/// Where an operation is called that has a server of its own.
fn place(url: &str) -> String {
    let code = docs::code(url);
    match url.starts_with('/') {
        true => format!("It is called at {code} on the origin of the base URL."),
        false => format!(
            "It is called at {code}, wherever others are. Credentials are sent there only if that \
             is the origin of the base URL, or `operation_server` of the builder names it."
        ),
    }
}

/// What the operation does, or its name behind `verb`, and a list of the
/// arguments that have documentation.
pub(super) fn operation_docs(operation: &Operation, verb: &str) -> Docs {
    let docs = match operation.docs.is_empty() {
        true => Docs::from(format!("{verb} {}.", docs::code(&operation.id))),
        false => operation.docs.clone(),
    };
    let required = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.required);
    let described = required.map(|parameter| (parameter.ident.plain(), &parameter.docs));
    let body = operation.body.iter().map(|body| ("body", &body.docs));
    let list: Vec<String> = described
        .chain(body)
        .filter(|(_, docs)| !docs.is_empty())
        .map(|(name, docs)| format!("- `{name}`: {}", docs.summary().replace('\n', "\n  ")))
        .collect();
    if list.is_empty() {
        docs
    } else {
        docs.with(list.join("\n"))
    }
}

/// The call that puts a parameter into the request.
fn part(api: &Api, parameter: &Parameter) -> TokenStream {
    let (name, ident) = (&parameter.name, &parameter.ident);
    let method = match parameter.location {
        Location::Path => quote!(path),
        Location::Query => quote!(query),
        Location::Header => quote!(header),
        Location::Cookie => quote!(cookie),
    };
    let value = match (parameter.required, ty::is_copy(api, &parameter.ty)) {
        (true, false) => quote!(#ident),
        (true, true) => quote!(&#ident),
        (false, _) => quote!(&params.#ident),
    };
    quote!(.#method(#name, #value))
}

/// The type of an outcome.
pub(super) fn outcome(api: &Api, group: &Group, kind: &Outcome) -> TokenStream {
    let module = &group.module;
    match kind {
        Outcome::Never => quote!(rt::NoFailure),
        Outcome::Plain(Type::Unit) => quote!(()),
        Outcome::Plain(ty) => ty::of(api, ty, Scope::Elsewhere),
        Outcome::Struct(name, _) | Outcome::Enum(name, _) | Outcome::Same(name, _) => {
            quote!(#module::#name)
        }
    }
}
