//! The operations of an API and the handlers that serve them.

use super::arrival::Arrival;
use super::authenticate::Authenticate;
use super::context::Context;
use super::dispatch::{Endpoint, assemble};
use super::guard;
use super::options::Options;
use super::request::Request;
use super::source::Source;
use super::{Handled, Handler};
use crate::operation::Operation;
use std::fmt;
use std::future::ready;
use std::sync::Arc;

/// A router in the making: generated code registers each operation with the
/// handler for it.
#[must_use]
pub struct Router<A, H> {
    base_path: &'static str,
    api: Source<A>,
    authenticate: Arc<H>,
    options: Options,
    endpoints: Vec<Endpoint>,
}

impl<A: Send + Sync + 'static, H: Authenticate> Router<A, H> {
    /// A router for operations below `base_path`, which may be empty.
    pub fn new(base_path: &'static str, api: A, authenticate: H, options: Options) -> Self {
        let api = Source::Shared(Arc::new(api));
        Self::from_source(base_path, api, authenticate, options)
    }

    /// The same with an implementation that is made for each request whose
    /// sender may call the operation, before its body is read.
    pub fn per_request(
        base_path: &'static str,
        make: impl Fn(Context) -> A + Send + Sync + 'static,
        authenticate: H,
        options: Options,
    ) -> Self {
        let api = Source::Made(Arc::new(make));
        Self::from_source(base_path, api, authenticate, options)
    }

    fn from_source(
        base_path: &'static str,
        api: Source<A>,
        authenticate: H,
        options: Options,
    ) -> Self {
        Self {
            base_path,
            api,
            authenticate: Arc::new(authenticate),
            options,
            endpoints: Vec::new(),
        }
    }

    /// Registers an operation that is for authenticated callers only.
    pub fn guarded(self, operation: &'static Operation, handler: Handler<A, H::Caller>) -> Self {
        let (api, authenticate) = (self.api.clone(), Arc::clone(&self.authenticate));
        self.endpoint(operation, move |arrival| {
            let (api, authenticate) = (api.clone(), Arc::clone(&authenticate));
            Box::pin(async move {
                let presented = arrival.presented();
                let caller = guard::required(&*authenticate, operation, presented).await?;
                let api = api.of(&arrival);
                handler(api, Request::new(caller, arrival.receive().await?)).await
            })
        })
    }

    /// Registers an operation that everybody may call.
    pub fn public(self, operation: &'static Operation, handler: Handler<A, ()>) -> Self {
        let api = self.api.clone();
        self.endpoint(operation, move |arrival| {
            let api = api.of(&arrival);
            // Where there is nothing to wait for, the handler's future does.
            match arrival.is_whole() {
                true => match arrival.into_head() {
                    Ok(incoming) => handler(api, Request::new((), incoming)),
                    Err(rejection) => Box::pin(ready(Err(rejection))),
                },
                false => Box::pin(async move {
                    handler(api, Request::new((), arrival.receive().await?)).await
                }),
            }
        })
    }

    /// Registers an operation that everybody may call, and whose callers are
    /// told apart when they authenticate.
    pub fn optional(
        self,
        operation: &'static Operation,
        handler: Handler<A, Option<H::Caller>>,
    ) -> Self {
        let (api, authenticate) = (self.api.clone(), Arc::clone(&self.authenticate));
        self.endpoint(operation, move |arrival| {
            let (api, authenticate) = (api.clone(), Arc::clone(&authenticate));
            Box::pin(async move {
                let presented = arrival.presented();
                let caller = guard::optional(&*authenticate, operation, presented).await?;
                let api = api.of(&arrival);
                handler(api, Request::new(caller, arrival.receive().await?)).await
            })
        })
    }

    /// The finished router. It answers unknown paths itself; to merge it
    /// with another that does, call `reset_fallback` on one of them.
    pub fn into_axum(self) -> axum::Router {
        assemble(self.base_path, self.options, self.endpoints)
    }

    fn endpoint(
        mut self,
        operation: &'static Operation,
        run: impl Fn(Arrival) -> Handled + Send + Sync + 'static,
    ) -> Self {
        self.endpoints.push(Endpoint::new(operation, Box::new(run)));
        self
    }
}

impl<A, H> fmt::Debug for Router<A, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Router")
            .field("base_path", &self.base_path)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
