//! Retries: which failures may pass, and how long to wait for that.

use super::clock;
use super::failure::Failure;
use super::transport::Kind;
use crate::stream::Payload;
use http::header::RETRY_AFTER;
use http::{HeaderValue, Method, Response};
use std::hash::{BuildHasher as _, RandomState};
use std::time::{Duration, UNIX_EPOCH};

/// How finely waits differ.
const SHARES: u32 = 1024;

/// Which calls are tried again, and when.
///
/// Unless set otherwise, a request is sent at most 3 times in all. It is sent
/// again
/// - if no connection could be made, so that it was never sent,
/// - and if its method is idempotent (GET, HEAD, OPTIONS, TRACE, PUT, DELETE;
///   RFC 9110, section 9.2.2), also if the connection broke or the answer is
///   429, 502, 503 or 504.
///
/// The first wait is 0.25 seconds and each further one twice as long, up to
/// 30 seconds, each shortened at random by up to a half. `Retry-After` in the
/// answer, in seconds or as a date, makes it longer; a call that would have
/// to wait for more than 30 seconds, or beyond its time limit, gives back the
/// answer that it has. The time limit covers all attempts together.
///
/// A request that is sent once more with a new access token, because it was
/// answered 401, is part of the same attempt: it is sent whatever its method,
/// since it was not acted on, and without a wait.
///
/// A wait needs a transport that [can wait](super::Transport::sleep); with
/// another one, calls are not tried again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    attempts: u32,
    first: Duration,
    longest: Duration,
    any_method: bool,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            attempts: 3,
            first: Duration::from_millis(250),
            longest: Duration::from_secs(30),
            any_method: false,
        }
    }
}

impl Retry {
    /// Sends each request once.
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// Sends a request at most this many times in all.
    #[must_use]
    pub fn attempts(mut self, most: u32) -> Self {
        self.attempts = most;
        self
    }

    /// Waits this long before the second attempt, and never longer than
    /// `longest`.
    #[must_use]
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        (self.first, self.longest) = (first, longest);
        self
    }

    /// Retries POST and PATCH as if they were idempotent. The server may act
    /// on such a request twice, so this is for those that it tells apart, as
    /// by a key in the request.
    #[must_use]
    pub fn any_method(mut self) -> Self {
        self.any_method = true;
        self
    }

    /// How long to wait before the next attempt, when `retried` have been
    /// made beside the first; `None` for no further attempt.
    pub(super) fn wait(
        &self,
        retried: u32,
        method: &Method,
        sent: &Result<Response<Payload>, Failure>,
    ) -> Option<Duration> {
        if retried.saturating_add(1) >= self.attempts || !self.may_repeat(method, sent) {
            return None;
        }
        let asked = match sent {
            Ok(response) => response.headers().get(RETRY_AFTER).and_then(retry_after),
            Err(_) => None,
        };
        let asked = asked.unwrap_or(Duration::ZERO);
        (asked <= self.longest).then(|| self.backoff_of(retried).max(asked))
    }

    fn may_repeat(&self, method: &Method, sent: &Result<Response<Payload>, Failure>) -> bool {
        let repeatable = self.any_method || method.is_idempotent();
        match sent {
            Ok(response) => repeatable && is_temporary(response.status().as_u16()),
            Err(Failure::Transport(error)) => match error.kind() {
                Kind::Connect => true,
                Kind::Other => repeatable,
                Kind::Timeout | Kind::TooLarge => false,
            },
            Err(Failure::Token(error)) => error.is_temporary(),
            Err(Failure::Invalid(_) | Failure::Refused(_) | Failure::Redirect(_)) => false,
        }
    }

    fn backoff_of(&self, retried: u32) -> Duration {
        let doubled = 2_u32.checked_pow(retried);
        let full = doubled.and_then(|factor| self.first.checked_mul(factor));
        let full = full.map_or(self.longest, |full| full.min(self.longest));
        let half = full / 2;
        half + random_part(half)
    }
}

/// Anything from nothing to all of a time.
pub(super) fn random_part(time: Duration) -> Duration {
    time / SHARES * (random() % (SHARES + 1))
}

/// Whether a server that answers with this status may answer otherwise a
/// little later.
pub(super) fn is_temporary(status: u16) -> bool {
    matches!(status, 429 | 502..=504)
}

