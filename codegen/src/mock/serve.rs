//! The router of a mock, and a server for it.

use super::answer::Service;
use serving::middleware::{Next, from_fn};
use specwright_runtime::server::{
    Denied, Handled, Options, Presented, PresentedValue, Request, Router,
};
use specwright_runtime::text::Secret;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// A router with the mock's answers.
pub(super) fn router(
    base_path: &'static str,
    service: &'static Service,
    secret: Option<Secret>,
) -> serving::Router {
    let options = Options::default().rejections(|rejection| service.refuse(rejection));
    let authenticate = move |presented: Presented| {
        let known = is_known(&presented, secret.as_ref());
        async move { known.then_some(()).ok_or_else(Denied::unauthorized) }
    };
    let router = Router::new(base_path, Implementation(service), authenticate, options);
    let router = service.operations.iter().fold(router, |router, served| {
        let security = served.facts.security;
        match security.iter().any(|alternative| alternative.is_empty()) {
            _ if security.is_empty() => router.public(served.facts, answer),
            true => router.optional(served.facts, answer),
            false => router.guarded(served.facts, answer),
        }
    });
    router.into_axum()
}

/// A mock knows no callers: whoever shows credentials of the right kind is
/// one, unless it was told the secret.
fn is_known(presented: &Presented, secret: Option<&Secret>) -> bool {
    let Some(secret) = secret else {
        return true;
    };
    presented.credentials().iter().all(|one| match &one.value {
        PresentedValue::Basic { password, .. } => password == secret.expose(),
        PresentedValue::Bearer(token) | PresentedValue::ApiKey(token) => token == secret.expose(),
        _ => false,
    })
}

/// What stands in the place of an implementation of the API.
struct Implementation(&'static Service);

fn answer<C: Send + 'static>(api: Arc<Implementation>, mut request: Request<C>) -> Handled {
    Box::pin(async move { api.0.answer(&mut request) })
}

/// A line on standard error for each request.
pub(super) fn logged(router: serving::Router) -> serving::Router {
    router.layer(from_fn(
        |request: serving::extract::Request, next: Next| async move {
            let start = Instant::now();
            let line = format!("{} {}", request.method(), request.uri());
            let response = next.run(request).await;
            let status = response.status().as_u16();
            let took = start.elapsed().as_secs_f64() * 1_000.0;
            eprintln!("{line} {status} {took:.1} ms");
            response
        },
    ))
}

/// A server on a thread of its own.
#[derive(Debug)]
pub(super) struct Background {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Bodies may be nested as deep as JSON may be.
const STACK: usize = 16 * 1024 * 1024;

/// How long requests that are being answered may take when the server stops.
const GRACE: Duration = Duration::from_secs(5);

/// Takes connections at an address; what came is answered by [`serve`].
pub(super) fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Serves until `stop` is done.
pub(super) fn serve(
    listener: TcpListener,
    router: serving::Router,
    stop: impl Future<Output = ()> + Send + 'static,
    grace: Duration,
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let serving = specwright_runtime::server::serve(listener, router);
        serving.until(stop).grace(grace).await;
        Ok(())
    })
}

impl Background {
    pub(super) fn start(listener: TcpListener, router: serving::Router) -> io::Result<Self> {
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = move || {
            let stopped = async move { _ = stopped.await };
            // Nobody waits for the answers of a mock that is dropped.
            _ = serve(listener, router, stopped, Duration::ZERO);
        };
        let thread = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn(serving)?;
        Ok(Self {
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            _ = thread.join();
        }
    }
}

/// Serves until the program is interrupted.
pub(super) fn serve_until_interrupted(
    listener: TcpListener,
    router: serving::Router,
    ready: impl FnOnce(),
) -> io::Result<()> {
    let interrupted = async {
        // Without a way to wait for the signal, it ends the program.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let serving = move || serve(listener, router, interrupted, GRACE);
    let thread = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(serving)?;
    // Connections wait from when there is a listener.
    ready();
    thread
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("the server failed")))
}
