//! Answering: from a request on the wire to a typed call of an API's
//! implementation, and back.
//!
//! A generated router registers its operations with a [`Router`], which does
//! the rest in this order: it finds the operation (404, 405), limits the
//! headers (431), authenticates (401, 403), compares media types (406, 415),
//! reads the body (413, 408), and hands over a [`Request`], from which
//! generated code takes parameters and body (400, 422). A handler that takes
//! too long is a 503, one that panics a 500, and one that fails in a way of its
//! own says so ([`Failed`]). Each of these is a [`Rejection`], which
//! [`Options::rejections`] can render as the API's own errors look. What is
//! around requests, such as connections, is the business of `serve`.

mod absent;
mod absent_parameter;
mod answer;
mod arrival;
mod authenticate;
mod beat;
mod beside;
mod body;
mod certificate;
mod context;
mod deadline;
mod dispatch;
mod failed;
mod guard;
mod incoming;
mod negotiate;
mod options;
mod panics;
mod presented;
mod problem;
mod rejection;
mod request;
mod request_id;
mod router;
mod routes;
#[cfg(feature = "serve")]
mod serve;
mod source;
mod template;

pub use absent::Absent;
pub use answer::Answer;
pub use authenticate::{Authenticate, Denied, Nobody};
pub use beside::{caller, respond};
pub use certificate::ClientCertificate;
pub use context::Context;
pub use failed::{Documented, Failed, Failures, Undocumented};
pub use options::Options;
pub use presented::{Presented, PresentedCredential, PresentedValue};
pub use rejection::{Problem, Rejection, RejectionKind};
pub use request::Request;
pub use router::Router;
#[cfg(feature = "serve")]
pub use serve::{Serve, serve};

use crate::outcome::{Asked, Outcome, Reply};
use std::pin::Pin;
use std::sync::Arc;

/// What a generated handler returns.
pub type Handled = Pin<Box<dyn Future<Output = Result<Reply, Rejection>> + Send>>;

/// A generated handler: it takes an API's implementation and a request from
/// a caller of type `C`.
pub type Handler<A, C> = fn(Arc<A>, Request<C>) -> Handled;

/// Turns the result of an operation into its reply.
///
/// # Errors
/// Never: the type is what handlers return, so that one can end with this.
pub fn reply<S: Outcome, E: Outcome>(
    asked: &Asked,
    result: Result<S, E>,
) -> Result<Reply, Rejection> {
    let mut reply = match result {
        Ok(success) => success.into_reply(asked),
        Err(failure) => failure.into_reply(asked),
    };
    negotiate::vary(asked.operation(), &mut reply);
    Ok(reply)
}

/// Turns what a method of an API's implementation gives into its reply.
///
/// # Errors
/// If it is a failure of the server's own.
pub fn answered<F: Failures, S: Outcome, E: Outcome>(
    asked: &Asked,
    result: Result<S, F::Of<E>>,
) -> Result<Reply, Rejection> {
    match result.map_err(F::failed) {
        Ok(success) => reply::<S, E>(asked, Ok(success)),
        Err(Failed::Documented(failure)) => reply::<S, E>(asked, Err(failure)),
        Err(Failed::Own(rejection)) => Err(rejection),
    }
}

#[cfg(test)]
mod tests;
