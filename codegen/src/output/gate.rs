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

/// When client, server and command line are compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gates {
    /// The client.
    pub client: Gate,
    /// The server.
    pub server: Gate,
    /// The command line, which needs the client.
    pub command_line: Gate,
}

impl Gates {
    /// The attribute that guards an item of a part inside another part, and
    /// of certain tags if `tags` is a condition; `None` if the part is not
    /// generated.
    pub(super) fn attribute(
        self,
        part: Part,
        inside: Part,
        tags: Option<TokenStream>,
    ) -> Option<TokenStream> {
        let part = if part == inside {
            None
        } else {
            self.condition(part)?
        };
        Some(match (part, tags) {
            (None, None) => TokenStream::new(),
            (Some(one), None) | (None, Some(one)) => quote!(#[cfg(#one)]),
            (Some(part), Some(tags)) => quote!(#[cfg(all(#part, #tags))]),
        })
    }

    /// The condition on which a part is compiled, if there is one; `None` if
    /// it is not generated.
    fn condition(self, part: Part) -> Option<Option<TokenStream>> {
        let feature = |gate: Gate, name: &str| match gate {
            Gate::Always => Some(None),
            Gate::Feature => Some(Some(quote!(feature = #name))),
            Gate::Never => None,
        };
        match part {
            Part::Models => Some(None),
            Part::Client => feature(self.client, "client"),
            Part::Server => feature(self.server, "server"),
            Part::CommandLine => feature(self.command_line, "cli"),
            Part::Shared => match (self.client, self.server) {
                (Gate::Always, _) | (_, Gate::Always) => Some(None),
                (Gate::Never, Gate::Never) => None,
                (Gate::Feature, Gate::Never) => feature(Gate::Feature, "client"),
                (Gate::Never, Gate::Feature) => feature(Gate::Feature, "server"),
                (Gate::Feature, Gate::Feature) => {
                    Some(Some(quote!(any(feature = "client", feature = "server"))))
                }
            },
        }
    }
}
