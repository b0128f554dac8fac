//! The code that generated code calls.
//!
//! Without features there are models only: the wire form ([`wire`]) and
//! constraint checks ([`check`]). The features `client` (with `transport`,
//! the usual one) and `server` add the two sides of HTTP. Everything that
//! is the same for all descriptions lives here, so that generated code is
//! facts and little else.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod binary;
#[cfg(feature = "http")]
// Each side uses its own half.
#[cfg_attr(
    not(all(feature = "client", feature = "server")),
    allow(dead_code, unused_imports)
)]
pub mod body;
pub mod catalogue;
pub mod check;
#[cfg(all(
    feature = "cli",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub mod cli;
#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "http")]
// Each side uses its own half.
#[cfg_attr(
    not(all(feature = "client", feature = "server")),
    allow(dead_code, unused_imports)
)]
mod media;
#[cfg(feature = "http")]
pub mod operation;
#[cfg(feature = "http")]
pub mod outcome;
#[cfg(feature = "http")]
// Each side uses its own half.
#[cfg_attr(
    not(all(feature = "client", feature = "server")),
    allow(dead_code, unused_imports)
)]
mod parameter;
#[cfg(feature = "http")]
// Each side uses its own half.
#[cfg_attr(
    not(all(feature = "client", feature = "server")),
    allow(dead_code, unused_imports)
)]
mod percent;
#[cfg(feature = "server")]
pub mod server;
mod shown;
#[cfg(feature = "http")]
// Each side uses its own half.
#[cfg_attr(
    not(all(feature = "client", feature = "server")),
    allow(dead_code, unused_imports)
)]
pub mod stream;
pub mod text;
#[cfg(all(test, any(feature = "transport", feature = "server")))]
mod traced;
pub mod wire;

#[cfg(feature = "server")]
pub use axum;
pub use binary::File;
#[cfg(feature = "http")]
pub use body::Body;
pub use bytes::Bytes;
pub use catalogue::Reported;
#[cfg(feature = "pattern")]
pub use check::Pattern;
pub use check::{Check, Kind, Test};
#[cfg(feature = "client")]
pub use client::{Call, NoItems, Paged};
#[cfg(feature = "http")]
pub use http;
#[cfg(feature = "http")]
pub use operation::Operation;
#[cfg(feature = "http")]
pub use outcome::{Asked, NoFailure, Outcome, OutcomeError, Reply};
#[doc(hidden)]
pub use serde;
pub use serde_json::Value;
#[cfg(feature = "server")]
pub use server::{Answer, Documented, Failures};
#[cfg(feature = "http")]
pub use stream::{Event, Events, Lines, Payload};
pub use wire::{DecodeError, Encoder, Node, Nullable, Wire};

/// An object whose keys are data.
pub type Map<T> = std::collections::BTreeMap<String, T>;
