//! The stages in a row: what the library, the command and build scripts
//! share.

use crate::diagnostic::{Diagnostics, LeftOut};
use crate::document::Description;
use crate::emit::{Module, modules};
use crate::ir::Api;
use crate::load::{Lowered, load};
use crate::lower::{Choices, docs_of};
use crate::manifest::{self, Manifest, RuntimeSource};
use crate::names::{Case, FEATURES, Scope};
use crate::output::{Gate, Gates, OutputFile, STACK, crate_files, crate_of_apis, files, inline};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// What a run gives.
#[derive(Debug, Default)]
pub struct Output {
    /// The files to write, in the order of their paths.
    pub files: Vec<OutputFile>,
    /// What there is to say: warnings, and the errors of what was left out.
    pub diagnostics: Diagnostics,
    /// What is not generated, or not as it is described, because of errors.
    pub left_out: Vec<LeftOut>,
    /// Every file that was read, or that a `$ref` names and that could not be.
    pub sources: Vec<PathBuf>,
    /// How much was generated.
    pub summary: Summary,
}

/// How much was generated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Operations.
    pub operations: usize,
    /// Named types.
    pub types: usize,
}

/// Generates a whole crate.
///
/// ```no_run
/// let output = specwright::CrateBuilder::new("zone-api")
///     .api("zone", "spec/zone.yaml")
///     .generate()?;
/// for file in &output.files {
///     println!("{}", file.path);
/// }
/// # Ok::<(), specwright::Diagnostics>(())
/// ```
#[derive(Clone, Debug)]
pub struct CrateBuilder {
    name: Option<String>,
    description: Option<String>,
    runtime: RuntimeSource,
    apis: Vec<(String, Description)>,
    sole: Option<Description>,
    is_member: bool,
    choices: Choices,
    is_strict: bool,
    threads: usize,
}

impl CrateBuilder {
    /// A crate with a module and a cargo feature for each API.
    pub fn new(name: &str) -> Self {
        Self {
            name: Some(name.to_owned()),
            description: None,
            runtime: RuntimeSource::default(),
            apis: Vec::new(),
            sole: None,
            is_member: false,
            choices: Choices::default(),
            is_strict: false,
            threads: available_threads(),
        }
    }

    /// A crate that is one API. Without a [`name`](Self::name), it has one
    /// made from the title of the API.
    pub fn sole(description: impl Into<Description>) -> Self {
        Self {
            name: None,
            sole: Some(description.into()),
            ..Self::new("")
        }
    }

    /// The name of the package.
    #[must_use]
    pub fn name(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }

    /// What the crate is, in a line.
    #[must_use]
    pub fn description(mut self, description: &str) -> Self {
        self.description = Some(description.to_owned());
        self
    }

    /// Takes the runtime from a local folder instead of the registry.
    #[must_use]
    pub fn runtime_path(mut self, path: &str) -> Self {
        self.runtime = RuntimeSource::Path(path.to_owned());
        self
    }

    /// Makes the crate a member of the workspace around it, rather than one
    /// that stands on its own.
    #[must_use]
    pub fn workspace_member(mut self) -> Self {
        self.is_member = true;
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

    /// Whether to generate what a command line needs, behind the cargo feature
    /// `cli`: the module `cli` with an `API` for
    /// `specwright_runtime::cli::Cli`.
    #[must_use]
    pub fn command_line(mut self, wanted: bool) -> Self {
        self.choices.commands = wanted;
        self
    }

    /// How many threads lay out files, by default as many as the machine
    /// runs at once. The files do not depend on it.
    #[must_use]
    pub fn threads(mut self, count: usize) -> Self {
        self.threads = count;
        self
    }

    /// Makes a warning a failure, and an error in a part of a description
    /// too, which is left out otherwise.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.is_strict = true;
        self
    }

    /// Adds an API: the name of its module, and its description, which may
    /// be just the path of the root document.
    #[must_use]
    pub fn api(mut self, name: &str, description: impl Into<Description>) -> Self {
        self.apis.push((name.to_owned(), description.into()));
        self
    }

    /// Generates the crate; nothing is written.
    ///
    /// # Errors
    /// If a description cannot be read or breaks the specification.
    pub fn generate(&self) -> Result<Output, Diagnostics> {
        with_room(|| self.run())
    }

