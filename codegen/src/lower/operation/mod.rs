//! Operations, and their order by tag.

mod body;
mod content;
mod form;
mod media;
mod multipart;
mod parameter;
mod path;
mod response;
mod segments;
mod stream;

use super::context::Context;
use super::{command, docs, security, server};
use crate::diagnostic::Code;
use crate::document::Place;
use crate::ir::{Docs, Group, Location, Method, Operation, SecurityScheme};
use crate::names::{Case, Scope};
use openapiv3::{PathItem, ReferenceOr};
use std::collections::BTreeMap;

/// Where operations without a tag go.
const UNTAGGED: &str = "default";

/// Methods that a client, or an `Arc` of a server, has beside the operations,
/// one that is a constructor to every reader, and a function beside the
/// handlers.
const OTHER_METHODS: &[&str] = &[
    "as_ref", "builder", "clone", "drop", "into", "new", "routes", "to_owned", "try_into",
];

/// One operation with what lowering needs to know about it.
struct Found<'a> {
    path: &'a str,
    method: Method,
    item: &'a PathItem,
    operation: &'a openapiv3::Operation,
    id: String,
}

/// All operations by their first tag: the tags that the document declares
/// come first, in its order.
pub(super) fn groups(ctx: &Context<'_>, schemes: &[SecurityScheme]) -> Vec<Group> {
    let found = find(ctx);
    let ids: Vec<&str> = found.iter().map(|one| one.id.as_str()).collect();
    let idents = Scope::with(OTHER_METHODS).claim_all(&ids, Case::Snake);
    let constants = Scope::with(&["ALL", "API"]).claim_all(&ids, Case::Constant);
    let types = Scope::default().claim_all(&ids, Case::Camel);
    let mut groups = tags(ctx, &found);
    let mut served = BTreeMap::new();
    for ((one, ident), (constant, ty)) in found
        .iter()
        .zip(idents)
        .zip(constants.into_iter().zip(types))
    {
        let tag = tag_of(one.operation).to_owned();
        let operation = lower(
            ctx,
            one,
            schemes,
            Names {
                ident,
                constant,
                ty,
            },
            &tag,
        );
        path::check_served(ctx, &operation, &mut served);
        if let Some(group) = groups.iter_mut().find(|group| group.tag == tag) {
            group.operations.push(operation);
        }
    }
    groups
}

struct Names {
    ident: crate::names::Ident,
    constant: crate::names::Ident,
    ty: crate::names::Ident,
}

fn find<'a>(ctx: &Context<'a>) -> Vec<Found<'a>> {
    let mut found: Vec<Found<'a>> = Vec::new();
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    let mut paths: BTreeMap<String, &str> = BTreeMap::new();
    let place = Place::Root;
    let place = place.key("paths");
    for (path, item) in &ctx.openapi.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        let place = place.key(path);
        path::check(ctx, path, &mut paths, &place);
        for (method, operation) in item.iter() {
            let place = place.key(method);
            let Some(method) = method_of(method) else {
                continue;
            };
            let own = operation.operation_id.as_ref();
            let first = own.and_then(|id| ids.get(id));
            let id = match (own, first) {
                (Some(id), None) => id.clone(),
                (Some(id), Some(first)) => taken(ctx, id, first, path, method, &place),
                (None, _) => missing(ctx, path, method, &place),
            };
            ids.insert(id.clone(), format!("{} {path}", method_name(method)));
            found.push(Found {
                path,
                method,
                item,
                operation,
                id,
            });
        }
    }
    found
}

/// An operation without an id gets one.
fn missing(ctx: &Context<'_>, path: &str, method: Method, place: &Place<'_>) -> String {
    let id = made_up(path, method);
    let message = format!("the operation has no id; `{id}` is made from its method and path");
    let hint = format!("add `operationId: {id}`, so that the name does not change with the path");
    ctx.report
        .hint(Code::MissingOperationId, place, message, hint);
    id
}

/// An operation whose id is taken gets another one.
fn taken(
    ctx: &Context<'_>,
    id: &str,
    first: &str,
    path: &str,
    method: Method,
    place: &Place<'_>,
) -> String {
    let other = made_up(path, method);
    let message = format!("the operation id `{id}` is taken by {first}; this one is `{other}`");
    let hint = "give each operation an id of its own";
    let place = place.key("operationId");
    ctx.report
        .hint(Code::DuplicateOperationId, place, message, hint);
    other
}

fn made_up(path: &str, method: Method) -> String {
    let id = format!("{} {path}", method_name(method).to_ascii_lowercase());
    Scope::default().claim(&id, Case::Snake).plain().to_owned()
}

