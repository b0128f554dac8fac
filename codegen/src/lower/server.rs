//! Servers: where the description says that the API is.

use super::docs;
use crate::ir::{Server, Variable};
use crate::names::{Case, Scope};
use openapiv3::OpenAPI;

/// Functions that all types have, which would be confused with these.
const TAKEN: &[&str] = &["clone", "from", "into", "new", "to_owned", "try_into"];

/// How many words a description has that is a name.
const MOST_WORDS: usize = 5;

/// The path of the first server, with the defaults of its variables.
pub(super) fn base_path(openapi: &OpenAPI) -> String {
    let Some(server) = openapi.servers.first() else {
        return String::new();
    };
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => &url,
    };
    let path = path
        .split(['?', '#'])
        .next()
        .unwrap_or("")
        .trim_matches('/');
    if path.is_empty() {
        String::new()
    } else {
        format!("/{path}")
    }
}

/// All servers, and their variables: those of one name are one method.
pub(super) fn all(openapi: &OpenAPI) -> (Vec<Server>, Vec<Variable>) {
    let servers = &openapi.servers;
    let mut variables: Vec<(&str, &openapiv3::ServerVariable)> = Vec::new();
    for (name, variable) in servers
        .iter()
        .flat_map(|server| server.variables.iter().flatten())
    {
        if !variables.iter().any(|(known, _)| *known == name.as_str()) {
            variables.push((name, variable));
        }
    }
    let names: Vec<String> = servers
        .iter()
        .enumerate()
        .map(|(at, one)| name(at, one))
        .collect();
    let names = names.iter().map(String::as_str);
    let texts: Vec<&str> = names
        .chain(variables.iter().map(|(name, _)| *name))
        .collect();
    let mut idents = Scope::with(TAKEN)
        .claim_all(&texts, Case::Snake)
        .into_iter();
    let servers = servers.iter().zip(idents.by_ref()).map(|(server, ident)| {
        let own = server.variables.iter().flatten();
        Server {
            ident,
            docs: docs::of(server.description.as_deref()),
            url: server.url.clone(),
            variables: own
                .map(|(name, one)| (name.clone(), one.default.clone(), one.enumeration.clone()))
                .collect(),
        }
    });
    let servers = servers.collect();
    let variables = variables
        .into_iter()
        .zip(idents)
        .map(|((name, one), ident)| Variable {
            ident,
            name: name.to_owned(),
            docs: docs::of(one.description.as_deref()),
        });
    (servers, variables.collect())
}

/// What a server is called: as it is described, if that is short.
fn name(at: usize, server: &openapiv3::Server) -> String {
    let description = server.description.as_deref().unwrap_or_default();
    let words = description.split_whitespace().count();
    match (1..=MOST_WORDS).contains(&words) && !description.trim().contains('\n') {
        true => description.to_owned(),
        false => format!("server {}", at + 1),
    }
}
