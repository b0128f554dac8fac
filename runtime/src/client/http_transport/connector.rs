//! From a URL to a connection: directly, or through a proxy.

use super::connection::{Open, Wire};
use super::resolver::Resolver;
use super::tls::Tls;
use http::uri::Scheme;
use http::{HeaderValue, Uri};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::{SocksV5, Tunnel};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use std::io::{Error, ErrorKind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tower_service::Service;

type Problem = Box<dyn std::error::Error + Send + Sync>;

/// Makes connections. Copies share everything.
#[derive(Clone)]
pub(super) struct Connector(Arc<Shared>);

struct Shared {
    http: HttpConnector<Resolver>,
    tls: Tls,
    proxies: Matcher,
    /// Whether the proxy for requests that are not encrypted wants to know who
    /// sends them: nearly never, and each request would be asked.
    is_authorized: bool,
    timeout: Duration,
}

/// How often an idle connection is tried for being alive.
const PROBE: Duration = Duration::from_secs(60);

impl Connector {
    pub(super) fn new(tls: Tls, proxies: Matcher, timeout: Duration) -> Self {
        let mut http = HttpConnector::new_with_resolver(Resolver::new());
        http.enforce_http(false);
        http.set_nodelay(true);
        http.set_keepalive(Some(PROBE));
        // It is for all addresses of a name together.
        http.set_connect_timeout(Some(timeout));
        let plain = proxies.intercept(&Uri::from_static("http://a.invalid/"));
        Self(Arc::new(Shared {
            http,
            tls,
            is_authorized: plain.is_some_and(|proxy| proxy.basic_auth().is_some()),
            proxies,
            timeout,
        }))
    }

    /// What tells a proxy who sends a request that is not encrypted.
    pub(super) fn proxy_authorization(&self, uri: &Uri) -> Option<HeaderValue> {
        let Shared {
            proxies,
            is_authorized,
            ..
        } = &*self.0;
        let proxy = is_authorized.then(|| proxies.intercept(uri))??;
        proxy.basic_auth().cloned()
    }
}

impl Service<Uri> for Connector {
    type Response = Open;
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Open, Problem>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Problem>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let shared = Arc::clone(&self.0);
        Box::pin(async move {
            let connected =
                tokio::time::timeout(shared.timeout, Arc::clone(&shared).connect(to)).await;
            connected
                .unwrap_or_else(|_| Err(Error::new(ErrorKind::TimedOut, "it took too long").into()))
        })
    }
}

impl Shared {
    async fn connect(self: Arc<Self>, to: Uri) -> Result<Open, Problem> {
        let Some(proxy) = self.proxies.intercept(&to) else {
            return self.open(self.http.clone(), to).await;
        };
        match proxy.uri().scheme_str() {
            Some("http" | "https") => self.through(&proxy, to).await,
            Some(scheme @ ("socks5" | "socks5h")) => {
                let mut socks = SocksV5::new(proxy.uri().clone(), self.http.clone());
                if let Some((user, password)) = proxy.raw_auth() {
                    socks = socks.with_auth(user.to_owned(), password.to_owned());
                }
                self.open(socks.local_dns(scheme == "socks5"), to).await
            }
            _ => Err("the proxy is none of http, https, socks5 and socks5h".into()),
        }
    }

    /// Through a proxy that speaks HTTP: what is encrypted goes through a
    /// tunnel (RFC 9110, section 9.3.6), everything else is sent to the proxy.
    async fn through(self: Arc<Self>, proxy: &Intercept, to: Uri) -> Result<Open, Problem> {
        let at = proxy.uri().clone();
        if to.scheme() != Some(&Scheme::HTTPS) {
            return Ok(self.open(self.http.clone(), at).await?.of_proxy());
        }
        let mut tunnel = Tunnel::new(at, ToProxy(Arc::clone(&self)));
        if let Some(authorization) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(authorization.clone());
        }
        self.open(tunnel, to).await
    }

    /// Opens a connection on the given way, with TLS if the URL asks for it.
    async fn open<C>(&self, mut way: C, to: Uri) -> Result<Open, Problem>
    where
        C: Service<Uri, Response: Wire + 'static, Error: Into<Problem>, Future: Send + 'static>,
    {
        if to.scheme() != Some(&Scheme::HTTPS) {
            return way.call(to).await.map(Open::new).map_err(Into::into);
        }
        let mut way = HttpsConnector::from((way, self.tls.config()?));
        way.call(to).await.map(Open::new)
    }
}

/// The way to a proxy, which may be encrypted too.
struct ToProxy(Arc<Shared>);

impl Service<Uri> for ToProxy {
    type Response = Open;
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Open, Problem>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Problem>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, proxy: Uri) -> Self::Future {
        let shared = Arc::clone(&self.0);
        Box::pin(async move { shared.open(shared.http.clone(), proxy).await })
    }
}
