//! `cargo xtask bench`: measures specwright beside other generators on the same descriptions in one run,
//! how its costs grow, and what models and calls cost beside what people write by hand.

mod budgets;
mod calls;
mod charts;
mod compare;
mod cut;
mod growth;
mod own;
mod peers;
mod report;
mod wire;

use std::path::Path;

use crate::corpus::documents::{Document, FOLDER, chosen, shared};
use crate::failure::Failure;
use crate::generator::Generator;
use crate::terminal::{Progress, print};
use crate::words::Words;
use crate::write::write_if_changed;
use budgets::{Verdict, verdicts};
use calls::Row;
use compare::{Bench, Comparison};
use growth::Step;
use peers::{OPENAPI_TO_RUST, PROGENITOR, Peer};
use wire::Way;

/// Where the figures go, below the root.
pub const JSON: &str = "target/bench/bench.json";

/// Where the page goes, below the root.
const HTML: &str = "target/bench/bench.html";

/// What `cargo xtask bench --help` adds to the list of forms.
pub const HELP: &str = "\
Measures, in one run on this machine:

  peers     specwright beside progenitor and openapi-to-rust, which it installs
            below target/peers: generating, checking, building for release, and
            the library, of the generated crate alone
  growth    generating from 1/8, 1/4, 1/2 and all of GitHub's operations, and
            checking what came out
  wire      200 structs with serde's derive, and with what specwright generates
  onedata   our own crate with all its APIs, and the part of it that one tag needs,
            beside what progenitor makes of one API: checking and building it
  calls     calls per second and latency of the generated client and server,
            beside ones written by hand with reqwest and axum, on loopback

Without PART it does all five. The name of a description (nexus, openai, stripe,
github) is a part too: specwright beside the others on that one.

Costs are CPU time, user and system, and the most memory that one process had at
a time; they waver less than wall time, but are best taken while nothing else
runs. A crate is checked up to three times, and the cheapest check counts; others
are taken once. It says which budgets are met.

  --all         Take the large descriptions too: stripe, openai and github, and
                all steps of growth. The peers need more than an hour
                and 11 GB for them
  --release     Build the large ones for release too
  --strict      Fail if a budget is missed
  --json FILE   Where the figures go [default: target/bench/bench.json]
  --html FILE   Where the page goes [default: target/bench/bench.html]

Examples:
  cargo xtask bench wire
  cargo xtask bench openai
  cargo xtask bench peers growth --all --strict
";

const PARTS: [&str; 5] = ["peers", "growth", "wire", "onedata", "calls"];

/// The descriptions to compare on, the peers that take them, and whether they are large.
const DOCUMENTS: [(&str, &[Peer], bool); 4] = [
    ("nexus", &[PROGENITOR, OPENAPI_TO_RUST], false),
    ("openai", &[OPENAPI_TO_RUST], true),
    ("stripe", &[OPENAPI_TO_RUST], true),
    ("github", &[OPENAPI_TO_RUST], true),
];

/// The description to cut.
const GROWING: &str = "github";

/// All that a run measured.
#[derive(Default)]
pub struct Results {
    comparisons: Vec<Comparison>,
    growth: Vec<Step>,
    wire: Option<[Way; 2]>,
    calls: Vec<Row>,
    verdicts: Vec<Verdict>,
}

/// Runs the command with the words after its name.
///
/// # Errors
///
/// When something cannot be measured; with `--strict` also when a budget is missed.
pub fn run(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    let switches = ["--all", "--release", "--strict"];
    let words = Words::read(arguments, &switches, &["--json", "--html"])?;
    let documents = DOCUMENTS.map(|(name, _, _)| name);
    let known: Vec<&str> = PARTS.into_iter().chain(documents).collect();
    let unknown = words
        .names
        .iter()
        .find(|name| !known.contains(&name.as_str()));
    if let Some(unknown) = unknown {
        let known = known.join(", ");
        return Err(Failure::Usage(format!(
            "`bench` has no part `{unknown}`, there are {known}"
        )));
    }
    let results = measure(root, &words)?;
    let output = |option, name| words.file(option).unwrap_or_else(|| root.join(name));
    let (json, html) = (output("--json", JSON), output("--html", HTML));
    write_if_changed(&json, &format!("{:#}\n", report::json(&results)))?;
    write_if_changed(&html, &charts::page(&results).html())?;
    for table in report::tables(&results) {
        print(&format!("{}\n", table.text()));
    }
    notes(&results.comparisons);
    print(&format!(
        "written: {}, {}\n",
        json.display(),
        html.display()
    ));
    let missed = results.verdicts.iter().filter(|one| !one.is_met).count();
    if words.has("--strict") && missed > 0 {
        return Err(Failure::Failed(format!("{missed} budgets are missed")));
    }
    Ok(())
}

fn measure(root: &Path, words: &Words) -> Result<Results, Failure> {
    let progress = Progress::start();
    progress.stage("building specwright");
    let generator = Generator::build(root)?;
    let named = |name: &str| words.names.iter().any(|given| given == name);
    let wanted = |part: &str| words.names.is_empty() || named(part);
    let bench = |with_release| Bench {
        root,
        generator: &generator,
        progress: &progress,
        with_release,
    };
    let mut results = Results::default();
    let shared = shared(root)?;
    if shared.is_none() {
        print(&format!(
            "only `wire`, `onedata` and `calls` are measured: there are no descriptions at {FOLDER}\n"
        ));
    }
    if let Some(shared) = shared {
        for (name, peers, is_large) in DOCUMENTS {
            let is_usual = wanted("peers") && (!is_large || words.has("--all"));
            if is_usual || named(name) {
                install(root, peers, &progress)?;
                let bench = bench(!is_large || words.has("--release"));
                let document = find(&shared, name)?;
                results.comparisons.push(bench.compare(&document, peers)?);
            }
        }
        if wanted("growth") {
            let document = find(&shared, GROWING)?;
            results.growth = growth::measure(&bench(false), &document, words.has("--all"))?;
        }
    }
    if wanted("wire") {
        results.wire = Some(wire::compare(&bench(true))?);
    }
    if wanted(own::NAME) {
        install(root, &[PROGENITOR], &progress)?;
        results.comparisons.push(own::compare(&bench(true))?);
    }
    if wanted("calls") {
        results.calls = calls::measure(&bench(true))?;
    }
    results.verdicts = verdicts(&results);
    Ok(results)
}

fn install(root: &Path, peers: &[Peer], progress: &Progress) -> Result<(), Failure> {
    for peer in peers {
        progress.stage(&format!("installing {}", peer.label()));
        peer.install(root)?;
    }
    Ok(())
}

fn find(shared: &[Document], name: &str) -> Result<Document, Failure> {
    let mut found = chosen(shared.to_vec(), &[name.to_owned()])?;
    Ok(found.remove(0))
}

/// Says why something was not measured.
fn notes(comparisons: &[Comparison]) {
    for comparison in comparisons {
        for entry in &comparison.entries {
            if let Some(note) = &entry.note {
                let document = &comparison.document;
                print(&format!("{document}, {}: {note}\n", entry.name));
            }
        }
    }
}
