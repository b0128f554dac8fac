//! What a harness needs to call generated methods by the id of an operation,
//! and to stand behind generated traits: values are known when it runs.
//! No part of generated code.

mod call;
mod serve;

use crate::ir::{Api, Location, Parameter};
use proc_macro2::TokenStream;
use quote::quote;

/// `client`, `call` and `serve`, for a module in which the API is `api`, and
/// the harness is `crate::Case` and `crate::Served`.
pub fn driver(api: &Api) -> TokenStream {
    let modules = api.groups.iter().map(|group| &group.module);
    let (calls, serves) = (call::calls(api), serve::serves(api));
    quote! {
        use api::{models, operations, #(#modules),*};
        use specwright_runtime as rt;

        #calls
        #serves
    }
}

fn location(parameter: &Parameter) -> &'static str {
    match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}
