//! Where the implementation of an API comes from, request by request.

use super::arrival::Arrival;
use super::context::Context;
use std::sync::Arc;

/// One implementation for all requests, or one for each.
pub(super) enum Source<A> {
    Shared(Arc<A>),
    Made(Arc<dyn Fn(Context) -> A + Send + Sync>),
}

impl<A> Source<A> {
    /// The implementation for a request.
    pub(super) fn of(&self, arrival: &Arrival) -> Arc<A> {
        match self {
            Self::Shared(api) => Arc::clone(api),
            Self::Made(make) => Arc::new(make(arrival.context())),
        }
    }
}

/// Not derived, as that would want `A` to be `Clone`.
impl<A> Clone for Source<A> {
    fn clone(&self) -> Self {
        match self {
            Self::Shared(api) => Self::Shared(Arc::clone(api)),
            Self::Made(make) => Self::Made(Arc::clone(make)),
        }
    }
}
