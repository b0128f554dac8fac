//! `reqwest` as browsers have it, and nothing anywhere else.
//!
//! The runtime's feature `transport` wants `reqwest` in browsers only, its
//! feature `reqwest` everywhere. Cargo has no features by target, and does not
//! let one package depend on another one by two names; it does by way of this
//! one.

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub use reqwest::*;
