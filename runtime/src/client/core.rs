//! What all calls of one client share.

use super::base::Base;
use super::credential::{Credential, Placed};
use super::hook::Hook;
use super::reconnect::Reconnect;
use super::request::Request;
use super::retry::Retry;
use super::transport::{Limits, Transport};
use crate::operation::Operation;
use http::HeaderMap;
use std::fmt;
use std::sync::Arc;

/// A generated client.
pub trait ApiClient: Sized {
    /// How calls authenticate: one variant per security scheme.
    type Auth: Into<Credential>;

    /// The path that the description has all operations below; it may be
    /// empty.
    const BASE_PATH: &'static str;

    /// Wraps the settings that a builder has checked.
    fn from_core(core: Core) -> Self;
}

/// The settings of a client, and its connection. Copies are cheap and share
/// both.
#[derive(Clone)]
pub struct Core(Arc<Shared>);

pub(super) struct Shared {
    pub(super) base: Base,
    /// Where servers of operations are, by what the description calls them.
    pub(super) servers: Vec<(String, Base)>,
    pub(super) credentials: Vec<Placed>,
    pub(super) headers: HeaderMap,
    pub(super) limits: Limits,
    pub(super) retry: Retry,
    pub(super) reconnect: Reconnect,
    /// Whether answers are held against the constraints of their schemas.
    pub(super) validates: bool,
    /// How many redirects a call follows.
    pub(super) redirects: u32,
    pub(super) hooks: Vec<Arc<dyn Hook>>,
    pub(super) transport: Arc<dyn Transport>,
}

impl Core {
    pub(super) fn new(shared: Shared) -> Self {
        Self(Arc::new(shared))
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.0
    }

    /// Starts a call of an operation.
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }
}

/// Only the base URL is shown: headers and credentials may be secrets.
impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("base", &self.0.base)
            .finish_non_exhaustive()
    }
}
