//! Rejections as problem details (RFC 9457).

use super::rejection::Rejection;
use crate::outcome::Reply;
use http::StatusCode;
use serde_json::{Map, Value};

/// Renders a rejection as `application/problem+json`.
///
/// Besides the standard members there is `errors`: for each problem the part
/// of the request (`in`), the parameter (`name`), the place in the value
/// (`pointer`) and what is wrong (`detail`), and `request_id`.
pub(super) fn render(rejection: &Rejection) -> Reply {
    let status = rejection.status();
    let known = StatusCode::from_u16(status).ok();
    let mut details = Map::new();
    if let Some(title) = known.and_then(|status| status.canonical_reason()) {
        details.insert("title".to_owned(), title.into());
    }
    details.insert("status".to_owned(), status.into());
    details.insert("detail".to_owned(), rejection.message().into());
    if !rejection.problems().is_empty() {
        details.insert("errors".to_owned(), errors(rejection));
    }
    if let Some(id) = rejection.request_id() {
        details.insert("request_id".to_owned(), id.into());
    }
    let body = Value::Object(details);
    Reply::of_type(status, &["application/problem+json"], &body)
}

fn errors(rejection: &Rejection) -> Value {
    let problems = rejection.problems().iter();
    problems
        .map(|problem| {
            let mut error = Map::new();
            error.insert("in".to_owned(), problem.part.into());
            if !problem.name.is_empty() {
                error.insert("name".to_owned(), problem.name.as_ref().into());
            }
            error.insert("pointer".to_owned(), problem.pointer.as_str().into());
            error.insert("detail".to_owned(), problem.message.as_str().into());
            Value::Object(error)
        })
        .collect()
}
