//! Structs.

use super::documented;
use crate::emit::rules::{self, Value};
use crate::emit::ty::{self, Scope};
use crate::ir::{Api, Extra, Field, Struct, Type, TypeDef};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn all(api: &Api, def: &TypeDef, object: &Struct) -> TokenStream {
    let item = item(api, def, object);
    let constructor = constructor(api, def, object);
    let wire = wire(api, def, object);
    quote!(#item #constructor #wire)
}

fn item(api: &Api, def: &TypeDef, object: &Struct) -> TokenStream {
    let docs = documented(&def.docs, &def.name);
    let name = &def.name;
    let default = object.has_default.then(|| quote!(Default,));
    let fields = object.fields.iter().map(|field| {
        let docs = documented(&field.docs, &field.ident);
        let ident = &field.ident;
        let ty = field_type(api, field);
        quote!(#docs pub #ident: #ty)
    });
    let extra = match &object.extra {
        Extra::Kept(ident, ty, _) => {
            let ty = ty::of(api, ty, Scope::Models);
            Some(quote! {
                /// Properties that the schema does not name.
                pub #ident: rt::Map<#ty>
            })
        }
        Extra::Ignored | Extra::Refused => None,
    };
    let fields = fields.chain(extra);
    quote! {
        #docs
        #[derive(Clone, Debug, #default PartialEq)]
        pub struct #name {
            #(#fields,)*
        }
    }
}

/// `new`, which takes the required fields.
fn constructor(api: &Api, def: &TypeDef, object: &Struct) -> Option<TokenStream> {
    if !object.has_constructor {
        return None;
    }
    let required = object.fields.iter().filter(|field| field.required);
    let name = &def.name;
    let arguments = required.map(|field| {
        let ident = &field.ident;
        let ty = match &field.ty {
            Type::String => quote!(impl Into<String>),
            ty => ty::of(api, ty, Scope::Models),
        };
        quote!(#ident: #ty)
    });
    let values = object.fields.iter().map(|field| {
        let ident = &field.ident;
        match (field.required, &field.ty) {
            (true, Type::String) => quote!(#ident: #ident.into()),
            (true, _) => quote!(#ident),
            (false, _) => quote!(#ident: None),
        }
    });
    let extra = match &object.extra {
        Extra::Kept(ident, ..) => Some(quote!(#ident: rt::Map::new())),
        Extra::Ignored | Extra::Refused => None,
    };
    let values = values.chain(extra);
    Some(quote! {
        impl #name {
            /// A value with what is required, and nothing else.
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* }
            }
        }
    })
}

fn field_type(api: &Api, field: &Field) -> TokenStream {
    let ty = ty::of(api, &field.ty, Scope::Models);
    if field.required {
        ty
    } else {
        quote!(Option<#ty>)
    }
}

fn wire(api: &Api, def: &TypeDef, object: &Struct) -> TokenStream {
    let name = &def.name;
    let decode = decode(object);
    let encode = encode(object);
    let check = check(api, object);
    quote! {
        impl rt::Wire for #name {
            #decode
            #encode
            #check
        }
    }
}

fn decode(object: &Struct) -> TokenStream {
    let fields = object.fields.iter().map(|field| {
        let (ident, name) = (&field.ident, &field.name);
        quote!(#ident: object.field(#name)?)
    });
    let (extra, finish) = match &object.extra {
        Extra::Ignored => (None, quote!(object.finish(value))),
        Extra::Refused => (None, quote!(object.finish_closed(value))),
        Extra::Kept(ident, ..) => (Some(quote!(#ident: object.rest()?)), quote!(Ok(value))),
    };
    let fields = fields.chain(extra);
    let mutable = (object.fields.len() + usize::from(matches!(object.extra, Extra::Kept(..))) > 0)
        .then(|| quote!(mut));
    quote! {
        fn decode(node: rt::Node<'_>) -> Result<Self, rt::DecodeError> {
            let #mutable object = node.object()?;
            let value = Self { #(#fields,)* };
            #finish
        }
    }
}

fn encode(object: &Struct) -> TokenStream {
    let fields = object.fields.iter().map(|field| {
        let (ident, name) = (&field.ident, &field.name);
        quote!(.field(#name, &self.#ident))
    });
    let extra = match &object.extra {
        Extra::Kept(ident, ..) => Some(quote!(.fields(&self.#ident))),
        Extra::Ignored | Extra::Refused => None,
    };
    quote! {
        fn encode(&self, encoder: &mut rt::Encoder) {
            encoder.object() #(#fields)* #extra;
        }
    }
}

fn check(api: &Api, object: &Struct) -> Option<TokenStream> {
    let nested = object
        .fields
        .iter()
        .filter(|field| ty::has_rules(api, &field.ty));
    let nested = nested.map(|field| {
        let (ident, name) = (&field.ident, &field.name);
        quote!(check.field(#name, &self.#ident);)
    });
    let own = object.fields.iter().map(|field| {
        let (ident, name) = (&field.ident, &field.name);
        let check = quote!(check.name(#name));
        rules::statements(
            (api, Scope::Models),
            &field.ty,
            &field.rules,
            &Value::Place(quote!(self.#ident)),
            !field.required,
            check,
        )
    });
    let extra = match &object.extra {
        Extra::Kept(ident, ty, rules) => extra_checks(api, ident, ty, rules),
        Extra::Ignored | Extra::Refused => TokenStream::new(),
    };
    let count = count(object);
    let condition = super::condition(&object.condition);
    let statements: TokenStream = nested.chain(own).chain([extra, count, condition]).collect();
    (!statements.is_empty()).then(|| {
        quote! {
            fn check(&self, check: &mut rt::Check<'_>) {
                #statements
            }
        }
    })
}

fn extra_checks(
    api: &Api,
    ident: &crate::names::Ident,
    ty: &Type,
    rules: &crate::ir::Rules,
) -> TokenStream {
    let nested = ty::has_rules(api, ty).then(|| quote!(rt::Wire::check(&self.#ident, check);));
    let own = rules::statements(
        (api, Scope::Models),
        ty,
        rules,
        &Value::Reference(quote!(item)),
        false,
        quote!(check),
    );
    let own =
        (!own.is_empty()).then(|| quote!(check.values(&self.#ident, |item, check| { #own });));
    quote!(#nested #own)
}

/// Bounds on the number of properties, which are those present and those
/// kept.
fn count(object: &Struct) -> TokenStream {
    if object.min_properties.is_none() && object.max_properties.is_none() {
        return TokenStream::new();
    }
    let present = object.fields.iter().map(|field| {
        let ident = &field.ident;
        quote!(usize::from(!rt::Wire::is_absent(&self.#ident)))
    });
    let kept = match &object.extra {
        Extra::Kept(ident, ..) => Some(quote!(self.#ident.len())),
        Extra::Ignored | Extra::Refused => None,
    };
    let terms = present.chain(kept);
    let least = object
        .min_properties
        .map(Literal::usize_unsuffixed)
        .map(|least| quote!(.min_properties(count, #least)));
    let most = object
        .max_properties
        .map(Literal::usize_unsuffixed)
        .map(|most| quote!(.max_properties(count, #most)));
    quote! {
        let count = [#(#terms),*].iter().sum();
        check #least #most;
    }
}
