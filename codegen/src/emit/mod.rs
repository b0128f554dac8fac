//! IR to tokens.
//!
//! Emitting cannot fail and decides nothing: what is to be generated, and
//! under which names, stands in the IR. Each module of the output is emitted
//! on its own; how modules become files, and which of them a cargo feature
//! guards, is left to [`output`](crate::output).

mod client;
mod condition;
mod docs;
mod group;
mod lint;
mod literal;
mod model;
mod module;
mod rules;
mod security;
mod server;
mod table;
mod ty;

pub use docs::inner as inner_docs;
pub use module::{Content, Export, Module, Part, modules};

use crate::ir::Api;
use proc_macro2::TokenStream;
use quote::quote;

/// The items of a module.
pub fn items(api: &Api, content: &Content) -> TokenStream {
    match content {
        // What the types here are made of can be named without a dependency.
        Content::Root => quote!(
            pub use specwright_runtime as runtime;
        ),
        Content::Models => model::all(api),
        Content::Operations => table::all(api),
        Content::Security => security::all(api),
        Content::Group(index) => group::all(api, &api.groups[*index]),
        Content::Client => client::root(api),
        Content::ClientGroup(index) => client::group(api, &api.groups[*index]),
        Content::Server => server::root(api),
        Content::ServerGroup(index) => server::group(api, &api.groups[*index]),
    }
}
