//! The stages in a row: what the library, the command and build scripts
//! share.

use crate::diagnostic::{Diagnostics, Report};
use crate::document::Document;
use crate::emit::{Module, modules};
use crate::ir::{Api, Extra, Rules, TypeKind};
use crate::lower::{Choices, docs_of, lower};
use crate::manifest::{self, Manifest, RuntimeSource};
use crate::names::{Case, Scope};
use crate::output::{Gate, Gates, OutputFile, crate_files, crate_of_apis, files, inline};
use std::path::{Path, PathBuf};

/// What a run gives.
#[derive(Debug)]
pub struct Output {
    /// The files to write, in the order of their paths.
    pub files: Vec<OutputFile>,
    /// Warnings; errors are in the `Err` of the run.
    pub diagnostics: Diagnostics,
    /// Every file that was read.
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

/// A description, lowered.
struct Lowered {
    api: Api,
    diagnostics: Diagnostics,
    sources: Vec<PathBuf>,
}

fn load(path: &Path, root: Option<&Path>, choices: Choices) -> Result<Lowered, Diagnostics> {
    let document = Document::load(path, root)?;
    let report = Report::default();
    let api = lower(&document.openapi, choices, &report);
    let diagnostics = document.locate(report.into_findings());
    if diagnostics.errors() > 0 {
        return Err(diagnostics);
    }
    Ok(Lowered {
        api,
        diagnostics,
        sources: document.paths(),
    })
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
    root: Option<PathBuf>,
    apis: Vec<(String, PathBuf)>,
    sole: Option<PathBuf>,
    is_member: bool,
    choices: Choices,
}

impl CrateBuilder {
    /// A crate with a module and a cargo feature for each API.
    pub fn new(name: &str) -> Self {
        Self {
            name: Some(name.to_owned()),
            description: None,
            runtime: RuntimeSource::default(),
            root: None,
            apis: Vec::new(),
            sole: None,
            is_member: false,
            choices: Choices::default(),
        }
    }

    /// A crate that is the API described by the document at `path`. Without
    /// a [`name`](Self::name), it has one made from the title of the API.
    pub fn sole(path: impl Into<PathBuf>) -> Self {
        Self {
            name: None,
            sole: Some(path.into()),
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

    /// What `$ref`s may not leave; by default the folder of each document.
    #[must_use]
    pub fn root(mut self, root: impl Into<PathBuf>) -> Self {
        self.root = Some(root.into());
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

    /// Adds an API: the name of its module, and its root document.
    #[must_use]
    pub fn api(mut self, name: &str, path: impl Into<PathBuf>) -> Self {
        self.apis.push((name.to_owned(), path.into()));
        self
    }

    /// Generates the crate; nothing is written.
    ///
    /// # Errors
    /// If a description cannot be read or breaks the specification.
    pub fn generate(&self) -> Result<Output, Diagnostics> {
        let gates = Gates {
            client: Gate::Feature,
            server: Gate::Feature,
        };
        let root = self.root.as_deref();
        let mut parts = Parts::default();
        if let Some(path) = &self.sole {
            let lowered = load(path, root, self.choices)?;
            let module = modules(&lowered.api, Scope::default().claim("lib", Case::Snake));
            parts
                .files
                .extend(crate_files(&lowered.api, &module, gates));
            parts.add(lowered);
        } else {
            let texts: Vec<&str> = self.apis.iter().map(|(name, _)| name.as_str()).collect();
            let names = Scope::default().claim_all(&texts, Case::Snake);
            for ((_, path), name) in self.apis.iter().zip(&names) {
                let lowered = load(path, root, self.choices)?;
                let module = modules(&lowered.api, name.clone());
                let folder = format!("src/{}/", name.plain());
                parts.files.extend(files(
                    &lowered.api,
                    &module,
                    gates,
                    &format!("{folder}mod.rs"),
                    &folder,
                ));
                parts.features.push(name.plain().to_owned());
                parts.add(lowered);
            }
            let about = format!("{}.", self.about(&parts).trim_end_matches('.'));
            let docs = docs_of(Some(&about));
            parts.files.push(crate_of_apis(&docs, &names));
        }
        let manifest = self.manifest(&parts);
        parts.files.push(OutputFile {
            path: "Cargo.toml".to_owned(),
            contents: manifest,
        });
        parts.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Output {
            files: parts.files,
            diagnostics: parts.diagnostics,
            sources: parts.sources,
            summary: parts.summary,
        })
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
            apis: &parts.features,
            has_operations: parts.summary.operations > 0,
            has_patterns: parts.has_patterns,
            is_member: self.is_member,
        })
    }
}

/// What the APIs of a crate come to.
#[derive(Default)]
struct Parts {
    files: Vec<OutputFile>,
    features: Vec<String>,
    titles: Vec<String>,
    diagnostics: Diagnostics,
    sources: Vec<PathBuf>,
    summary: Summary,
    has_patterns: bool,
}

impl Parts {
    fn add(&mut self, lowered: Lowered) {
        self.summary.operations += lowered.api.operations().count();
        self.summary.types += lowered.api.types.len();
        self.has_patterns |= has_patterns(&lowered.api);
        self.titles.push(lowered.api.title);
        self.diagnostics = std::mem::take(&mut self.diagnostics).and(lowered.diagnostics);
        self.sources.extend(lowered.sources);
    }
}

/// Generates one module in one piece, for use inside another crate.
///
/// # Errors
/// If the description cannot be read or breaks the specification.
pub(crate) fn module(
    path: &Path,
    root: Option<&Path>,
    name: &str,
    gates: Gates,
    choices: Choices,
) -> Result<Output, Diagnostics> {
    let lowered = load(path, root, choices)?;
    let module: Module = modules(&lowered.api, Scope::default().claim(name, Case::Snake));
    let file = OutputFile {
        path: format!("{}.rs", module.name.plain()),
        contents: inline(&lowered.api, &module, gates),
    };
    let mut parts = Parts::default();
    parts.add(lowered);
    Ok(Output {
        files: vec![file],
        diagnostics: parts.diagnostics,
        sources: parts.sources,
        summary: parts.summary,
    })
}

fn has_patterns(api: &Api) -> bool {
    let in_types = api.types.iter().any(|def| match &def.kind {
        TypeKind::Struct(object) => {
            let extra = match &object.extra {
                Extra::Kept(_, _, rules) => rules.has_pattern(),
                Extra::Ignored | Extra::Refused => false,
            };
            let mut fields = object.fields.iter();
            extra || object.condition.has_pattern() || fields.any(|field| field.rules.has_pattern())
        }
        TypeKind::Union(union) => {
            let mut branches = union.branches.iter();
            union.condition.has_pattern() || branches.any(|branch| branch.rules.has_pattern())
        }
        TypeKind::Wrapper(_, rules) => rules.has_pattern(),
        TypeKind::StringEnum(_) | TypeKind::Alias(_) => false,
    });
    let mut conditions = api.conditions.iter();
    let in_conditions = conditions.any(|named| named.condition.has_pattern());
    let in_operations = api.operations().any(|operation| {
        let parameters = operation.parameters.iter().map(|one| &one.rules);
        let body = operation.body.iter().map(|body| &body.rules);
        parameters.chain(body).any(Rules::has_pattern)
    });
    in_types || in_conditions || in_operations
}
