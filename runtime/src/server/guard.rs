//! Who may pass: credentials to a caller, or to a rejection.

use super::authenticate::{Authenticate, Denied, Verdict};
use super::presented::Presented;
use super::rejection::{Rejection, RejectionKind};
use crate::operation::{Operation, SchemeKind};
use std::borrow::Cow;

/// The caller of an operation that must have one.
pub(super) async fn required<H: Authenticate>(
    authenticate: &H,
    operation: &'static Operation,
    presented: Option<Presented>,
) -> Result<H::Caller, Rejection> {
    match presented {
        Some(presented) => known(authenticate, operation, presented).await,
        None => {
            let message = "the request does not authenticate: send the credentials asked for";
            Err(Rejection::unauthorized(
                message.into(),
                &challenge(operation),
            ))
        }
    }
}

/// The caller of an operation that may be called by anybody; credentials
/// that are there must still be valid.
pub(super) async fn optional<H: Authenticate>(
    authenticate: &H,
    operation: &'static Operation,
    presented: Option<Presented>,
) -> Result<Option<H::Caller>, Rejection> {
    match presented {
        Some(presented) => known(authenticate, operation, presented).await.map(Some),
        None => Ok(None),
    }
}

async fn known<H: Authenticate>(
    authenticate: &H,
    operation: &'static Operation,
    presented: Presented,
) -> Result<H::Caller, Rejection> {
    let answer = authenticate.authenticate(presented).await;
    answer.map_err(|denied| rejected(operation, denied))
}

fn rejected(operation: &'static Operation, denied: Denied) -> Rejection {
    let or = |usual| denied.message.unwrap_or(Cow::Borrowed(usual));
    let rejection = match denied.verdict {
        Verdict::Unauthorized => {
            let message = or("the credentials are not valid");
            Rejection::unauthorized(message, &challenge(operation))
        }
        Verdict::Forbidden => {
            let message = or("the caller is not allowed to do this");
            Rejection::new(RejectionKind::Forbidden, message)
        }
        Verdict::Failed(rejection) => return rejection,
    };
    match denied.source {
        Some(source) => rejection.caused_by(source),
        None => rejection,
    }
}

/// What an operation asks for, as `WWW-Authenticate` has it. API keys have
/// no registered scheme there, but a 401 must name one (RFC 9110, section
/// 15.5.2).
fn challenge(operation: &Operation) -> String {
    let mut challenges: Vec<String> = Vec::new();
    for scheme in operation.security.iter().copied().flatten() {
        let challenge = match scheme.kind {
            SchemeKind::Basic => "Basic realm=\"api\", charset=\"UTF-8\"".to_owned(),
            SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => "Bearer".to_owned(),
            SchemeKind::ApiKey { location, name } => {
                let name = name.replace('\\', "\\\\").replace('"', "\\\"");
                format!("ApiKey in=\"{}\", name=\"{name}\"", location.as_str())
            }
            SchemeKind::MutualTls => continue,
            SchemeKind::Other(name) => name.to_owned(),
        };
        if !challenges.contains(&challenge) {
            challenges.push(challenge);
        }
    }
    if challenges.is_empty() {
        challenges.push("Bearer".to_owned());
    }
    challenges.join(", ")
}