/// What `Retry-After` asks for (RFC 9110, section 10.2.3); `None` if it is
/// malformed.
fn retry_after(value: &HeaderValue) -> Option<Duration> {
    let text = value.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    let date = date.duration_since(UNIX_EPOCH).ok()?;
    Some(date.saturating_sub(clock::since_epoch()))
}

/// Any number, from what the hash tables of the process are seeded with and
/// the time.
fn random() -> u32 {
    let bits = RandomState::new().hash_one(clock::since_epoch().as_nanos());
    u32::try_from(bits >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::transport::TransportError;
    use http::StatusCode;

    fn status(status: u16) -> Result<Response<Payload>, Failure> {
        let mut response = Response::new(Payload::default());
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        Ok(response)
    }

    fn asking(value: &str) -> Result<Response<Payload>, Failure> {
        let mut response = status(503).unwrap();
        let value = HeaderValue::from_str(value).unwrap();
        response.headers_mut().insert(RETRY_AFTER, value);
        Ok(response)
    }

    #[test]
    fn only_what_may_be_repeated_is() {
        let retries = |retry: &Retry, method: Method, sent: &Result<_, _>| {
            retry.wait(0, &method, sent).is_some()
        };
        let usual = Retry::default();
        for code in [429, 502, 503, 504] {
            assert!(retries(&usual, Method::GET, &status(code)));
            assert!(retries(&usual, Method::PUT, &status(code)));
            assert!(retries(&usual, Method::DELETE, &status(code)));
            assert!(!retries(&usual, Method::POST, &status(code)));
            assert!(!retries(&usual, Method::PATCH, &status(code)));
            assert!(retries(
                &usual.clone().any_method(),
                Method::POST,
                &status(code)
            ));
        }
        for code in [200, 302, 400, 401, 404, 409, 500, 501] {
            assert!(!retries(&usual, Method::GET, &status(code)));
        }
        let unsent = || Err(Failure::Transport(TransportError::connect("x")));
        let broken = || Err(Failure::Transport(TransportError::other("x")));
        assert!(retries(&usual, Method::POST, &unsent()));
        assert!(!retries(&usual, Method::POST, &broken()));
        assert!(retries(&usual, Method::GET, &broken()));
        for error in [TransportError::timeout(), TransportError::too_large()] {
            assert!(!retries(
                &usual,
                Method::GET,
                &Err(Failure::Transport(error))
            ));
        }
        assert!(!retries(&Retry::never(), Method::GET, &unsent()));
        assert!(usual.wait(1, &Method::GET, &status(503)).is_some());
        assert!(usual.wait(2, &Method::GET, &status(503)).is_none());
    }

    #[test]
    fn waits_double_and_differ() {
        let retry = Retry::default().attempts(u32::MAX);
        let wait = |retried| retry.wait(retried, &Method::GET, &status(503)).unwrap();
        for (retried, most) in [(0, 250), (1, 500), (2, 1000), (7, 30_000), (40, 30_000)] {
            let most = Duration::from_millis(most);
            let waits: Vec<_> = (0..20).map(|_| wait(retried)).collect();
            assert!(waits.iter().all(|wait| *wait <= most && *wait >= most / 2));
            assert!(waits.iter().any(|wait| *wait != waits[0]));
        }
    }

    #[test]
    fn servers_can_ask_for_more_time() {
        let retry = Retry::default();
        let wait = |value: &str| retry.wait(0, &Method::GET, &asking(value));
        assert_eq!(wait("7"), Some(Duration::from_secs(7)));
        let endless = Retry::default().backoff(Duration::MAX, Duration::MAX);
        assert!(endless.wait(0, &Method::GET, &asking("7")).is_some());
        assert!(wait("0").is_some_and(|wait| wait >= Duration::from_millis(125)));
        assert_eq!(wait("31"), None);
        assert_eq!(wait("99999999999999999999"), None);
        assert!(wait("soon").is_some_and(|wait| wait < Duration::from_secs(1)));
        assert!(wait("Sun, 06 Nov 1994 08:49:37 GMT").is_some());
        assert_eq!(wait("Fri, 31 Dec 9999 23:59:59 GMT"), None);
        let soon = std::time::SystemTime::now() + Duration::from_secs(20);
        let wait = wait(&httpdate::fmt_http_date(soon)).unwrap();
        assert!(wait > Duration::from_secs(15) && wait <= Duration::from_secs(20));
    }
}
