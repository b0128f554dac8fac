//! Which connections carry a request.

use super::{platform, reqwest};
use crate::client::blocking;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// A pool of connections for calls that are awaited, and another one for
/// those that are waited for. A connection only moves while the runtime does
/// that it was made in, and that of an awaited call may stand still because
/// its thread waits for another call.
#[derive(Clone, Debug)]
pub(super) struct Pools {
    usual: reqwest::Client,
    /// Made when it is needed.
    waited: Arc<OnceLock<reqwest::Client>>,
    connect_timeout: Duration,
}

impl Pools {
    pub(super) fn new(connect_timeout: Duration) -> reqwest::Result<Self> {
        Ok(Self {
            usual: platform::client(connect_timeout)?,
            waited: Arc::default(),
            connect_timeout,
        })
    }

    pub(super) fn given(usual: reqwest::Client, waited: reqwest::Client) -> Self {
        Self {
            usual,
            waited: Arc::new(OnceLock::from(waited)),
            connect_timeout: Duration::ZERO,
        }
    }

    /// The one for the call that is being made.
    pub(super) fn current(&self) -> reqwest::Result<&reqwest::Client> {
        if !blocking::is_driven() {
            return Ok(&self.usual);
        }
        match self.waited.get() {
            Some(made) => Ok(made),
            None => {
                let made = platform::client(self.connect_timeout)?;
                Ok(self.waited.get_or_init(|| made))
            }
        }
    }
}
