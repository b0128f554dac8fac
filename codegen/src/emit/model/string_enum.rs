//! String enumerations; what all of them share is a macro of the runtime.

use super::documented;
use crate::emit::docs;
use crate::ir::{Docs, StringEnum, TypeDef};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn all(def: &TypeDef, string_enum: &StringEnum) -> TokenStream {
    let docs = documented(&def.docs, &def.name);
    let name = &def.name;
    let idents: Vec<_> = string_enum
        .values
        .iter()
        .map(|value| &value.ident)
        .collect();
    let texts: Vec<_> = string_enum.values.iter().map(|value| &value.text).collect();
    let variants = texts
        .iter()
        .map(|text| docs::outer(&Docs::from(format!("{}.", docs::code(text)))));
    let item = match string_enum.is_open {
        true => quote! {
            #docs
            #[derive(Clone)]
            pub enum #name {
                #(#variants #idents,)*
                /// A value that the description does not list.
                Unlisted(String),
            }
        },
        false => quote! {
            #docs
            #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
            pub enum #name {
                #(#variants #idents,)*
            }
        },
    };
    let (text, unlisted) = match string_enum.is_open {
        true => (quote!(&str), Some(quote!(Self::Unlisted(value) => value,))),
        false => (quote!(&'static str), None),
    };
    quote! {
        #item

        impl #name {
            /// The values that the description lists.
            pub const LISTED: &[Self] = &[#(Self::#idents),*];

            /// The value as it is sent.
            pub fn as_str(&self) -> #text {
                match self {
                    #(Self::#idents => #texts,)*
                    #unlisted
                }
            }
        }
    }
}
