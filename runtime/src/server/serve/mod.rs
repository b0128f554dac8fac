//! Serving a router over TCP: limits for connections, and an end without
//! broken answers.
//!
//! What is in a request is limited by [`Options`](super::Options); here is
//! what there is before a request and around it.

mod accept;
mod connection;
mod stall;
#[cfg(test)]
mod tests;

use super::dispatch::FOREVER;
use accept::accept;
use std::fmt;
use std::future::{pending, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

/// Serves a router, over HTTP/1.1 and HTTP/1.0.
///
/// It is a value: limits can be set on it, and it serves when it is awaited.
/// It accepts TCP connections; TLS is for a proxy in front of it.
///
/// ```
/// # async fn run(router: specwright_runtime::axum::Router) -> std::io::Result<()> {
/// use specwright_runtime::server::serve;
///
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
/// # let asked_to_stop = async {};
/// serve(listener, router).until(asked_to_stop).await;
/// # Ok(())
/// # }
/// ```
///
/// A request that is not HTTP is answered with 400 as far as it can be, and its
/// connection is closed.
pub fn serve(listener: TcpListener, router: axum::Router) -> Serve {
    Serve {
        listener,
        router,
        limits: Limits {
            head_timeout: Duration::from_secs(30),
            head_limit: 128 * 1024,
            stall_timeout: Duration::from_secs(60),
        },
        connections: 1_024,
        stop: Box::pin(pending()),
        grace: Duration::from_secs(30),
    }
}

/// A router that is to be served.
#[must_use = "nothing is served until it is awaited"]
pub struct Serve {
    listener: TcpListener,
    router: axum::Router,
    limits: Limits,
    connections: usize,
    stop: Pin<Box<dyn Future<Output = ()> + Send>>,
    grace: Duration,
}

/// What one connection may do.
#[derive(Clone, Copy, Debug)]
struct Limits {
    head_timeout: Duration,
    head_limit: usize,
    stall_timeout: Duration,
}

impl Serve {
    /// Limits the time in which a whole head of a request must come (30
    /// seconds unless set), from when the connection is there or the request
    /// before has been answered: neither a slow head nor an idle connection
    /// lasts longer.
    pub fn head_timeout(mut self, timeout: Duration) -> Self {
        self.limits.head_timeout = timeout.min(FOREVER);
        self
    }

    /// Limits the head of a request to this many bytes (128 KiB unless set, and
    /// at most 400 KiB). A larger one, and one with more than 100 lines of
    /// headers, is a 431 without a body and the end of the connection. What
    /// [`Options::header_limit`](super::Options::header_limit) allows should
    /// fit.
    pub fn head_limit(mut self, bytes: usize) -> Self {
        self.limits.head_limit = bytes;
        self
    }

    /// Limits the time in which a client takes nothing of an answer that is
    /// there for it (60 seconds unless set). Then the connection ends.
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.limits.stall_timeout = timeout;
        self
    }

    /// Limits the connections that there are at once (1,024 unless set, and at
    /// least 1). Others wait in the queue of the system.
    pub fn connections(mut self, count: usize) -> Self {
        self.connections = count;
        self
    }

    /// Serves until `stop` is done, such as a future of
    /// `tokio::signal::ctrl_c`: then no connection is accepted any more, those
    /// without a request are closed, and those with one answer it first.
    pub fn until<F: Future<Output: Send> + Send + 'static>(mut self, stop: F) -> Self {
        self.stop = Box::pin(async move {
            stop.await;
        });
        self
    }

    /// Limits the time for the answers that are under way when serving is to
    /// stop (30 seconds unless set). Those that are not done then are given up.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    async fn run(self) {
        let mut connections = JoinSet::new();
        // The end of the sender is what connections wait for.
        let (stopping, stopped) = watch::channel(());
        {
            let mut stop = self.stop;
            let mut accepting = pin!(accept(
                &self.listener,
                (self.router, self.limits),
                self.connections,
                &mut connections,
                stopped,
            ));
            poll_fn(|context| match stop.as_mut().poll(context) {
                Poll::Ready(()) => Poll::Ready(()),
                Poll::Pending => accepting.as_mut().poll(context),
            })
            .await;
        }
        drop((self.listener, stopping));
        let finished = async { while connections.join_next().await.is_some() {} };
        if timeout(self.grace, finished).await.is_err() {
            tracing::warn!(connections = connections.len(), "answers are given up");
            connections.shutdown().await;
        }
    }
}

impl IntoFuture for Serve {
    type Output = ();
    type IntoFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for Serve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Serve")
            .field("listener", &self.listener)
            .field("limits", &self.limits)
            .field("connections", &self.connections)
            .field("grace", &self.grace)
            .finish_non_exhaustive()
    }
}
