//! Credentials: made by users, chosen per operation, put into requests.

use super::authorization;
use super::base::Base;
use super::origin::{Origin, resolve};
use super::token::{ClientCredentials, Source, TokenCache, TokenSource};
use crate::operation::{Location, Operation, SchemeKind, SecurityScheme};
use crate::percent;
use http::header::{AUTHORIZATION, HeaderName, USER_AGENT};
use http::{HeaderMap, HeaderValue, Uri};
use std::fmt;
use std::sync::Arc;

/// What authenticates a client by one security scheme.
///
/// It is only ever sent to the origin of the client's base URL, and only
/// with operations that ask for its scheme. `Debug` does not show it.
#[derive(Clone)]
pub struct Credential {
    scheme: &'static SecurityScheme,
    secret: Secret,
}

#[derive(Clone)]
enum Secret {
    Basic { user: String, password: String },
    Bearer(String),
    ApiKey(String),
    Client(ClientCredentials),
    Certificate,
}

impl Credential {
    /// A user name, which cannot have a colon in it, and a password.
    pub fn basic(
        scheme: &'static SecurityScheme,
        user: impl Into<String>,
        password: impl Into<String>,
    ) -> Self {
        let (user, password) = (user.into(), password.into());
        Self {
            scheme,
            secret: Secret::Basic { user, password },
        }
    }

    /// A bearer token, such as an OAuth 2.0 access token.
    pub fn bearer(scheme: &'static SecurityScheme, token: impl Into<String>) -> Self {
        Self {
            scheme,
            secret: Secret::Bearer(token.into()),
        }
    }

    /// A certificate that the transport shows when it connects: see
    /// `HttpTransportBuilder::client_certificate`.
    pub fn certificate(scheme: &'static SecurityScheme) -> Self {
        Self {
            scheme,
            secret: Secret::Certificate,
        }
    }

    /// An access token of OAuth 2.0, or the means to get one.
    pub fn oauth2(scheme: &'static SecurityScheme, token: impl Into<TokenSource>) -> Self {
        Self {
            scheme,
            secret: match token.into().0 {
                Source::Token(token) => Secret::Bearer(token),
                Source::Client(client) => Secret::Client(client),
            },
        }
    }

    /// An API key, for the place that the scheme names. For an HTTP scheme
    /// that this crate does not know, what follows its name in
    /// `Authorization`.
    pub fn api_key(scheme: &'static SecurityScheme, key: impl Into<String>) -> Self {
        Self {
            scheme,
            secret: Secret::ApiKey(key.into()),
        }
    }

    /// The name of the scheme.
    pub(super) fn scheme(&self) -> &'static str {
        self.scheme.name
    }

    /// Where the credential goes and what stands there, for a client that
    /// sends these headers with every call; the error says what is wrong with
    /// it without showing it.
    pub(super) fn placed(&self, base: &Base, headers: &HeaderMap) -> Result<Placed, &'static str> {
        let place = match &self.secret {
            Secret::Basic { user, .. } if user.contains(':') => {
                return Err("the user name has a colon in it, which HTTP Basic cannot carry");
            }
            Secret::Basic { user, password } => {
                Place::Header(AUTHORIZATION, authorization::basic(user, password)?)
            }
            Secret::Bearer(token) => Place::Header(AUTHORIZATION, authorization::bearer(token)?),
            Secret::ApiKey(key) => key_place(self.scheme.kind, key)?,
            Secret::Certificate => Place::Connection,
            Secret::Client(client) => {
                let endpoint = token_endpoint(self.scheme.kind, client, base)?;
                let agent = headers.get(USER_AGENT);
                Place::Token(Arc::new(TokenCache::new(client.clone(), endpoint, agent)?))
            }
        };
        Ok(Placed {
            scheme: self.scheme.name,
            place,
        })
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("scheme", &self.scheme.name)
            .finish_non_exhaustive()
    }
}

