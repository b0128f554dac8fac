//! What the golden modules do when they run: their wire form, and what they
//! refuse.

#![deny(warnings)]
// A helper of a test fails the way a test does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(feature = "mock")]
mod agreement;
#[cfg(feature = "mock")]
mod agreement_calls;
mod checks;
mod choices;
mod command_line;
mod conditions;
mod credentials;
mod every_style;
mod form_styles;
mod formats;
mod loopback;
mod media_types;
mod merge_patch;
#[rustfmt::skip]
pub mod modules;
mod multipart;
mod pagination;
mod presence;
mod properties;
#[cfg(feature = "mock")]
#[path = "../suite/mock/wire.rs"]
mod raw;
mod recursion;
mod serde_formats;
mod servers;
mod streams;
mod wire;
mod xml;
mod xml_unwrapped;
