//! Security Scheme and Security Requirement Objects.

use super::fields::{Fields, object, reference_or};
use crate::diagnostic::Report;
use crate::document::place::Place;
use crate::document::tree::Tree;
use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow,
    OAuth2Flows, PasswordOAuth2Flow, ReferenceOr, SecurityRequirement, SecurityScheme,
};

pub(super) fn requirement(
    tree: &Tree,
    place: &Place<'_>,
    report: &Report,
) -> Option<SecurityRequirement> {
    object(tree, place, report, |fields| {
        fields.any_key();
        let scopes = |tree: &Tree| match tree {
            Tree::Array(items) => items
                .iter()
                .filter_map(|item| item.as_str().map(str::to_owned))
                .collect(),
            _ => Vec::new(),
        };
        Some(
            fields
                .entries()
                .map(|(name, tree)| (name.clone(), scopes(tree)))
                .collect(),
        )
    })
}

pub(super) fn scheme(
    tree: &Tree,
    place: &Place<'_>,
    report: &Report,
) -> Option<ReferenceOr<SecurityScheme>> {
    reference_or(tree, place, report, |tree, place, report| {
        object(tree, place, report, read)
    })
}

fn read(fields: &Fields<'_>) -> Option<SecurityScheme> {
    fields.require("type");
    let kinds = ["apiKey", "http", "oauth2", "openIdConnect"];
    let kind = fields.word("type", &kinds.join(", "), |word| {
        kinds.into_iter().find(|known| *known == word)
    })?;
    let description = fields.text("description");
    let extensions = fields.extensions();
    match kind {
        "apiKey" => Some(SecurityScheme::APIKey {
            location: fields.word("in", "query, header, cookie", |word| match word {
                "query" => Some(APIKeyLocation::Query),
                "header" => Some(APIKeyLocation::Header),
                "cookie" => Some(APIKeyLocation::Cookie),
                _ => None,
            })?,
            name: fields.required_text("name")?,
            description,
            extensions,
        }),
        "http" => Some(SecurityScheme::HTTP {
            scheme: fields.required_text("scheme")?,
            bearer_format: fields.text("bearerFormat"),
            description,
            extensions,
        }),
        "oauth2" => Some(SecurityScheme::OAuth2 {
            flows: fields.one("flows", flows).unwrap_or_default(),
            description,
            extensions,
        }),
        _ => Some(SecurityScheme::OpenIDConnect {
            open_id_connect_url: fields.required_text("openIdConnectUrl")?,
            description,
            extensions,
        }),
    }
}

fn flows(tree: &Tree, place: &Place<'_>, report: &Report) -> Option<OAuth2Flows> {
    object(tree, place, report, |fields| {
        Some(OAuth2Flows {
            implicit: flow(fields, "implicit", |fields| {
                Some(ImplicitOAuth2Flow {
                    authorization_url: fields.required_text("authorizationUrl")?,
                    refresh_url: fields.text("refreshUrl"),
                    scopes: scopes(fields),
                    extensions: fields.extensions(),
                })
            }),
            password: flow(fields, "password", |fields| {
                Some(PasswordOAuth2Flow {
                    refresh_url: fields.text("refreshUrl"),
                    token_url: fields.required_text("tokenUrl")?,
                    scopes: scopes(fields),
                    extensions: fields.extensions(),
                })
            }),
            client_credentials: flow(fields, "clientCredentials", |fields| {
                Some(ClientCredentialsOAuth2Flow {
                    refresh_url: fields.text("refreshUrl"),
                    token_url: fields.required_text("tokenUrl")?,
                    scopes: scopes(fields),
                    extensions: fields.extensions(),
                })
            }),
            authorization_code: flow(fields, "authorizationCode", |fields| {
                Some(AuthorizationCodeOAuth2Flow {
                    authorization_url: fields.required_text("authorizationUrl")?,
                    token_url: fields.required_text("tokenUrl")?,
                    refresh_url: fields.text("refreshUrl"),
                    scopes: scopes(fields),
                    extensions: fields.extensions(),
                })
            }),
            extensions: fields.extensions(),
        })
    })
}

fn flow<T>(
    fields: &Fields<'_>,
    key: &'static str,
    read: impl FnOnce(&Fields<'_>) -> Option<T>,
) -> Option<T> {
    fields.one(key, |tree, place, report| {
        object(tree, place, report, |fields| read(fields))
    })
}

fn scopes(fields: &Fields<'_>) -> IndexMap<String, String> {
    fields.map("scopes", |tree, _, _| {
        Some(tree.as_str().unwrap_or_default().to_owned())
    })
}