/// A credential in the form in which it is sent.
#[derive(Clone)]
pub(super) struct Placed {
    scheme: &'static str,
    place: Place,
}

/// Where a credential is sent.
#[derive(Clone)]
pub(super) enum Place {
    Header(HeaderName, HeaderValue),
    /// A pair, percent-encoded.
    Query(String, String),
    /// A pair, percent-encoded.
    Cookie(String, String),
    /// Where no request holds it.
    Connection,
    /// `Authorization`, with a token that is got when needed.
    Token(Arc<TokenCache>),
}

/// Where a client gets its tokens. A secret that the API is sent encrypted
/// is not sent to the endpoint in the clear.
fn token_endpoint(
    kind: SchemeKind,
    client: &ClientCredentials,
    base: &Base,
) -> Result<Uri, &'static str> {
    let documented = match kind {
        SchemeKind::OAuth2 { token_url } => token_url,
        SchemeKind::Basic
        | SchemeKind::Bearer
        | SchemeKind::MutualTls
        | SchemeKind::ApiKey { .. }
        | SchemeKind::Other(_) => "",
    };
    let url = match client.own_token_url().unwrap_or(documented) {
        "" => return Err("the description has no token URL: give one"),
        url => url,
    };
    let malformed = "the token URL is not an http or https URL: give another one";
    let root = base.uri("/", "").map_err(|_| malformed)?;
    let endpoint = resolve(&root, url.as_bytes()).ok_or(malformed)?;
    let origin = Origin::of(&endpoint).ok_or(malformed)?;
    match base.origin().is_secure() && !origin.is_secure() {
        true => Err("the token URL is http where the base URL is https: give another one"),
        false => Ok(endpoint),
    }
}

fn key_place(kind: SchemeKind, key: &str) -> Result<Place, &'static str> {
    let (location, name) = match kind {
        SchemeKind::ApiKey { location, name } => (location, name),
        SchemeKind::Other(scheme) => {
            let value = authorization::secret(&format!("{scheme} {key}"))?;
            return Ok(Place::Header(AUTHORIZATION, value));
        }
        SchemeKind::Basic
        | SchemeKind::Bearer
        | SchemeKind::MutualTls
        | SchemeKind::OAuth2 { .. } => {
            return Err("the scheme takes no API key: give what it takes instead");
        }
    };
    match location {
        Location::Header => {
            let name = HeaderName::from_bytes(name.as_bytes())
                .map_err(|_| "the scheme names a header that HTTP does not allow")?;
            Ok(Place::Header(name, authorization::secret(key)?))
        }
        Location::Query => Ok(Place::Query(percent::encode(name), percent::encode(key))),
        Location::Cookie => Ok(Place::Cookie(percent::encode(name), percent::encode(key))),
        Location::Path => Err("the scheme puts its key into the path, which HTTP does not do"),
    }
}

/// The credentials to send with an operation: those of the first alternative
/// for which there are all, and none if there is no such alternative.
pub(super) fn choose<'a>(operation: &Operation, placed: &'a [Placed]) -> Vec<&'a Place> {
    let find = |scheme: &SecurityScheme| {
        let found = placed.iter().find(|placed| placed.scheme == scheme.name);
        found.map(|placed| &placed.place)
    };
    operation
        .security
        .iter()
        .filter(|alternative| !alternative.is_empty())
        .find_map(|alternative| alternative.iter().map(|scheme| find(scheme)).collect())
        .unwrap_or_default()
}

/// The header that two of the credentials would have to share.
pub(super) fn contended(places: &[&Place]) -> Option<HeaderName> {
    let mut taken: Vec<HeaderName> = Vec::new();
    for place in places {
        let name = match place {
            Place::Header(name, _) => name,
            Place::Token(_) => &AUTHORIZATION,
            Place::Query(..) | Place::Cookie(..) | Place::Connection => continue,
        };
        if taken.contains(name) {
            return Some(name.clone());
        }
        taken.push(name.clone());
    }
    None
}
