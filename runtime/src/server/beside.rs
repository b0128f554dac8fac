//! Routes of a user's own beside those of the description, which answer as an
//! operation does: what links in answers lead to, such as the next page of a
//! list.

use super::authenticate::Authenticate;
use super::dispatch;
use super::guard;
use super::options::Options;
use super::presented::Presented;
use super::rejection::Rejection;
use super::reply;
use crate::body::Accept;
use crate::operation::Operation;
use crate::outcome::{Asked, Outcome};
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use http::request::Parts;

/// The answer that a handler of an operation would give with this result, to
/// a request with these headers, of which `Accept` chooses the media type.
///
/// ```
/// use axum::extract::Path;
/// use axum::routing::get;
/// use specwright_runtime::http::HeaderMap;
/// use specwright_runtime::{NoFailure, Operation, axum, server};
///
/// /// More pages of the list that `operation` begins; the router is that of
/// /// the description.
/// fn with_pages(router: axum::Router, operation: &'static Operation) -> axum::Router {
///     let page = move |Path(from): Path<u64>, headers: HeaderMap| async move {
///         let numbers: Result<Vec<u64>, NoFailure> = Ok((from..from + 10).collect());
///         server::respond(operation, &headers, numbers)
///     };
///     router.route("/numbers/from/{first}", get(page))
/// }
/// ```
pub fn respond<S: Outcome, E: Outcome>(
    operation: &'static Operation,
    headers: &HeaderMap,
    result: Result<S, E>,
) -> Response {
    let asked = Asked::accepting(operation, Accept::from_headers(headers));
    match reply(&asked, result) {
        Ok(reply) => dispatch::respond(&Options::default(), reply, false, None),
        Err(rejection) => rejection.into_response(),
    }
}

/// Who is calling, where a request must be authenticated as one of an
/// operation must.
///
/// # Errors
/// If there are no credentials, or they are refused; as an answer it is what
/// the operation would answer.
pub async fn caller<H: Authenticate>(
    operation: &'static Operation,
    authenticate: &H,
    parts: &Parts,
) -> Result<H::Caller, Rejection> {
    let presented = Presented::take(operation, parts, None);
    let found = guard::required(authenticate, operation, presented).await;
    found.map_err(|rejection| rejection.of(operation))
}

/// Problem details (RFC 9457).
impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        let options = Options::default();
        dispatch::respond(&options, dispatch::rendered(&options, &self), false, None)
    }
}
