//! A request on its way to an answer: credentials are put in, what may pass
//! is tried again, redirects are followed, all within one time limit.

use super::allowance::Allowance;
use super::arrival::{collect, flowing};
use super::core::Shared;
use super::credential::{Place, choose, contended};
use super::error::InvalidRequest;
use super::failure::Failure;
use super::redirect::{self, RedirectProblem};
use super::request::{add_cookies, add_pair};
use super::retry::Retry;
use super::token::TokenCache;
use super::transport::{BoxFuture, Limits};
use crate::operation::Operation;
use crate::stream::Payload;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::uri::PathAndQuery;
use http::{HeaderValue, Request, Response, StatusCode, Uri};
use tracing::Span;

/// What a call knows besides its request.
pub(super) struct Delivery<'a> {
    operation: &'static Operation,
    shared: &'a Shared,
    retry: &'a Retry,
    /// Told which attempt it is.
    span: &'a Span,
    /// Whether every answer is handed on as it flows.
    is_raw: bool,
    allowance: Allowance<'a>,
}

/// How far a request has come. What few calls have is behind a pointer: what
/// waits for an answer is allocated for each call, and the smaller it is the
/// less that takes.
struct Course {
    head: Parts,
    /// It is there until it is sent, and for good if it is bytes.
    body: Option<Payload>,
    /// Whether it goes to an origin of the client's own and never left it.
    is_home: bool,
    followed: u32,
    retried: u32,
    /// The access token that it was last sent with.
    token: Option<Box<HeaderValue>>,
    /// The one that was not accepted.
    refused_token: Option<Box<HeaderValue>>,
}

impl<'a> Delivery<'a> {
    /// The time of the call begins now.
    pub(super) fn new(
        operation: &'static Operation,
        shared: &'a Shared,
        limits: &'a Limits,
        retry: &'a Retry,
        span: &'a Span,
    ) -> Self {
        Self {
            operation,
            shared,
            retry,
            span,
            is_raw: false,
            allowance: Allowance::new(limits),
        }
    }

    /// The same, which hands on every answer as it flows if that is asked for.
    pub(super) fn flowing(mut self, is_raw: bool) -> Self {
        self.is_raw = is_raw;
        self
    }

    pub(super) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Sends a request that has no credentials yet. They are put in where it
    /// goes to an origin of the client's own, and never again once a redirect
    /// has led elsewhere.
    pub(super) fn run(
        &self,
        request: Request<Payload>,
    ) -> BoxFuture<'_, Result<Response<Payload>, Failure>> {
        let is_home = self.shared.is_home(request.uri());
        let mut course = Course::new(request, is_home);
        Box::pin(async move {
            loop {
                let sent = self.attempt(&mut course).await;
                let again = course.body.is_some();
                if again && (course.renews_token(&sent) || self.retries(&mut course, &sent).await) {
                    continue;
                }
                let response = sent?;
                if !self.follows(&mut course, &response)? {
                    return Ok(response);
                }
            }
        })
    }

    async fn attempt(&self, course: &mut Course) -> Result<Response<Payload>, Failure> {
        self.span.record("attempt", course.retried + 1);
        let places = self.places(course)?;
        course.token = match token(&places) {
            Some(cache) => Some(self.token(cache, course.refused_token.as_deref()).await?),
            None => None,
        };
        let limits = self.allowance.left()?;
        let transport = &self.shared.transport;
        let mut answer = transport.send(course.outgoing(&places), &limits).await?;
        if self.is_raw || self.operation.streams(&answer) {
            return Ok(flowing(answer, transport, &limits));
        }
        collect(&mut answer, &limits).await?;
        Ok(answer)
    }

    /// Waits, if the request is to be sent once more.
    async fn retries(
        &self,
        course: &mut Course,
        sent: &Result<Response<Payload>, Failure>,
    ) -> bool {
        let method = &course.head.method;
        let Some(wait) = self.retry.wait(course.retried, method, sent) else {
            return false;
        };
        if wait >= self.allowance.time_left() {
            return false;
        }
        let Some(sleep) = self.shared.transport.sleep(wait) else {
            return false;
        };
        let status = sent.as_ref().ok().map(|answer| answer.status().as_u16());
        tracing::debug!(status, ?wait, "tried again after a wait");
        sleep.await;
        course.retried += 1;
        true
    }

    /// Turns to where the answer leads, if it leads anywhere.
    fn follows(&self, course: &mut Course, response: &Response<Payload>) -> Result<bool, Failure> {
        let limit = self.shared.redirects;
        if limit == 0 || !redirect::is_redirect(self.operation, response) {
            return Ok(false);
        }
        let refused =
            |problem| Failure::Redirect(redirect::refused(self.operation, response, problem));
        if course.followed == limit {
            return Err(refused(RedirectProblem::TooMany(limit)));
        }
        let stays = redirect::turn(&mut course.head, &mut course.body, response);
        let stays = stays.map_err(refused)?;
        tracing::debug!(status = response.status().as_u16(), stays, "redirected");
        course.is_home &= stays;
        course.followed += 1;
        Ok(true)
    }

    /// The credentials that the request is to have where it goes.
    fn places(&self, course: &Course) -> Result<Vec<&'a Place>, Failure> {
        if !course.is_home || self.shared.credentials.is_empty() {
            return Ok(Vec::new());
        }
        let places = choose(self.operation, &self.shared.credentials);
        match contended(&places) {
            None => Ok(places),
            Some(header) => {
                let problem = format!("two credentials need the header `{header}`: give only one");
                let invalid = InvalidRequest::new(self.operation, problem);
                Err(Failure::Invalid(invalid))
            }
        }
    }

    /// The access token to send. Few calls have one, so that the others need
    /// not reserve what it takes.
    fn token<'t>(
        &'t self,
        cache: &'t TokenCache,
        refused: Option<&'t HeaderValue>,
    ) -> BoxFuture<'t, Result<Box<HeaderValue>, Failure>> {
        let transport = self.shared.transport.as_ref();
        Box::pin(async move {
            let token = cache.header(transport, &self.allowance, refused).await;
            token.map(Box::new).map_err(Failure::Token)
        })
    }
}

