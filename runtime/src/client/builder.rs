//! Making a client: settings, checked once, then shared by all calls.

use super::base::Base;
use super::core::{ApiClient, Core, Shared};
use super::credential::Credential;
use super::hook::Hook;
use super::reconnect::Reconnect;
use super::redirect::USUAL_LIMIT;
use super::retry::Retry;
use super::server_url::BaseUrl;
use super::transport::{Limits, Transport, TransportError};
use http::header::{HeaderName, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

/// Settings of a client to be.
///
/// Unless set: a call takes at most 60 seconds and making a connection 10,
/// nothing comes of a stream for at most 60, an answer that is not a stream
/// has at most 64 MiB, 10 redirects are followed, a request that
/// may be repeated is sent up to 3 times ([`Retry`]), and nothing
/// authenticates.
#[must_use]
pub struct Builder<C> {
    settings: Box<Settings>,
    client: PhantomData<fn() -> C>,
}

/// All settings, none of which depends on the client's type.
struct Settings {
    base_url: BaseUrl,
    credentials: Vec<Credential>,
    servers: Vec<(String, String)>,
    limits: Limits,
    retry: Retry,
    reconnect: Reconnect,
    validates: bool,
    redirects: u32,
    connect_timeout: Duration,
    headers: HeaderMap,
    hooks: Vec<Arc<dyn Hook>>,
    transport: Option<Arc<dyn Transport>>,
    /// The first setting that was refused, reported when building.
    refused: Option<BuildError>,
}

impl<C: ApiClient> Builder<C> {
    /// Starts with the URL of the server. One without a path gets the base
    /// path of the description; one with a path is used as it is, and so is
    /// that of a server which the description lists.
    pub fn new(base_url: impl Into<BaseUrl>) -> Self {
        Self {
            settings: Box::new(Settings::new(base_url.into())),
            client: PhantomData,
        }
    }

    /// Authenticates calls. Given several times, each scheme has the last
    /// one given for it.
    pub fn auth(mut self, auth: C::Auth) -> Self {
        self.settings.credential(auth.into());
        self
    }

    /// Calls operations that the description has at a server of their own at
    /// another URL, or at that one with credentials: `described` is what the
    /// description calls the server, as the method of the client says, and
    /// `url` where it is. Without this, such operations are called where the
    /// description has them, if that is not `http` where the base URL is
    /// `https`; a relative URL is relative to the base URL. Credentials are
    /// sent to the origin of the base URL and to those given here.
    pub fn operation_server(
        mut self,
        described: impl Into<String>,
        url: impl Into<String>,
    ) -> Self {
        self.settings.servers.push((described.into(), url.into()));
        self
    }

    /// Limits each call to this time, from the start to the last byte of
    /// the answer, with all attempts, waits and redirects; to the headers of
    /// an answer whose body is handed on as a stream.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.limits.timeout = timeout;
        self
    }

    /// Limits how long nothing may come of a body that is handed on as a
    /// stream, while it is waited for.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.settings.limits.idle = timeout;
        self
    }

    /// Limits the making of a connection to this time. Transports other than
    /// the usual one have a limit of their own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// Limits the body of an answer to this many bytes, unless it is handed
    /// on as a stream.
    pub fn response_limit(mut self, bytes: u64) -> Self {
        self.settings.limits.response_bytes = bytes;
        self
    }

    /// Tries calls again as said here; [`Retry`] says what is usual.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.settings.retry = retry;
        self
    }

    /// Goes on with streams of events whose connection is lost, as said here;
    /// unless set, they end.
    pub fn reconnect(mut self, reconnect: Reconnect) -> Self {
        self.settings.reconnect = reconnect;
        self
    }

    /// Holds answers against the constraints of their schemas as well, which
    /// only servers must do otherwise: bodies, items of streams and headers.
    /// An answer that breaks any is [`Error::Unexpected`](super::Error), whose
    /// reason lists them with their places
    /// ([`OutcomeError::Invalid`](crate::outcome::OutcomeError)). What
    /// `items()` takes from pages of a list is not checked; `pages()` is.
    pub fn validate_responses(mut self, validates: bool) -> Self {
        self.settings.validates = validates;
        self
    }

    /// Follows at most this many redirects in a call; 0 makes each redirect
    /// an answer.
    ///
    /// An answer of 303, and to a POST one of 301 or 302, is followed with
    /// GET and no body, others with the same method and body. Credentials go
    /// to the origin of the base URL only; to another one go only headers
    /// that say what the answer should be like (`Accept`, `Range` and so
    /// on). From `https` to `http` no redirect is followed, and one that the
    /// operation documents is an answer.
    pub fn redirects(mut self, limit: u32) -> Self {
        self.settings.redirects = limit;
        self
    }

    /// Sends a header with every call, unless the call sets it itself.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.settings.header(name, value);
        self
    }

    /// Sends this `User-Agent`, also when asking for access tokens.
    pub fn user_agent(self, value: &str) -> Self {
        self.header(USER_AGENT.as_str(), value)
    }

    /// Adds a hook to all calls. Of several, the first one is around the
    /// others.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.settings.hooks.push(Arc::new(hook));
        self
    }

    /// Uses another transport than the usual one.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings.transport = Some(Arc::new(transport));
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    /// If the base URL, a header or a credential cannot be used, or there is
    /// no transport: none was given and the feature `transport` is off.
    pub fn build(self) -> Result<C, BuildError> {
        self.settings.build(C::BASE_PATH).map(C::from_core)
    }
}

