//! Schemathesis, which makes requests from a description, valid and broken, and judges the answers by it.

mod run;
mod subject;
mod tally;

use std::path::Path;
use std::thread::{self, ScopedJoinHandle};

use super::Options;
use crate::failure::Failure;
use crate::python::{self, Environment};
use crate::table::Table;
use crate::terminal::{Progress, print};
use subject::Subject;
use tally::Tally;

/// The option that sets how many requests each server must at least get.
pub const FLOORS: &[&str] = &[REQUESTS];

const REQUESTS: &str = "--requests";

/// How many requests each server gets unless told otherwise.
const USUAL_REQUESTS: usize = 5_000;

/// What `ci` runs.
pub const PART: [&str; 3] = ["schemathesis", REQUESTS, "500"];

/// Where reports go.
const WORK: &str = "target/conformance/schemathesis";

/// Tests all servers.
///
/// # Errors
///
/// When schemathesis cannot be installed, a server cannot run, or there is a failure.
pub fn run(root: &Path, options: &Options) -> Result<(), Failure> {
    if let Some(missing) = python::missing() {
        print(&format!("schemathesis: skipped, {missing}\n"));
        return options.floors.must_be_unset();
    }
    let least = options.floors.least(REQUESTS).unwrap_or(USUAL_REQUESTS);
    let environment = Environment::install(root, "schemathesis")?;
    let subjects = subject::all(root)?;
    Progress::start().stage("making requests");
    let environment = &environment;
    let tallies = thread::scope(|scope| {
        let test = |subject| scope.spawn(move || run::test(root, environment, subject, least));
        let threads: Vec<_> = subjects.iter().map(test).collect();
        threads
            .into_iter()
            .map(finished)
            .collect::<Result<Vec<_>, _>>()
    })?;
    report(&subjects, &tallies)
}

fn finished(thread: ScopedJoinHandle<'_, Result<Tally, Failure>>) -> Result<Tally, Failure> {
    let gone = |_| Err(Failure::Failed("a test stopped before its end".to_owned()));
    thread.join().unwrap_or_else(gone)
}

fn report(subjects: &[Subject], tallies: &[Tally]) -> Result<(), Failure> {
    let titles = ["server", "requests", "checks", "failures"];
    let mut table = Table::new("Schemathesis", &titles);
    let mut lines = String::new();
    for (subject, tally) in subjects.iter().zip(tallies) {
        print(&tally.complaints);
        let (name, requests, failures) = (subject.name, tally.requests, tally.failures);
        let counts = [requests, tally.checks, failures].map(|count| count.to_string());
        table.row([vec![name.to_owned()], counts.to_vec()].concat());
        lines.push_str(&format!(
            "schemathesis {name}: {requests} requests, {failures} failures\n"
        ));
    }
    print(&table.text());
    print(&lines);
    match tallies.iter().all(|tally| tally.complaints.is_empty()) {
        true => Ok(()),
        false => Err(Failure::Failed(
            "servers do not keep to their descriptions, see above".to_owned(),
        )),
    }
}
