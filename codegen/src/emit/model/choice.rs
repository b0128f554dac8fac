//! Bodies that have a type for some of their media types each: an enum with a
//! variant for each type.

use super::documented;
use crate::emit::docs;
use crate::emit::lint;
use crate::emit::rules::{self, Value};
use crate::emit::ty::{self, Scope};
use crate::ir::{Alternative, Api, Docs, TypeDef};
use crate::names::Ident;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn all(api: &Api, def: &TypeDef, alternatives: &[Alternative]) -> TokenStream {
    let docs = documented(&def.docs, &def.name);
    let name = &def.name;
    let variants = alternatives.iter().map(|one| {
        let media_types = one.media_types.iter().map(|one| docs::code(one));
        let media_types = media_types.collect::<Vec<_>>().join(" or ");
        let docs = docs::outer(&Docs::from(format!("{media_types}.")));
        let (ident, ty) = (&one.ident, ty::of(api, &one.ty, Scope::Models));
        quote!(#docs #ident(#ty))
    });
    let body = body(api, name, alternatives);
    let conversions = conversions(api, name, alternatives);
    // There is one of each stream only.
    let derives = match alternatives.iter().any(|one| one.ty.is_stream()) {
        true => quote!(#[derive(Debug)]),
        false => quote!(#[derive(Clone, Debug, PartialEq)]),
    };
    let lint = lint::large_type(api, alternatives.iter().map(|one| &one.ty));
    quote! {
        #docs
        #lint
        #derives
        pub enum #name {
            #(#variants,)*
        }

        #body
        #conversions
    }
}

fn body(api: &Api, name: &Ident, alternatives: &[Alternative]) -> TokenStream {
    let lists = alternatives.iter().map(media_types);
    let last = alternatives.len().saturating_sub(1);
    let read = alternatives.iter().enumerate().map(|(at, one)| {
        let ident = &one.ident;
        let pattern = match at == last {
            true => quote!(_),
            false => {
                let at = Literal::usize_unsuffixed(at);
                quote!(#at)
            }
        };
        quote!(#pattern => rt::Body::read(body).map(Self::#ident))
    });
    let written = alternatives.iter().map(|one| {
        let (ident, media_types) = (&one.ident, media_types(one));
        quote!(Self::#ident(value) => rt::Body::write(value, body.of(#media_types)))
    });
    let verify = verify(api, alternatives);
    quote! {
        impl rt::Body for #name {
            fn read(body: &mut rt::body::Incoming<'_>) -> Result<Self, rt::OutcomeError> {
                match body.variant(&[#(#lists),*])? {
                    #(#read,)*
                }
            }

            fn write(self, body: &mut rt::body::Outgoing) {
                match self {
                    #(#written,)*
                }
            }

            #verify
        }
    }
}

fn media_types(alternative: &Alternative) -> TokenStream {
    let media_types = &alternative.media_types;
    quote!(&[#(#media_types),*])
}

fn verify(api: &Api, alternatives: &[Alternative]) -> Option<TokenStream> {
    let has_rules = |one: &Alternative| !one.rules.is_empty() || ty::has_rules(api, &one.ty);
    if !alternatives.iter().any(has_rules) {
        return None;
    }
    let arms = alternatives.iter().map(|one| {
        let ident = &one.ident;
        if !has_rules(one) {
            return quote!(Self::#ident(_) => {});
        }
        let own = rules::statements(
            (api, Scope::Models),
            &one.ty,
            &one.rules,
            &Value::Reference(quote!(value)),
            false,
            quote!(check),
        );
        let nested = ty::has_rules(api, &one.ty).then(|| quote!(rt::Body::verify(value, check);));
        quote!(Self::#ident(value) => { #nested #own })
    });
    Some(quote! {
        fn verify(&self, check: &mut rt::Check<'_>) {
            match self {
                #(#arms)*
            }
        }
    })
}

/// What makes a body of a value whose type says which variant it is.
fn conversions(api: &Api, name: &Ident, alternatives: &[Alternative]) -> TokenStream {
    let resolved = |one: &Alternative| ty::resolved(api, &one.ty).clone();
    let types: Vec<_> = alternatives.iter().map(resolved).collect();
    let telling = alternatives.iter().zip(&types);
    let telling = telling.filter(|(_, ty)| types.iter().filter(|one| one == ty).count() == 1);
    telling
        .map(|(one, _)| {
            let (ident, ty) = (&one.ident, ty::of(api, &one.ty, Scope::Models));
            quote! {
                impl From<#ty> for #name {
                    fn from(value: #ty) -> Self {
                        Self::#ident(value)
                    }
                }
            }
        })
        .collect()
}
