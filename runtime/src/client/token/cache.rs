//! The access token that all calls of a client share.

use super::{ClientCredentials, TokenError};
use crate::client::allowance::Allowance;
use crate::client::arrival::collect;
use crate::client::clock::Instant;
use crate::client::transport::{Limits, Transport};
use crate::client::{authorization, blocking};
use crate::stream::Payload;
use bytes::Bytes;
use http::{HeaderValue, Request, Response, Uri};
use serde_json::Value;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long before its end a token is no longer used, at most.
const LEEWAY: Duration = Duration::from_secs(30);

/// The part of a token's life for which it is no longer used, at most.
const LEEWAY_SHARE: u32 = 10;

/// An answer of the token endpoint is not read beyond this many bytes.
const MOST_BYTES: u64 = 1024 * 1024;

pub(in crate::client) struct TokenCache {
    request: Request<Bytes>,
    client: ClientCredentials,
    state: Mutex<State>,
    /// Whoever has the turn fetches; if its call is dropped, the next one
    /// does. Calls that are waited for take turns among themselves: one that
    /// is awaited may be kept from ending its turn by the thread that waits.
    awaited: Turn,
    waited: Turn,
}

type Turn = tokio::sync::Mutex<()>;

#[derive(Default)]
struct State {
    issued: Option<Issued>,
    /// How many fetches have ended.
    fetches: u64,
    /// Why the last one failed.
    failed: Option<TokenError>,
}

struct Issued {
    header: HeaderValue,
    /// When to get another one.
    renewal: Option<Instant>,
    end: Option<Instant>,
}

impl TokenCache {
    pub(in crate::client) fn new(
        client: ClientCredentials,
        endpoint: Uri,
        agent: Option<&HeaderValue>,
    ) -> Result<Self, &'static str> {
        Ok(Self {
            request: client.request(endpoint, agent)?,
            client,
            state: Mutex::default(),
            awaited: Turn::default(),
            waited: Turn::default(),
        })
    }

    /// The value of `Authorization`. One that a server has `refused` is not
    /// given again.
    pub(in crate::client) async fn header(
        &self,
        transport: &dyn Transport,
        allowance: &Allowance<'_>,
        refused: Option<&HeaderValue>,
    ) -> Result<HeaderValue, TokenError> {
        let before = self.state().fetches;
        let turn = match blocking::is_driven() {
            true => &self.waited,
            false => &self.awaited,
        };
        let _turn = turn.lock().await;
        if let Some(known) = self.state().known(before, refused) {
            return known;
        }
        let limits = allowance.left();
        let limits = limits.map_err(|error| TokenError::Transport(Arc::new(error)))?;
        let fetched = self.fetch(transport, limits).await;
        self.state().settle(fetched, refused)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn fetch(&self, transport: &dyn Transport, limits: Limits) -> Result<Issued, TokenError> {
        let asked = Instant::now();
        let limits = Limits {
            response_bytes: MOST_BYTES,
            ..limits
        };
        let failed = |error| TokenError::Transport(Arc::new(error));
        let request = self.request.clone().map(Payload::from);
        let mut sent = transport.send(request, &limits).await.map_err(failed)?;
        collect(&mut sent, &limits).await.map_err(failed)?;
        let response = sent.map(|body| body.as_bytes().cloned().unwrap_or_default());
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

impl State {
    /// What needs no fetch: a token that is fresh, or the outcome of a fetch
    /// that the call has waited for.
    fn known(
        &self,
        before: u64,
        refused: Option<&HeaderValue>,
    ) -> Option<Result<HeaderValue, TokenError>> {
        if let Some(header) = self.usable(refused, |issued| issued.renewal) {
            return Some(Ok(header));
        }
        let failed = self.failed.as_ref().filter(|error| !error.is_timeout())?;
        (self.fetches != before).then(|| self.alive(refused).ok_or_else(|| failed.clone()))
    }

    /// Takes note of what was fetched. A token that has not expired is still
    /// good when no other one can be got.
    fn settle(
        &mut self,
        fetched: Result<Issued, TokenError>,
        refused: Option<&HeaderValue>,
    ) -> Result<HeaderValue, TokenError> {
        self.fetches += 1;
        match fetched {
            Ok(issued) => {
                let header = issued.header.clone();
                self.issued = Some(issued);
                self.failed = None;
                Ok(header)
            }
            Err(error) => {
                self.failed = Some(error.clone());
                self.alive(refused).ok_or(error)
            }
        }
    }

    fn alive(&self, refused: Option<&HeaderValue>) -> Option<HeaderValue> {
        self.usable(refused, |issued| issued.end)
    }

    /// The token, if it was not refused and this time has not come.
    fn usable(
        &self,
        refused: Option<&HeaderValue>,
        until: fn(&Issued) -> Option<Instant>,
    ) -> Option<HeaderValue> {
        let issued = self.issued.as_ref()?;
        let is_early = until(issued).is_none_or(|until| Instant::now() < until);
        (is_early && refused != Some(&issued.header)).then(|| issued.header.clone())
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
    let header = authorization::bearer(token)
        .map_err(|_| malformed("the token has characters that a header cannot hold"))?;
    let life = body.get("expires_in").and_then(seconds);
    let end = |leeway| life.and_then(|life| asked.checked_add(life.saturating_sub(leeway)));
    let leeway = life.map_or(LEEWAY, |life| LEEWAY.min(life / LEEWAY_SHARE));
    Ok(Issued {
        header,
        renewal: end(leeway),
        end: end(Duration::ZERO),
    })
}

/// Some servers give numbers as strings.
fn seconds(value: &Value) -> Option<Duration> {
    let seconds = match value {
        Value::String(text) => text.parse().ok()?,
        value => value.as_f64()?,
    };
    Duration::try_from_secs_f64(seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A token that is to be renewed now, and ends in so many seconds.
    fn old(left: u64) -> Issued {
        let now = Instant::now();
        Issued {
            header: HeaderValue::from_static("Bearer t0"),
            renewal: Some(now),
            end: now.checked_add(Duration::from_secs(left)),
        }
    }

    #[test]
    fn a_token_is_used_to_its_end_if_there_is_no_other_one() {
        let failed = || Err(TokenError::Malformed("no"));
        let given = |state: &mut State, refused: Option<&HeaderValue>| {
            let before = state.fetches;
            assert!(state.known(before, refused).is_none());
            let settled = state.settle(failed(), refused);
            // Those that have waited for the fetch get the same.
            let known = state.known(before, refused).unwrap();
            assert_eq!(known.is_ok(), settled.is_ok());
            settled.is_ok()
        };
        let mut state = State::default();
        assert!(!given(&mut state, None));
        state.issued = Some(old(60));
        assert!(given(&mut state, None));
        let refused = HeaderValue::from_static("Bearer t0");
        assert!(!given(&mut state, Some(&refused)));
        assert!(given(&mut state, None));
        state.issued = Some(old(0));
        assert!(!given(&mut state, None));
    }
}
