//! What the operations of a tag take and give: parameter structs, and the
//! typed outcomes that client and server share.

use super::ty::{self, Scope};
use super::{Piece, Selection, docs, failures, pieces};
use crate::ir::{
    Api, Docs, Header, Location, Operation, Outcome, Parameter, Status, Type, Variant, may_flow,
};
use crate::names::Ident;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn all(api: &Api, selection: Selection) -> Vec<Piece<'_>> {
    let operations = selection.operations(api);
    pieces(
        move || imports(&selection.operations(api), &selection.above()),
        operations,
        move |operation| {
            let params = params(api, operation);
            let success = outcome(
                (api, selection),
                operation,
                &operation.success,
                "What success of",
            );
            let failure = outcome(
                (api, selection),
                operation,
                &operation.failure,
                "Failures of",
            );
            quote!(#params #success #failure)
        },
        move || failures::errors(&selection.operations(api)),
    )
}

fn imports(operations: &[&Operation], above: &TokenStream) -> TokenStream {
    let each = || operations.iter().copied();
    let variants: Vec<&Variant> = each().flat_map(variants).collect();
    let has_outcomes = !variants.is_empty();
    let bodies = variants.iter().map(|variant| &variant.body);
    let headers = variants
        .iter()
        .flat_map(|variant| &variant.headers)
        .map(|header| &header.ty);
    let optional: Vec<&Type> = each()
        .flat_map(optional)
        .map(|parameter| &parameter.ty)
        .collect();
    let uses_runtime = has_outcomes || optional.iter().any(|ty| mentions_runtime(ty));
    let uses_models = bodies.chain(headers).chain(optional).any(mentions_model);
    let models = uses_models.then(|| {
        quote!(
            use #above::models;
        )
    });
    let rt = uses_runtime.then(|| {
        quote!(
            use specwright_runtime as rt;
        )
    });
    quote!(#models #rt)
}

/// Whether the type is named with the path of the models.
pub(super) fn mentions_model(ty: &Type) -> bool {
    ty.named().is_some()
}

/// Whether the type is named with the path of the runtime.
pub(super) fn mentions_runtime(ty: &Type) -> bool {
    match ty {
        Type::Any
        | Type::Text(_)
        | Type::Bytes
        | Type::File
        | Type::Payload
        | Type::Lines(_)
        | Type::Events(_)
        | Type::Map(_)
        | Type::Nullable(_) => true,
        Type::Array(inner) | Type::Boxed(inner) => mentions_runtime(inner),
        Type::Unit
        | Type::Bool
        | Type::Integer(_)
        | Type::Float(_)
        | Type::String
        | Type::Named(_) => false,
    }
}

fn variants(operation: &Operation) -> impl Iterator<Item = &Variant> {
    let outcomes = [&operation.success, &operation.failure];
    outcomes.into_iter().flat_map(Outcome::variants)
}

fn optional(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
}

fn params(api: &Api, operation: &Operation) -> Option<TokenStream> {
    let name = operation.params.as_ref()?;
    let docs = docs::outer(&Docs::from(format!(
        "Optional parameters of `{}`.",
        operation.ident.plain()
    )));
    let fields = optional(operation).map(|parameter| {
        let place = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        let named = Docs::from(format!("{}, in the {place}.", docs::code(&parameter.name)));
        let docs = docs::outer(if parameter.docs.is_empty() {
            &named
        } else {
            &parameter.docs
        });
        let ident = &parameter.ident;
        let ty = ty::of(api, &parameter.ty, Scope::Elsewhere);
        quote!(#docs pub #ident: Option<#ty>)
    });
    Some(quote! {
        #docs
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name {
            #(#fields,)*
        }
    })
}

fn outcome(
    (api, selection): (&Api, Selection),
    operation: &Operation,
    kind: &Outcome,
    what: &str,
) -> Option<TokenStream> {
    let docs = docs::outer(&Docs::from(format!(
        "{what} `{}`.",
        operation.ident.plain()
    )));
    match kind {
        Outcome::Never | Outcome::Plain(_) => None,
        Outcome::Struct(name, variant) => Some(structure(api, name, variant)),
        Outcome::Same(name, of) => {
            let module = selection.chapter.map(|_| quote!(super::));
            Some(quote!(#docs pub type #name = #module #of;))
        }
        Outcome::Enum(name, variants) => {
            let derives = derives(api, variants);
            let item = variants.iter().map(|variant| enum_variant(api, variant));
            let from = variants.iter().map(|variant| {
                let ident = &variant.ident;
                let pattern = status_pattern(variant.status);
                let value = from_reply(variant, quote!(Self::#ident));
                quote!(#pattern => #value)
            });
            let into = variants.iter().map(|variant| {
                let ident = &variant.ident;
                let pattern = variant_pattern(variant, quote!(Self::#ident));
                let reply = into_reply(variant, TokenStream::new());
                quote!(#pattern => #reply)
            });
            let is_total = variants
                .iter()
                .any(|variant| variant.status == Status::Default);
            let undocumented = (!is_total).then(|| quote!(_ => Err(reply.undocumented()),));
            let from = match variants.as_slice() {
                [only] if is_total => from_reply(only, {
                    let ident = &only.ident;
                    quote!(Self::#ident)
                }),
                _ => quote!(match reply.status() { #(#from,)* #undocumented }),
            };
            Some(quote! {
                #docs
                #derives
                pub enum #name {
                    #(#item,)*
                }

                impl rt::Outcome for #name {
                    fn from_reply(reply: &mut rt::Reply) -> Result<Self, rt::OutcomeError> {
                        #from
                    }

                    fn into_reply(self, asked: &rt::Asked) -> rt::Reply {
                        match self {
                            #(#into,)*
                        }
                    }
                }
            })
        }
    }
}

/// What is derived for an outcome: there is one of each stream only.
fn derives(api: &Api, variants: &[Variant]) -> TokenStream {
    let mut bodies = variants.iter().map(|variant| &variant.body);
    match bodies.any(|body| may_flow(&api.types, body)) {
        true => quote!(#[derive(Debug)]),
        false => quote!(#[derive(Clone, Debug, PartialEq)]),
    }
}

fn structure(api: &Api, name: &Ident, variant: &Variant) -> TokenStream {
    let docs = docs::outer(&with_status(variant));
    let derives = derives(api, std::slice::from_ref(variant));
    let fields = fields(api, variant)
        .into_iter()
        .map(|field| quote!(pub #field));
    let fields: Vec<TokenStream> = fields_with_docs(variant, fields);
    let pattern = status_pattern(variant.status);
    let from = from_reply(variant, quote!(Self));
    let into = into_reply(variant, quote!(self.));
    quote! {
        #docs
        #derives
        pub struct #name {
            #(#fields,)*
        }

        impl rt::Outcome for #name {
            fn from_reply(reply: &mut rt::Reply) -> Result<Self, rt::OutcomeError> {
                match reply.status() {
                    #pattern => #from,
                    _ => Err(reply.undocumented()),
                }
            }

            fn into_reply(self, asked: &rt::Asked) -> rt::Reply {
                #into
            }
        }
    }
}

fn enum_variant(api: &Api, variant: &Variant) -> TokenStream {
    let docs = docs::outer(&with_status(variant));
    let ident = &variant.ident;
    if is_tuple(variant) {
        return match &variant.body {
            Type::Unit => quote!(#docs #ident),
            body => {
                let body = ty::of(api, body, Scope::Elsewhere);
                quote!(#docs #ident(#body))
            }
        };
    }
    let fields = fields_with_docs(variant, fields(api, variant).into_iter());
    quote!(#docs #ident { #(#fields,)* })
}

/// Whether the variant holds its body and nothing else.
fn is_tuple(variant: &Variant) -> bool {
    variant.headers.is_empty() && matches!(variant.status, Status::Code(_))
}

fn with_status(variant: &Variant) -> Docs {
    let status = match variant.status {
        Status::Code(code) => code.to_string(),
        Status::Range(class) => format!("{class}XX"),
        Status::Default => "Any other status".to_owned(),
    };
    match variant.docs.paragraphs.split_first() {
        None => Docs::from(format!("{status}.")),
        Some((first, rest)) => Docs {
            paragraphs: [vec![format!("{status}: {first}")], rest.to_vec()].concat(),
            ..Docs::default()
        },
    }
}

/// `name: type` of the status, the headers and the body, as far as the
/// variant has them.
fn fields(api: &Api, variant: &Variant) -> Vec<TokenStream> {
    let status = (!matches!(variant.status, Status::Code(_))).then(|| quote!(status: u16));
    let headers = variant.headers.iter().map(|header| {
        let ident = &header.ident;
        let ty = ty::of(api, &header.ty, Scope::Elsewhere);
        let ty = if header.required {
            ty
        } else {
            quote!(Option<#ty>)
        };
        quote!(#ident: #ty)
    });
    let body = match &variant.body {
        Type::Unit => None,
        body => {
            let body = ty::of(api, body, Scope::Elsewhere);
            Some(quote!(body: #body))
        }
    };
    status.into_iter().chain(headers).chain(body).collect()
}

fn fields_with_docs(
    variant: &Variant,
    fields: impl Iterator<Item = TokenStream>,
) -> Vec<TokenStream> {
    let status = (!matches!(variant.status, Status::Code(_))).then(|| Docs::from("The status."));
    let headers = variant.headers.iter().map(header_docs);
    let body = variant.has_body().then(|| Docs::from("The body."));
    let all = status.into_iter().chain(headers).chain(body);
    all.zip(fields)
        .map(|(docs, field)| {
            let docs = docs::outer(&docs);
            quote!(#docs #field)
        })
        .collect()
}

fn header_docs(header: &Header) -> Docs {
    let named = format!("The header `{}`", header.name);
    match header.docs.paragraphs.split_first() {
        None => Docs::from(format!("{named}.")),
        Some((first, rest)) => Docs {
            paragraphs: [vec![format!("{named}: {first}")], rest.to_vec()].concat(),
            ..Docs::default()
        },
    }
}

fn status_pattern(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Range(class) => {
            let first = proc_macro2::Literal::u16_unsuffixed(u16::from(class) * 100);
            let last = proc_macro2::Literal::u16_unsuffixed(u16::from(class) * 100 + 99);
            quote!(#first..=#last)
        }
        Status::Default => quote!(_),
    }
}

fn from_reply(variant: &Variant, path: TokenStream) -> TokenStream {
    if is_tuple(variant) {
        return match variant.has_body() {
            false => quote!(Ok(#path)),
            true => quote!(reply.body().map(#path)),
        };
    }
    let status =
        (!matches!(variant.status, Status::Code(_))).then(|| quote!(status: reply.status()));
    let headers = variant.headers.iter().map(|header| {
        let (ident, name) = (&header.ident, &header.name);
        quote!(#ident: reply.header(#name)?)
    });
    let body = variant.has_body().then(|| quote!(body: reply.body()?));
    let fields = status.into_iter().chain(headers).chain(body);
    quote!(Ok(#path { #(#fields,)* }))
}

fn variant_pattern(variant: &Variant, path: TokenStream) -> TokenStream {
    if is_tuple(variant) {
        return match variant.has_body() {
            false => path,
            true => quote!(#path(body)),
        };
    }
    let status = (!matches!(variant.status, Status::Code(_))).then(|| quote!(status));
    let headers = variant.headers.iter().map(|header| {
        let ident = &header.ident;
        quote!(#ident)
    });
    let body = variant.has_body().then(|| quote!(body));
    let fields = status.into_iter().chain(headers).chain(body);
    quote!(#path { #(#fields),* })
}

/// The reply that the variant means; its parts are reached through `prefix`.
fn into_reply(variant: &Variant, prefix: TokenStream) -> TokenStream {
    let status = match variant.status {
        Status::Code(code) => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Range(_) | Status::Default => quote!(#prefix status),
    };
    let body = match variant.has_body() {
        false => quote!(()),
        true => quote!(#prefix body),
    };
    let headers = variant.headers.iter().map(|header| {
        let (ident, name) = (&header.ident, &header.name);
        quote!(.with_header(#name, &#prefix #ident))
    });
    quote!(rt::Reply::new(asked, #status, #body) #(#headers)*)
}
