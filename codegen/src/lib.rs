//! OpenAPI descriptions to Rust that a careful engineer could have written.
//!
//! The stages are modules, and each imports only from those before it:
//! `document` loads a description, `lower` turns it into the `ir`, `emit`
//! turns that into tokens, and `output` into files. `diagnostic` is what all
//! of them report with, and `names` makes every identifier.
//!
//! [`Builder`] is for build scripts, [`CrateBuilder`] for whole crates.

mod build_script;
pub mod command;
pub mod diagnostic;
mod document;
mod emit;
mod generate;
mod ir;
mod load;
mod loss;
mod lower;
mod manifest;
#[cfg(feature = "mock")]
pub mod mock;
mod names;
mod output;
mod print;
#[doc(hidden)]
pub mod stages;

pub use build_script::Builder;
pub use diagnostic::Diagnostics;
pub use document::{Description, Filter};
pub use generate::{CrateBuilder, Output, Summary};
pub use loss::Losses;
pub use manifest::RuntimeSource;
pub use output::OutputFile;
