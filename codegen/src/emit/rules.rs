//! Rules to code that checks them.

use super::condition;
use super::literal::bound;
use super::ty::{self, Scope};
use crate::ir::{Api, Bound, Constraint, Float, Rules, Text, Type};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A value to check, as code.
#[derive(Clone)]
pub(super) enum Value {
    /// A place, such as a field.
    Place(TokenStream),
    /// A variable that holds a reference.
    Reference(TokenStream),
}

impl Value {
    /// A reference to the value.
    fn reference(&self) -> TokenStream {
        match self {
            Self::Place(place) => quote!(&#place),
            Self::Reference(variable) => quote!(#variable),
        }
    }

    /// The value itself, for types that are copied.
    fn copied(&self) -> TokenStream {
        match self {
            Self::Place(place) => quote!(#place),
            Self::Reference(variable) => quote!(*#variable),
        }
    }

    /// Something to call methods on.
    fn receiver(&self) -> TokenStream {
        match self {
            Self::Place(code) | Self::Reference(code) => quote!(#code),
        }
    }
}

/// Statements that check `value`, whose type is `ty`, made optional if
/// `optional`, with the check that `check` gives, for code that stands in
/// `scope`.
pub(super) fn statements(
    (api, scope): (&Api, Scope),
    ty: &Type,
    rules: &Rules,
    value: &Value,
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
    let pattern = match (optional, nullable) {
        (false, false) => return chain((api, scope), ty, rules, value, &check),
        (true, false) => quote!(Some(value)),
        (false, true) => quote!(rt::Nullable::Value(value)),
        (true, true) => quote!(Some(rt::Nullable::Value(value))),
    };
    let reference = value.reference();
    let chain = chain(
        (api, scope),
        ty,
        rules,
        &Value::Reference(quote!(value)),
        &check,
    );
    quote!(if let #pattern = #reference { #chain })
}

/// One statement: a chain of checks on a value that is there.
fn chain(
    (api, scope): (&Api, Scope),
    ty: &Type,
    rules: &Rules,
    value: &Value,
    check: &TokenStream,
) -> TokenStream {
    let own = rules
        .own
        .iter()
        .map(|constraint| call(constraint, scope, ty, value));
    let inner = rules.inner.as_ref().filter(|inner| !inner.is_empty());
    let inner = inner.map(|inner| {
        let (method, item) = match ty {
            Type::Map(item) => (quote!(values), item),
            Type::Array(item) => (quote!(items), item),
            _ => return TokenStream::new(),
        };
        let item_value = Value::Reference(quote!(item));
        let statements = statements((api, scope), item, inner, &item_value, false, quote!(check));
        let reference = value.reference();
        quote!(.#method(#reference, |item, check| { #statements }))
    });
    quote!(#check #(#own)* #inner;)
}

/// The call for one constraint.
fn call(constraint: &Constraint, scope: Scope, ty: &Type, value: &Value) -> TokenStream {
    let count = |number: &usize| Literal::usize_unsuffixed(*number);
    let receiver = value.receiver();
    match constraint {
        Constraint::Only(only) => {
            let text = text(ty, value);
            quote!(.listed(#text, &[#only]))
        }
        Constraint::MinLength(least) => {
            let (text, least) = (text(ty, value), count(least));
            quote!(.min_length(#text, #least))
        }
        Constraint::MaxLength(most) => {
            let (text, most) = (text(ty, value), count(most));
            quote!(.max_length(#text, #most))
        }
        Constraint::Pattern(pattern) => {
            let text = text(ty, value);
            let pattern = condition::pattern(pattern);
            quote!(.pattern(#text, #pattern))
        }
        Constraint::Minimum(limit) => compare(quote!(minimum), limit, ty, value),
        Constraint::Maximum(limit) => compare(quote!(maximum), limit, ty, value),
        Constraint::Above(limit) => compare(quote!(above), limit, ty, value),
        Constraint::Below(limit) => compare(quote!(below), limit, ty, value),
        Constraint::MultipleOf(limit @ Bound::Integer(_)) => {
            compare(quote!(multiple_of), limit, ty, value)
        }
        Constraint::MultipleOf(limit @ Bound::Float(_)) => {
            compare(quote!(multiple_of_fraction), limit, ty, value)
        }
        Constraint::MinItems(least) => {
            let least = count(least);
            quote!(.min_items(#receiver.len(), #least))
        }
        Constraint::MaxItems(most) => {
            let most = count(most);
            quote!(.max_items(#receiver.len(), #most))
        }
        Constraint::UniqueItems => {
            let reference = value.reference();
            quote!(.unique_items(#reference))
        }
        Constraint::MinProperties(least) => {
            let least = count(least);
            quote!(.min_properties(#receiver.len(), #least))
        }
        Constraint::MaxProperties(most) => {
            let most = count(most);
            quote!(.max_properties(#receiver.len(), #most))
        }
        Constraint::Condition(condition) => {
            let reference = value.reference();
            let condition = condition::function(condition, scope);
            quote!(.test(#reference, #condition))
        }
    }
}

/// A string slice.
fn text(ty: &Type, value: &Value) -> TokenStream {
    match ty {
        Type::Text(Text::Secret) => {
            let receiver = value.receiver();
            quote!(#receiver.expose())
        }
        Type::Text(_) => {
            let receiver = value.receiver();
            quote!(#receiver.as_str())
        }
        _ => value.reference(),
    }
}

/// A comparison in the wide type of the bound.
fn compare(method: TokenStream, limit: &Bound, ty: &Type, value: &Value) -> TokenStream {
    let literal = bound(limit);
    let number = value.copied();
    match (limit, ty) {
        (Bound::Integer(_), _) => quote!(.#method(i128::from(#number), #literal)),
        (Bound::Float(_), Type::Float(Float::F64)) => quote!(.#method(#number, #literal)),
        (Bound::Float(_), Type::Float(Float::F32)) => {
            quote!(.#method(f64::from(#number), #literal))
        }
        (Bound::Float(_), _) => quote!(.#method(#number as f64, #literal)),
    }
}
