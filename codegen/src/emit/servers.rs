//! The servers that the description lists, for clients to choose from.

use super::docs;
use crate::ir::{Api, Docs, Server, Variable};
use proc_macro2::TokenStream;
use quote::quote;

/// `Server`, if there are any.
pub(super) fn all(api: &Api) -> Option<TokenStream> {
    if api.servers.is_empty() {
        return None;
    }
    let servers = api.servers.iter().map(server);
    let variables = api.variables.iter().map(variable);
    Some(quote! {
        /// The servers of the description, to begin a client with.
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct Server(rt::client::ServerUrl);

        impl Server {
            #(#servers)*
            #(#variables)*
        }

        impl From<Server> for rt::client::BaseUrl {
            fn from(server: Server) -> Self {
                server.0.into()
            }
        }
    })
}

fn server(server: &Server) -> TokenStream {
    let Server { ident, url, .. } = server;
    let code = docs::code(url);
    let place = match server.is_relative() {
        false => format!("It is at {code}."),
        true => format!("It is at {code}, relative to `base_url`."),
    };
    let docs = match server.docs.is_empty() {
        true => Docs::from(place),
        false => server.docs.clone().with(place),
    };
    let list: Vec<String> = server.variables.iter().map(values).collect();
    let docs = docs::outer(&match list.is_empty() {
        true => docs,
        false => docs.with(list.join("\n")),
    });
    let variables = server.variables.iter().map(|(name, default, values)| {
        quote! {
            rt::operation::Variable { name: #name, default: #default, values: &[#(#values),*] }
        }
    });
    let (argument, at) = match server.is_relative() {
        false => (None, None),
        true => (Some(quote!(base_url: &str)), Some(quote!(.at(base_url)))),
    };
    quote! {
        #docs
        pub fn #ident(#argument) -> Self {
            Self(rt::client::ServerUrl::new(#url, &[#(#variables),*]) #at)
        }
    }
}

/// What a variable may be.
fn values((name, default, values): &(String, String, Vec<String>)) -> String {
    let listed: Vec<String> = values.iter().map(|value| docs::code(value)).collect();
    let listed = match listed.is_empty() {
        true => String::new(),
        false => format!("one of {}; ", listed.join(", ")),
    };
    let (name, default) = (docs::code(name), docs::code(default));
    format!("- {name}: {listed}{default} unless set")
}

fn variable(variable: &Variable) -> TokenStream {
    let Variable { ident, name, .. } = variable;
    let named = Docs::from(format!("Sets the variable {}.", docs::code(name)));
    let docs = docs::outer(if variable.docs.is_empty() {
        &named
    } else {
        &variable.docs
    });
    quote! {
        #docs
        pub fn #ident(self, value: impl Into<String>) -> Self {
            Self(self.0.with(#name, value))
        }
    }
}
