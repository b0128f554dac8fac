//! Files to one typed document: load, bundle, check the references, read
//! into the types of `openapiv3`.
//!
//! What the document means in Rust is left to lowering, which reports about
//! JSON Pointers; [`Document::locate`] turns those into places in files.

mod bundle;
mod grammar;
mod nesting;
mod normalize;
mod origin;
mod parse;
mod place;
mod references;
mod source;
mod span;
mod tree;
mod typed;
mod version;

pub(crate) use normalize::{KEYWORDS, SUBTYPES};
pub use place::Place;
pub(crate) use typed::{EXACT_BOUNDS, read_schema};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Finding, Location, Report, Severity};
use origin::Origins;
use source::Sources;
use span::Meant;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A loaded description.
#[derive(Debug)]
pub struct Document {
    /// The typed document; its references are internal and sound.
    pub openapi: openapiv3::OpenAPI,
    sources: Sources,
    origins: Origins,
    warnings: Vec<Diagnostic>,
}

impl Document {
    /// Loads the description whose root document is at `path`; references
    /// may not leave `root`, by default the folder of the document.
    ///
    /// # Errors
    /// If a file cannot be read or parsed, or breaks the specification.
    pub fn load(path: &Path, root: Option<&Path>) -> Result<Self, Diagnostics> {
        let mut sources = Sources::open(path, root).map_err(|one| Diagnostics::from(vec![*one]))?;
        let version = version::of(&sources).map_err(|one| Diagnostics::from(vec![*one]))?;
        let bundled = bundle::bundle(&mut sources, version.dialect())?;
        let bundled = normalize::normalize(bundled, version);
        let report = Report::default();
        references::check(&bundled.tree, &report);
        let openapi = typed::document(&bundled.tree, &report);
        let mut found = duplicate_keys(&sources);
        found.extend(locate(&sources, &bundled.origins, report.into_findings()));
        let has_errors = found
            .iter()
            .any(|one| one.code.severity() == Severity::Error);
        match openapi {
            Some(openapi) if !has_errors => Ok(Self {
                openapi,
                sources,
                origins: bundled.origins,
                warnings: found,
            }),
            _ => Err(found.into()),
        }
    }

    /// The paths of all files that were read.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.sources.paths()
    }

    /// The warnings of loading and, behind them, the findings of a later
    /// stage, with their places in the files.
    pub fn locate(&self, findings: Vec<Finding>) -> Diagnostics {
        let located = locate(&self.sources, &self.origins, findings);
        Diagnostics::from([self.warnings.clone(), located].concat())
    }
}

fn locate(sources: &Sources, origins: &Origins, findings: Vec<Finding>) -> Vec<Diagnostic> {
    let mut found: Vec<(Diagnostic, usize)> = Vec::new();
    let mut known = BTreeSet::new();
    for finding in findings {
        let (file, pointer) = origins.find(&finding.pointer);
        // One fault in a shared file is met once for each use.
        if !known.insert((file, pointer.clone(), finding.code, finding.message.clone())) {
            continue;
        }
        let location: Location = sources.location(file, &pointer, meant(finding.code));
        let line = location.excerpt.as_ref().map_or(0, |excerpt| excerpt.line);
        let diagnostic = Diagnostic {
            code: finding.code,
            message: finding.message,
            location: Some(location),
            hint: finding.hint,
        };
        found.push((diagnostic, line));
    }
    found.sort_by(|(a, a_line), (b, b_line)| {
        let file = |one: &Diagnostic| one.location.as_ref().map(|at| at.file.clone());
        (file(a), a_line).cmp(&(file(b), b_line))
    });
    found
        .into_iter()
        .map(|(diagnostic, _)| diagnostic)
        .collect()
}

/// Some findings are about a field as such, whatever its value.
fn meant(code: Code) -> Meant {
    match code {
        Code::UnknownField | Code::RefSiblings | Code::NotEnforced => Meant::Key,
        _ => Meant::Value,
    }
}

fn duplicate_keys(sources: &Sources) -> Vec<Diagnostic> {
    let in_file = |file| {
        let pointers = sources.duplicates(file).iter();
        pointers.map(move |pointer: &String| Diagnostic {
            code: Code::DuplicateKey,
            message: "this key stands here a second time; the last value counts".to_owned(),
            location: Some(sources.location(file, pointer, Meant::Key)),
            hint: None,
        })
    };
    sources.files().flat_map(in_file).collect()
}
