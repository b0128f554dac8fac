//! A client that openapi-python-client generates from our description, which calls our server. What it
//! says and understands is decided by others.

use std::path::Path;

use super::Options;
use super::part;
use super::service::Service;
use crate::failure::Failure;
use crate::generator::empty;
use crate::python::{self, Environment};
use crate::terminal::{Progress, print};

/// The folder of xtask that has the calls and says which programs they need.
const NAME: &str = "python-client";

/// Where the client goes.
const WORK: &str = "target/conformance/python-client";

/// Generates the client, starts the server and makes the calls.
///
/// # Errors
///
/// When the client cannot be generated, the server cannot run, or a call does not give what it must.
pub fn run(root: &Path, _: &Options) -> Result<(), Failure> {
    if let Some(missing) = python::missing() {
        print(&format!("python-client: skipped, {missing}\n"));
        return Ok(());
    }
    let environment = Environment::install(root, NAME)?;
    Progress::start().stage("generating a client in python");
    let work = root.join(WORK);
    empty(&work)?;
    generate(root, &environment, &work)?;
    Progress::start().stage("building the server of onezone");
    let service = Service::example(root, part::EXAMPLE)?;
    let mut calls = environment.program("python");
    calls.arg(root.join("xtask").join(NAME).join("calls.py"));
    calls.arg(service.url()).env("PYTHONPATH", &work);
    python::run(&mut calls)
}

/// The client as the package `onezone` below `work`.
fn generate(root: &Path, environment: &Environment, work: &Path) -> Result<(), Failure> {
    // The generator reads one file only.
    let bundle = work.join("onezone.json");
    part::write(root, &bundle)?;
    let mut generate = environment.program("openapi-python-client");
    // What it does not understand of the description must not go unnoticed.
    generate.args(["generate", "--fail-on-warning", "--meta", "none"]);
    generate.arg("--path").arg(bundle);
    generate.arg("--output-path").arg(work.join("onezone"));
    python::run(generate.current_dir(root))
}
