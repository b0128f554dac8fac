//! Security schemes, and what each operation requires of them.

use super::context::Context;
use super::docs;
use super::reference::resolve;
use crate::diagnostic::{Code, nearest};
use crate::document::Place;
use crate::ir::{Access, Location, SecurityKind, SecurityScheme};
use crate::names::{Case, Scope};
use openapiv3::{APIKeyLocation, Operation, ReferenceOr, SecurityScheme as Scheme};

/// The schemes of the components.
pub(super) fn schemes(ctx: &Context<'_>) -> Vec<SecurityScheme> {
    let all = &ctx.components().security_schemes;
    let names: Vec<&str> = all.keys().map(String::as_str).collect();
    let constants = Scope::default().claim_all(&names, Case::Constant);
    let idents = Scope::default().claim_all(&names, Case::Snake);
    let schemes = all.iter().zip(constants.into_iter().zip(idents));
    let scheme = |((name, scheme), (constant, ident)): ((&String, &ReferenceOr<Scheme>), _)| {
        let (kind, description) = kind(resolve(all, scheme)?.0);
        Some(SecurityScheme {
            name: name.clone(),
            constant,
            ident,
            docs: docs::of(description.as_deref()),
            kind,
        })
    };
    schemes.filter_map(scheme).collect()
}

fn kind(scheme: &Scheme) -> (SecurityKind, Option<String>) {
    match scheme {
        Scheme::APIKey {
            location,
            name,
            description,
            ..
        } => {
            let location = match location {
                APIKeyLocation::Query => Location::Query,
                APIKeyLocation::Header => Location::Header,
                APIKeyLocation::Cookie => Location::Cookie,
            };
            (
                SecurityKind::ApiKey(location, name.clone()),
                description.clone(),
            )
        }
        Scheme::HTTP {
            scheme,
            description,
            ..
        } => {
            let kind = match scheme.to_ascii_lowercase().as_str() {
                "basic" => SecurityKind::Basic,
                "bearer" => SecurityKind::Bearer,
                // What loading makes of the type of this name.
                "mutualtls" => SecurityKind::MutualTls,
                _ => SecurityKind::Other(scheme.clone()),
            };
            (kind, description.clone())
        }
        Scheme::OAuth2 {
            flows, description, ..
        } => {
            let kind = match &flows.client_credentials {
                Some(flow) => SecurityKind::OAuth2(flow.token_url.clone()),
                None => SecurityKind::Bearer,
            };
            (kind, description.clone())
        }
        Scheme::OpenIDConnect { description, .. } => (SecurityKind::Bearer, description.clone()),
    }
}

/// Who may call an operation, and the alternatives of schemes to prove it:
/// its own, else those of the document.
pub(super) fn requirements(
    ctx: &Context<'_>,
    operation: &Operation,
    schemes: &[SecurityScheme],
    place: &Place<'_>,
) -> (Access, Vec<Vec<usize>>) {
    let root = Place::Root;
    let (list, place) = match &operation.security {
        Some(own) => (own.as_slice(), place),
        None => (ctx.openapi.security.as_deref().unwrap_or_default(), &root),
    };
    let place = place.key("security");
    let mut alternatives = Vec::new();
    for (index, requirement) in list.iter().enumerate() {
        let place = place.index(index);
        let positions = requirement.keys().filter_map(|name| {
            let position = schemes.iter().position(|scheme| scheme.name == *name);
            if position.is_none() {
                unknown(ctx, name, schemes, &place);
            }
            position
        });
        alternatives.push(positions.collect::<Vec<_>>());
    }
    let access = match alternatives
        .iter()
        .filter(|schemes| schemes.is_empty())
        .count()
    {
        _ if alternatives.is_empty() => Access::Public,
        0 => Access::Guarded,
        all if all == alternatives.len() => Access::Public,
        _ => Access::Optional,
    };
    if access == Access::Public {
        alternatives.clear();
    }
    (access, alternatives)
}

fn unknown(ctx: &Context<'_>, name: &str, schemes: &[SecurityScheme], place: &Place<'_>) {
    let message = format!("no security scheme `{name}` is declared");
    let known = schemes.iter().map(|scheme| scheme.name.as_str());
    let hint = match nearest(name, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "declare it in `components.securitySchemes`".to_owned(),
    };
    ctx.report
        .hint(Code::UnknownSecurityScheme, place.key(name), message, hint);
}
