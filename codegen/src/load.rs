//! From a description to the terms of Rust, as far as it has no errors.

use crate::diagnostic::{Diagnostics, LeftOut, Part, Report, Severity};
use crate::document::{Description, Document, Faults};
use crate::ir::Api;
use crate::lower::{Choices, lower};
use std::path::PathBuf;

/// A description, lowered, as far as it can be.
pub(crate) struct Lowered {
    pub(crate) api: Api,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) left_out: Vec<LeftOut>,
    pub(crate) sources: Vec<PathBuf>,
}

/// What is left out can bring other errors to light, but not for ever.
const MOST_ROUNDS: usize = 10;

/// Loads and lowers a description. What has an error in it is left out, and
/// the rest is loaded and lowered anew.
pub(crate) fn load(description: &Description, choices: Choices) -> Result<Lowered, Diagnostics> {
    load_keeping(description, choices).map(|(lowered, _)| lowered)
}

/// The same, with the document for those who have more to say about it.
pub(crate) fn load_keeping(
    description: &Description,
    choices: Choices,
) -> Result<(Lowered, Document), Diagnostics> {
    let mut places = Vec::new();
    let mut errors = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let found = match attempt(description, choices, &places) {
            Ok((lowered, _)) if lowered.is_empty() => lowered.diagnostics,
            Ok((mut lowered, document)) => {
                lowered.diagnostics = Diagnostics::from(errors).and(lowered.diagnostics);
                return Ok((lowered, document));
            }
            Err(faults) if faults.pointers.is_empty() => faults.diagnostics.into(),
            Err(faults) => {
                let known = places.len();
                places.extend(faults.pointers);
                places.sort();
                places.dedup();
                for error in faults.diagnostics {
                    if error.code.severity() == Severity::Error && !errors.contains(&error) {
                        errors.push(error);
                    }
                }
                // What is still there cannot be left out.
                if places.len() == known {
                    break;
                }
                continue;
            }
        };
        return Err(Diagnostics::from(errors).and(found));
    }
    Err(errors.into())
}

/// Loads and lowers a description but for what has an error at `faults`.
fn attempt(
    description: &Description,
    choices: Choices,
    faults: &[String],
) -> Result<(Lowered, Document), Faults> {
    let document = Document::load(description, faults)?;
    let report = Report::default();
    let api = lower(&document.openapi, choices, &report);
    let lowered = Lowered {
        api,
        diagnostics: document.locate(report.into_findings())?.into(),
        left_out: document.left_out().to_vec(),
        sources: document.paths(),
    };
    Ok((lowered, document))
}

impl Lowered {
    /// Whether all operations were left out.
    fn is_empty(&self) -> bool {
        let has_operations = |one: &LeftOut| match one.part {
            Part::Operation(_) | Part::Path(_) => true,
            Part::Schema => false,
        };
        self.api.operations().next().is_none() && self.left_out.iter().any(has_operations)
    }
}
