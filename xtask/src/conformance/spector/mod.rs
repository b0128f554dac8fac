//! Spector, TypeSpec's conformance suite: a mock server that checks each request to the byte, and a
//! client that checks each answer. Generated methods make the calls of the suite, and what they give
//! must be what the server sent; generated servers answer them, and what they decode must be what the
//! suite says that it sends.

mod cases;
mod clients;
mod harness;
mod items;
mod knock;
mod pages;
mod score;
mod server;
mod xml;

use std::path::{Path, PathBuf};

use super::Options;
use crate::failure::Failure;
use crate::terminal::print;
use cases::Case;
use clients::Refused;
use score::Score;
use server::Server;

/// A version of OpenAPI that the suite has documents for.
#[derive(Clone, Copy)]
pub struct Version {
    /// As people write it.
    name: &'static str,
    /// As it is part of Rust's names.
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
pub const FLOORS: &[&str] = &["--min30", "--min31", KNOCK];

const KNOCK: &str = "--min-knock";

/// What `ci` holds the scores to.
pub const REACHED: [&str; 7] = [
    "spector",
    "--min30",
    "782",
    "--min31",
    "782",
    "--min-knock",
    "805",
];

/// Where the server, the clients and their compiled form are.
const WORK: &str = "target/conformance/spector";

/// What is missing to run the suite, if anything is.
pub fn missing(root: &Path) -> Option<&'static str> {
    if !folder(root).is_dir() {
        return Some("../shared/conformance/spector is not there");
    }
    match server::can_be_installed() {
        true => None,
        false => Some("bash, git and npm, which install the server, are not all there"),
    }
}

fn folder(root: &Path) -> PathBuf {
    root.join("../shared/conformance/spector")
}

/// Scores the clients and the servers of all versions.
///
/// # Errors
///
/// When the suite cannot be read or its server cannot run, what is generated from it does not compile,
/// or a score is below its floor.
pub fn run(root: &Path, options: &Options) -> Result<(), Failure> {
    if let Some(missing) = missing(root) {
        print(&format!("spector: skipped, {missing}\n"));
        return options.floors.must_be_unset();
    }
    let suite = folder(root);
    let work = root.join(WORK);
    let mut all: Vec<(Version, Vec<Case>, Refused)> = Vec::new();
    for version in VERSIONS {
        let cases = cases::read(&suite, version)?;
        let refused = clients::write(root, &suite, &work, version, &cases)?;
        all.push((version, cases, refused));
    }
    let program = harness::build(root, &work)?;
    let (mut clients, mut servers) = (Vec::new(), Vec::new());
    for (version, cases, refused) in &mut all {
        // Each has a server of its own, since a server does not forget what went well.
        let server = Server::start(&suite, &work)?;
        let answers = harness::ask(&program, &server, cases, refused)?;
        pages::complete(cases, &answers);
        clients.push((*version, Score::of(cases, &answers, &server.passed()?)));
        drop(server);
        let score = knock::score(&work, &program, *version, cases, refused)?;
        servers.push((*version, score));
    }
    for (version, score) in &clients {
        print(&score.table(version.name));
    }
    for (version, score) in &servers {
        print(&score.table(version.name));
    }
    for (version, score) in &clients {
        print(&format!("{}\n", score.line(version.name)));
    }
    // The servers of all versions must be as good, so the worst counts.
    let worst = servers.iter().map(|(_, score)| score);
    if let Some(score) = worst.min_by_key(|score| score.passed()) {
        print(&format!("{}\n", score.line()));
        options.floors.meets(KNOCK, score.passed())?;
    }
    let mut floors = clients.iter();
    floors.try_for_each(|(version, score)| options.floors.meets(version.floor, score.passed()))
}
