//! Structs.

use super::documented;
use crate::emit::rules::{self, Value};
use crate::emit::ty::{self, Scope};
use crate::ir::{Api, Construction, Extra, Field, Struct, Type, TypeDef};
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
    let is_derived = object.construction == Construction::Default && !has_constants(object);
    let default = is_derived.then(|| quote!(Default,));
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

/// `new`, which takes the required fields, or a default that is not derived.
fn constructor(api: &Api, def: &TypeDef, object: &Struct) -> Option<TokenStream> {
    let name = &def.name;
    match object.construction {
        Construction::Default if has_constants(object) => {
            let values = values(object, |field| match field.ty == Type::String {
                true => quote!(String::new()),
                false => quote!(Default::default()),
            });
            Some(quote! {
                impl Default for #name {
                    fn default() -> Self {
                        Self { #values }
                    }
                }
            })
        }
        Construction::New => {
            let arguments = arguments(object).map(|field| {
                let ident = &field.ident;
                let ty = ty::of(api, &field.ty, Scope::Models);
                let ty = match is_converted(field) {
                    true => quote!(impl Into<#ty>),
                    false => ty,
                };
                quote!(#ident: #ty)
            });
            let values = values(object, |field| {
                let ident = &field.ident;
                match is_converted(field) {
                    true => quote!(#ident.into()),
                    false => quote!(#ident),
                }
            });
            Some(quote! {
                impl #name {
                    /// A value with what is required, and nothing else.
                    pub fn new(#(#arguments),*) -> Self {
                        Self { #values }
                    }
                }
            })
        }
        Construction::Default | Construction::Literal => None,
    }
}

/// Whether a constructor takes what its value can be made of.
fn is_converted(field: &Field) -> bool {
    matches!(field.ty, Type::String | Type::File)
}

/// The fields of a new value; `required` gives those that must be there and
/// are not always the same.
fn values(object: &Struct, required: impl Fn(&Field) -> TokenStream) -> TokenStream {
    let fields = object.fields.iter().map(|field| {
        let ident = &field.ident;
        let value = match (field.required, field.constant()) {
            (true, Some(only)) => quote!(#only.to_owned()),
            (true, None) => required(field),
            (false, _) => quote!(None),
        };
        // Or clippy finds the name twice.
        match value.to_string() == ident.to_string() {
            true => value,
            false => quote!(#ident: #value),
        }
    });
    let extra = match &object.extra {
        Extra::Kept(ident, ..) => Some(quote!(#ident: rt::Map::new())),
        Extra::Ignored | Extra::Refused => None,
    };
    let fields = fields.chain(extra);
    quote!(#(#fields,)*)
}

/// The fields that `new` takes.
fn arguments(object: &Struct) -> impl Iterator<Item = &Field> {
    let fields = object.fields.iter();
    fields.filter(|field| object.is_argument(field))
}

fn has_constants(object: &Struct) -> bool {
    object.fields.iter().any(|field| field.constant().is_some())
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

/// What cannot be without a value is read first; the rest is read into its
/// place, which is less code than a way out for each.
fn decode(object: &Struct) -> TokenStream {
    let all = || object.fields.iter();
    let by_name = |fields: &mut dyn Iterator<Item = &Field>| -> TokenStream {
        fields
            .map(|field| {
                let (ident, name) = (&field.ident, &field.name);
                quote!(#ident: object.field(#name)?,)
            })
            .collect()
    };
    let in_place = |fields: &mut dyn Iterator<Item = &Field>| -> TokenStream {
        fields
            .map(|field| {
                let (ident, name) = (&field.ident, &field.name);
                quote!(object.read(#name, &mut value.#ident);)
            })
            .collect()
    };
    let (value, reads) = match object.construction {
        Construction::Default => (quote!(Self::default()), in_place(&mut all())),
        Construction::New => {
            let arguments = arguments(object).map(|field| {
                let name = &field.name;
                match field.ty {
                    Type::String => quote!(object.field::<String>(#name)?),
                    Type::File => quote!(object.field::<rt::File>(#name)?),
                    _ => quote!(object.field(#name)?),
                }
            });
            let is_rest = |field: &&Field| !field.required || field.constant().is_some();
            (
                quote!(Self::new(#(#arguments),*)),
                in_place(&mut all().filter(is_rest)),
            )
        }
        Construction::Literal => {
            let fields = by_name(&mut all());
            let extra = match &object.extra {
                Extra::Kept(ident, ..) => Some(quote!(#ident: rt::Map::new(),)),
                Extra::Ignored | Extra::Refused => None,
            };
            (quote!(Self { #fields #extra }), TokenStream::new())
        }
    };
    let (rest, finish) = match &object.extra {
        Extra::Ignored => (None, quote!(finish)),
        Extra::Refused => (None, quote!(finish_closed)),
        Extra::Kept(ident, ..) => (
            Some(quote!(object.read_rest(&mut value.#ident);)),
            quote!(finish),
        ),
    };
    let mutable = (!reads.is_empty() || rest.is_some()).then(|| quote!(mut));
    let mutable_object = (!object.fields.is_empty() || rest.is_some()).then(|| quote!(mut));
    quote! {
        fn decode(node: rt::Node<'_>) -> Result<Self, rt::DecodeError> {
            let #mutable_object object = node.object()?;
            let #mutable value = #value;
            #reads
            #rest
            object.#finish(value)
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
