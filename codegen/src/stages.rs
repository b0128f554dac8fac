//! The stages one by one, for benchmarks and conformance; no part of the
//! interface.

use crate::diagnostic::{Diagnostics, Report};
use crate::document::Document;
use crate::emit::{self, Module, items, modules};
use crate::ir::Api;
use crate::load::load;
use crate::lower::{Choices, lower};
use crate::names::{Case, Scope};
use crate::output::{Gate, Gates, OutputFile, crate_files};
use crate::print;
use proc_macro2::TokenStream;
use std::path::Path;

/// A document.
#[derive(Debug)]
pub struct Loaded(Document);

impl Loaded {
    /// Loads a file.
    ///
    /// # Errors
    /// If it cannot be read or breaks the specification.
    pub fn from_file(path: &Path) -> Result<Self, Diagnostics> {
        let loaded = Document::load(&path.into(), &[]);
        loaded.map(Self).map_err(|faults| faults.diagnostics.into())
    }
}

/// A document in Rust's terms.
#[derive(Debug)]
pub struct Lowered(Api);

impl Lowered {
    /// Lowers a document.
    pub fn new(loaded: &Loaded) -> Self {
        Self(lower(
            &loaded.0.openapi,
            Choices::default(),
            &Report::default(),
        ))
    }

    /// The files of a crate.
    pub fn output(&self, threads: usize) -> Vec<OutputFile> {
        let gates = Gates {
            client: Gate::Feature,
            server: Gate::Feature,
            command_line: Gate::Never,
        };
        crate_files(&self.0, &root(&self.0), gates, threads)
    }
}

/// What calls an API that is generated, and stands behind it.
#[derive(Debug)]
pub struct Driver {
    /// A module.
    pub text: String,
    /// How many operations there are.
    pub operations: usize,
}

/// The text of a module with a function that makes any call of the API that
/// a crate generates for the description, from values that it is given when
/// it runs. The module needs the API as `api`, and `crate::Case` and
/// `crate::Answered`, which decide where the values come from and go.
///
/// # Errors
/// If the description cannot be read or breaks the specification.
pub fn driver(path: &Path) -> Result<Driver, Diagnostics> {
    let lowered = load(&path.into(), Choices::default())?;
    Ok(Driver {
        text: print::items(emit::driver(&lowered.api), 0),
        operations: lowered.api.operations().count(),
    })
}

/// The tokens of a crate.
#[derive(Debug)]
pub struct Emitted(Vec<TokenStream>);

impl Emitted {
    /// Emits all modules.
    pub fn new(lowered: &Lowered) -> Self {
        let mut tokens = Vec::new();
        add(&mut tokens, &lowered.0, &root(&lowered.0));
        Self(tokens)
    }

    /// The tokens, in pieces of some items each.
    pub fn tokens(&self) -> &[TokenStream] {
        &self.0
    }

    /// Lays all items out, one after the other; the length of the text.
    pub fn format(&self) -> usize {
        let text = |tokens: &TokenStream| print::items(tokens.clone(), 0);
        self.0.iter().map(|tokens| text(tokens).len()).sum()
    }
}

fn root(api: &Api) -> Module {
    modules(api, Scope::default().claim("lib", Case::Snake))
}

fn add(tokens: &mut Vec<TokenStream>, api: &Api, module: &Module) {
    tokens.extend(items(api, module.content).iter().map(|piece| piece()));
    for child in &module.children {
        add(tokens, api, child);
    }
}
