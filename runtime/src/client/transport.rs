//! What carries requests: the one thing that a client does not do itself.

use crate::stream::Payload;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

/// A future behind a pointer, which can move between threads. In a browser,
/// where there is one thread, it need not.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A future behind a pointer, which can move between threads. In a browser,
/// where there is one thread, it need not.
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries requests to servers.
///
/// An implementation sends each request as it is, to the authority of its
/// URI and no other: it must not follow redirects, which could take
/// credentials elsewhere. It gives up when a limit is passed.
pub trait Transport: Send + Sync + 'static {
    /// Sends one request and gives its answer, whatever the status, as soon
    /// as its headers have come. The body flows; bytes that are there are one
    /// too (`into`). Dropping it gives it up.
    ///
    /// # Errors
    /// If there is no answer, or it does not come in time.
    fn send<'a>(
        &'a self,
        request: http::Request<Payload>,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Payload>, TransportError>>;

    /// Waits for this time: before another attempt, to end calls whose time
    /// is over and streams from which nothing comes. `None`, unless
    /// implemented: then no call is tried again, and it is `send` and the
    /// body that it gives which keep the time.
    fn sleep(&self, time: Duration) -> Option<BoxFuture<'static, ()>> {
        let _ = time;
        None
    }
}

/// What one exchange may take.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The time from the start to the last byte of the answer, or to its
    /// headers where its body is handed on as a stream; 60 seconds unless
    /// set. A call has it once for all its attempts and redirects. The usual
    /// transport counts no further than 2,147,483,647 ms, nearly 25 days,
    /// which is as far as the timers of browsers go.
    pub timeout: Duration,
    /// How long nothing may come of a body that is handed on as a stream; 60
    /// seconds unless set.
    pub idle: Duration,
    /// The size of the answer's body, in bytes; 64 MiB unless set. One that
    /// is handed on as a stream may be larger.
    pub response_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            idle: Duration::from_secs(60),
            response_bytes: 64 * 1024 * 1024,
        }
    }
}

/// Does the work, or as much of it as fits into the time. It is pinned by who
/// calls, since a future that is given by value is held twice.
pub(super) async fn within<T, E: From<TransportError>>(
    mut limit: Option<BoxFuture<'static, ()>>,
    mut work: Pin<&mut (impl Future<Output = Result<T, E>> + ?Sized)>,
) -> Result<T, E> {
    poll_fn(move |context| {
        if let Poll::Ready(done) = work.as_mut().poll(context) {
            return Poll::Ready(done);
        }
        match limit.as_mut().map(|limit| limit.as_mut().poll(context)) {
            Some(Poll::Ready(())) => Poll::Ready(Err(TransportError::timeout().into())),
            Some(Poll::Pending) | None => Poll::Pending,
        }
    })
    .await
}

/// Why there is no answer. Its `source` is the error beneath, if there is one.
#[derive(Debug)]
pub struct TransportError {
    kind: Kind,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Timeout,
    TooLarge,
    Connect,
    Other,
}

impl TransportError {
    /// The time limit has passed.
    pub fn timeout() -> Self {
        Self::of(Kind::Timeout)
    }

    /// The answer is larger than the limit.
    pub fn too_large() -> Self {
        Self::of(Kind::TooLarge)
    }

    /// There is no connection to the server.
    pub fn connect(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self {
            kind: Kind::Connect,
            source: Some(source.into()),
        }
    }

    /// Anything else. The error must not show credentials.
    pub fn other(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self {
            kind: Kind::Other,
            source: Some(source.into()),
        }
    }

    /// Whether the request was never sent, because there was no connection.
    pub fn is_connect(&self) -> bool {
        self.kind == Kind::Connect
    }

    /// Whether the server did not answer, or could not be reached, in time.
    pub fn is_timeout(&self) -> bool {
        self.kind == Kind::Timeout
            || self.causes().any(|cause| {
                let cause = cause.downcast_ref::<io::Error>();
                cause.is_some_and(|cause| cause.kind() == io::ErrorKind::TimedOut)
            })
    }

    /// Whether the name of the server, or that of the proxy, has no address.
    /// Only the usual transport tells that from other failures to connect.
    pub fn is_unknown_host(&self) -> bool {
        self.causes().any(|cause| cause.is::<UnknownHost>())
    }

    fn causes(&self) -> impl Iterator<Item = &(dyn std::error::Error + 'static)> {
        let first = std::error::Error::source(self);
        std::iter::successors(first, |cause| cause.source())
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    fn of(kind: Kind) -> Self {
        Self { kind, source: None }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            Kind::Timeout => "the server did not answer in time",
            Kind::TooLarge => "the answer is larger than the limit",
            Kind::Connect => "no connection to the server could be made",
            Kind::Other => "the exchange with the server broke off",
        })
    }
}

/// There is no address for the name of a host.
#[derive(Debug)]
pub(super) struct UnknownHost(pub(super) io::Error);

impl fmt::Display for UnknownHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of the host has no address")
    }
}

impl std::error::Error for UnknownHost {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
