//! The golden modules compile without a warning, and every public item in them
//! is documented: a lint that the compiler has for programs, not for tests.

#![deny(warnings, missing_docs)]

/// The golden modules.
#[path = "generated/modules.rs"]
#[rustfmt::skip]
pub mod modules;

fn main() {}
