//! A request on its way to an answer: credentials are put in, redirects are
//! followed, all within one time limit.

use super::core::Shared;
use super::credential::{Place, choose};
use super::failure::Failure;
use super::origin::Origin;
use super::redirect::{self, RedirectProblem};
use super::request::add_pair;
use super::transport::{Limits, TransportError};
use crate::operation::Operation;
use bytes::Bytes;
use http::header::COOKIE;
use http::uri::PathAndQuery;
use http::{HeaderValue, Request, Response, Uri};
use std::time::{Duration, Instant};

/// What a call knows besides its request.
pub(super) struct Delivery<'a> {
    operation: &'static Operation,
    shared: &'a Shared,
    limits: &'a Limits,
    /// `None` for a time beyond what clocks can tell.
    deadline: Option<Instant>,
}

impl<'a> Delivery<'a> {
    /// The time of the call begins now.
    pub(super) fn new(
        operation: &'static Operation,
        shared: &'a Shared,
        limits: &'a Limits,
    ) -> Self {
        Self {
            operation,
            shared,
            limits,
            deadline: Instant::now().checked_add(limits.timeout),
        }
    }

    /// Sends a request that has no credentials yet. They are put in where it
    /// goes to the client's own origin, and never again once a redirect has
    /// led elsewhere.
    pub(super) async fn run(
        &self,
        mut request: Request<Bytes>,
    ) -> Result<Response<Bytes>, Failure> {
        let base = self.shared.base.origin();
        let mut is_home = Origin::of(request.uri()).is_some_and(|origin| origin == *base);
        let mut followed = 0;
        loop {
            let response = self.send(&request, is_home).await?;
            let limit = self.shared.redirects;
            if limit == 0 || !redirect::is_redirect(self.operation, &response) {
                return Ok(response);
            }
            let refused =
                |problem| Failure::Redirect(redirect::refused(self.operation, &response, problem));
            if followed == limit {
                return Err(refused(RedirectProblem::TooMany(limit)));
            }
            let (next, stays) = redirect::next(&request, &response).map_err(refused)?;
            tracing::debug!(status = response.status().as_u16(), stays, "redirected");
            request = next;
            is_home &= stays;
            followed += 1;
        }
    }

    async fn send(
        &self,
        request: &Request<Bytes>,
        with_credentials: bool,
    ) -> Result<Response<Bytes>, Failure> {
        let mut request = request.clone();
        if with_credentials {
            for place in choose(self.operation, &self.shared.credentials) {
                put(&mut request, place);
            }
        }
        let limits = self.limits_left()?;
        let sent = self.shared.transport.send(request, &limits).await;
        sent.map_err(Failure::Transport)
    }

    fn limits_left(&self) -> Result<Limits, Failure> {
        let left = match self.deadline {
            None => self.limits.timeout,
            Some(deadline) => deadline.saturating_duration_since(Instant::now()),
        };
        if left == Duration::ZERO {
            return Err(Failure::Transport(TransportError::timeout()));
        }
        Ok(Limits {
            timeout: left,
            ..self.limits.clone()
        })
    }
}

fn put(request: &mut Request<Bytes>, place: &Place) {
    match place {
        Place::Header(name, value) => {
            request.headers_mut().insert(name, value.clone());
        }
        Place::Query(name, value) => {
            if let Some(uri) = with_pair(request.uri(), name, value) {
                *request.uri_mut() = uri;
            }
        }
        Place::Cookie(name, value) => put_cookie(request, name, value),
    }
}

/// The same URL with one more pair in its query, `None` if it has a pair of
/// this name: a redirect may have kept it.
fn with_pair(uri: &Uri, name: &str, value: &str) -> Option<Uri> {
    let mut query = uri.query().unwrap_or_default().to_owned();
    let has_name = |pair: &str| pair.split('=').next() == Some(name);
    if query.split('&').any(has_name) {
        return None;
    }
    add_pair(&mut query, "&", name, value);
    let mut parts = uri.clone().into_parts();
    let path = PathAndQuery::try_from(format!("{}?{query}", uri.path())).ok()?;
    parts.path_and_query = Some(path);
    Uri::from_parts(parts).ok()
}

fn put_cookie(request: &mut Request<Bytes>, name: &str, value: &str) {
    let headers = request.headers_mut();
    let given = headers.get(COOKIE).map(HeaderValue::as_bytes);
    let given = String::from_utf8_lossy(given.unwrap_or_default());
    let mut all = given.into_owned();
    add_pair(&mut all, "; ", name, value);
    if let Ok(mut all) = HeaderValue::from_str(&all) {
        all.set_sensitive(true);
        headers.insert(COOKIE, all);
    }
}
