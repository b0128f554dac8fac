//! Calls that are waited for without an async runtime: one thread in the
//! background drives those of all clients.

use super::failure::Failure;
use super::transport::{BoxFuture, TransportError};
use crate::outcome::Reply;
use std::sync::OnceLock;
use std::sync::mpsc::sync_channel;
use std::{io, thread};
use tokio::runtime::{Builder, Handle};

/// Waits for an exchange. The calling thread may be one of an async runtime,
/// which then does nothing else meanwhile.
pub(super) fn wait(exchange: BoxFuture<'static, Result<Reply, Failure>>) -> Result<Reply, Failure> {
    static DRIVER: OnceLock<Result<Handle, io::ErrorKind>> = OnceLock::new();
    let driver = DRIVER.get_or_init(|| start().map_err(|error| error.kind()));
    let failed = |kind: &io::ErrorKind| TransportError::other(io::Error::from(*kind));
    let driver = driver.as_ref().map_err(failed)?;
    let (give, take) = sync_channel(1);
    driver.spawn(async move {
        // The one who waits is still there: waiting cannot be given up.
        let _ = give.send(exchange.await);
    });
    // Only a panic, of a hook or a transport, leaves the channel empty.
    take.recv()
        .unwrap_or_else(|_| Err(TransportError::other("the call panicked").into()))
}

fn start() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("specwright-calls".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}
