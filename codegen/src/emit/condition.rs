//! Conditions to code that tests the wire form of a value.

use super::docs;
use super::literal::bound;
use super::ty::{self, Scope};
use crate::ir::{Api, Bound, Condition, Constraint, Demand, Docs, Kind, Users};
use crate::names::Ident;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The conditions that others refer to: private functions beside the models.
pub(super) fn functions(api: &Api) -> TokenStream {
    let functions = api.conditions.iter().map(|named| {
        let ident = &named.ident;
        let docs = format!("What {} demands of a value.", docs::code(&named.schema));
        let docs = docs::outer(&Docs::from(docs));
        let demands = chain(&named.condition, Scope::Models);
        // Those who refer to it may not be compiled.
        let is_optional = named.users == Users::Operations || api.layout.is_some();
        let lint = is_optional.then(|| quote!(#[allow(dead_code)]));
        let (argument, body) = match named.condition.is_empty() {
            true => (quote!(_), None),
            false => (quote!(it), Some(quote!(it #demands;))),
        };
        quote! {
            #docs
            #lint
            pub(super) fn #ident(#argument: &mut rt::Test<'_>) {
                #body
            }
        }
    });
    functions.collect()
}

/// A function that tests a value.
pub(super) fn function(condition: &Condition, scope: Scope) -> TokenStream {
    match condition.demands.as_slice() {
        [] => quote!(|_| {}),
        [Demand::Schema(ident)] => named(ident, scope),
        [only] if only.conditions().is_empty() => {
            let demand = call(only, scope);
            quote!(|it| _ = it #demand)
        }
        _ => {
            let demands = chain(condition, scope);
            quote!(|it| { it #demands; })
        }
    }
}

fn named(ident: &Ident, scope: Scope) -> TokenStream {
    match scope {
        Scope::Models => quote!(#ident),
        Scope::Elsewhere => quote!(models::#ident),
    }
}

fn chain(condition: &Condition, scope: Scope) -> TokenStream {
    let calls = condition.demands.iter().map(|demand| call(demand, scope));
    calls.collect()
}

fn call(demand: &Demand, scope: Scope) -> TokenStream {
    let function = |condition: &Condition| function(condition, scope);
    let several = |conditions: &[Condition]| -> TokenStream {
        let functions = conditions.iter().map(function);
        quote!(&[#(#functions),*])
    };
    match demand {
        Demand::Nothing => quote!(.nothing()),
        Demand::Kinds(kinds) => {
            let kinds = kinds.iter().map(kind);
            quote!(.kind(&[#(#kinds),*]))
        }
        Demand::Listed(texts) => quote!(.listed(&[#(#texts),*])),
        Demand::Constraint(one) => constraint(one),
        Demand::Format(text) => {
            let ty = ty::text(*text);
            quote!(.format::<#ty>())
        }
        Demand::Schema(ident) => {
            let named = named(ident, scope);
            quote!(.also(#named))
        }
        Demand::Also(one) => {
            let one = function(one);
            quote!(.also(#one))
        }
        Demand::AnyOf(all) => {
            let all = several(all);
            quote!(.any_of(#all))
        }
        Demand::OneOf(all) => {
            let all = several(all);
            quote!(.one_of(#all))
        }
        Demand::Not(one) => {
            let one = function(one);
            quote!(.not(#one))
        }
        Demand::Choose(three) => {
            let three = three.iter().map(function);
            quote!(.choose(#(#three),*))
        }
        Demand::Required(_)
        | Demand::Property(..)
        | Demand::PatternProperty(..)
        | Demand::OtherProperties { .. }
        | Demand::PropertyNames(_)
        | Demand::DependentRequired(..)
        | Demand::DependentSchema(..)
        | Demand::UnevaluatedProperties(_) => of_object(demand, scope),
        Demand::Item(index, one) => {
            let (index, one) = (count(*index), function(one));
            quote!(.item(#index, #one))
        }
        Demand::Items(start, one) => {
            let (start, one) = (count(*start), function(one));
            quote!(.items(#start, #one))
        }
        Demand::Contains(least, most, one) => {
            let (least, one) = (count(*least), function(one));
            let most = match most.map(count) {
                Some(most) => quote!(Some(#most)),
                None => quote!(None),
            };
            quote!(.contains(#least, #most, #one))
        }
        Demand::UnevaluatedItems(one) => {
            let one = function(one);
            quote!(.unevaluated_items(#one))
        }
    }
}

/// Demands on objects.
fn of_object(demand: &Demand, scope: Scope) -> TokenStream {
    let function = |condition: &Condition| function(condition, scope);
    match demand {
        Demand::Required(names) => quote!(.required(&[#(#names),*])),
        Demand::Property(name, one) => {
            let one = function(one);
            quote!(.property(#name, #one))
        }
        Demand::PatternProperty(pattern, one) => {
            let (pattern, one) = (self::pattern(pattern), function(one));
            quote!(.pattern_property(#pattern, #one))
        }
        Demand::OtherProperties {
            names,
            patterns,
            condition,
        } => {
            let one = function(condition);
            if patterns.is_empty() {
                quote!(.other_properties(&[#(#names),*], #one))
            } else {
                let patterns = patterns.iter().map(|pattern| self::pattern(pattern));
                quote!(.unmatched_properties(&[#(#names),*], &[#(#patterns),*], #one))
            }
        }
        Demand::PropertyNames(one) => {
            let one = function(one);
            quote!(.property_names(#one))
        }
        Demand::DependentRequired(name, others) => {
            quote!(.dependent_required(#name, &[#(#others),*]))
        }
        Demand::DependentSchema(name, one) => {
            let one = function(one);
            quote!(.dependent_schema(#name, #one))
        }
        Demand::UnevaluatedProperties(one) => {
            let one = function(one);
            quote!(.unevaluated_properties(#one))
        }
        Demand::Nothing
        | Demand::Kinds(_)
        | Demand::Listed(_)
        | Demand::Constraint(_)
        | Demand::Format(_)
        | Demand::Schema(_)
        | Demand::Also(_)
        | Demand::AnyOf(_)
        | Demand::OneOf(_)
        | Demand::Not(_)
        | Demand::Choose(_)
        | Demand::Item(..)
        | Demand::Items(..)
        | Demand::Contains(..)
        | Demand::UnevaluatedItems(_) => TokenStream::new(),
    }
}

/// A pattern that is compiled once.
pub(super) fn pattern(pattern: &str) -> TokenStream {
    quote!(rt::pattern!(#pattern))
}

fn constraint(constraint: &Constraint) -> TokenStream {
    let limited = |method: TokenStream, limit: &Bound| {
        let limit = bound(limit);
        quote!(.#method(#limit))
    };
    let counted = |method: TokenStream, number: &usize| {
        let number = count(*number);
        quote!(.#method(#number))
    };
    match constraint {
        Constraint::Only(only) => {
            let text = serde_json::Value::from(only.as_str()).to_string();
            quote!(.listed(&[#text]))
        }
        Constraint::MinLength(least) => counted(quote!(min_length), least),
        Constraint::MaxLength(most) => counted(quote!(max_length), most),
        Constraint::Pattern(pattern) => {
            let pattern = self::pattern(pattern);
            quote!(.pattern(#pattern))
        }
        Constraint::Minimum(limit) => limited(quote!(minimum), limit),
        Constraint::Maximum(limit) => limited(quote!(maximum), limit),
        Constraint::Above(limit) => limited(quote!(above), limit),
        Constraint::Below(limit) => limited(quote!(below), limit),
        Constraint::MultipleOf(limit @ Bound::Integer(_)) => limited(quote!(multiple_of), limit),
        Constraint::MultipleOf(limit @ Bound::Float(_)) => {
            limited(quote!(multiple_of_fraction), limit)
        }
        Constraint::MinItems(least) => counted(quote!(min_items), least),
        Constraint::MaxItems(most) => counted(quote!(max_items), most),
        Constraint::UniqueItems => quote!(.unique_items()),
        Constraint::MinProperties(least) => counted(quote!(min_properties), least),
        Constraint::MaxProperties(most) => counted(quote!(max_properties), most),
        // A condition is tested as such, not as a part of another.
        Constraint::Condition(_) => TokenStream::new(),
    }
}

fn count(number: usize) -> Literal {
    Literal::usize_unsuffixed(number)
}

fn kind(kind: &Kind) -> TokenStream {
    match kind {
        Kind::Null => quote!(rt::Kind::Null),
        Kind::Boolean => quote!(rt::Kind::Boolean),
        Kind::Integer => quote!(rt::Kind::Integer),
        Kind::Number => quote!(rt::Kind::Number),
        Kind::String => quote!(rt::Kind::String),
        Kind::Array => quote!(rt::Kind::Array),
        Kind::Object => quote!(rt::Kind::Object),
    }
}
