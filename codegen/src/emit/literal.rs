//! Literals that quote does not write as a person would.

use crate::ir::Bound;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A bound in the type that checks compare in.
pub(super) fn bound(bound: &Bound) -> TokenStream {
    match bound {
        Bound::Integer(value) => integer(*value),
        Bound::Float(value) => float(*value),
    }
}

fn integer(value: i128) -> TokenStream {
    let digits = Literal::u128_unsuffixed(value.unsigned_abs());
    if value < 0 {
        quote!(-#digits)
    } else {
        quote!(#digits)
    }
}

fn float(value: f64) -> TokenStream {
    let plain = Literal::f64_unsuffixed(value.abs());
    // Nobody counts three hundred zeros.
    let digits = if (1e-6..1e16).contains(&value.abs()) || value == 0.0 {
        plain
    } else {
        format!("{:e}", value.abs()).parse().unwrap_or(plain)
    };
    if value.is_sign_negative() {
        quote!(-#digits)
    } else {
        quote!(#digits)
    }
}
