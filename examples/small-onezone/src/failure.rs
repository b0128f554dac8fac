//! What goes wrong, as the errors of Onedata, and how a caller is told.

use crate::errors::OnedataError;
use crate::onezone::models::{self, ErrorError};
use crate::onezone::runtime::{Outcome, Reported};
use crate::onezone::server::{Failed, Rejection, Reply};
use rusqlite::ErrorCode;
use serde_json::Value;
use std::error::Error as _;

/// Why a call fails.
#[derive(Debug)]
pub enum Failure {
    /// For a reason that the caller is told.
    Refused(Box<Reported<OnedataError>>),
    /// Because of the server; the reason goes to the log.
    Broken(Rejection),
}

impl Failure {
    /// An error of Onedata, and one sentence for people.
    pub fn because(error: OnedataError, description: impl Into<String>) -> Self {
        Self::Refused(Box::new(Reported {
            error,
            description: Some(description.into()),
        }))
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Broken(match error.sqlite_error_code() {
            // Another program has the file.
            Some(ErrorCode::DatabaseBusy) => Rejection::unavailable(error),
            _ => Rejection::failed(error),
        })
    }
}

impl From<Rejection> for Failure {
    fn from(rejection: Rejection) -> Self {
        Self::Broken(rejection)
    }
}

/// There is no such thing.
pub fn not_found(what: &str) -> Failure {
    Failure::because(OnedataError::NotFound, format!("there is no such {what}"))
}

/// Something must be given.
pub fn missing(key: &str) -> Failure {
    let error = OnedataError::MissingRequiredValue {
        key: Some(key.to_owned()),
    };
    Failure::because(error, format!("`{key}` must be given"))
}

/// At least one of these must be given.
pub fn missing_one_of(keys: &[&str]) -> Failure {
    let error = OnedataError::MissingAtLeastOneValue {
        keys: Some(keys.iter().map(|key| (*key).to_owned()).collect()),
    };
    let keys = keys.join("`, `");
    Failure::because(error, format!("at least one of `{keys}` must be given"))
}

/// The value is taken.
pub fn occupied(key: &str) -> Failure {
    let error = OnedataError::BadValueIdentifierOccupied {
        key: Some(key.to_owned()),
    };
    Failure::because(error, format!("this `{key}` is taken"))
}

/// The body that every error has.
fn body(reported: &Reported<OnedataError>) -> models::Error {
    let written = reported.to_body();
    let details = written.pointer("/error/details").and_then(Value::as_object);
    models::Error {
        error: ErrorError {
            id: reported.error.id().to_owned(),
            description: reported.to_string(),
            details: details.map(|details| details.clone().into_iter().collect()),
        },
    }
}

/// What the router itself turns away looks like all errors of Onezone.
pub fn rejected(rejection: &Rejection) -> Reply {
    // What `caller` has found out about the credentials.
    let reason = rejection.source();
    let reason = reason.and_then(|reason| reason.downcast_ref::<Reported<OnedataError>>());
    let error = match rejection.status() {
        401 => OnedataError::Unauthorized {
            auth_error: reason.cloned().map(Box::new),
        },
        403 => OnedataError::Forbidden,
        404 => OnedataError::NotFound,
        503 => OnedataError::ServiceUnavailable,
        500.. => OnedataError::InternalServerError {
            reference: rejection.request_id().map(str::to_owned),
        },
        _ => OnedataError::BadData {
            key: None,
            specific_error_or_hint: Some(rejection.to_string()),
        },
    };
    let description = Some(rejection.to_string());
    let reported = Reported { error, description };
    Reply::json(rejection.status(), &body(&reported))
}

/// What the operation documents for the status of the error. Where it has none
/// for that, such as 409, the error is a 400: its id says what it is.
impl<E: Outcome> From<Failure> for Failed<E> {
    fn from(failure: Failure) -> Self {
        let reported = match failure {
            Failure::Refused(reported) => reported,
            Failure::Broken(rejection) => return rejection.into(),
        };
        let body = body(&reported);
        let documented = |status| E::from_reply(&mut Reply::json(status, &body)).ok();
        let status = reported.error.status().unwrap_or(400);
        match documented(status).or_else(|| documented(400)) {
            Some(failure) => Self::Documented(failure),
            None => Rejection::failed(*reported).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::onezone::group::ListGroupsError;
    use crate::onezone::user::GetCurrentUserError;
    use crate::onezone::zone::HealthError;

    fn failed<E: Outcome>(error: OnedataError) -> Failed<E> {
        Failure::because(error, "it is so").into()
    }

    #[test]
    fn errors_are_the_documented_failures_of_their_status() {
        let Failed::Documented(ListGroupsError::NotFound(body)) = failed(OnedataError::NotFound)
        else {
            panic!("404 is documented");
        };
        assert_eq!(
            (body.error.id.as_str(), body.error.description.as_str()),
            ("notFound", "it is so")
        );
        let occupied = OnedataError::BadValueIdentifierOccupied {
            key: Some("name".to_owned()),
        };
        let Failed::Documented(ListGroupsError::BadRequest(body)) = failed(occupied) else {
            panic!("400 is documented");
        };
        assert_eq!(body.error.details.unwrap()["key"], "name");
    }

    #[test]
    fn other_statuses_are_told_as_400_or_not_at_all() {
        let unauthorized = || OnedataError::Unauthorized { auth_error: None };
        let told = failed::<GetCurrentUserError>(unauthorized());
        assert!(matches!(
            told,
            Failed::Documented(GetCurrentUserError::BadRequest(_))
        ));
        let own = failed::<HealthError>(unauthorized());
        assert!(matches!(own, Failed::Own(rejection) if rejection.status() == 500));
    }
}