    fn run(&self) -> Result<Output, Diagnostics> {
        let gates = Gates {
            client: Gate::Feature,
            server: Gate::Feature,
            command_line: Gate::Feature,
        };
        let mut parts = Parts::default();
        if let Some(description) = &self.sole {
            let lowered = load(description, self.choices)?;
            let module = modules(&lowered.api, Scope::default().claim("lib", Case::Snake));
            parts
                .files
                .extend(crate_files(&lowered.api, &module, gates, self.threads));
            parts.add(lowered);
        } else {
            let texts: Vec<&str> = self.apis.iter().map(|(name, _)| name.as_str()).collect();
            // The root of the crate gives the runtime by this name.
            let taken = [FEATURES, &["runtime"]].concat();
            let names = Scope::with(&taken).claim_all(&texts, Case::Snake);
            for ((_, description), name) in self.apis.iter().zip(&names) {
                let mut lowered = load(description, self.choices)?;
                for feature in features_of(&mut lowered.api) {
                    *feature = format!("{}-{feature}", name.plain());
                }
                let module = modules(&lowered.api, name.clone());
                let folder = format!("src/{}/", name.plain());
                parts.files.extend(files(
                    &lowered.api,
                    &module,
                    gates,
                    &format!("{folder}mod.rs"),
                    &folder,
                    self.threads,
                ));
                parts.apis.push(name.plain().to_owned());
                parts.add(lowered);
            }
            let about = format!("{}.", self.about(&parts).trim_end_matches('.'));
            let docs = docs_of(Some(&about));
            parts
                .files
                .push(crate_of_apis(&docs, &names, &parts.tags, parts.is_foreign));
        }
        let manifest = self.manifest(&parts);
        parts.files.push(OutputFile {
            path: "Cargo.toml".to_owned(),
            contents: manifest,
        });
        parts.files.sort_by(|a, b| a.path.cmp(&b.path));
        parts.output(self.is_strict)
    }

    fn about(&self, parts: &Parts) -> String {
        let made = || format!("Client, server and models of {}", parts.titles.join(", "));
        self.description.clone().unwrap_or_else(made)
    }

    fn manifest(&self, parts: &Parts) -> String {
        let made = || manifest::package_name(parts.titles.first().map_or("", String::as_str));
        let name = self.name.clone().unwrap_or_else(made);
        manifest::text(&Manifest {
            name: &name,
            description: &self.about(parts),
            runtime: &self.runtime,
            apis: &parts.apis,
            tags: &parts.tags,
            has_operations: parts.summary.operations > 0,
            has_patterns: parts.has_patterns,
            has_commands: self.choices.commands,
            is_member: self.is_member,
        })
    }
}

/// What the APIs of a crate come to.
#[derive(Default)]
struct Parts {
    files: Vec<OutputFile>,
    apis: Vec<String>,
    /// For each API the features of its tags.
    tags: Vec<Vec<String>>,
    titles: Vec<String>,
    diagnostics: Diagnostics,
    left_out: Vec<LeftOut>,
    sources: Vec<PathBuf>,
    summary: Summary,
    has_patterns: bool,
    is_foreign: bool,
}

impl Parts {
    fn add(&mut self, mut lowered: Lowered) {
        self.tags.push(features_of(&mut lowered.api).to_vec());
        self.summary.operations += lowered.api.operations().count();
        self.summary.types += lowered.api.types.len();
        self.has_patterns |= lowered.api.has_patterns();
        self.is_foreign |= lowered.api.has_foreign_names();
        self.titles.push(lowered.api.title);
        self.diagnostics = std::mem::take(&mut self.diagnostics).and(lowered.diagnostics);
        self.left_out.extend(lowered.left_out);
        self.sources.extend(lowered.sources);
    }

    fn output(self, is_strict: bool) -> Result<Output, Diagnostics> {
        if is_strict && !self.diagnostics.is_empty() {
            return Err(self.diagnostics);
        }
        Ok(Output {
            files: self.files,
            diagnostics: self.diagnostics,
            left_out: self.left_out,
            sources: self.sources,
            summary: self.summary,
        })
    }
}

/// Generates one module in one piece, for use inside another crate.
///
/// # Errors
/// If the description cannot be read or breaks the specification.
pub(crate) fn module(
    description: &Description,
    name: &str,
    gates: Gates,
    choices: Choices,
    is_strict: bool,
    threads: usize,
) -> Result<Output, Diagnostics> {
    with_room(|| {
        let mut lowered = load(description, choices)?;
        // One file has no modules to spread over, and no features of its own.
        lowered.api.layout = None;
        let module: Module = modules(&lowered.api, Scope::default().claim(name, Case::Snake));
        let mut parts = Parts {
            files: inline(&lowered.api, &module, gates, threads),
            ..Parts::default()
        };
        parts.add(lowered);
        parts.output(is_strict)
    })
}

/// Does the work where descriptions can be nested as deep as loading allows:
/// the stack of the caller may be small. A system that has no thread left
/// lets the caller do it.
pub(crate) fn with_room<T: Send>(
    work: impl Fn() -> Result<T, Diagnostics> + Sync,
) -> Result<T, Diagnostics> {
    std::thread::scope(|scope| {
        let helper = std::thread::Builder::new().stack_size(STACK);
        match helper.spawn_scoped(scope, &work) {
            Err(_) => work(),
            Ok(helper) => match helper.join() {
                Ok(output) => output,
                Err(panic) => std::panic::resume_unwind(panic),
            },
        }
    })
}

/// As many threads as the machine runs at once.
pub(crate) fn available_threads() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// The features of the tags of an API that is large enough to have them.
fn features_of(api: &mut Api) -> &mut [String] {
    match &mut api.layout {
        None => &mut [],
        Some(layout) => &mut layout.features,
    }
}
