//! From a host and a credential, given in code or by the environment, to a
//! client of any of the three APIs.

mod api;
mod environment;
mod error;

pub use api::Connect;
pub use error::ConnectError;

use crate::runtime::client::{BuildError, Builder, HttpTransport};
use environment::Found;
use std::env::VarError;
use std::fmt;
use std::time::Duration;

/// A client to be: where its service is, and who calls.
///
/// It is made by [`Connect`]. What cannot be set here is set on the
/// [`builder`](Self::builder).
///
/// ```no_run
/// use onedata::{Connect, onezone};
///
/// # fn example(token: String) -> Result<(), onedata::ConnectError> {
/// let zone = onezone::Client::connect("zone.example.org")
///     .token(token)
///     .client()?;
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct Connection<C: Connect> {
    url: String,
    auth: Option<C::Auth>,
    timeout: Option<Duration>,
    connect_timeout: Option<Duration>,
    roots: Vec<Vec<u8>>,
    accepts_any: bool,
    /// The variables that host and credential are from.
    host_variable: Option<String>,
    auth_variable: Option<String>,
}

impl<C: Connect> Connection<C> {
    fn new(host: &str) -> Self {
        let url = match host.contains("://") {
            true => host.to_owned(),
            false => format!("https://{host}"),
        };
        Self {
            url,
            auth: None,
            timeout: None,
            connect_timeout: None,
            roots: Vec::new(),
            accepts_any: false,
            host_variable: None,
            auth_variable: None,
        }
    }

    fn from_variables(
        variable: impl Fn(&str) -> Result<String, VarError>,
    ) -> Result<Self, ConnectError> {
        let Found { host, auth } = environment::find::<C>(variable)?;
        let (auth_variable, auth) = auth.unzip();
        Ok(Self {
            auth,
            auth_variable,
            host_variable: Some(host.0),
            ..Self::new(&host.1)
        })
    }

    /// Authenticates with an access token.
    pub fn token(self, token: impl Into<String>) -> Self {
        self.auth(C::token_auth(token.into()))
    }

    /// Authenticates with this credential, such as a user name and a password
    /// (`onezone::Auth::basic`). The last one counts.
    pub fn auth(mut self, auth: C::Auth) -> Self {
        self.auth = Some(auth);
        self.auth_variable = None;
        self
    }

    /// Limits each call to this time (60 seconds unless set), but for bodies
    /// that flow.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Limits the making of a connection to this time (10 seconds unless
    /// set).
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Trusts these certificates as well as those of the platform: one or
    /// more in the text form (PEM). A service that signs its own certificate
    /// is trusted by giving it here.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.roots.push(pem.into());
        self
    }

    /// Accepts whatever certificate the service presents, such as one that it
    /// has signed itself. Whoever is between can then read and change
    /// everything, credentials included: for tests in closed networks only.
    pub fn danger_accept_any_certificate(mut self) -> Self {
        self.accepts_any = true;
        self
    }

    /// Makes the client. Nothing is sent yet.
    ///
    /// # Errors
    /// If the host, the credential or a certificate cannot be used.
    pub fn client(self) -> Result<C, ConnectError> {
        let variables = (self.host_variable.clone(), self.auth_variable.clone());
        let built = self.builder()?.build();
        built.map_err(|error| match (error, variables) {
            (BuildError::BaseUrl(problem), (Some(host), _)) => {
                ConnectError::variable(host, problem)
            }
            (BuildError::Credential { problem, .. }, (_, Some(auth))) => {
                ConnectError::variable(auth, problem)
            }
            (error, _) => ConnectError::Build(error),
        })
    }

    /// The builder of the client, on which everything else can be set:
    /// retries, hooks, limits and so on.
    ///
    /// # Errors
    /// If a certificate cannot be used.
    pub fn builder(mut self) -> Result<Builder<C>, ConnectError> {
        let mut builder = Builder::new(self.url.as_str());
        builder = builder.user_agent(concat!("onedata/", env!("CARGO_PKG_VERSION")));
        if let Some(auth) = self.auth.take() {
            builder = builder.auth(auth);
        }
        if let Some(timeout) = self.timeout {
            builder = builder.timeout(timeout);
        }
        if let Some(timeout) = self.connect_timeout {
            builder = builder.connect_timeout(timeout);
        }
        match self.roots.is_empty() && !self.accepts_any {
            true => Ok(builder),
            false => Ok(builder.transport(self.transport()?)),
        }
    }

    /// What trusts other servers than the usual transport.
    fn transport(self) -> Result<HttpTransport, ConnectError> {
        let mut transport = HttpTransport::builder();
        if let Some(timeout) = self.connect_timeout {
            transport = transport.connect_timeout(timeout);
        }
        for pem in self.roots {
            transport = transport.root_certificates(pem);
        }
        if self.accepts_any {
            transport = transport.danger_accept_any_certificate();
        }
        let transport = transport.build();
        transport.map_err(|error| ConnectError::Build(BuildError::Transport(error)))
    }
}

/// Credentials are not shown.
impl<C: Connect> fmt::Debug for Connection<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").finish_non_exhaustive()
    }
}
