//! The credentials that a request presents, taken from where the security
//! schemes say.

use super::certificate::ClientCertificate;
use super::context::Context;
use super::request_id::RequestId;
use crate::media;
use crate::operation::{Location, Operation, SchemeKind, SecurityScheme};
use crate::parameter::Pairs;
use crate::percent;
use base64::Engine as _;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{Extensions, HeaderMap, header};
use std::borrow::Cow;
use std::fmt;

/// What a request presents to prove who sends it: everything that one of the
/// operation's alternatives asks for.
#[derive(Clone)]
pub struct Presented {
    credentials: Vec<PresentedCredential>,
    context: Context,
}

impl Presented {
    /// Takes the credentials of the first alternative that is there as a
    /// whole, `None` if there is no such alternative.
    pub(super) fn take(
        operation: &'static Operation,
        parts: &Parts,
        request_id: Option<RequestId>,
    ) -> Option<Self> {
        let alternatives = operation.security.iter();
        let mut asked = alternatives.filter(|alternative| !alternative.is_empty());
        let credentials = asked.find_map(|alternative| {
            alternative
                .iter()
                .map(|scheme| take(scheme, parts))
                .collect()
        })?;
        Some(Self {
            credentials,
            context: Context::of(operation, parts, request_id),
        })
    }

    /// The operation that is called.
    pub fn operation(&self) -> &'static Operation {
        self.context.operation()
    }

    /// The credentials, in the order in which the description asks for them.
    pub fn credentials(&self) -> &[PresentedCredential] {
        &self.credentials
    }

    /// The headers of the request.
    pub fn headers(&self) -> &HeaderMap {
        self.context.headers()
    }

    /// What is known of the request, for a caller that wants to know it later.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// What is known of the request besides: what layers around the router
    /// and what accepts connections have put there, such as addresses.
    pub fn extensions(&self) -> &Extensions {
        self.context.extensions()
    }
}

impl fmt::Debug for Presented {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Presented")
            .field("operation", &self.operation().id)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

/// What a request presents for one security scheme.
#[derive(Clone, Debug)]
pub struct PresentedCredential {
    /// The name of the scheme.
    pub scheme: &'static str,
    /// The credential. Nothing has looked at it yet.
    pub value: PresentedValue,
}

/// A presented credential; `Debug` shows only its kind.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PresentedValue {
    /// A user name and a password (HTTP Basic).
    Basic {
        /// The user name.
        username: String,
        /// The password.
        password: String,
    },
    /// A bearer token.
    Bearer(String),
    /// An API key.
    ApiKey(String),
    /// A certificate of the connection (`mutualTLS`). What accepts
    /// connections has checked it; whose it is has not been looked at.
    Certificate(ClientCertificate),
}

impl fmt::Debug for PresentedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Basic { .. } => "Basic(..)",
            Self::Bearer(_) => "Bearer(..)",
            Self::ApiKey(_) => "ApiKey(..)",
            Self::Certificate(_) => "Certificate(..)",
        })
    }
}

fn take(scheme: &SecurityScheme, parts: &Parts) -> Option<PresentedCredential> {
    let value = match scheme.kind {
        SchemeKind::Basic => basic(authorization(parts, "Basic")?)?,
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => {
            PresentedValue::Bearer(authorization(parts, "Bearer")?.to_owned())
        }
        SchemeKind::ApiKey { location, name } => {
            PresentedValue::ApiKey(key(location, name, parts)?)
        }
        // Only what accepts connections knows of it.
        SchemeKind::MutualTls => {
            let certificate = parts.extensions.get::<ClientCertificate>()?;
            certificate.der()?;
            PresentedValue::Certificate(certificate.clone())
        }
        SchemeKind::Other(name) => PresentedValue::ApiKey(authorization(parts, name)?.to_owned()),
    };
    Some(PresentedCredential {
        scheme: scheme.name,
        value,
    })
}

/// What `Authorization` has behind the name of the scheme. Two such headers
/// could be read in two ways and count as none.
fn authorization<'a>(parts: &'a Parts, scheme: &str) -> Option<&'a str> {
    let (given, credential) = only(&parts.headers, AUTHORIZATION.as_str())?.split_once(' ')?;
    let credential = credential.trim();
    (given.eq_ignore_ascii_case(scheme) && !credential.is_empty()).then_some(credential)
}

fn basic(credential: &str) -> Option<PresentedValue> {
    let pair = base64::engine::general_purpose::STANDARD
        .decode(credential)
        .ok()?;
    let pair = String::from_utf8(pair).ok()?;
    let (username, password) = pair.split_once(':')?;
    Some(PresentedValue::Basic {
        username: username.to_owned(),
        password: password.to_owned(),
    })
}

fn key(location: Location, name: &str, parts: &Parts) -> Option<String> {
    match location {
        Location::Header => only(&parts.headers, name).map(str::to_owned),
        Location::Query => {
            let mut pairs = media::pairs(parts.uri.query().unwrap_or_default());
            let named = |given: &str| percent::decode_form(given).is_ok_and(|given| given == name);
            let (_, value) = pairs.find(|(given, _)| named(given))?;
            percent::decode_form(value).ok().map(Cow::into_owned)
        }
        Location::Cookie => {
            let cookies = cookies(&parts.headers);
            let (_, value) = cookies.iter().find(|(given, _)| *given == name)?;
            percent::decode(value).ok().map(Cow::into_owned)
        }
        Location::Path => None,
    }
    .filter(|key| !key.is_empty())
}

/// The value of a header that is there once.
fn only<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

/// The cookies of a request; names are decoded, values are not.
pub(super) fn cookies(headers: &HeaderMap) -> Pairs {
    let lines = headers.get_all(header::COOKIE).iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| {
            let name = name.trim();
            let name = percent::decode(name).unwrap_or(Cow::Borrowed(name));
            let value = value.trim();
            let quoted = value
                .strip_prefix('"')
                .and_then(|value| value.strip_suffix('"'));
            (name, quoted.unwrap_or(value))
        })
        .collect()
}
