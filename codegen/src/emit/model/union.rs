//! Unions: an enum with a variant for each branch.

use super::documented;
use crate::emit::lint;
use crate::emit::rules::{self, Value};
use crate::emit::ty::{self, Scope};
use crate::ir::{Api, Branch, TypeDef, Union, UnionRule};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn all(api: &Api, def: &TypeDef, union: &Union) -> TokenStream {
    let docs = documented(&def.docs, &def.name);
    let name = &def.name;
    let variants = union.branches.iter().map(|branch| {
        let docs = documented(&branch.docs, &branch.ident);
        let ident = &branch.ident;
        let ty = ty::of(api, &branch.ty, Scope::Models);
        quote!(#docs #ident(#ty))
    });
    let encoded = union.branches.iter().map(|branch| encoded(union, branch));
    let decode = decode(api, union);
    let lint = lint::large_type(api, union.branches.iter().map(|branch| &branch.ty));
    let check = check(api, union);
    quote! {
        #docs
        #lint
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name {
            #(#variants,)*
        }

        impl rt::Wire for #name {
            fn decode(node: rt::Node<'_>) -> Result<Self, rt::DecodeError> {
                #decode
            }

            fn encode(&self, encoder: &mut rt::Encoder) {
                match self {
                    #(#encoded,)*
                }
            }

            #check
        }
    }
}

/// The arm that writes a branch, with its discriminator where it does not
/// have that itself.
fn encoded(union: &Union, branch: &Branch) -> TokenStream {
    let ident = &branch.ident;
    match (&union.rule, branch.tags.first()) {
        (UnionRule::Discriminator(discriminator), Some(tag)) if branch.is_unsaid => {
            let property = &discriminator.property;
            quote!(Self::#ident(value) => encoder.tagged(#property, #tag, value))
        }
        _ => quote!(Self::#ident(value) => value.encode(encoder)),
    }
}

fn decode(api: &Api, union: &Union) -> TokenStream {
    let attempts = || union.branches.iter().map(|branch| attempt(api, branch));
    match &union.rule {
        UnionRule::ExactlyOne => {
            let attempts = attempts();
            quote!(rt::wire::exactly_one(node, &[#(#attempts),*]))
        }
        UnionRule::FirstMatch => {
            let attempts = attempts();
            quote!(rt::wire::first_match(node, &[#(#attempts),*]))
        }
        UnionRule::Discriminator(discriminator) => {
            let property = &discriminator.property;
            let named = union.branches.iter().enumerate();
            let named = named.filter(|(at, _)| discriminator.otherwise != Some(*at));
            let arms = named.map(|(_, branch)| {
                let (ident, tags) = (&branch.ident, &branch.tags);
                let pattern = match discriminator.otherwise {
                    None => quote!(#(#tags)|*),
                    Some(_) => quote!(Ok(#(#tags)|*)),
                };
                quote!(#pattern => node.decode().map(Self::#ident))
            });
            match discriminator.otherwise.map(|at| &union.branches[at].ident) {
                None => quote! {
                    match node.discriminator(#property)? {
                        #(#arms,)*
                        _ => Err(rt::wire::unknown_discriminator(#property)),
                    }
                },
                Some(base) => quote! {
                    match node.discriminator(#property) {
                        #(#arms,)*
                        _ => node.decode().map(Self::#base),
                    }
                },
            }
        }
    }
}

/// A branch counts only if the value also obeys its rules.
fn attempt(api: &Api, branch: &Branch) -> TokenStream {
    let ident = &branch.ident;
    let name = ident.plain();
    let own = rules::statements(
        (api, Scope::Models),
        &branch.ty,
        &branch.rules,
        &Value::Reference(quote!(value)),
        false,
        quote!(check),
    );
    if own.is_empty() {
        quote!((#name, |node| node.decode_valid().map(Self::#ident)))
    } else {
        let ty = ty::of(api, &branch.ty, Scope::Models);
        quote! {
            (#name, |node| {
                node.decode_with(|value: &#ty, check| { #own }).map(Self::#ident)
            })
        }
    }
}

fn check(api: &Api, union: &Union) -> Option<TokenStream> {
    let has_rules = |branch: &Branch| !branch.rules.is_empty() || ty::has_rules(api, &branch.ty);
    let condition = super::condition(&union.condition);
    if !union.branches.iter().any(has_rules) {
        return (!condition.is_empty()).then(|| {
            quote! {
                fn check(&self, check: &mut rt::Check<'_>) {
                    #condition
                }
            }
        });
    }
    let arms = union.branches.iter().map(|branch| {
        let ident = &branch.ident;
        if !has_rules(branch) {
            return quote!(Self::#ident(_) => {});
        }
        let own = rules::statements(
            (api, Scope::Models),
            &branch.ty,
            &branch.rules,
            &Value::Reference(quote!(value)),
            false,
            quote!(check),
        );
        let nested = ty::has_rules(api, &branch.ty).then(|| quote!(rt::Wire::check(value, check);));
        quote!(Self::#ident(value) => { #nested #own })
    });
    Some(quote! {
        fn check(&self, check: &mut rt::Check<'_>) {
            match self {
                #(#arms)*
            }
            #condition
        }
    })
}
