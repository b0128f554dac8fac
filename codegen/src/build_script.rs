//! Generation from a `build.rs`.

use crate::command::write::replace_if_changed;
use crate::diagnostic::Diagnostics;
use crate::document::{Description, Filter};
use crate::generate::{available_threads, module};
use crate::lower::Choices;
use crate::output::{Gate, Gates};
use std::path::PathBuf;

/// Generates a description from a build script into `OUT_DIR`.
///
/// The build script:
///
/// ```no_run
/// fn main() -> Result<(), specwright::Diagnostics> {
///     specwright::Builder::new("petstore.yaml").generate()
/// }
/// ```
///
/// The crate, which depends on `specwright-runtime`:
///
/// ```ignore
/// /// The API of the pet store.
/// pub mod petstore {
///     include!(concat!(env!("OUT_DIR"), "/petstore.rs"));
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Builder {
    description: Description,
    name: Option<String>,
    out_dir: Option<PathBuf>,
    client: bool,
    server: bool,
    choices: Choices,
    is_strict: bool,
    threads: usize,
}

impl Builder {
    /// Begins with the description, or just the path of its root document;
    /// paths are relative to the folder of the package. Client and server are
    /// generated; a runtime feature goes with each.
    pub fn new(description: impl Into<Description>) -> Self {
        Self {
            description: description.into(),
            name: None,
            out_dir: None,
            client: true,
            server: true,
            choices: Choices::default(),
            is_strict: false,
            threads: available_threads(),
        }
    }

    /// The name of the file, without `.rs`: by default that of the document.
    #[must_use]
    pub fn name(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    /// What `$ref`s may not leave; by default the folder of the document.
    #[must_use]
    pub fn root(mut self, root: impl Into<PathBuf>) -> Self {
        self.description = self.description.root(root);
        self
    }

    /// Applies an overlay to the root document, behind those given before.
    #[must_use]
    pub fn overlay(mut self, path: impl Into<PathBuf>) -> Self {
        self.description = self.description.overlay(path);
        self
    }

    /// Generates only what the filter lets through.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.description = self.description.filter(filter);
        self
    }

    /// Makes a warning fail the build, and an error in a part of the
    /// description too, which is left out otherwise.
    #[must_use]
    pub fn strict(mut self, wanted: bool) -> Self {
        self.is_strict = wanted;
        self
    }

    /// Where to write instead of `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    /// Whether to generate the client, which needs the feature `transport` (or
    /// `client`) of `specwright-runtime`.
    #[must_use]
    pub fn client(mut self, wanted: bool) -> Self {
        self.client = wanted;
        self
    }

    /// Whether to generate the server, which needs the feature `server` of
    /// `specwright-runtime`.
    #[must_use]
    pub fn server(mut self, wanted: bool) -> Self {
        self.server = wanted;
        self
    }

    /// Whether to generate what a command line needs, which is off by default:
    /// the module `cli` with an `API` for `specwright_runtime::cli::Cli`. It
    /// brings the client, and needs the feature `cli` of
    /// `specwright-runtime`.
    #[must_use]
    pub fn command_line(mut self, wanted: bool) -> Self {
        self.choices.commands = wanted;
        self
    }

    /// Whether structs keep properties that their schema says nothing of, so
    /// that they are sent back; by default they are ignored.
    #[must_use]
    pub fn keep_unknown(mut self, wanted: bool) -> Self {
        self.choices.keep_unknown = wanted;
        self
    }

    /// Whether enumerations of strings refuse values that are not listed; by
    /// default they keep them.
    #[must_use]
    pub fn closed_enums(mut self, wanted: bool) -> Self {
        self.choices.closed_enums = wanted;
        self
    }

    /// How many threads lay out the code, by default as many as the machine
    /// runs at once. The code does not depend on it.
    #[must_use]
    pub fn threads(mut self, count: usize) -> Self {
        self.threads = count;
        self
    }

    /// Generates, writes the file if it differs, and tells cargo which files
    /// to watch. Warnings become warnings of the build, and what is left out
    /// because of an error too.
    ///
    /// # Errors
    /// If the description cannot be read or breaks the specification as a
    /// whole, or the file cannot be written.
    pub fn generate(&self) -> Result<(), Diagnostics> {
        for path in self.description.files() {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        let gate = |wanted: bool| if wanted { Gate::Always } else { Gate::Never };
        let gates = Gates {
            client: gate(self.client || self.choices.commands),
            server: gate(self.server),
            command_line: gate(self.choices.commands),
        };
        let output = module(
            &self.description,
            &self.file_stem(),
            gates,
            self.choices,
            self.is_strict,
            self.threads,
        )?;
        for source in &output.sources {
            println!("cargo::rerun-if-changed={}", source.display());
        }
        for warning in output.diagnostics.iter() {
            println!("cargo::warning={warning}");
        }
        for left_out in &output.left_out {
            println!("cargo::warning={left_out}");
        }
        let folder = match &self.out_dir {
            Some(folder) => folder.clone(),
            None => std::env::var_os("OUT_DIR")
                .map(PathBuf::from)
                .ok_or_else(|| {
                    Diagnostics::about(
                        &self.description.path,
                        "`OUT_DIR` is not set: call this from a build script, or set `out_dir`",
                    )
                })?,
        };
        for file in &output.files {
            replace_if_changed(&folder.join(&file.path), &file.contents).map_err(|error| {
                Diagnostics::about(
                    &folder,
                    &format!("cannot write the generated file: {error}"),
                )
            })?;
        }
        Ok(())
    }

    fn file_stem(&self) -> String {
        let stem = || {
            let path = &self.description.path;
            path.file_stem()
                .map(|stem| stem.to_string_lossy().into_owned())
        };
        self.name
            .clone()
            .or_else(stem)
            .unwrap_or_else(|| "api".to_owned())
    }
}
