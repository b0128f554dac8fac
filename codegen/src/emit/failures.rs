//! What makes errors of documented failures: a macro of one line per module.

use crate::ir::{Operation, Outcome};
use crate::names::Ident;
use proc_macro2::TokenStream;
use quote::quote;

/// The line for the failures of some operations, if they have any.
pub(super) fn errors(operations: &[&Operation]) -> TokenStream {
    let failures: Vec<&Ident> = operations
        .iter()
        .filter_map(|operation| match &operation.failure {
            Outcome::Enum(name, _) => Some(name),
            Outcome::Never | Outcome::Plain(_) | Outcome::Struct(..) | Outcome::Same(..) => None,
        })
        .collect();
    match failures.is_empty() {
        true => TokenStream::new(),
        false => quote!(rt::failures!(#(#failures),*);),
    }
}
