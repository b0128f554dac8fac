//! Hooks: what users add to every call.

use super::delivery::Delivery;
use super::failure::Failure;
use super::transport::BoxFuture;
use crate::operation::Operation;
use crate::stream::Payload;
use http::{Request, Response};
use std::sync::Arc;

/// Sees every call of a client, and may change or refuse it. Most hooks
/// implement `before` or `after`; those that need to know what is between
/// implement `around`.
///
/// A hook works on whole calls: what it is given is the request before any
/// credential is in it, and the last answer after all attempts and redirects.
/// A body is bytes where the call sends or reads it whole, and a stream
/// where it flows; then the call is over for hooks when the headers are there.
/// What is to be done to each request on the wire, such as signing it, is the
/// business of a [`Transport`](super::Transport) that wraps another one.
///
/// ```
/// use specwright_runtime::client::{Hook, HookError};
/// use specwright_runtime::{Operation, Payload, http};
///
/// struct Tenant(http::HeaderValue);
///
/// impl Hook for Tenant {
///     fn before(
///         &self,
///         _: &'static Operation,
///         request: &mut http::Request<Payload>,
///     ) -> Result<(), HookError> {
///         request.headers_mut().insert("x-tenant", self.0.clone());
///         Ok(())
///     }
/// }
/// ```
pub trait Hook: Send + Sync + 'static {
    /// Is called before a call, and may change its request. A request that is
    /// sent to another origin than that of the client gets no credentials.
    ///
    /// # Errors
    /// If the request is not to be sent.
    fn before(
        &self,
        operation: &'static Operation,
        request: &mut Request<Payload>,
    ) -> Result<(), HookError> {
        let _ = (operation, request);
        Ok(())
    }

    /// Is called after a call that was answered, whatever the status.
    fn after(&self, operation: &'static Operation, response: &Response<Payload>) {
        let _ = (operation, response);
    }

    /// Makes the call, by running `next`: once, never or several times. Its
    /// time counts as that of the call. Unless implemented, it calls
    /// `before`, runs `next` and calls `after`.
    ///
    /// # Errors
    /// If there is no answer.
    fn around<'a>(
        &'a self,
        operation: &'static Operation,
        mut request: Request<Payload>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<Response<Payload>, Failure>> {
        Box::pin(async move {
            self.before(operation, &mut request)
                .map_err(Failure::Refused)?;
            let response = next.run(request).await?;
            self.after(operation, &response);
            Ok(response)
        })
    }
}

/// Why a hook refuses a call. It must not show credentials.
pub type HookError = Box<dyn std::error::Error + Send + Sync>;

/// The rest of a call: further hooks, and the way to the server and back.
#[derive(Clone, Copy)]
pub struct Next<'a> {
    hooks: &'a [Arc<dyn Hook>],
    delivery: &'a Delivery<'a>,
}

impl<'a> Next<'a> {
    pub(super) fn new(hooks: &'a [Arc<dyn Hook>], delivery: &'a Delivery<'a>) -> Self {
        Self { hooks, delivery }
    }

    /// Sends the request.
    ///
    /// # Errors
    /// If there is no answer.
    pub fn run(
        self,
        request: Request<Payload>,
    ) -> BoxFuture<'a, Result<Response<Payload>, Failure>> {
        match self.hooks.split_first() {
            Some((hook, hooks)) => {
                let operation = self.delivery.operation();
                hook.around(operation, request, Next { hooks, ..self })
            }
            None => self.delivery.run(request),
        }
    }
}

impl std::fmt::Debug for Next<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Next").finish_non_exhaustive()
    }
}
