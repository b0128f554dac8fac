//! Which operations of a tag a module is about.

use crate::ir::{Api, Operation};
use proc_macro2::TokenStream;
use quote::quote;

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
