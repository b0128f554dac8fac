//! What is answered to a request that is not valid: the failure that the
//! description documents, with the reason in its text for people; problem
//! details where it documents none.

use super::answer::{Service, documented};
use super::draw::Variety;
use super::typed::Typed;
use super::value::Value;
use crate::ir::{Carried, Response};
use serde_json::Value as Json;
use specwright_runtime::outcome::Asked;
use specwright_runtime::server::Rejection;
use specwright_runtime::{Reply, wire};

/// The names that the text for people has, the likeliest first.
const TEXTS: [&str; 7] = [
    "detail",
    "message",
    "description",
    "error_description",
    "reason",
    "error",
    "title",
];

impl Service {
    /// Answers a request that is not valid.
    pub(super) fn refuse(&self, rejection: &Rejection) -> Reply {
        let refused = self.refused(rejection);
        refused.unwrap_or_else(|| rejection.problem_details())
    }

    fn refused(&self, rejection: &Rejection) -> Option<Reply> {
        let (operation, status) = (rejection.operation()?, rejection.status());
        let mut all = self.operations.iter();
        let at = all.position(|one| std::ptr::eq(one.facts, operation))?;
        let responses = &self.operations[at].known.responses;
        let position = documented(responses, status)?;
        let content = self.made((at, position, 0, None, Variety::Examples)).ok()?;
        let body = Typed {
            value: self.explained(&responses[position], &content.body, rejection)?,
            ty: content.ty,
            media_types: content.media_types,
        };
        let mut reply = Reply::new(&Asked::of(operation), status, body);
        for (name, value) in &content.headers {
            reply = reply.with_header(name, value);
        }
        Some(reply)
    }

    /// The body with the reason in it, if the schema allows that; none if
    /// problem details say it better.
    fn explained(
        &self,
        response: &'static Response,
        body: &Value,
        rejection: &Rejection,
    ) -> Option<Value> {
        let fits = |documented: &'static Carried, json: &Json| {
            let slot = self.slot(&documented.ty, &documented.rules, false);
            slot.judge(&Value::Json(json.clone())).is_ok()
        };
        let details = rejection.problem_details();
        let details = serde_json::from_slice(details.bytes()).unwrap_or_default();
        let is_problem = |name: &String| name == "application/problem+json";
        let mut bodies = response.bodies.iter();
        if bodies.any(|body| body.media_types.iter().any(is_problem) && fits(body, &details)) {
            return None;
        }
        let documented = response.bodies.first()?;
        let mut explained = serde_json::from_slice(&wire::to_json(body)).unwrap_or_default();
        let has_text = explain(&mut explained, &rejection.to_string());
        Some(match has_text && fits(documented, &explained) {
            true => Value::Json(explained),
            false => body.clone(),
        })
    }
}

/// Puts a reason where a text for people is, in the outermost object that
/// has one.
fn explain(body: &mut Json, reason: &str) -> bool {
    let Json::Object(object) = body else {
        return match body {
            Json::Array(items) => items.iter_mut().any(|item| explain(item, reason)),
            _ => false,
        };
    };
    let found = TEXTS
        .iter()
        .find(|name| object.get(**name).is_some_and(Json::is_string));
    match found {
        Some(name) => {
            object.insert((*name).to_owned(), reason.into());
            true
        }
        None => object.values_mut().any(|value| explain(value, reason)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_reason_goes_to_the_outermost_text() {
        for (mut body, explained) in [
            (
                json!({"title": "x", "detail": "y"}),
                json!({"title": "x", "detail": "why"}),
            ),
            (
                json!({"error": {"message": "x"}}),
                json!({"error": {"message": "why"}}),
            ),
            (
                json!([{"code": 1, "reason": "x"}]),
                json!([{"code": 1, "reason": "why"}]),
            ),
        ] {
            assert!(explain(&mut body, "why"));
            assert_eq!(body, explained);
        }
        assert!(!explain(&mut json!({"code": "x", "message": 7}), "why"));
    }
}
