//! Rules to code that checks them.

use super::literal::bound;
use super::ty;
use crate::ir::{Api, Bound, Constraint, Rules, Text, Type};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Statements that check `value`, an expression of type `&T` where `T` is
/// `ty`, made optional if `optional`, with the check that `check` gives.
pub(super) fn statements(
    api: &Api,
    ty: &Type,
    rules: &Rules,
    value: TokenStream,
    optional: bool,
    check: TokenStream,
) -> TokenStream {
    if rules.is_empty() {
        return TokenStream::new();
    }
    let ty = ty::resolved(api, ty);
    let (ty, nullable) = match ty {
        Type::Nullable(inner) => (ty::resolved(api, inner), true),
        ty => (ty, false),
    };
    let chain = |value: TokenStream| chain(api, ty, rules, value, &check);
    match (optional, nullable) {
        (false, false) => chain(value),
        (true, false) => {
            let chain = chain(quote!(value));
            quote!(if let Some(value) = #value { #chain })
        }
        (false, true) => {
            let chain = chain(quote!(value));
            quote!(if let rt::Nullable::Value(value) = #value { #chain })
        }
        (true, true) => {
            let chain = chain(quote!(value));
            quote!(if let Some(rt::Nullable::Value(value)) = #value { #chain })
        }
    }
}

/// One statement: a chain of checks on a value that is there.
fn chain(
    api: &Api,
    ty: &Type,
    rules: &Rules,
    value: TokenStream,
    check: &TokenStream,
) -> TokenStream {
    let text = match ty {
        Type::Text(Text::Secret) => quote!(#value.expose()),
        _ => value.clone(),
    };
    let own = rules
        .own
        .iter()
        .map(|constraint| constraint_call(constraint, &value, &text));
    let inner = rules
        .inner
        .as_ref()
        .filter(|inner| !inner.is_empty())
        .map(|inner| {
            let (method, item) = match ty {
                Type::Map(item) => (quote!(values), item),
                Type::Array(item) => (quote!(items), item),
                _ => return TokenStream::new(),
            };
            let statements = statements(api, item, inner, quote!(item), false, quote!(check));
            quote!(.#method(#value, |item, check| { #statements }))
        });
    quote!(#check #(#own)* #inner;)
}

fn constraint_call(
    constraint: &Constraint,
    value: &TokenStream,
    text: &TokenStream,
) -> TokenStream {
    let count = |number: &usize| Literal::usize_unsuffixed(*number);
    let number = |method: TokenStream, limit: &Bound| {
        let literal = bound(limit);
        match limit {
            Bound::Integer(_) => quote!(.#method(i128::from(*#value), #literal)),
            Bound::Float(_) => quote!(.#method(f64::from(*#value), #literal)),
        }
    };
    match constraint {
        Constraint::MinLength(least) => {
            let least = count(least);
            quote!(.min_length(#text, #least))
        }
        Constraint::MaxLength(most) => {
            let most = count(most);
            quote!(.max_length(#text, #most))
        }
        Constraint::Pattern(pattern) => quote!(.pattern(#text, {
            static PATTERN: rt::Pattern = rt::Pattern::new(#pattern);
            &PATTERN
        })),
        Constraint::Minimum(limit) => number(quote!(minimum), limit),
        Constraint::Maximum(limit) => number(quote!(maximum), limit),
        Constraint::Above(limit) => number(quote!(above), limit),
        Constraint::Below(limit) => number(quote!(below), limit),
        Constraint::MultipleOf(limit @ Bound::Integer(_)) => number(quote!(multiple_of), limit),
        Constraint::MultipleOf(Bound::Float(of)) => {
            let of = bound(&Bound::Float(*of));
            quote!(.multiple_of_fraction(*#value as f64, #of))
        }
        Constraint::MinItems(least) => {
            let least = count(least);
            quote!(.min_items(#value.len(), #least))
        }
        Constraint::MaxItems(most) => {
            let most = count(most);
            quote!(.max_items(#value.len(), #most))
        }
        Constraint::UniqueItems => quote!(.unique_items(#value)),
        Constraint::MinProperties(least) => {
            let least = count(least);
            quote!(.min_properties(#value.len(), #least))
        }
        Constraint::MaxProperties(most) => {
            let most = count(most);
            quote!(.max_properties(#value.len(), #most))
        }
    }
}
