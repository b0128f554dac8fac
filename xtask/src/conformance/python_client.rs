//! A client that openapi-python-client generates from our description, which calls our server. What it
//! says and understands is decided by others.

use std::path::Path;

use super::Options;
use super::part;
use crate::failure::Failure;
use crate::generator::empty;
use crate::python::{self, Environment};
use crate::terminal::{Progress, print};

/// The options that set floors.
pub const FLOORS: &[&str] = &[CALLS];

/// The option that sets how many calls must go as they must.
const CALLS: &str = "--calls";

/// What `ci` holds the score to.
pub const REACHED: [&str; 3] = [NAME, CALLS, "244"];

/// The folder of xtask that has the calls and says which programs they need.
const NAME: &str = "python-client";

/// Where the client goes.
const WORK: &str = "target/conformance/python-client";

/// Generates the client, starts the server and makes the calls.
///
/// # Errors
///
/// When the client cannot be generated, the server cannot run, a call does not give what it must, or there
/// are fewer calls than the floor says.
pub fn run(root: &Path, options: &Options) -> Result<(), Failure> {
    if let Some(missing) = python::missing() {
        print(&format!("python-client: skipped, {missing}\n"));
        return options.floors.must_be_unset();
    }
    let environment = Environment::install(root, NAME)?;
    Progress::start().stage("generating a client in python");
    let work = root.join(WORK);
    empty(&work)?;
    generate(root, &environment, &work)?;
    Progress::start().stage("building the server of onezone");
    let mut service = part::SMALL.serve(root)?;
    let mut calls = environment.program("python");
    calls.arg(root.join("xtask").join(NAME).join("calls.py"));
    calls.arg(service.url()).env("PYTHONPATH", &work);
    calls.env("ADMIN_TOKEN", service.told("token")?);
    let said = python::output(&mut calls)?;
    options.floors.meets(CALLS, count(&said)?)
}

/// How many calls there were, by the last line of what was said.
fn count(said: &str) -> Result<usize, Failure> {
    let last = said.lines().last().unwrap_or_default();
    let words: Vec<_> = last.split(' ').collect();
    let count = match words.as_slice() {
        [.., count, "calls,", _, "failures"] => count.parse().ok(),
        _ => None,
    };
    count.ok_or_else(|| Failure::Failed("the calls are not counted".to_owned()))
}

/// The client as the package `onezone` below `work`.
fn generate(root: &Path, environment: &Environment, work: &Path) -> Result<(), Failure> {
    // The generator reads one file only.
    let bundle = work.join("onezone.json");
    part::SMALL.write(root, &bundle)?;
    let mut generate = environment.program("openapi-python-client");
    // What it does not understand of the description must not go unnoticed.
    generate.args(["generate", "--fail-on-warning", "--meta", "none"]);
    generate.arg("--path").arg(bundle);
    generate.arg("--output-path").arg(work.join("onezone"));
    python::run(generate.current_dir(root))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_counted_by_the_last_line() {
        let said = "odd\npython-client onezone: 247 calls, 0 failures\n";
        assert_eq!(count(said).unwrap(), 247);
        for wrong in ["", "python-client onezone", "x: many calls, 0 failures"] {
            assert!(count(wrong).is_err(), "{wrong}");
        }
    }
}
