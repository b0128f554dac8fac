//! What a command line says of an API: one static for the API, and one per
//! operation.

use super::ty::{self, Scope};
use super::{Piece, Selection, docs, guard, pieces};
use crate::ir::{About, Api, Command, Docs, Listed, Member, Operation, Outline, Sort, Type};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn all(api: &Api) -> Vec<Piece<'_>> {
    pieces(
        || {
            let operations = api.operations().collect::<Vec<_>>();
            let models = models(&operations);
            let security = (!api.security.is_empty()).then(|| quote!(security,));
            let above = quote!({#models operations, #security});
            let imports = imports(&operations, true);
            let api = self::api(api);
            quote! {
                use super::#above;
                #imports
                #api
            }
        },
        api.operations(),
        |one| operation(api, one),
        TokenStream::new,
    )
}

/// The same in a module for each tag: the API.
pub(super) fn root(api: &Api) -> TokenStream {
    let security = (!api.security.is_empty()).then(|| {
        quote!(
            use super::security;
        )
    });
    let api = self::api(api);
    quote! {
        #security
        use specwright_runtime::cli::Api;

        #api
    }
}

/// The same in a module for each tag: operations of one.
pub(super) fn selected(api: &Api, selection: Selection) -> Vec<Piece<'_>> {
    pieces(
        move || {
            let above = selection.above();
            let operations = selection.operations(api);
            let models = models(&operations);
            let imports = imports(&operations, false);
            quote! {
                use #above::super::{#models operations};
                #imports
            }
        },
        selection.operations(api),
        |one| operation(api, one),
        TokenStream::new,
    )
}

/// The types, if an enumeration is named.
fn models(operations: &[&Operation]) -> Option<TokenStream> {
    let commands = operations.iter().filter_map(|one| one.command.as_ref());
    let mut outlines = commands.flat_map(|command| {
        let properties = command.properties.iter().map(|one| &one.outline);
        let parameters = command.parameters.iter();
        parameters.chain(properties).chain([&command.body])
    });
    let is_named = |outline: &Outline| matches!(outline.values, Listed::Of(_));
    outlines.any(is_named).then(|| quote!(models,))
}

/// What the operations need, and the API if it is here too.
fn imports(operations: &[&Operation], has_api: bool) -> TokenStream {
    let commands = || operations.iter().filter_map(|one| one.command.as_ref());
    let property = commands().any(|one| !one.properties.is_empty());
    let property = property.then(|| quote!(Property,));
    let root = has_api.then(|| quote!(Api,));
    quote! {
        use specwright_runtime::cli::{#root Command, Kind, #property Value};
    }
}

fn api(api: &Api) -> TokenStream {
    let About {
        version,
        description,
        server,
        license: (license, url),
        contact,
    } = &api.about;
    let (title, base_path) = (&api.title, &api.base_path);
    let tags = api.groups.iter().map(|group| {
        let (tag, about) = (&group.tag, line(&group.docs));
        quote!((#tag, #about))
    });
    let schemes = api.security.iter().map(|scheme| &scheme.constant);
    let groups = api.groups.iter().enumerate();
    let commands = groups.flat_map(|(at, group)| {
        let guard = guard::attribute(api, at);
        group.operations.iter().map(move |operation| {
            let constant = &operation.constant;
            quote!(#guard &#constant)
        })
    });
    quote! {
        /// What a command line says of the API.
        pub static API: Api = Api {
            title: #title,
            version: #version,
            description: #description,
            base_path: #base_path,
            server: #server,
            license: (#license, #url),
            contact: &[#(#contact),*],
            tags: &[#(#tags),*],
            security: &[#(&security::#schemes),*],
            commands: &[#(#commands),*],
        };
    }
}

fn line(docs: &Docs) -> String {
    let lines: Vec<&str> = docs.summary().lines().collect();
    lines.join(" ")
}

fn operation(api: &Api, operation: &Operation) -> TokenStream {
    let Some(command) = &operation.command else {
        return TokenStream::new();
    };
    let docs = docs::outer(&Docs::from(format!("{}.", docs::code(&operation.id))));
    let constant = &operation.constant;
    let Command {
        description,
        parameters,
        body,
        about_body,
        properties,
    } = command;
    let parameters = parameters.iter().map(|one| value(api, one));
    let body = value(api, body);
    let properties = properties.iter().map(|one| property(api, one));
    quote! {
        #docs
        pub static #constant: Command = Command {
            operation: &operations::#constant,
            description: #description,
            parameters: &[#(#parameters),*],
            body: #body,
            about_body: #about_body,
            properties: &[#(#properties),*],
        };
    }
}

fn property(api: &Api, property: &Member) -> TokenStream {
    let Member {
        name,
        outline,
        description,
        required,
        depth,
    } = property;
    let value = value(api, outline);
    let required = required.then(|| quote!(.required()));
    let inside = (*depth > 0).then(|| {
        let depth = Literal::u8_unsuffixed(*depth);
        quote!(.inside(#depth))
    });
    quote!(Property::new(#name, #value, #description) #required #inside)
}

fn value(api: &Api, outline: &Outline) -> TokenStream {
    let start = match outline.shape {
        Sort::Array => {
            let items = kind(outline.items);
            quote!(Value::array(#items))
        }
        shape => {
            let kind = kind(shape);
            quote!(Value::new(#kind))
        }
    };
    let default = &outline.default;
    let values = match &outline.values {
        Listed::These(texts) if texts.is_empty() => None,
        Listed::These(texts) => Some(quote!(.values(&[#(#texts),*]))),
        Listed::Of(id) => {
            let ty = ty::of(api, &Type::Named(*id), Scope::Elsewhere);
            Some(quote!(.of::<#ty>()))
        }
    };
    let default = (!default.is_empty()).then(|| quote!(.default(#default)));
    quote!(#start #values #default)
}

fn kind(sort: Sort) -> TokenStream {
    match sort {
        Sort::Any => quote!(Kind::Any),
        Sort::String => quote!(Kind::String),
        Sort::Secret => quote!(Kind::Secret),
        Sort::Integer => quote!(Kind::Integer),
        Sort::Number => quote!(Kind::Number),
        Sort::Boolean => quote!(Kind::Boolean),
        Sort::Array => quote!(Kind::Array),
        Sort::Object => quote!(Kind::Object),
        Sort::Bytes => quote!(Kind::Bytes),
    }
}
