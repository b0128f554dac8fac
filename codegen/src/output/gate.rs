//! Which parts of an API are compiled when.

use crate::emit::Part;
use proc_macro2::TokenStream;
use quote::quote;

/// When a part of an API is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// Always.
    Always,
    /// With the cargo feature of its name.
    Feature,
    /// It is not generated.
    Never,
}

/// When client and server are compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gates {
    /// The client.
    pub client: Gate,
    /// The server.
    pub server: Gate,
}

impl Gates {
    /// The attribute that guards an item of a part inside another part, or
    /// `None` if the part is not generated.
    pub(super) fn attribute(self, part: Part, inside: Part) -> Option<TokenStream> {
        let feature = |gate: Gate, name: &str| match gate {
            Gate::Always => Some(TokenStream::new()),
            Gate::Feature => Some(quote!(#[cfg(feature = #name)])),
            Gate::Never => None,
        };
        match part {
            part if part == inside => Some(TokenStream::new()),
            Part::Models => Some(TokenStream::new()),
            Part::Client => feature(self.client, "client"),
            Part::Server => feature(self.server, "server"),
            Part::Shared => match (self.client, self.server) {
                (Gate::Always, _) | (_, Gate::Always) => Some(TokenStream::new()),
                (Gate::Never, Gate::Never) => None,
                (Gate::Feature, Gate::Never) => feature(Gate::Feature, "client"),
                (Gate::Never, Gate::Feature) => feature(Gate::Feature, "server"),
                (Gate::Feature, Gate::Feature) => {
                    Some(quote!(#[cfg(any(feature = "client", feature = "server"))]))
                }
            },
        }
    }
}
