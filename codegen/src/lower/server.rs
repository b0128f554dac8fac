//! Servers: where the description says that the API is.

use super::context::Context;
use super::docs;
use crate::diagnostic::Code;
use crate::document::Place;
use crate::ir::{OwnServer, Server, Variable};
use crate::names::{Case, Scope};
use openapiv3::OpenAPI;

/// Functions that all types have, which would be confused with these.
const TAKEN: &[&str] = &["clone", "from", "into", "new", "to_owned", "try_into"];

/// How many words a description has that is a name.
const MOST_WORDS: usize = 5;

/// The path of the first server, with the defaults of its variables.
pub(super) fn base_path(openapi: &OpenAPI) -> String {
    let first = openapi.servers.first();
    first.map_or_else(String::new, |server| path(&usual(server)))
}

/// The URL of a server, with the defaults of its variables.
fn usual(server: &openapiv3::Server) -> String {
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    url
}

/// The server of an operation, where that is not the first of the description:
/// one of its own, else one of its path.
pub(super) fn own(
    ctx: &Context<'_>,
    operation: (&[openapiv3::Server], &Place<'_>),
    item: (&[openapiv3::Server], &Place<'_>),
) -> Option<OwnServer> {
    let (servers, place) = match operation.0 {
        [] => item,
        _ => operation,
    };
    let url = usual(servers.first()?);
    report(ctx, servers, &place.key("servers"));
    let api = ctx.openapi.servers.first();
    let api = api.map_or_else(|| "/".to_owned(), usual);
    let is_other = url.trim_end_matches('/') != api.trim_end_matches('/');
    (is_other && is_usable(&url)).then(|| OwnServer {
        base_path: path(&url),
        url,
    })
}

/// Reports what is not done with the servers of an operation.
fn report(ctx: &Context<'_>, servers: &[openapiv3::Server], place: &Place<'_>) {
    for (at, server) in servers.iter().enumerate() {
        let url = usual(server);
        let message = match at {
            0 if !is_usable(&url) => {
                format!("`{url}` is neither a path nor a URL of http or https")
            }
            0 if server.variables.is_some() => {
                "the variables of this server have their defaults".to_owned()
            }
            0 => continue,
            _ => "an operation is called at its first server only".to_owned(),
        };
        ctx.report.add(Code::NotEnforced, place.index(at), message);
    }
}

/// Whether it is a URL of HTTP, or a path from the root of one.
fn is_usable(url: &str) -> bool {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| url.strip_prefix(scheme));
    let host = rest.map(|rest| rest.split('/').next().unwrap_or(rest));
    let has_place = match host {
        Some(host) => !host.is_empty() && !host.contains('@'),
        None => url.starts_with('/') && !url.starts_with("//"),
    };
    let is_allowed = |c: char| c.is_ascii_graphic() && !"?#{}\"\\<>^`|".contains(c);
    has_place && url.chars().all(is_allowed) && !url.split('/').any(|one| matches!(one, "." | ".."))
}

fn path(url: &str) -> String {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => url,
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
