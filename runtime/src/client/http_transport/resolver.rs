//! Names to addresses, by the system.

use crate::client::transport::UnknownHost;
use hyper_util::client::legacy::connect::dns::{GaiAddrs, GaiResolver, Name};
use std::pin::Pin;
use std::task::{Context, Poll};
use tower_service::Service;

/// The resolver of the system, whose failures can be told from others.
#[derive(Clone)]
pub(super) struct Resolver(GaiResolver);

impl Resolver {
    pub(super) fn new() -> Self {
        Self(GaiResolver::new())
    }
}

impl Service<Name> for Resolver {
    type Response = GaiAddrs;
    type Error = UnknownHost;
    type Future = Pin<Box<dyn Future<Output = Result<GaiAddrs, UnknownHost>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), UnknownHost>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let found = self.0.call(name);
        Box::pin(async move { found.await.map_err(UnknownHost) })
    }
}
