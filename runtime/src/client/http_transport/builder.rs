//! What can be chosen of the usual transport.

use super::HttpTransport;
use super::connector::Connector;
use super::tls::Tls;
use crate::client::transport::TransportError;
use hyper_util::client::legacy::Client;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use std::fmt;
use std::time::Duration;

/// Makes an [`HttpTransport`].
#[must_use]
pub struct HttpTransportBuilder {
    connect_timeout: Duration,
    idle_timeout: Duration,
    proxy: Proxy,
    tls: Tls,
}

enum Proxy {
    Environment,
    None,
    All(String),
}

/// 10 seconds for making a connection, 90 seconds for keeping it, the proxy
/// of the environment, and the certificates that the platform trusts.
impl Default for HttpTransportBuilder {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(90),
            proxy: Proxy::Environment,
            tls: Tls::default(),
        }
    }
}

impl HttpTransportBuilder {
    /// Limits the time for making a connection, with its name, its TLS and
    /// its proxy (10 seconds unless set).
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Keeps connections that nobody uses for this time (90 seconds unless
    /// set).
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = timeout;
        self
    }

    /// Uses this proxy for all requests: an `http`, `https`, `socks5` or
    /// `socks5h` URL, which may have a user name and a password in it.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Proxy::All(url.into());
        self
    }

    /// Uses no proxy, whatever the environment says.
    pub fn without_proxy(mut self) -> Self {
        self.proxy = Proxy::None;
        self
    }

    /// Trusts these certificates as well as those of the platform: one or
    /// more in the text form (PEM, RFC 7468). A server that signs its own
    /// certificate is trusted by giving it here.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.tls.roots.push(pem.into());
        self
    }

    /// Presents this certificate to servers that ask for one (`mutualTLS`):
    /// its chain and its private key, both in the text form (PEM).
    pub fn client_certificate(
        mut self,
        chain: impl Into<Vec<u8>>,
        key: impl Into<Vec<u8>>,
    ) -> Self {
        self.tls.identity = Some((chain.into(), key.into()));
        self
    }

    /// Accepts whatever certificate a server presents. Whoever is between the
    /// client and the server can then read and change everything, credentials
    /// included: for tests in closed networks only.
    pub fn danger_accept_any_certificate(mut self) -> Self {
        self.tls.accepts_any = true;
        self
    }

    /// Makes the transport.
    ///
    /// # Errors
    /// If a certificate, a key or the URL of the proxy cannot be used.
    pub fn build(self) -> Result<HttpTransport, TransportError> {
        self.tls.check()?;
        let proxies = match self.proxy {
            Proxy::Environment => Matcher::from_env(),
            Proxy::None => Matcher::builder().build(),
            Proxy::All(url) => chosen(url)?,
        };
        let connector = Connector::new(self.tls, proxies, self.connect_timeout);
        let pool = || {
            Client::builder(TokioExecutor::new())
                .pool_timer(TokioTimer::new())
                .pool_idle_timeout(self.idle_timeout)
                .build(connector.clone())
        };
        Ok(HttpTransport {
            awaited: pool(),
            waited: pool(),
            connector,
        })
    }
}

/// The proxy of this URL, for everything.
fn chosen(url: String) -> Result<Matcher, TransportError> {
    let proxies = Matcher::builder().all(url).build();
    // It is silent about what it does not understand.
    match proxies.intercept(&http::Uri::from_static("http://a.invalid/")) {
        Some(_) => Ok(proxies),
        None => Err(TransportError::other(
            "the proxy is not a URL: give it as http://host:port",
        )),
    }
}

/// Keys are not shown.
impl fmt::Debug for HttpTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransportBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .field("idle_timeout", &self.idle_timeout)
            .finish_non_exhaustive()
    }
}
