//! The enumeration of the errors that an API lists.

use super::ty::{self, Scope};
use super::{docs, lint};
use crate::ir::{Api, Argument, ArgumentType, Catalogue, Docs, ErrorBody, ListedError};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn all(api: &Api, catalogue: &Catalogue) -> TokenStream {
    let Catalogue { name, errors, .. } = catalogue;
    let item = item(api, catalogue);
    let bodies = catalogue.bodies.iter().map(body);
    let nested = body(&catalogue.nested);
    let statuses = errors.iter().map(|error| {
        let id = &error.id;
        let status = optional(error.status.map(Literal::u16_unsuffixed));
        quote!((#id, #status))
    });
    let has_arguments = errors.iter().any(|error| !error.arguments.is_empty());
    let details = match has_arguments {
        true => quote!(details),
        false => quote!(_),
    };
    let read = errors.iter().map(read);
    let told = errors.iter().map(told);
    quote! {
        use specwright_runtime as rt;

        #item

        impl rt::catalogue::Catalogue for #name {
            const BODIES: &'static [rt::catalogue::ErrorBody] = &[#(#bodies),*];

            const NESTED: rt::catalogue::ErrorBody = #nested;

            const LISTED: &'static [(&'static str, Option<u16>)] = &[#(#statuses),*];

            fn read(
                id: &str,
                #details: &rt::catalogue::Details<'_>,
            ) -> Result<Option<Self>, rt::DecodeError> {
                Ok(Some(match id {
                    #(#read,)*
                    _ => return Ok(None),
                }))
            }

            fn unknown(id: String, details: Option<rt::Value>) -> Self {
                Self::Unknown { id, details }
            }

            fn told(&self) -> rt::catalogue::Told<'_> {
                match self {
                    #(#told,)*
                    Self::Unknown { id, details } => rt::catalogue::Told::unknown(id, details),
                }
            }
        }

        rt::catalogue!(#name);
    }
}

fn item(api: &Api, catalogue: &Catalogue) -> TokenStream {
    let name = &catalogue.name;
    let item_docs = docs::outer(&catalogue.docs);
    let variants = catalogue.errors.iter().map(|error| {
        let docs = docs::outer(&variant_docs(error));
        let ident = &error.ident;
        if error.arguments.is_empty() {
            return quote!(#docs #ident);
        }
        let fields = error.arguments.iter().map(|argument| {
            let docs = docs::outer(&Docs::from(format!("{}.", docs::code(&argument.name))));
            let ident = &argument.ident;
            let ty = argument_type(api, catalogue, argument);
            quote!(#docs #ident: Option<#ty>)
        });
        quote!(#docs #ident { #(#fields,)* })
    });
    let counts = catalogue.errors.iter().map(|error| error.arguments.len());
    let lint = lint::large_variant(counts.max().unwrap_or_default());
    quote! {
        #item_docs
        #lint
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// An error that is not listed, or has arguments of other types than are listed.
            Unknown {
                /// What the server calls it.
                id: String,
                /// Its arguments.
                details: Option<rt::Value>,
            },
        }
    }
}

fn variant_docs(error: &ListedError) -> Docs {
    let id = docs::code(&error.id);
    let facts = match error.status {
        Some(status) => format!("{id}, with status {status}."),
        None => format!("{id}."),
    };
    error.docs.clone().with(facts)
}

fn argument_type(api: &Api, catalogue: &Catalogue, argument: &Argument) -> TokenStream {
    let name = &catalogue.name;
    match &argument.ty {
        ArgumentType::Value(ty) => ty::of(api, ty, Scope::Elsewhere),
        ArgumentType::Error => quote!(Box<rt::Reported<#name>>),
        ArgumentType::Errors => quote!(Vec<rt::Reported<#name>>),
    }
}

fn body(body: &ErrorBody) -> TokenStream {
    let id = &body.id;
    let description = optional(body.description.as_ref());
    let details = optional(body.details.as_ref());
    quote! {
        rt::catalogue::ErrorBody {
            id: #id,
            description: #description,
            details: #details,
        }
    }
}

/// The arm that reads an error.
fn read(error: &ListedError) -> TokenStream {
    let ListedError { id, ident, .. } = error;
    if error.arguments.is_empty() {
        return quote!(#id => Self::#ident);
    }
    let fields = error.arguments.iter().map(|argument| {
        let Argument { name, ident, .. } = argument;
        quote!(#ident: details.argument(#name)?)
    });
    quote!(#id => Self::#ident { #(#fields,)* })
}

/// The arm that tells its id and its arguments.
fn told(error: &ListedError) -> TokenStream {
    let ListedError { id, ident, .. } = error;
    if error.arguments.is_empty() {
        return quote!(Self::#ident => rt::catalogue::Told::listed(#id));
    }
    let fields = error.arguments.iter().map(|argument| &argument.ident);
    let given = error.arguments.iter().map(|argument| {
        let Argument { name, ident, .. } = argument;
        quote!(.with(#name, #ident))
    });
    quote!(Self::#ident { #(#fields),* } => rt::catalogue::Told::listed(#id) #(#given)*)
}

fn optional<T: quote::ToTokens>(value: Option<T>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}
