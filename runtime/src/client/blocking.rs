//! Calls that are waited for without an async runtime. The thread that waits
//! does what there is to do in a call, hooks included, so that spans and
//! whatever else belongs to the thread are as anywhere else; one thread in
//! the background, the driver, moves bytes and keeps the time of all clients.

use super::transport::TransportError;
use crate::stream::{Events, Lines, Payload, StreamError};
use futures_core::Stream;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, ThreadId};
use std::{future, io};
use tokio::runtime::{Builder, Handle};
use tokio::task::unconstrained;

struct Driver {
    handle: Handle,
    thread: ThreadId,
}

static DRIVER: OnceLock<Result<Driver, io::ErrorKind>> = OnceLock::new();

/// Waits for what calls come to. The calling thread may be one of an async
/// runtime, which then does nothing else meanwhile.
pub(super) fn wait<T>(work: impl Future<Output = T>) -> Result<T, TransportError> {
    let driver = DRIVER.get_or_init(|| start().map_err(|error| error.kind()));
    let failed = |kind: &io::ErrorKind| TransportError::other(io::Error::from(*kind));
    let driver = driver.as_ref().map_err(failed)?;
    if thread::current().id() == driver.thread {
        let problem = "a task of the transport waits for a call, which then could not go on: \
                       await it";
        return Err(TransportError::other(problem));
    }
    let _context = driver.handle.enter();
    // The budget of a task that waits is that of its runtime, which cannot
    // give it another one meanwhile.
    Ok(block_on(unconstrained(work)))
}

/// Whether what is being done is done for a call that is waited for. What
/// only goes on while some other runtime does must then be left alone: its
/// thread may be the one that waits.
pub(super) fn is_driven() -> bool {
    let driver = DRIVER.get().and_then(|driver| driver.as_ref().ok());
    let current = Handle::try_current().ok();
    current
        .zip(driver)
        .is_some_and(|(current, driver)| current.id() == driver.handle.id())
}

/// What flows, waited for piece by piece without an async runtime.
#[derive(Debug)]
pub struct Waiting<S>(Option<S>);

impl<S, T> Iterator for Waiting<S>
where
    S: Stream<Item = Result<T, StreamError>> + Unpin,
{
    type Item = Result<T, StreamError>;

    fn next(&mut self) -> Option<Self::Item> {
        let stream = self.0.as_mut()?;
        let next = wait(poll_fn(|context| Pin::new(&mut *stream).poll_next(context)));
        if !matches!(next, Ok(Some(_))) {
            self.0 = None;
        }
        next.unwrap_or_else(|error| Some(Err(StreamError::broken(error))))
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

fn start() -> io::Result<Driver> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    let thread = thread::Builder::new()
        .name("specwright-calls".to_owned())
        .spawn(move || runtime.block_on(future::pending::<()>()))?;
    let thread = thread.thread().id();
    Ok(Driver { handle, thread })
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    let signal = Arc::new(Signal::default());
    let waker = Waker::from(Arc::clone(&signal));
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut context) {
            return done;
        }
        signal.wait();
    }
}

/// Whether there is something to do again. Each call has one of its own:
/// that a thread is unparked does not tell which of two calls, one in a hook
/// of the other, should go on.
#[derive(Default)]
struct Signal {
    is_given: Mutex<bool>,
    changed: Condvar,
}

impl Signal {
    fn wait(&self) {
        let is_given = self.is_given.lock();
        let is_given = is_given.unwrap_or_else(PoisonError::into_inner);
        let waited = self.changed.wait_while(is_given, |is_given| !*is_given);
        *waited.unwrap_or_else(PoisonError::into_inner) = false;
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        let is_given = self.is_given.lock();
        *is_given.unwrap_or_else(PoisonError::into_inner) = true;
        self.changed.notify_one();
    }
}