impl Course {
    fn new(request: Request<Payload>, is_home: bool) -> Self {
        let (head, body) = request.into_parts();
        Self {
            head,
            body: Some(body),
            is_home,
            followed: 0,
            retried: 0,
            token: None,
            refused_token: None,
        }
    }

    /// The request to send now, with these credentials. A body that flows is
    /// gone with it.
    fn outgoing(&mut self, places: &[&Place]) -> Request<Payload> {
        let body = self.body.take().unwrap_or_default();
        self.body = body.as_bytes().cloned().map(Payload::from);
        let mut request = Request::from_parts(self.head.clone(), body);
        for place in places {
            put(&mut request, place);
        }
        if let Some(token) = &self.token {
            request
                .headers_mut()
                .insert(AUTHORIZATION, HeaderValue::clone(token));
        }
        request
    }

    /// Whether another token may be accepted; a third one will not be.
    fn renews_token(&mut self, sent: &Result<Response<Payload>, Failure>) -> bool {
        let is_refused = |answer: &Response<Payload>| answer.status() == StatusCode::UNAUTHORIZED;
        if !sent.as_ref().is_ok_and(is_refused) || self.refused_token.is_some() {
            return false;
        }
        self.refused_token = self.token.take();
        self.refused_token.is_some()
    }
}

/// The access token among credentials.
fn token<'a>(places: &[&'a Place]) -> Option<&'a TokenCache> {
    places.iter().find_map(|place| match place {
        Place::Token(cache) => Some(&**cache),
        Place::Header(..) | Place::Query(..) | Place::Cookie(..) | Place::Connection => None,
    })
}

fn put(request: &mut Request<Payload>, place: &Place) {
    match place {
        Place::Header(name, value) => {
            request.headers_mut().insert(name, value.clone());
        }
        Place::Query(name, value) => {
            if let Some(uri) = with_pair(request.uri(), name, value) {
                *request.uri_mut() = uri;
            }
        }
        Place::Cookie(name, value) => {
            // It holds only what was in a header and what is percent-encoded.
            let _ = add_cookies(request.headers_mut(), &format!("{name}={value}"));
        }
        // The one is got when it is needed, the other is not in requests.
        Place::Token(_) | Place::Connection => {}
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
