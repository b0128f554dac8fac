//! Calls without types: operations that are known only when the program runs,
//! and answers as they come, whatever they mean.

use super::builder::Builder;
use super::call::Call;
use super::core::{ApiClient, Core};
use super::credential::Credential;
use super::exchange::exchange;
use super::failure::Failure;
use super::request::{Draft, Request};
use super::server_url::BaseUrl;
use super::transport::BoxFuture;
use crate::operation::Operation;
use crate::outcome::{NoFailure, Reply};
use std::fmt;

/// A client of no API in particular: it calls whatever operation it is given.
///
/// ```no_run
/// use specwright_runtime::client::Dynamic;
/// # async fn example(operations: &[&'static specwright_runtime::Operation])
/// #     -> Result<(), Box<dyn std::error::Error>> {
/// let client = Dynamic::builder("https://api.example/v1").build()?;
/// for operation in operations {
///     let answer = client.call(operation).raw().await?;
///     println!("{}: {}", operation.id, answer.status());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Dynamic {
    core: Core,
}

impl Dynamic {
    /// Begins a client that calls operations below `base_url`, which is used
    /// as it is.
    pub fn builder(base_url: impl Into<BaseUrl>) -> Builder<Self> {
        Builder::new(base_url)
    }

    /// Begins a call of an operation, to be given parameters and a body.
    pub fn request(&self, operation: &'static Operation) -> Request {
        self.core.request(operation)
    }

    /// A call of an operation that needs nothing.
    pub fn call(&self, operation: &'static Operation) -> Call<(), NoFailure> {
        self.request(operation).call()
    }
}

impl ApiClient for Dynamic {
    type Auth = Credential;

    const BASE_PATH: &'static str = "";

    fn from_core(core: Core) -> Self {
        Self { core }
    }
}

/// A call that gives its answer as it comes, whatever the status: awaiting it
/// sends the request. The body flows, and is neither collected nor limited.
#[must_use = "a call is sent when it is awaited"]
pub struct RawCall {
    draft: Box<Draft>,
}

impl<S, E, P> Call<S, E, P> {
    /// Takes the answer as it comes, documented or not, instead of what it
    /// means.
    pub fn raw(self) -> RawCall {
        let mut draft = self.into_draft();
        draft.is_raw = true;
        RawCall { draft }
    }
}

impl RawCall {
    /// Sends the request and blocks the thread until the headers of the
    /// answer have come.
    ///
    /// # Errors
    /// If there is no answer, as when the call is awaited.
    #[cfg(all(
        feature = "blocking",
        not(all(target_family = "wasm", target_os = "unknown"))
    ))]
    pub fn wait(self) -> Result<Reply, Failure> {
        super::blocking::wait(self.into_future())?
    }
}

impl IntoFuture for RawCall {
    type Output = Result<Reply, Failure>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(exchange(self.draft))
    }
}

impl fmt::Debug for RawCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawCall")
            .field("operation", &self.draft.operation.id)
            .finish_non_exhaustive()
    }
}
