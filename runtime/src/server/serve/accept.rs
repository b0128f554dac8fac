//! Taking connections, as many as there may be at once.

use super::Limits;
use super::connection::connection;
use std::io::{Error, ErrorKind};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::sleep;

/// How long to wait where the system has no more files or memory for a
/// connection. It would say so again at once.
const PAUSE: Duration = Duration::from_millis(250);

/// Accepts connections for ever, and puts what serves each among the tasks.
pub(super) async fn accept(
    listener: &TcpListener,
    (router, limits): (axum::Router, Limits),
    most: usize,
    connections: &mut JoinSet<()>,
    stopped: watch::Receiver<()>,
) {
    let room = Arc::new(Semaphore::new(most.clamp(1, Semaphore::MAX_PERMITS)));
    // Nobody closes it, so that there is always room at last.
    while let Ok(place) = Arc::clone(&room).acquire_owned().await {
        let accepted = listener.accept().await;
        while connections.try_join_next().is_some() {}
        match accepted {
            Ok((stream, address)) => {
                let serving =
                    connection((stream, address), router.clone(), limits, stopped.clone());
                connections.spawn(async move {
                    serving.await;
                    drop(place);
                });
            }
            Err(error) if is_of_connection(&error) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be accepted now");
                sleep(PAUSE).await;
            }
        }
    }
}

/// Whether an error is about the one connection that has been lost meanwhile.
fn is_of_connection(error: &Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionAborted | ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset
    )
}
