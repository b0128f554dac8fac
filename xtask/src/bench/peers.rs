//! Other generators: installed at a version, and called as their users call them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cargo::{cargo, run};
use crate::failure::Failure;
use crate::generator::{empty, lines, program};
use crate::measure::{self, Cost};

/// Another generator.
#[derive(Clone, Copy)]
pub struct Peer {
    /// The package that has its program of the same name.
    package: &'static str,
    version: &'static str,
    /// The arguments that make a crate called `peer` in a folder from a document.
    arguments: fn(document: &Path, folder: &Path) -> Vec<PathBuf>,
    /// Makes a crate of what the program wrote, where that is none yet.
    complete: fn(folder: &Path) -> Result<(), Failure>,
}

/// Client, from OpenAPI 3.0.
pub const PROGENITOR: Peer = Peer {
    package: "cargo-progenitor",
    version: "0.15.1",
    arguments: |document, folder| {
        let mut arguments: Vec<PathBuf> = vec!["progenitor".into(), "--input".into()];
        arguments.extend([document.to_owned(), "--output".into(), folder.to_owned()]);
        let rest = ["--name", "peer", "--version", "0.1.0"];
        arguments.extend(rest.map(PathBuf::from));
        arguments
    },
    complete: |_| Ok(()),
};

/// Client, and a server on demand, from OpenAPI 3. Here the client, which is what it makes by itself.
pub const OPENAPI_TO_RUST: Peer = Peer {
    package: "openapi-to-rust",
    version: "0.23.0",
    arguments: |document, folder| {
        let output = folder.join("src/generated");
        let mut arguments: Vec<PathBuf> = vec!["generate".into(), document.to_owned()];
        arguments.extend(["--output-dir".into(), output, "--quiet".into()]);
        arguments
    },
    complete: crate_around_module,
};

/// A crate that another generator made.
pub struct Made {
    /// What generating cost.
    pub cost: Cost,
    /// Lines of Rust.
    pub lines: usize,
}

impl Peer {
    /// The name and version as people write them.
    pub fn label(&self) -> String {
        let name = self.package.trim_start_matches("cargo-");
        format!("{name} {}", self.version)
    }

    /// Installs the program below `target/peers`, unless it is there.
    ///
    /// # Errors
    ///
    /// When it cannot be fetched or built.
    pub fn install(&self, root: &Path) -> Result<(), Failure> {
        if self.program(root).is_file() {
            return Ok(());
        }
        let mut command = cargo(root, &["install", "--quiet", "--locked", self.package]);
        command.args(["--version", self.version, "--root"]);
        run(command.arg(self.folder(root)))
    }

    /// Each version has a folder of its own, so that a program that is there is the right one.
    fn folder(&self, root: &Path) -> PathBuf {
        let name = format!("{}-{}", self.package, self.version);
        root.join("target/peers").join(name)
    }

    fn program(&self, root: &Path) -> PathBuf {
        self.folder(root).join("bin").join(program(self.package))
    }

    /// Generates a crate from `document` in `folder`, which is emptied before.
    ///
    /// # Errors
    ///
    /// When the generator fails, with the end of what it says.
    pub fn generate(&self, root: &Path, document: &Path, folder: &Path) -> Result<Made, Failure> {
        let program = self.program(root);
        let ran = measure::least(|| {
            empty(folder)?;
            let mut command = Command::new(&program);
            command.args((self.arguments)(document, folder));
            measure::run(&command)
        })?;
        if !ran.succeeded {
            let said: Vec<&str> = ran.complaints.lines().rev().take(5).collect();
            let said: Vec<&str> = said.into_iter().rev().collect();
            return Err(Failure::Failed(said.join("\n")));
        }
        let lines = lines(folder)?;
        (self.complete)(folder)?;
        Ok(Made {
            cost: ran.cost,
            lines,
        })
    }
}

fn crate_around_module(folder: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::io(&folder.to_string_lossy(), &error);
    let needs = folder.join("src/generated/REQUIRED_DEPS.toml");
    let needs = fs::read_to_string(needs).map_err(failed)?;
    let package =
        "[package]\nname = \"peer\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(folder.join("Cargo.toml"), format!("{package}\n{needs}")).map_err(failed)?;
    fs::write(folder.join("src/lib.rs"), "pub mod generated;\n").map_err(failed)
}
