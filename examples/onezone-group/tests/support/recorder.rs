//! A transport that carries requests as the usual one does, and remembers
//! what went over the wire.

use specwright_runtime::client::{BoxFuture, HttpTransport, Limits, Transport, TransportError};
use specwright_runtime::http::{HeaderMap, Request, Response, StatusCode, Uri};
use specwright_runtime::{Bytes, Payload};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// One request and its answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Method and path, such as `GET /groups`.
    pub line: String,
    /// The headers of the request.
    pub headers: HeaderMap,
    /// The body of the request.
    pub sent: Bytes,
    /// The status of the answer.
    pub status: StatusCode,
    /// The body of the answer.
    pub received: Bytes,
}

/// The transport. Copies share what they remember.
#[derive(Clone)]
pub struct Recorder {
    transport: HttpTransport,
    exchanges: Arc<Mutex<Vec<Exchange>>>,
}

impl Recorder {
    /// A transport that remembers nothing yet.
    pub fn new() -> Self {
        Self {
            transport: HttpTransport::builder().build().expect("no settings"),
            exchanges: Arc::default(),
        }
    }

    /// The exchanges so far.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.exchanges.lock().expect("nobody panicked").clone()
    }

    /// The latest exchange.
    pub fn last(&self) -> Exchange {
        self.exchanges().pop().expect("there was an exchange")
    }
}

impl Transport for Recorder {
    fn send<'a>(
        &'a self,
        request: Request<Payload>,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<Response<Payload>, TransportError>> {
        Box::pin(async move {
            let line = format!("{} {}", request.method(), path(request.uri()));
            let headers = request.headers().clone();
            let sent = request.body().as_bytes().cloned().unwrap_or_default();
            let answer = self.transport.send(request, limits).await?;
            let (parts, body) = answer.into_parts();
            let received = body.bytes().await.map_err(TransportError::other)?;
            let exchange = Exchange {
                line,
                headers,
                sent,
                status: parts.status,
                received: received.clone(),
            };
            self.exchanges
                .lock()
                .expect("nobody panicked")
                .push(exchange);
            Ok(Response::from_parts(parts, received.into()))
        })
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'static, ()>> {
        self.transport.sleep(time)
    }
}

fn path(uri: &Uri) -> &str {
    uri.path_and_query().map_or("", |path| path.as_str())
}
