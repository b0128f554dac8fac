//! One connection, from its first request to its last.

use super::Limits;
use super::stall::Stalling;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::response::Response;
use http::header::{CONNECTION, HOST};
use http::{HeaderValue, Request, StatusCode, Version};
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

/// Whether a request says once which host it is for, as one of HTTP/1.1 must
/// (RFC 9112, section 3.2): proxies and routers that take different ones of
/// several would be of two minds.
fn has_host(request: &Request<Incoming>) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(_), None) => true,
        (Some(_), Some(_)) => false,
        (None, _) => request.version() < Version::HTTP_11,
    }
}

fn bad_request() -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::BAD_REQUEST;
    let close = HeaderValue::from_static("close");
    response.headers_mut().insert(CONNECTION, close);
    response
}

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
        // What is not polled has not begun.
        let answered = has_host(&request).then(|| router.call(request));
        async move {
            match answered {
                Some(answered) => answered.await,
                None => Ok(bad_request()),
            }
        }
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
