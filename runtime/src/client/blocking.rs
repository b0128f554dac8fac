//! Calls that are waited for without an async runtime: one thread in the
//! background drives those of all clients.

use super::failure::Failure;
use super::transport::{BoxFuture, TransportError};
use crate::outcome::Reply;
use crate::stream::{Events, Lines, Payload, StreamError};
use futures_core::Stream;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::OnceLock;
use std::sync::mpsc::sync_channel;
use std::{io, thread};
use tokio::runtime::{Builder, Handle};

/// Waits for an exchange. The calling thread may be one of an async runtime,
/// which then does nothing else meanwhile.
pub(super) fn wait(exchange: BoxFuture<'static, Result<Reply, Failure>>) -> Result<Reply, Failure> {
    driven(exchange)?
}

/// Runs a future on the thread in the background.
fn driven<T: Send + 'static>(
    future: impl Future<Output = T> + Send + 'static,
) -> Result<T, TransportError> {
    static DRIVER: OnceLock<Result<Handle, io::ErrorKind>> = OnceLock::new();
    let driver = DRIVER.get_or_init(|| start().map_err(|error| error.kind()));
    let failed = |kind: &io::ErrorKind| TransportError::other(io::Error::from(*kind));
    let driver = driver.as_ref().map_err(failed)?;
    let (give, take) = sync_channel(1);
    driver.spawn(async move {
        // The one who waits is still there: waiting cannot be given up.
        let _ = give.send(future.await);
    });
    // Only a panic, of a hook, a transport or a stream, leaves the channel
    // empty.
    take.recv()
        .map_err(|_| TransportError::other("the call panicked"))
}

/// What flows, waited for piece by piece without an async runtime.
#[derive(Debug)]
pub struct Waiting<S>(Option<S>);

impl<S, T> Iterator for Waiting<S>
where
    S: Stream<Item = Result<T, StreamError>> + Send + Unpin + 'static,
    T: Send + 'static,
{
    type Item = Result<T, StreamError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut stream = self.0.take()?;
        let next = driven(async move {
            let item = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await;
            (item, stream)
        });
        match next {
            Ok((item, stream)) => {
                self.0 = item.is_some().then_some(stream);
                item
            }
            Err(error) => Some(Err(StreamError::broken(error))),
        }
    }
}

macro_rules! waiting {
    ($($ty:ident $(<$parameter:ident>)?),*) => {$(
        impl$(<$parameter>)? $ty$(<$parameter>)? {
            /// The same, to be iterated over: each step blocks the thread
            /// until something has come.
            pub fn wait(self) -> Waiting<Self> {
                Waiting(Some(self))
            }
        }
    )*};
}

waiting!(Payload, Lines<T>, Events<T>);

fn start() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("specwright-calls".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}
