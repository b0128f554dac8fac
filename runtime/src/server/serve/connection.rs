//! One connection, from its first request to its last.

use super::Limits;
use super::stall::Stalling;
use axum::extract::ConnectInfo;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::pin;
use tokio::net::TcpStream;
use tokio::sync::watch;

/// Serves a connection until it ends; once `stopped`, until the request that
/// is under way is answered.
pub(super) async fn connection(
    (stream, address): (TcpStream, SocketAddr),
    router: axum::Router,
    limits: Limits,
    mut stopped: watch::Receiver<()>,
) {
    // Small answers are not to wait for more that could be sent with them.
    _ = stream.set_nodelay(true);
    let router = TowerToHyperService::new(router);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(address));
        router.call(request)
    });
    let stream = TokioIo::new(Stalling::new(stream, limits.stall_timeout));
    let connection = Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_timeout)
        .max_header_size(limits.head_limit)
        .serve_connection(stream, service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let mut stopped = pin!(stopped.changed());
    let mut is_stopping = false;
    let served = poll_fn(|context| {
        if !is_stopping && stopped.as_mut().poll(context).is_ready() {
            is_stopping = true;
            connection.as_mut().graceful_shutdown();
        }
        connection.as_mut().poll(context)
    });
    if let Err(error) = served.await {
        tracing::debug!(%error, "a connection has broken off");
    }
}
