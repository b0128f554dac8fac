//! IR to tokens.
//!
//! Emitting cannot fail and decides nothing: what is to be generated, and
//! under which names, stands in the IR. Each module of the output is emitted
//! on its own; how modules become files, and which of them a cargo feature
//! guards, is left to [`output`](crate::output).
//!
//! Most of the work is to make the tokens and to lay them out. So emitters
//! give [`Piece`]s: items that are yet to be made, on any thread and one
//! after the other, so that the tokens of a large API are never there at once.

mod catalogue;
mod client;
mod command;
mod condition;
mod content;
mod docs;
mod driver;
mod failures;
mod group;
mod guard;
mod lint;
mod literal;
mod model;
mod module;
mod rules;
mod security;
mod selection;
mod server;
mod servers;
mod table;
mod ty;
mod xml;

pub use content::Content;
pub use docs::inner as inner_docs;
pub use driver::driver;
pub use guard::chosen;
pub use lint::same_name;
pub use module::{Export, Exported, Module, Part, modules};
pub use selection::Selection;

use crate::ir::Api;
use proc_macro2::TokenStream;
use quote::quote;

/// Some items of a module, made when it is called.
pub type Piece<'a> = Box<dyn Fn() -> TokenStream + Send + Sync + 'a>;

/// The items of a module, in order.
pub fn items<'a>(api: &'a Api, content: Content) -> Vec<Piece<'a>> {
    match content {
        // What the types here are made of can be named without a dependency.
        Content::Root => vec![Box::new(|| {
            quote!(
                pub use specwright_runtime as runtime;
            )
        })],
        Content::Declarations => Vec::new(),
        Content::Models => model::all(api, None),
        Content::Catalogue => api
            .catalogue
            .iter()
            .map(|one| -> Piece<'a> { Box::new(move || catalogue::all(api, one)) })
            .collect(),
        Content::Bodies => model::bodies(api),
        Content::Shared => vec![Box::new(|| model::shared(api))],
        Content::Shelf(index) => model::all(
            api,
            api.layout.as_ref().map(|layout| &layout.shelves[index]),
        ),
        Content::Operations => table::all(api),
        Content::OperationList => vec![Box::new(|| table::root(api))],
        Content::OperationsOf(selection) => table::selected(api, selection),
        Content::Commands => command::all(api),
        Content::CommandList => vec![Box::new(|| command::root(api))],
        Content::CommandsOf(selection) => command::selected(api, selection),
        Content::Xml => vec![Box::new(|| xml::all(api))],
        Content::Security => vec![Box::new(|| security::all(api))],
        Content::Group(selection) => group::all(api, selection),
        Content::Client => vec![Box::new(|| client::root(api))],
        Content::ClientGroup(selection) => vec![Box::new(move || client::group(api, selection))],
        Content::Server => vec![Box::new(|| server::root(api))],
        Content::ServerGroup(index) => vec![Box::new(move || server::group(api, index))],
        Content::Handlers(selection) => vec![Box::new(move || server::handlers(api, selection))],
    }
}

/// What comes before items of one kind, those items, each in a piece of its
/// own, and what comes behind them.
fn pieces<'a, T: Sync + 'a>(
    before: impl Fn() -> TokenStream + Send + Sync + 'a,
    all: impl IntoIterator<Item = &'a T>,
    one: impl Fn(&'a T) -> TokenStream + Send + Sync + Copy + 'a,
    behind: impl Fn() -> TokenStream + Send + Sync + 'a,
) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = vec![Box::new(before)];
    for item in all {
        pieces.push(Box::new(move || one(item)));
    }
    pieces.push(Box::new(behind));
    pieces
}
