//! Runs schemathesis against one server, round after round.

use std::fs;
use std::path::Path;

use super::subject::Subject;
use super::tally::Tally;
use super::{USUAL_REQUESTS, WORK};
use crate::failure::Failure;
use crate::generator::empty;
use crate::python::Environment;

/// What all servers have in common, and what each needs.
const SETTINGS: &str = "xtask/schemathesis/schemathesis.toml";

/// A round makes as many requests of its own per operation as the least number of all, divided by this.
const SHARE: usize = 100;

/// But not fewer than these.
const FEWEST: usize = 5;

/// Makes at least `least` requests, each round with other values, and stops at the first that finds
/// something.
///
/// # Errors
///
/// When schemathesis does not run.
pub fn test(
    root: &Path,
    environment: &Environment,
    subject: &Subject,
    least: usize,
) -> Result<Tally, Failure> {
    let folder = root.join(WORK).join(subject.name);
    empty(&folder)?;
    let examples = (least / SHARE).max(FEWEST).to_string();
    let mut tally = Tally::default();
    let mut seed = 0_usize;
    while tally.requests < least && tally.complaints.is_empty() {
        seed += 1;
        let report = folder.join(format!("{seed}.ndjson"));
        let mut command = environment.program("schemathesis");
        command.args(["--no-color", "--config-file"]);
        command.arg(root.join(SETTINGS)).arg("run");
        command.arg(&subject.description);
        command.args(["--origin", subject.service.url()]);
        command.args(["--seed", &seed.to_string()]);
        command.args(["--max-examples", &examples]);
        command.args(["--phases", phases(subject, seed, least)]);
        command.args(["--report", "ndjson", "--report-ndjson-path"]);
        let output = command.arg(&report).current_dir(&folder).output();
        let output = output.map_err(|error| Failure::io("schemathesis", &error))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let failed = |error| Failure::io(&report.to_string_lossy(), &error);
        let round = Tally::of(&fs::read_to_string(&report).map_err(failed)?);
        if round.requests == 0 && output.status.success() {
            let message = format!("schemathesis makes no request to {}", subject.name);
            return Err(Failure::Failed(message));
        }
        tally.add(round);
        if !output.status.success() {
            tally.complaints = format!("{text}{}", String::from_utf8_lossy(&output.stderr));
        }
    }
    Ok(tally)
}

/// What a round does. What is the same in every round is done in the first; a mock has no state to test,
/// and its many operations are covered where there is time for it.
fn phases(subject: &Subject, seed: usize, least: usize) -> &'static str {
    match (subject.is_mock, seed, least < USUAL_REQUESTS) {
        (false, 1, _) => "examples,coverage,fuzzing,stateful",
        (false, ..) => "fuzzing,stateful",
        (true, 1, false) => "examples,coverage,fuzzing",
        (true, 1, true) => "examples,fuzzing",
        (true, ..) => "fuzzing",
    }
}
