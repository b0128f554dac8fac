//! Limits, and how rejections look.

use super::problem::render;
use super::rejection::Rejection;
use super::request_id::RequestId;
use crate::outcome::Reply;
use http::{HeaderMap, HeaderName};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// What a router allows and how it says no.
///
/// ```
/// use specwright_runtime::outcome::Reply;
/// use specwright_runtime::server::Options;
///
/// let options = Options::default()
///     .body_limit(64 * 1024)
///     .rejections(|rejection| Reply::json(rejection.status(), &rejection.to_string()));
/// # let _ = options;
/// ```
#[derive(Clone)]
#[must_use]
pub struct Options {
    pub(super) base_path: Option<String>,
    pub(super) body_limit: usize,
    pub(super) header_limit: usize,
    pub(super) timeout: Duration,
    pub(super) stream_limit: u64,
    pub(super) stream_timeout: Duration,
    pub(super) keep_alive: Duration,
    pub(super) request_id_header: Option<HeaderName>,
    pub(super) render: Arc<dyn Fn(&Rejection) -> Reply + Send + Sync>,
}

/// 2 MiB of body, 64 KiB of headers, 30 seconds; 1 GiB and 10 minutes where
/// the body of the request flows; `X-Request-Id`; problem details.
impl Default for Options {
    fn default() -> Self {
        Self {
            base_path: None,
            body_limit: 2 * 1024 * 1024,
            header_limit: 64 * 1024,
            timeout: Duration::from_secs(30),
            stream_limit: 1024 * 1024 * 1024,
            stream_timeout: Duration::from_secs(10 * 60),
            keep_alive: Duration::from_secs(15),
            request_id_header: Some(REQUEST_ID),
            render: Arc::new(render),
        }
    }
}

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

impl Options {
    /// Serves below this path instead of that of the first server of the
    /// description: where a proxy has taken a part of it, or a variable of the
    /// server has another value. It may be empty. Operations that have a server
    /// of their own are served below the path of that.
    pub fn base_path(mut self, path: impl Into<String>) -> Self {
        self.base_path = Some(path.into());
        self
    }

    /// Limits request bodies that are read whole to this many bytes (2 MiB
    /// unless set). A larger one is a 413, unless it is a form whose last part
    /// is a file: that flows, and what is before it must fit.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Limits the names and values of all headers, and the URI, to this many
    /// bytes together (64 KiB unless set). More is a 431.
    pub fn header_limit(mut self, bytes: usize) -> Self {
        self.header_limit = bytes;
        self
    }

    /// Limits each request to this time (30 seconds unless set), up to the
    /// headers of its answer. A body that has not come by then is a 408, a
    /// handler that is not done a 503. A body that flows into the handler
    /// fails there when nothing of it comes for so long.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Limits request bodies that flow into the handler to this many bytes (1
    /// GiB unless set). One that says that it is larger is a 413; one that
    /// turns out to be fails in the hands of the handler.
    pub fn stream_limit(mut self, bytes: u64) -> Self {
        self.stream_limit = bytes;
        self
    }

    /// Limits requests whose bodies flow into the handler to this time (10
    /// minutes unless set), up to the headers of the answer; and those with
    /// forms of which a file may flow, since they do not say that they are
    /// small. A handler that is not done by then is a 503.
    pub fn stream_timeout(mut self, timeout: Duration) -> Self {
        self.stream_timeout = timeout;
        self
    }

    /// Sends a comment in a stream of events when there was none for this
    /// time (15 seconds unless set).
    pub fn keep_alive(mut self, interval: Duration) -> Self {
        self.keep_alive = interval;
        self
    }

    /// Names the header in which each request has an id, and its answer too
    /// (`X-Request-Id` unless set); `None` does without ids.
    ///
    /// A request may bring an id of up to 128 letters, digits and
    /// `-._~:+/=`; others get one that is made up. It is a field of the span
    /// (`tracing`) and a member `request_id` of problem details, and handlers
    /// know it by their [`Context`](super::Context).
    ///
    /// ```
    /// use specwright_runtime::http::HeaderName;
    /// use specwright_runtime::server::Options;
    ///
    /// let header = HeaderName::from_static("x-correlation-id");
    /// let options = Options::default().request_id_header(header);
    /// # let _ = options;
    /// ```
    pub fn request_id_header(mut self, name: impl Into<Option<HeaderName>>) -> Self {
        self.request_id_header = name.into();
        self
    }

    /// The id of a request, unless requests have none.
    pub(super) fn request_id(&self, headers: &HeaderMap) -> Option<RequestId> {
        let header = self.request_id_header.as_ref()?;
        Some(RequestId::of(headers, header))
    }

    /// Renders rejections in the API's own way, instead of as problem
    /// details (RFC 9457). The headers that HTTP asks for (`Allow`,
    /// `WWW-Authenticate`) are added unless they are there.
    pub fn rejections(
        mut self,
        render: impl Fn(&Rejection) -> Reply + Send + Sync + 'static,
    ) -> Self {
        self.render = Arc::new(render);
        self
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("base_path", &self.base_path)
            .field("body_limit", &self.body_limit)
            .field("header_limit", &self.header_limit)
            .field("timeout", &self.timeout)
            .field("stream_limit", &self.stream_limit)
            .field("stream_timeout", &self.stream_timeout)
            .field("keep_alive", &self.keep_alive)
            .field("request_id_header", &self.request_id_header)
            .finish_non_exhaustive()
    }
}
