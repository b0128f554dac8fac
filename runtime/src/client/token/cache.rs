//! The access token that all calls of a client share.

use super::{ClientCredentials, TokenError};
use crate::client::arrival::collected;
use crate::client::clock::Instant;
use crate::client::transport::{Limits, Transport};
use crate::stream::Payload;
use bytes::Bytes;
use http::{HeaderValue, Request, Response, Uri};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::Mutex;

/// How long before its end a token is no longer used, at most.
const LEEWAY: Duration = Duration::from_secs(30);

/// The part of a token's life for which it is no longer used, at most.
const LEEWAY_SHARE: u32 = 10;

/// An answer of the token endpoint is not read beyond this many bytes.
const MOST_BYTES: u64 = 1024 * 1024;

pub(in crate::client) struct TokenCache {
    request: Request<Bytes>,
    client: ClientCredentials,
    /// How many fetches have ended.
    fetches: AtomicU64,
    last: Mutex<Option<Result<Issued, TokenError>>>,
}

#[derive(Clone)]
struct Issued {
    header: HeaderValue,
    /// When to get another one.
    until: Option<Instant>,
}

impl TokenCache {
    pub(in crate::client) fn new(
        client: ClientCredentials,
        endpoint: Uri,
    ) -> Result<Self, &'static str> {
        Ok(Self {
            request: client.request(endpoint)?,
            client,
            fetches: AtomicU64::new(0),
            last: Mutex::new(None),
        })
    }

    /// The value of `Authorization`. One that a server has `refused` is not
    /// given again.
    pub(in crate::client) async fn header(
        &self,
        transport: &dyn Transport,
        limits: Limits,
        refused: Option<&HeaderValue>,
    ) -> Result<HeaderValue, TokenError> {
        let before = self.fetches.load(Ordering::Relaxed);
        // Whoever holds the lock fetches; if its call is dropped, the next
        // one does.
        let mut last = self.last.lock().await;
        match &*last {
            Some(Ok(issued)) if issued.is_fresh() && refused != Some(&issued.header) => {
                return Ok(issued.header.clone());
            }
            // The fetch that this call waited for has failed.
            Some(Err(error))
                if self.fetches.load(Ordering::Relaxed) != before && !error.is_timeout() =>
            {
                return Err(error.clone());
            }
            _ => {}
        }
        let fetched = self.fetch(transport, limits).await;
        self.fetches.fetch_add(1, Ordering::Relaxed);
        *last = Some(fetched.clone());
        fetched.map(|issued| issued.header)
    }

    async fn fetch(&self, transport: &dyn Transport, limits: Limits) -> Result<Issued, TokenError> {
        let asked = Instant::now();
        let limits = Limits {
            response_bytes: MOST_BYTES,
            ..limits
        };
        let failed = |error| TokenError::Transport(Arc::new(error));
        let request = self.request.clone().map(Payload::from);
        let sent = transport.send(request, &limits).await.map_err(failed)?;
        let response = collected(sent, &limits).await.map_err(failed)?;
        tracing::debug!(status = response.status().as_u16(), "asked for a token");
        match response.status().is_success() {
            true => issued(&response, asked),
            false => Err(self.refused(&response)),
        }
    }

    fn refused(&self, response: &Response<Bytes>) -> TokenError {
        let body = serde_json::from_slice::<Value>(response.body()).unwrap_or_default();
        let code = body.get("error").and_then(Value::as_str);
        let is_code = |code: &&str| {
            let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
            code.len() <= 64 && code.chars().all(word) && !self.client.is_shown_by(code)
        };
        TokenError::Refused {
            status: response.status().as_u16(),
            code: code.filter(is_code).map(str::to_owned),
        }
    }
}

impl Issued {
    fn is_fresh(&self) -> bool {
        self.until.is_none_or(|until| Instant::now() < until)
    }
}

fn issued(response: &Response<Bytes>, asked: Instant) -> Result<Issued, TokenError> {
    let malformed = TokenError::Malformed;
    let body = serde_json::from_slice::<Value>(response.body())
        .map_err(|_| malformed("the token endpoint did not answer with JSON"))?;
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    if text("token_type").is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        return Err(malformed("the token is of another type than bearer"));
    }
    let token = text("access_token").ok_or(malformed("the token endpoint gave no token"))?;
    let mut header = HeaderValue::from_str(&format!("Bearer {token}"))
        .map_err(|_| malformed("the token has characters that a header cannot hold"))?;
    header.set_sensitive(true);
    let life = body.get("expires_in").and_then(seconds);
    let until = life.and_then(|life| {
        let leeway = LEEWAY.min(life / LEEWAY_SHARE);
        asked.checked_add(life.saturating_sub(leeway))
    });
    Ok(Issued { header, until })
}

/// Some servers give numbers as strings.
fn seconds(value: &Value) -> Option<Duration> {
    let seconds = match value {
        Value::String(text) => text.parse().ok()?,
        value => value.as_f64()?,
    };
    Duration::try_from_secs_f64(seconds).ok()
}
