//! Measures generators on one description: generating, and compiling what came out.

use std::path::{Path, PathBuf};

use super::peers::Peer;
use crate::corpus::documents::Document;
use crate::failure::Failure;
use crate::generator::{Generator, lines};
use crate::measure::{Compiled, Compiler, Cost, Job};
use crate::terminal::Progress;

/// What a generator made of a description. What failed is `None`, and `note` says why.
pub struct Entry {
    /// The generator and its version, and what of its output was compiled.
    pub name: String,
    /// Whether it is this project's.
    pub is_ours: bool,
    /// What generating cost.
    pub generation: Option<Cost>,
    /// Lines of Rust.
    pub lines: usize,
    /// Lines of the client for each operation, on average.
    pub method_lines: Option<f64>,
    /// What `cargo check` of the crate alone cost.
    pub check: Option<Cost>,
    /// What `cargo build --release` of the crate alone cost.
    pub release: Option<Cost>,
    /// Bytes of the library that this built.
    pub library: Option<u64>,
    /// Why something was not measured.
    pub note: Option<String>,
}

/// The generators on one description.
pub struct Comparison {
    /// The name of the description.
    pub document: String,
    /// Ours first.
    pub entries: Vec<Entry>,
}

/// Our crate without its server, which is what the peers make here: the row to compare theirs with.
pub const OURS: &str = "specwright, client";

/// Our crate with all that is in it.
pub const OURS_WHOLE: &str = "specwright, client and server";

/// A run of measurements: where things are, and whether release builds are wanted.
pub struct Bench<'a> {
    /// The repository's root.
    pub root: &'a Path,
    /// Our generator.
    pub generator: &'a Generator,
    /// Tells what is being done.
    pub progress: &'a Progress,
    /// Whether to build with `--release` too.
    pub with_release: bool,
}

impl Bench<'_> {
    /// Measures ours and `peers` on `document`.
    ///
    /// # Errors
    ///
    /// When ours fails. What fails of the peers is noted.
    pub fn compare(&self, document: &Document, peers: &[Peer]) -> Result<Comparison, Failure> {
        let mut entries = self.ours(document)?;
        for peer in peers {
            entries.push(self.peer(&document.name, &document.path, peer)?);
        }
        Ok(Comparison {
            document: document.name.clone(),
            entries,
        })
    }

    fn ours(&self, document: &Document) -> Result<Vec<Entry>, Failure> {
        let name = &document.name;
        self.progress.stage(&format!("{name}: specwright"));
        let folder = self.folder(name, "specwright");
        let generated = self.generator.generate(&document.path, &folder)?;
        let compiler = self.compiler("specwright");
        let flavours: [(&str, &[&str]); 2] = [(OURS, &[]), (OURS_WHOLE, &["--all-features"])];
        let entry = |(label, features): (&str, &[&str])| {
            self.progress.stage(&format!("{name}: compiling {label}"));
            let mut entry = Entry::new(label, true, Some(generated.cost), generated.lines);
            let client = folder.join("src/client");
            entry.method_lines = match client.is_dir() {
                true => Some(lines(&client)? as f64 / generated.operations.max(1) as f64),
                false => None,
            };
            self.compile(&mut entry, &compiler, &folder, features)?;
            match entry.note.take() {
                Some(note) => Err(Failure::Failed(format!("{name}, {label} {note}"))),
                None => Ok(entry),
            }
        };
        flavours.into_iter().map(entry).collect()
    }

    /// What a peer makes of the description `name` at `path`.
    ///
    /// # Errors
    ///
    /// When the disk fails. What else fails is noted.
    pub fn peer(&self, name: &str, path: &Path, peer: &Peer) -> Result<Entry, Failure> {
        let label = peer.label();
        self.progress.stage(&format!("{name}: {label}"));
        let folder = self.folder(name, &label);
        let made = match peer.generate(self.root, path, &folder) {
            Ok(made) => made,
            Err(Failure::Failed(note) | Failure::Usage(note)) => {
                return Ok(Entry::failed(&label, note));
            }
        };
        self.progress.stage(&format!("{name}: compiling {label}"));
        let compiler = Compiler {
            target: self
                .root
                .join("target/bench/build")
                .join(label.replace(' ', "-")),
            versions: None,
        };
        let mut entry = Entry::new(&label, false, Some(made.cost), made.lines);
        self.compile(&mut entry, &compiler, &folder, &[])?;
        Ok(entry)
    }

    /// Compiles the crate in `folder` as wanted.
    ///
    /// # Errors
    ///
    /// When cargo cannot run. What does not compile is noted.
    pub fn compile(
        &self,
        entry: &mut Entry,
        compiler: &Compiler,
        folder: &Path,
        features: &[&str],
    ) -> Result<(), Failure> {
        let check = compiler.check(folder, features)?;
        entry.check = entry.accept(&check);
        if self.with_release && entry.check.is_some() {
            let release = compiler.compile(folder, Job::Release, features)?;
            entry.release = entry.accept(&release);
            entry.library = release.library;
        }
        Ok(())
    }

    /// Compiles crates with the versions of this repository. Those of one kind share what they depend
    /// on.
    pub fn compiler(&self, kind: &str) -> Compiler {
        let target = self.root.join("target/bench/build").join(kind);
        Compiler::with_versions_of(self.root, target)
    }

    /// Where a generator's crate of a description goes.
    pub fn folder(&self, document: &str, generator: &str) -> PathBuf {
        let generator = generator.replace(' ', "-");
        self.root
            .join("target/bench/crates")
            .join(document)
            .join(generator)
    }
}

impl Entry {
    /// One of which only this is known.
    pub fn new(name: &str, is_ours: bool, generation: Option<Cost>, lines: usize) -> Self {
        Self {
            name: name.to_owned(),
            is_ours,
            generation,
            lines,
            method_lines: None,
            check: None,
            release: None,
            library: None,
            note: None,
        }
    }

    fn failed(name: &str, note: String) -> Self {
        Self {
            note: Some(note),
            ..Self::new(name, false, None, 0)
        }
    }

    /// The cost, if it compiled; else what is wrong is noted.
    fn accept(&mut self, compiled: &Compiled) -> Option<Cost> {
        let accepted = compiled.accepted();
        accepted.map_err(|problem| self.note = Some(problem)).ok()
    }
}
