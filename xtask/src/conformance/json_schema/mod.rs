//! The JSON Schema test suite, wrapped in OpenAPI documents: whether generated models take what is
//! valid, give it back as it was, and refuse what is not.

mod cases;
mod harness;
mod models;
mod score;

use std::path::{Path, PathBuf};

use super::Options;
use crate::failure::Failure;
use crate::terminal::print;
use cases::Case;
use score::Score;

/// A version of OpenAPI that the suite has documents for.
#[derive(Clone, Copy)]
pub struct Version {
    /// As people write it.
    name: &'static str,
    /// As it is part of file names.
    digits: &'static str,
    /// The option that sets its floor.
    floor: &'static str,
}

const VERSIONS: [Version; 2] = [
    Version {
        name: "3.0",
        digits: "30",
        floor: "--min30",
    },
    Version {
        name: "3.1",
        digits: "31",
        floor: "--min31",
    },
];

/// The options that set floors.
pub const FLOORS: &[&str] = &["--min30", "--min31"];

/// What `ci` holds the scores to.
pub const REACHED: [&str; 5] = ["json-schema", "--min30", "327", "--min31", "971"];

/// Whether the suite is there.
pub fn is_there(root: &Path) -> bool {
    folder(root).is_dir()
}

fn folder(root: &Path) -> PathBuf {
    root.join("../shared/conformance/json-schema")
}

/// Scores all versions.
///
/// # Errors
///
/// When the suite cannot be read, what is generated from it does not compile, or a score is below its
/// floor.
pub fn run(root: &Path, options: &Options) -> Result<(), Failure> {
    if !is_there(root) {
        print("json-schema: skipped, ../shared/conformance/json-schema is not there\n");
        return options.floors.must_be_unset();
    }
    let suite = folder(root);
    let cases: Vec<Vec<Case>> = VERSIONS
        .iter()
        .map(|version| cases::read(&suite, *version))
        .collect::<Result<_, _>>()?;
    let answers = harness::answers(root, &suite, &cases)?;
    let scores = VERSIONS.iter().zip(&cases).zip(answers);
    let scores: Vec<_> = scores
        .map(|((version, cases), answers)| (version, Score::of(cases, answers)))
        .collect();
    for (version, score) in &scores {
        print(&score.table(version.name, options.failures));
    }
    for (version, score) in &scores {
        print(&format!("{}\n", score.line(version.name)));
    }
    let mut floors = scores.iter();
    floors.try_for_each(|(version, score)| options.floors.meets(version.floor, score.passed()))
}
