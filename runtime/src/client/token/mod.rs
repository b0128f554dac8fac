//! OAuth 2.0 access tokens by client credentials (RFC 6749, section 4.4):
//! got when a call needs one, kept until it expires, shared by all calls of
//! a client.

mod cache;
mod error;

pub(super) use cache::TokenCache;
pub use error::TokenError;

use super::authorization;
use super::request::add_pair;
use crate::percent;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderValue, Method, Request, Uri};
use std::fmt;

/// What a client proves itself with to an OAuth 2.0 token endpoint, to get
/// access tokens of its own (RFC 6749, section 4.4).
///
/// The first call that needs a token gets one, and concurrent calls wait for
/// it. It is used until 30 seconds before it expires (a tenth of its life,
/// if it lives less than 5 minutes), or for as long as it is accepted if the
/// endpoint does not say when it expires; a call that is answered 401 gets a
/// new one and is sent once more. If there is no new one, one that has not
/// expired stays in use. `Debug` shows none of it.
#[derive(Clone)]
pub struct ClientCredentials {
    id: String,
    secret: String,
    form: Vec<(String, String)>,
    token_url: Option<String>,
    in_body: bool,
}

impl ClientCredentials {
    /// The identifier and the secret that the client is registered with.
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            form: Vec::new(),
            token_url: None,
            in_body: false,
        }
    }

    /// Asks for these scopes; without, it is the endpoint that chooses.
    #[must_use]
    pub fn scopes<S: AsRef<str>>(self, scopes: impl IntoIterator<Item = S>) -> Self {
        let scopes = scopes.into_iter();
        let scopes: Vec<String> = scopes.map(|scope| scope.as_ref().to_owned()).collect();
        self.parameter("scope", scopes.join(" "))
    }

    /// Sends a further parameter to the token endpoint, such as `audience`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.form.push((name.into(), value.into()));
        self
    }

    /// Asks at another URL than the one in the description. It may be
    /// relative to the base URL.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Sends identifier and secret in the body, for endpoints that do not
    /// take them by HTTP Basic as all should (RFC 6749, section 2.3.1).
    #[must_use]
    pub fn in_body(mut self) -> Self {
        self.in_body = true;
        self
    }

    /// The URL to ask at, if it is not the description's.
    pub(super) fn own_token_url(&self) -> Option<&str> {
        self.token_url.as_deref()
    }

    /// The request that gets a token, with this `User-Agent`.
    pub(super) fn request(
        &self,
        endpoint: Uri,
        agent: Option<&HeaderValue>,
    ) -> Result<Request<Bytes>, &'static str> {
        let mut form = vec![("grant_type", "client_credentials")];
        let given = self.form.iter();
        form.extend(given.map(|(name, value)| (name.as_str(), value.as_str())));
        if self.in_body {
            form.push(("client_id", &self.id));
            form.push(("client_secret", &self.secret));
        }
        let mut body = String::new();
        for (name, value) in form {
            add_pair(
                &mut body,
                "&",
                &percent::encode(name),
                &percent::encode(value),
            );
        }
        let mut request = Request::new(Bytes::from(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = endpoint;
        let headers = request.headers_mut();
        headers.extend(agent.map(|agent| (USER_AGENT, agent.clone())));
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        if !self.in_body {
            let (id, secret) = (percent::encode(&self.id), percent::encode(&self.secret));
            headers.insert(AUTHORIZATION, authorization::basic(&id, &secret)?);
        }
        Ok(request)
    }

    /// Whether a text has the secret in it.
    fn is_shown_by(&self, text: &str) -> bool {
        !self.secret.is_empty() && text.contains(&self.secret)
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials").finish_non_exhaustive()
    }
}

/// An access token, or the means to get one: made from a string, or from
/// [`ClientCredentials`].
#[derive(Clone)]
pub struct TokenSource(pub(super) Source);

#[derive(Clone)]
pub(super) enum Source {
    Token(String),
    Client(ClientCredentials),
}

impl From<&str> for TokenSource {
    fn from(token: &str) -> Self {
        Self(Source::Token(token.to_owned()))
    }
}

impl From<&String> for TokenSource {
    fn from(token: &String) -> Self {
        Self(Source::Token(token.clone()))
    }
}

impl From<String> for TokenSource {
    fn from(token: String) -> Self {
        Self(Source::Token(token))
    }
}

impl From<ClientCredentials> for TokenSource {
    fn from(client: ClientCredentials) -> Self {
        Self(Source::Client(client))
    }
}

impl fmt::Debug for TokenSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenSource").finish_non_exhaustive()
    }
}
