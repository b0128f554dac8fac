//! The transport on top of `reqwest`.

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
mod browser;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod native;
mod pools;
mod urls;

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
use self::browser as platform;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
use self::native as platform;
use self::pools::Pools;
#[cfg(feature = "reqwest")]
use ::reqwest;
// In a browser, the feature `transport` has it too, under another name.
use super::transport::{BoxFuture, Limits, Transport, TransportError, within};
use crate::stream::Payload;
#[cfg(not(feature = "reqwest"))]
use fetch as reqwest;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use urls::Urls;

/// Carries requests with a `reqwest` client, over HTTP/1.1 and TLS (rustls).
///
/// In a browser it is the browser that carries them, by its own rules: it
/// follows redirects itself, has its own time limit for connections, and
/// sends no stream, so that a request's body is collected first.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    pools: Pools,
    urls: Arc<Urls>,
}

impl ReqwestTransport {
    /// A transport with connections of its own, apart for calls that are
    /// waited for. It follows no redirects.
    ///
    /// # Errors
    /// If TLS cannot be set up.
    pub fn new(connect_timeout: Duration) -> Result<Self, TransportError> {
        let pools = Pools::new(connect_timeout).map_err(TransportError::other)?;
        Ok(Self::with(pools))
    }

    /// A transport that uses a client made elsewhere, with its own proxies,
    /// certificates and time limits. That client should follow no redirects,
    /// and retry nothing that is not safe to repeat.
    ///
    /// Where calls are both awaited and waited for, give
    /// [two clients](Self::with_clients).
    pub fn with_client(client: reqwest::Client) -> Self {
        Self::with_clients(client.clone(), client)
    }

    /// The same with a client for calls that are awaited, and one that was
    /// built apart from it for those that are waited for. A connection stands
    /// still while the runtime does in which it was made, and with it each
    /// call that takes it up again.
    pub fn with_clients(awaited: reqwest::Client, waited: reqwest::Client) -> Self {
        Self::with(Pools::given(awaited, waited))
    }

    fn with(pools: Pools) -> Self {
        let urls = Arc::default();
        Self { pools, urls }
    }
}

impl Transport for ReqwestTransport {
    fn send<'a>(
        &'a self,
        request: http::Request<Payload>,
        limits: &'a Limits,
    ) -> BoxFuture<'a, Result<http::Response<Payload>, TransportError>> {
        Box::pin(async move {
            // The limits of `reqwest` itself would end bodies that flow.
            let limit = Some(platform::sleep(timer(limits.timeout)));
            let exchange = pin!(self.exchange(request));
            within(limit, exchange).await
        })
    }

    fn sleep(&self, time: Duration) -> Option<BoxFuture<'static, ()>> {
        Some(platform::sleep(timer(time)))
    }
}

impl ReqwestTransport {
    async fn exchange(
        &self,
        request: http::Request<Payload>,
    ) -> Result<http::Response<Payload>, TransportError> {
        let request = platform::ready(request).await?;
        let received = self.start(request)?.await.map_err(lift)?;
        Ok(answer(received))
    }

    /// Begins to send. It is apart from what waits for the answer, so that
    /// nothing of the request is kept until then.
    fn start(
        &self,
        request: http::Request<Payload>,
    ) -> Result<impl Future<Output = reqwest::Result<reqwest::Response>> + use<>, TransportError>
    {
        let client = self.pools.current().map_err(TransportError::other)?;
        let (parts, body) = request.into_parts();
        let url = self.urls.url(&parts.uri);
        let url = url.ok_or_else(|| TransportError::other("the URL is not one of HTTP"))?;
        let mut request = reqwest::Request::new(parts.method, url);
        *request.headers_mut() = parts.headers;
        *request.body_mut() = Some(platform::outgoing(body));
        Ok(client.execute(request))
    }
}

fn answer(mut received: reqwest::Response) -> http::Response<Payload> {
    let mut response = http::Response::new(Payload::default());
    *response.status_mut() = received.status();
    *response.headers_mut() = std::mem::take(received.headers_mut());
    *response.body_mut() = platform::incoming(received);
    response
}

/// The most that timers are set to: what those of browsers can count, in
/// milliseconds, which is nearly 25 days.
const LONGEST: Duration = Duration::from_millis(i32::MAX as u64);

fn timer(time: Duration) -> Duration {
    time.min(LONGEST)
}

/// The URL is taken out of the error: its query may hold an API key.
fn lift(error: reqwest::Error) -> TransportError {
    // The time for a connection may be over long before that of the call.
    if platform::is_connect(&error) {
        return TransportError::connect(error.without_url());
    }
    if error.is_timeout() {
        return TransportError::timeout();
    }
    TransportError::other(error.without_url())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timers_are_set_to_what_browsers_can_count() {
        let short = Duration::from_millis(50);
        assert_eq!(timer(short), short);
        assert_eq!(
            i32::try_from(timer(Duration::MAX).as_millis()),
            Ok(i32::MAX)
        );
    }
}
