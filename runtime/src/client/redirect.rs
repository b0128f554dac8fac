//! Redirects: which are followed, with what, and why others are not (RFC
//! 9110, section 15.4).

use super::exchange::address;
use super::origin::{Origin, resolve};
use super::request::Draft;
use crate::operation::{Operation, Status};
use crate::stream::Payload;
use http::header::{ACCEPT, IF_RANGE, LOCATION, RANGE, USER_AGENT};
use http::request::Parts;
use http::{HeaderMap, HeaderName, Method, Response, StatusCode, Uri};
use std::fmt;

/// The number of redirects that a call follows unless the builder says
/// otherwise.
pub(super) const USUAL_LIMIT: u32 = 10;

/// A redirect that was not followed. Where it leads is not shown, since URLs
/// may have secrets in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedirectError {
    operation: &'static str,
    status: u16,
    problem: RedirectProblem,
}

impl RedirectError {
    /// The status of the answer that redirects.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Why it was not followed.
    pub fn problem(&self) -> RedirectProblem {
        self.problem
    }
}

/// Why a redirect was not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RedirectProblem {
    /// The call has followed as many as it may; this is the limit.
    TooMany(u32),
    /// It leads from `https` to `http`, where all can read what is sent.
    Insecure,
    /// It wants the body once more, which was a stream and is gone.
    Streamed,
    /// It leads to what is neither `http` nor `https`, has no host or has a
    /// user name in it.
    Unsupported,
}

impl fmt::Display for RedirectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operation, status, ..
        } = self;
        write!(f, "{operation}: the server answered {status}, which ")?;
        match self.problem {
            RedirectProblem::TooMany(limit) => {
                write!(f, "is one redirect more than the {limit} that are followed")
            }
            RedirectProblem::Insecure => f.write_str("leads from https to http: not followed"),
            RedirectProblem::Streamed => f.write_str(
                "wants the body once more: a stream cannot be sent twice, give its bytes",
            ),
            RedirectProblem::Unsupported => {
                f.write_str("leads to no http or https URL: not followed")
            }
        }
    }
}

impl std::error::Error for RedirectError {}

/// Whether an answer sends the client elsewhere. One that the description
/// documents, by its code or as `3XX`, is an answer like any other.
pub(super) fn is_redirect(operation: &Operation, response: &Response<Payload>) -> bool {
    let status = response.status();
    let is_followed = matches!(status.as_u16(), 301..=303 | 307 | 308);
    let documented = operation
        .response(status.as_u16())
        .is_some_and(|documented| documented.status != Status::Default);
    is_followed && !documented && response.headers().contains_key(LOCATION)
}

/// Turns a request to where a redirect leads, and says whether that is the
/// same origin. The body is there unless it was a stream.
pub(super) fn turn(
    head: &mut Parts,
    body: &mut Option<Payload>,
    response: &Response<Payload>,
) -> Result<bool, RedirectProblem> {
    let location = response.headers().get(LOCATION);
    let location = location.ok_or(RedirectProblem::Unsupported)?;
    let (uri, stays) = destination(&head.uri, location.as_bytes())?;
    if becomes_get(&head.method, response.status()) {
        head.method = Method::GET;
        *body = Some(Payload::default());
        retain(&mut head.headers, |name| !is_about_content(name));
    }
    if body.is_none() {
        return Err(RedirectProblem::Streamed);
    }
    head.uri = uri;
    if !stays {
        retain(&mut head.headers, is_harmless);
    }
    Ok(stays)
}

/// Makes a call one for what is at a location that an answer to it named.
pub(super) fn turn_call(draft: &mut Draft, location: &str) {
    let led = address(draft).map(|here| destination(&here, location.as_bytes()));
    let (uri, stays) = match led {
        Ok(Ok(led)) => led,
        Ok(Err(RedirectProblem::Insecure)) => {
            return draft.invalid("the location leads from https to http".to_owned());
        }
        Ok(Err(_)) => return draft.invalid("the location is no http or https URL".to_owned()),
        // The call itself reports it.
        Err(_) => return,
    };
    draft.target = Some(uri);
    draft.body = Payload::default();
    retain(&mut draft.headers, |name| !is_about_content(name));
    if !stays {
        retain(&mut draft.headers, is_harmless);
        draft.cookies.clear();
    }
}

/// Where a location leads from here, and whether that is the same origin.
fn destination(here: &Uri, location: &[u8]) -> Result<(Uri, bool), RedirectProblem> {
    let unsupported = RedirectProblem::Unsupported;
    let from = Origin::of(here).ok_or(unsupported)?;
    let uri = resolve(here, location).ok_or(unsupported)?;
    let to = Origin::of(&uri).ok_or(unsupported)?;
    match from.is_secure() && !to.is_secure() {
        true => Err(RedirectProblem::Insecure),
        false => Ok((uri, from == to)),
    }
}

/// 303 asks for another resource; 301 and 302 came to mean that for POST.
fn becomes_get(method: &Method, status: StatusCode) -> bool {
    match status {
        StatusCode::SEE_OTHER => method != Method::HEAD,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => method == Method::POST,
        _ => false,
    }
}

fn retain(headers: &mut HeaderMap, keep: fn(&HeaderName) -> bool) {
    let dropped: Vec<HeaderName> = headers.keys().filter(|name| !keep(name)).cloned().collect();
    for name in dropped {
        headers.remove(name);
    }
}

fn is_about_content(name: &HeaderName) -> bool {
    name.as_str().starts_with("content-") || matches!(name.as_str(), "digest" | "last-modified")
}

/// What may go to another origin: only what says how the answer should be,
/// since any other header may be a secret.
fn is_harmless(name: &HeaderName) -> bool {
    is_about_content(name)
        || name.as_str().starts_with("accept-")
        || [ACCEPT, USER_AGENT, RANGE, IF_RANGE].contains(name)
}

pub(super) fn refused(
    operation: &Operation,
    response: &Response<Payload>,
    problem: RedirectProblem,
) -> RedirectError {
    RedirectError {
        operation: operation.id,
        status: response.status().as_u16(),
        problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_goes_from_https_to_http() {
        let redirected = |from: &'static str, to: &'static str| {
            let (mut head, ()) = http::Request::get(from).body(()).unwrap().into_parts();
            let mut response = Response::new(Payload::default());
            *response.status_mut() = StatusCode::FOUND;
            response.headers_mut().insert(LOCATION, to.parse().unwrap());
            turn(&mut head, &mut Some(Payload::default()), &response)
        };
        let insecure = Err(RedirectProblem::Insecure);
        assert_eq!(redirected("https://a", "http://a/x"), insecure);
        assert_eq!(redirected("https://a", "http://a:443/x"), insecure);
        assert_eq!(redirected("https://a", "//b/x"), Ok(false));
        assert_eq!(redirected("https://a", "https://A:443/x"), Ok(true));
        assert_eq!(redirected("http://a", "https://a/x"), Ok(false));
    }
}
