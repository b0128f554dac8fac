//! What the command makes of descriptions: of good ones, of wrong ones, and
//! of files that are no descriptions at all.
//!
//! The cases are data in `tests/cases`: a description `ok/NAME.yaml` beside
//! the module it becomes, `err/NAME.yaml` beside what is said about it. A case
//! of several files is a folder `NAME` with `root.yaml` in it.
//! `UPDATE_GOLDENS=1 cargo test -p specwright` writes the golden files anew.
//! What the modules do when they run is tested in `tests/generated`.

// A helper of a test fails the way a test does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod build_script;
mod bundles;
mod cases;
mod command;
mod determinism;
mod diagnostics;
mod filters;
mod goldens;
mod hostile;
mod inert;
mod layout;
mod loss;
#[cfg(feature = "mock")]
mod mock;
mod mutation;
mod overlays;
mod partial;
mod scratch;
mod stability;
mod support;
mod synthetic;
