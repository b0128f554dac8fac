//! What the items of a module can be.

use crate::ir::{Api, Operation};
use proc_macro2::TokenStream;
use quote::quote;

/// What the items of a module are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// What is always at the root.
    Root,
    /// None of its own.
    Declarations,
    /// Types of values: all of them.
    Models,
    /// The errors that the API lists.
    Catalogue,
    /// Bodies that have a type for some of their media types each.
    Bodies,
    /// What the types on all shelves share.
    Shared,
    /// Types of values: those of a shelf, by position.
    Shelf(usize),
    /// The table of operations.
    Operations,
    /// The list of operations whose table is in other modules.
    OperationList,
    /// The table of operations of a tag.
    OperationsOf(Selection),
    /// What values are in XML.
    Xml,
    /// The security schemes.
    Security,
    /// What operations of a tag take and give.
    Group(Selection),
    /// The client.
    Client,
    /// Methods of the client for operations of a tag.
    ClientGroup(Selection),
    /// The router.
    Server,
    /// The trait for a tag.
    ServerGroup(usize),
    /// What calls the trait for operations of a tag.
    Handlers(Selection),
}

/// Operations of a group: all of them, or those of a chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The group, by position.
    pub group: usize,
    /// The chapter, by position.
    pub chapter: Option<usize>,
}

impl Selection {
    /// All operations of a group.
    pub(super) fn whole(group: usize) -> Self {
        Self {
            group,
            chapter: None,
        }
    }

    pub(super) fn operations(self, api: &Api) -> Vec<&Operation> {
        let all = &api.groups[self.group].operations;
        match (self.chapter, &api.layout) {
            (Some(chapter), Some(layout)) => {
                let chapter = &layout.chapters[self.group][chapter];
                chapter.operations.iter().map(|&at| &all[at]).collect()
            }
            _ => all.iter().collect(),
        }
    }

    /// The path from the module of the operations to the one around that of
    /// the group.
    pub(super) fn above(self) -> TokenStream {
        match self.chapter {
            None => quote!(super),
            Some(_) => quote!(super::super),
        }
    }
}