fn method_of(name: &str) -> Option<Method> {
    Some(match name {
        "get" => Method::Get,
        "put" => Method::Put,
        "post" => Method::Post,
        "delete" => Method::Delete,
        "options" => Method::Options,
        "head" => Method::Head,
        "patch" => Method::Patch,
        "trace" => Method::Trace,
        _ => return None,
    })
}

pub(super) fn method_name(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Put => "PUT",
        Method::Post => "POST",
        Method::Delete => "DELETE",
        Method::Options => "OPTIONS",
        Method::Head => "HEAD",
        Method::Patch => "PATCH",
        Method::Trace => "TRACE",
    }
}

fn tag_of(operation: &openapiv3::Operation) -> &str {
    operation.tags.first().map_or(UNTAGGED, String::as_str)
}

/// The groups that have operations, without them.
fn tags(ctx: &Context<'_>, found: &[Found<'_>]) -> Vec<Group> {
    let declared = ctx.openapi.tags.iter().map(|tag| tag.name.as_str());
    let used = found.iter().map(|one| tag_of(one.operation));
    let mut tags: Vec<&str> = Vec::new();
    for tag in declared.chain(used.clone()) {
        if !tags.contains(&tag) && used.clone().any(|used| used == tag) {
            tags.push(tag);
        }
    }
    // Modules of an API beside the tags, and crates that paths begin with.
    let taken = [
        "cli",
        "client",
        "error_catalogue",
        "lib",
        "mod",
        "models",
        "operations",
        "rt",
        "security",
        "server",
        "specwright_runtime",
        "std",
        "xml",
    ];
    let modules = Scope::with(&taken).claim_all(&tags, Case::Snake);
    let mut traits = Scope::default();
    let group = |(tag, module): (&&str, crate::names::Ident)| {
        let described = ctx.openapi.tags.iter().find(|known| known.name == **tag);
        Group {
            tag: (*tag).to_owned(),
            api: traits.claim(&format!("{} api", module.plain()), Case::Camel),
            module,
            docs: described.map_or_else(Docs::default, |tag| docs::of(tag.description.as_deref())),
            operations: Vec::new(),
        }
    };
    tags.iter().zip(modules).map(group).collect()
}

fn lower(
    ctx: &Context<'_>,
    found: &Found<'_>,
    schemes: &[SecurityScheme],
    names: Names,
    tag: &str,
) -> Operation {
    let root = Place::Root;
    let paths = root.key("paths");
    let item = paths.key(found.path);
    let method = method_name(found.method).to_ascii_lowercase();
    let place = item.key(&method);
    let operation = found.operation;
    let parameters = parameter::all(
        ctx,
        (found.path, found.item),
        operation,
        [&item, &place],
        names.ty.plain(),
    );
    path::compare(ctx, found.path, &parameters, [&item, &place]);
    let body = body::lower(ctx, operation, &place, names.ty.plain());
    let (access, security) = security::requirements(ctx, operation, schemes, &place);
    let responses = response::lower(ctx, operation, &place, &names.ty);
    let parameters: Vec<_> = parameters.into_iter().filter(is_sent).collect();
    let has_optional = parameters.iter().any(|parameter| !parameter.required);
    command::check_names(operation, &place, ctx.report);
    let description = operation.description.as_deref();
    let extensions = operation
        .extensions
        .iter()
        .map(|(name, value)| (name.clone(), value.to_string()));
    Operation {
        id: found.id.clone(),
        ident: names.ident,
        constant: names.constant,
        tag: tag.to_owned(),
        summary: docs::line(operation.summary.as_deref().or(description)),
        docs: docs::summary_and(operation.summary.as_deref(), description),
        method: found.method,
        path: found.path.to_owned(),
        server: server::own(
            ctx,
            (&operation.servers, &place),
            (&found.item.servers, &item),
        ),
        params: has_optional.then(|| names.ty.with_suffix("Params")),
        parameters,
        body,
        success: responses.success,
        failure: responses.failure,
        // Known when all types are.
        chooses: false,
        responses: responses.table,
        // Known when all types are.
        paging: None,
        command: None,
        access,
        security,
        deprecated: operation.deprecated.then(|| docs::deprecation(description)),
        extensions: extensions.collect(),
    }
}

/// Header parameters of these names "SHALL be ignored" (OpenAPI 3.0.3,
/// Parameter Object): bodies and security say what they are.
fn is_sent(parameter: &crate::ir::Parameter) -> bool {
    let ignored = ["accept", "content-type", "authorization"];
    parameter.location != Location::Header
        || !ignored.contains(&parameter.name.to_ascii_lowercase().as_str())
}
