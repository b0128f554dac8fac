//! What the golden modules do when they run: their wire form, and what they
//! refuse.

#![deny(warnings)]
// A helper of a test fails the way a test does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(feature = "mock")]
mod agreement;
#[cfg(feature = "mock")]
mod agreement_calls;
mod broken_requests;
mod checks;
mod choices;
mod command_line;
mod conditions;
mod credentials;
mod every_style;
mod failures;
mod file_uploads;
mod flowing_choices;
mod form_styles;
mod formats;
mod listed_errors;
mod loopback;
mod media_types;
mod merge_patch;
#[rustfmt::skip]
pub mod modules;
mod multi_segment;
mod multipart;
mod one_or_many;
mod operation_servers;
mod pagination;
mod parameter_defaults;
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
