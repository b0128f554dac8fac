//! Files to one typed document: load, bundle, check the references, read
//! into the types of `openapiv3`.
//!
//! What the document means in Rust is left to lowering, which reports about
//! JSON Pointers; [`Document::locate`] turns those into places in files.

mod bundle;
mod cut;
mod description;
mod filter;
mod grammar;
mod nesting;
mod normalize;
mod opened;
mod origin;
mod overlay;
mod parse;
mod place;
mod reach;
mod references;
mod source;
mod span;
mod tree;
mod typed;
mod uri;
mod version;

pub use description::Description;
pub use filter::Filter;
pub(crate) use normalize::{KEYWORDS, STYLED_PARTS, SUBTYPES};
pub use place::Place;
pub(crate) use place::{escape, unescape};
pub(crate) use typed::{EXACT_BOUNDS, OPTIONAL, STYLED, XML, read_schema};

use crate::diagnostic::{
    Code, Diagnostic, Diagnostics, Finding, LeftOut, Location, Report, Severity,
};
use opened::Opened;
use origin::Origins;
use source::Sources;
use span::Meant;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::rc::Rc;
pub(crate) use tree::Tree;

/// A loaded description.
#[derive(Debug)]
pub struct Document {
    /// The typed document; its references are internal and sound.
    pub openapi: openapiv3::OpenAPI,
    sources: Sources,
    origins: Origins,
    warnings: Vec<Diagnostic>,
    left_out: Vec<LeftOut>,
}

/// Why a description, or part of it, cannot be generated.
#[derive(Debug, Default)]
pub struct Faults {
    /// The errors, and the warnings beside them.
    pub diagnostics: Vec<Diagnostic>,
    /// Where they are in the final tree, for [`Document::load`] to leave out
    /// what stands there; empty if there is a fault of the document as a
    /// whole among them.
    pub pointers: Vec<String>,
}

impl Faults {
    /// Faults of the document as a whole.
    fn fatal(diagnostics: Vec<Diagnostic>) -> Self {
        Self {
            diagnostics,
            pointers: Vec::new(),
        }
    }
}

impl From<Diagnostic> for Faults {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::fatal(vec![diagnostic])
    }
}

impl Document {
    /// Loads a description, but for what has one of the `faults` that were
    /// found in it before.
    ///
    /// # Errors
    /// If a file cannot be read or parsed, or breaks the specification.
    pub fn load(description: &Description, faults: &[String]) -> Result<Self, Faults> {
        let (sources, mut bundled, of_overlays) = Opened::new(description)?.normalize();
        let filter = &description.filter;
        let report = Report::default();
        if !filter.is_empty() {
            filter::apply(Rc::make_mut(&mut bundled.tree), filter, &report);
        }
        let left_out = match faults {
            [] => Vec::new(),
            faults => {
                cut::cut(Rc::make_mut(&mut bundled.tree), faults).ok_or_else(Faults::default)?
            }
        };
        let in_files = references::check(&bundled, &report);
        let openapi = typed::document(&bundled.tree, &report);
        let mut document = Self {
            openapi: openapi.unwrap_or_default(),
            left_out: Vec::new(),
            sources,
            origins: bundled.origins,
            warnings: Vec::new(),
        };
        let located = left_out.into_iter().map(|(part, pointer)| LeftOut {
            part,
            location: document.location(&pointer),
        });
        document.left_out = located.collect();
        let order = |one: &LeftOut| one.location.order();
        document.left_out.sort_by_cached_key(order);
        // Swagger 2.0 has one schema where OpenAPI has one per media type.
        document.left_out.dedup();
        document.warnings = duplicate_keys(&document.sources);
        document.warnings.extend(of_overlays);
        match document.locate(report.into_findings()) {
            Ok(warnings) => Ok(Self {
                warnings,
                ..document
            }),
            Err(faults) => Err(Faults {
                diagnostics: [in_files, faults.diagnostics].concat(),
                ..faults
            }),
        }
    }

    /// The description, or the part of it that is wanted, as one document of
    /// its own version, whose references are internal and sound.
    ///
    /// # Errors
    /// If a file cannot be read or parsed, or a reference cannot be followed.
    pub fn bundle(description: &Description) -> Result<Rc<Tree>, Diagnostics> {
        let opened = Opened::new(description).map_err(|faults| faults.diagnostics)?;
        let mut tree = Rc::clone(&opened.bundled.tree);
        let (sources, bundled, _) = opened.normalize();
        let report = Report::default();
        if !description.filter.is_empty() {
            filter::apply(Rc::make_mut(&mut tree), &description.filter, &report);
        }
        let mut found = references::check(&bundled, &report);
        found.extend(locate(&sources, &bundled.origins, report.into_findings()));
        found.retain(|one| one.code.severity() == Severity::Error);
        match found.as_slice() {
            [] => Ok(tree),
            _ => Err(found.into()),
        }
    }

    /// The paths of all files that were read, or asked for and not readable.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.sources.paths()
    }

    /// What was left out.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    fn location(&self, pointer: &str) -> Location {
        let (file, pointer) = self.origins.find(pointer);
        self.sources.location(file, &pointer, Meant::Value)
    }

    /// The warnings of loading and, behind them, those of a later stage, with
    /// their places in the files.
    ///
    /// # Errors
    /// If there are errors among the findings.
    pub fn locate(&self, findings: Vec<Finding>) -> Result<Vec<Diagnostic>, Faults> {
        let is_error = |code: Code| code.severity() == Severity::Error;
        let errors = findings.iter().filter(|finding| is_error(finding.code));
        let pointers: Vec<String> = errors.clone().map(|one| one.pointer.clone()).collect();
        let is_fatal = errors.clone().any(|one| one.code == Code::FileTooLarge);
        let located = locate(&self.sources, &self.origins, findings);
        let diagnostics = [self.warnings.clone(), located].concat();
        if pointers.is_empty() {
            return Ok(diagnostics);
        }
        Err(Faults {
            diagnostics,
            pointers: if is_fatal { Vec::new() } else { pointers },
        })
    }
}

fn locate(sources: &Sources, origins: &Origins, findings: Vec<Finding>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut known = BTreeSet::new();
    for finding in findings {
        let (file, pointer) = origins.find(&finding.pointer);
        // One fault in a shared file is met once for each use.
        if !known.insert((file, pointer.clone(), finding.code, finding.message.clone())) {
            continue;
        }
        found.push(Diagnostic {
            code: finding.code,
            message: finding.message,
            location: Some(sources.location(file, &pointer, meant(finding.code))),
            hint: finding.hint,
        });
    }
    found.sort_by_cached_key(|one| one.location.as_ref().map(Location::order));
    found
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