impl Settings {
    fn new(base_url: BaseUrl) -> Self {
        let mut headers = HeaderMap::new();
        let agent = concat!("specwright-runtime/", env!("CARGO_PKG_VERSION"));
        headers.insert(USER_AGENT, HeaderValue::from_static(agent));
        Self {
            base_url,
            credentials: Vec::new(),
            servers: Vec::new(),
            limits: Limits::default(),
            retry: Retry::default(),
            reconnect: Reconnect::never(),
            validates: false,
            redirects: USUAL_LIMIT,
            connect_timeout: Duration::from_secs(10),
            headers,
            hooks: Vec::new(),
            transport: None,
            refused: None,
        }
    }

    fn credential(&mut self, credential: Credential) {
        self.credentials
            .retain(|other| other.scheme() != credential.scheme());
        self.credentials.push(credential);
    }

    fn header(&mut self, name: &str, value: &str) {
        match (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        ) {
            (Ok(name), Ok(value)) => {
                self.headers.insert(name, value);
            }
            _ => {
                self.refused
                    .get_or_insert_with(|| BuildError::Header(name.to_owned()));
            }
        }
    }

    fn build(self, base_path: &str) -> Result<Core, BuildError> {
        if let Some(refused) = self.refused {
            return Err(refused);
        }
        let (url, has_base_path) = self.base_url.url()?;
        let base_path = if has_base_path { base_path } else { "" };
        let base = Base::parse(&url, base_path).map_err(BuildError::BaseUrl)?;
        let servers = self.servers.into_iter().rev().map(|(described, url)| {
            let base = Base::parse(&url, "").map_err(BuildError::OperationServer)?;
            Ok((described, base))
        });
        let servers = servers.collect::<Result<_, BuildError>>()?;
        let placed = self.credentials.iter().map(|credential| {
            let scheme = credential.scheme();
            let refused = |problem| BuildError::Credential { scheme, problem };
            credential.placed(&base, &self.headers).map_err(refused)
        });
        let credentials = placed.collect::<Result<_, _>>()?;
        Ok(Core::new(Shared {
            base,
            servers,
            credentials,
            headers: self.headers,
            limits: self.limits,
            retry: self.retry,
            reconnect: self.reconnect,
            validates: self.validates,
            redirects: self.redirects,
            hooks: self.hooks,
            transport: match self.transport {
                Some(transport) => transport,
                None => usual_transport(self.connect_timeout)?,
            },
        }))
    }
}

#[cfg(all(
    feature = "transport",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
fn usual_transport(connect_timeout: Duration) -> Result<Arc<dyn Transport>, BuildError> {
    let transport = super::HttpTransport::builder().connect_timeout(connect_timeout);
    match transport.build() {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => Err(BuildError::Transport(error)),
    }
}

#[cfg(all(feature = "transport", target_family = "wasm", target_os = "unknown"))]
fn usual_transport(connect_timeout: Duration) -> Result<Arc<dyn Transport>, BuildError> {
    match super::ReqwestTransport::new(connect_timeout) {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => Err(BuildError::Transport(error)),
    }
}

#[cfg(not(feature = "transport"))]
fn usual_transport(_: Duration) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::NoTransport)
}

/// The settings hold credentials and are not shown.
impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").finish_non_exhaustive()
    }
}

/// Why a client cannot be made from its settings.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL cannot be used, for this reason.
    BaseUrl(&'static str),
    /// The URL that was given for the server of operations cannot be used, for
    /// this reason.
    OperationServer(&'static str),
    /// A variable of the server cannot have the value that was given.
    Variable {
        /// Its name.
        name: &'static str,
        /// What is wrong with the value.
        problem: &'static str,
    },
    /// The header of this name, or its value, is not one that HTTP allows.
    Header(String),
    /// A credential cannot be sent.
    Credential {
        /// The name of its scheme.
        scheme: &'static str,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// No transport was given, and the feature `transport` is off.
    NoTransport,
    /// The usual transport cannot be set up.
    Transport(TransportError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl(problem) => f.write_str(problem),
            Self::OperationServer(problem) => {
                write!(f, "for the server of operations, {problem}")
            }
            Self::Variable { name, problem } => {
                write!(f, "the variable `{name}` of the server: {problem}")
            }
            Self::Header(name) => {
                write!(
                    f,
                    "the header {name:?} has a name or a value that HTTP does not allow"
                )
            }
            Self::Credential { scheme, problem } => {
                write!(f, "the credential for `{scheme}` cannot be sent: {problem}")
            }
            Self::NoTransport => f.write_str(
                "there is no transport: give one to the builder or enable the feature `transport`",
            ),
            Self::Transport(_) => f.write_str("the transport cannot be set up"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            _ => None,
        }
    }
}
