//! Calls: from the values of a generated method to a request, through a
//! transport, and from the reply to a typed answer.
//!
//! A generated client wraps a [`Core`] and is made by a [`Builder`]; each of
//! its methods fills a [`Request`] and hands out a [`Call`]. The connection
//! itself is the business of a [`Transport`].

mod allowance;
mod argument;
mod arrival;
mod authorization;
mod base;
#[cfg(all(
    feature = "blocking",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
mod blocking;
#[cfg(not(all(
    feature = "blocking",
    not(all(target_family = "wasm", target_os = "unknown"))
)))]
mod blocking {
    /// No call is waited for.
    pub(super) fn is_driven() -> bool {
        false
    }
}
mod builder;
mod call;
mod clock;
mod core;
mod credential;
mod delivery;
mod error;
mod exchange;
mod failure;
mod hook;
#[cfg(all(
    feature = "transport",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
mod http_transport;
mod origin;
mod paging;
mod place;
mod raw;
mod reconnect;
mod redirect;
mod request;
#[cfg(any(
    feature = "reqwest",
    all(feature = "transport", target_family = "wasm", target_os = "unknown")
))]
mod reqwest_transport;
mod response;
mod retry;
mod server_url;
mod token;
mod transport;

pub use self::core::{ApiClient, Core};
pub use argument::Argument;
#[cfg(all(
    feature = "blocking",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub use blocking::Waiting;
pub use builder::{BuildError, Builder};
pub use call::{Call, CallFuture};
pub use credential::Credential;
pub use error::{Error, InvalidRequest, Unexpected};
pub use failure::Failure;
pub use hook::{Hook, HookError, Next};
#[cfg(all(
    feature = "transport",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub use http_transport::{HttpTransport, HttpTransportBuilder};
#[cfg(all(
    feature = "blocking",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub use paging::Waited;
pub use paging::{Items, NoItems, Paged, Pages, PagingError, PagingProblem, Single};
pub use raw::{Dynamic, RawCall};
pub use reconnect::Reconnect;
pub use redirect::{RedirectError, RedirectProblem};
pub use request::Request;
#[cfg(any(
    feature = "reqwest",
    all(feature = "transport", target_family = "wasm", target_os = "unknown")
))]
pub use reqwest_transport::ReqwestTransport;
pub use response::{Meta, Response};
pub use retry::Retry;
pub use server_url::{BaseUrl, ServerUrl};
pub use token::{ClientCredentials, TokenError, TokenSource};
pub use transport::{BoxFuture, Limits, Transport, TransportError};

#[cfg(test)]
mod tests;
