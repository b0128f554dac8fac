//! Types of their own around another type.

use super::documented;
use crate::emit::rules::{self, Value};
use crate::emit::ty::{self, Scope};
use crate::ir::{Api, Rules, Type, TypeDef};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn all(api: &Api, def: &TypeDef, inner: &Type, rules: &Rules) -> TokenStream {
    let docs = documented(&def.docs, &def.name);
    let name = &def.name;
    let own = rules::statements(
        (api, Scope::Models),
        inner,
        rules,
        &Value::Place(quote!(self.0)),
        false,
        quote!(check),
    );
    let nested = ty::has_rules(api, inner).then(|| quote!(rt::Wire::check(&self.0, check);));
    let check = (!own.is_empty() || nested.is_some()).then(|| {
        quote! {
            fn check(&self, check: &mut rt::Check<'_>) {
                #nested
                #own
            }
        }
    });
    let inner = ty::of(api, inner, Scope::Models);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(pub #inner);

        impl rt::Wire for #name {
            fn decode(node: rt::Node<'_>) -> Result<Self, rt::DecodeError> {
                node.decode().map(Self)
            }

            fn encode(&self, encoder: &mut rt::Encoder) {
                self.0.encode(encoder);
            }

            #check
        }
    }
}
