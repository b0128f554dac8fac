//! SDK for the REST APIs of [Onedata](https://onedata.org), a distributed
//! data-management system.
//!
//! Each API is a module and a cargo feature: [`onezone`], where users, groups
//! and spaces are, [`oneprovider`], where files are, and [`onepanel`], by which
//! both are administered. The features `client` and `server` choose the sides.
//! Each tag of an API is a feature as well, such as `onezone-group`, for
//! programs that want no more and are to compile in a moment.
//!
//! `Connect` makes their clients; `files` and `tasks` do what takes more than
//! one call, for async programs. What all three answer with when they fail is
//! an [`OnedataError`], which the errors of clients give by `reported`.
#![cfg_attr(
    all(
        feature = "client",
        feature = "onepanel",
        feature = "oneprovider",
        feature = "onezone",
        not(all(target_family = "wasm", target_os = "unknown"))
    ),
    doc = include_str!("first_steps.md")
)]

pub use onedata_api::errors::OnedataError;
#[cfg(feature = "onepanel-part")]
pub use onedata_api::onepanel;
#[cfg(feature = "oneprovider-part")]
pub use onedata_api::oneprovider;
#[cfg(feature = "onezone-part")]
pub use onedata_api::onezone;
pub use onedata_api::runtime;

#[cfg(all(
    feature = "client",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
mod connect;
#[cfg(all(feature = "client", feature = "oneprovider"))]
pub mod files;
#[cfg(all(
    feature = "client",
    feature = "onepanel",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub mod tasks;

#[cfg(all(
    feature = "client",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub use connect::{Connect, ConnectError, Connection};
