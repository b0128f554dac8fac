//! What carries requests: the one thing that a client does not do itself.

use bytes::Bytes;
use std::fmt;
use std::pin::Pin;
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
    /// Sends one request and reads the whole answer, whatever its status.
    ///
    /// # Errors
    /// If there is no answer, it does not come in time, or it is too large.
    fn send<'a>(
        &'a self,
        request: http::Request<Bytes>,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Bytes>, TransportError>>;

    /// Waits for this time: before another attempt, and to end calls whose
    /// time is over. `None`, unless implemented: then no call is tried again,
    /// and it is `send` alone that keeps the time.
    fn sleep(&self, time: Duration) -> Option<BoxFuture<'static, ()>> {
        let _ = time;
        None
    }
}

/// What one exchange may take.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The time from the start to the last byte of the answer; 60 seconds
    /// unless set. A call has it once for all its attempts and redirects.
    pub timeout: Duration,
    /// The size of the answer's body, in bytes; 64 MiB unless set.
    pub response_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            response_bytes: 64 * 1024 * 1024,
        }
    }
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

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
