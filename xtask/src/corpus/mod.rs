//! `cargo xtask corpus`: generates from real descriptions, compiles what comes out, and says what was
//! lost and what it cost.

pub mod documents;
mod outline;
mod peers;
mod report;
mod rotation;
mod trial;

use std::path::Path;

use crate::failure::Failure;
use crate::generator::Generator;
use crate::measure::Compiler;
use crate::terminal::{Progress, Style, print};
use crate::words::Words;
use crate::write::write_if_changed;
use documents::{Document, FOLDER, chosen, shared};
use trial::Trial;

/// What `cargo xtask corpus --help` adds to the list of forms.
pub const HELP: &str = "\
Generates a crate from each description and says what went in, what came out,
which keywords are not enforced, and what it cost: CPU time is user and system
time of all threads, memory is the most that one process had at a time. A short
run is repeated up to five times, and the cheapest counts.

  NAME          A shared description by the beginning of its name, or the path
                of any other [default: all shared ones]
  --check       Compile the crates too, with all their features; without names,
                a part that changes with each commit and suits a quick look
  --all         Compile all of them; the largest take minutes and gigabytes
  --json FILE   Where the figures go [default: target/corpus/corpus.json]
  --html FILE   Where the page goes [default: target/corpus/corpus.html]

Fails if an operation is left out, a crate does not compile, or it compiles with
a warning.

Examples:
  cargo xtask corpus stripe --check
  cargo xtask corpus ~/apis/petstore.yaml --check
";

/// Runs the command with the words after its name.
///
/// # Errors
///
/// When a description loses an operation, or a crate does not compile without a warning.
pub fn run(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    let words = Words::read(arguments, &["--check", "--all"], &["--json", "--html"])?;
    let shared = shared(root)?;
    if shared.is_none() && words.names.is_empty() {
        print(&format!(
            "skipped: there are no descriptions at {FOLDER} beside this folder\n"
        ));
        return Ok(());
    }
    let documents = chosen(shared.unwrap_or_default(), &words.names)?;
    let work = root.join("target/corpus");
    let mut trials = generate(root, &documents, &work)?;
    let compiled = which(root, &words, &trials);
    if !compiled.is_empty() {
        compile(root, &mut trials, &compiled, &work)?;
    }
    let output = |option, name| words.file(option).unwrap_or_else(|| work.join(name));
    let json = output("--json", "corpus.json");
    let html = output("--html", "corpus.html");
    write_if_changed(&json, &format!("{:#}\n", report::json(&trials)))?;
    write_if_changed(&html, &report::page(&trials, &peers::measured(root)).html())?;
    print(&report::table(&trials).text());
    print(&format!(
        "written: {}, {}\n",
        json.display(),
        html.display()
    ));
    verdict(&trials)
}

fn generate(root: &Path, documents: &[Document], work: &Path) -> Result<Vec<Trial>, Failure> {
    let progress = Progress::start();
    progress.stage("building specwright");
    let generator = Generator::build(root)?;
    let mut trials = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let (name, total) = (&document.name, documents.len());
        progress.stage(&format!("generating {} of {total}: {name}", index + 1));
        trials.push(Trial::generate(document, &generator, work)?);
    }
    Ok(trials)
}

/// The places of the trials whose crates are to be compiled.
fn which(root: &Path, words: &Words, trials: &[Trial]) -> Vec<usize> {
    let all = words.has("--all") || (words.has("--check") && !words.names.is_empty());
    if all {
        return (0..trials.len()).collect();
    }
    if !words.has("--check") {
        return Vec::new();
    }
    let lines: Vec<usize> = trials.iter().map(Trial::lines).collect();
    let chosen = rotation::part(&lines, rotation::turn(root));
    let names: Vec<&str> = chosen
        .iter()
        .filter_map(|index| trials.get(*index))
        .map(|trial| trial.document.name.as_str())
        .collect();
    print(&format!(
        "compiled this time: {}; `cargo xtask corpus --all` compiles all\n",
        names.join(", ")
    ));
    chosen
}

fn compile(
    root: &Path,
    trials: &mut [Trial],
    chosen: &[usize],
    work: &Path,
) -> Result<(), Failure> {
    let progress = Progress::start();
    let compiler = Compiler::with_versions_of(root, work.join("build"));
    for (index, trial) in trials.iter_mut().enumerate() {
        if chosen.contains(&index) {
            progress.stage(&format!("compiling {}", trial.document.name));
            trial.compile(&compiler)?;
        }
    }
    Ok(())
}

fn verdict(trials: &[Trial]) -> Result<(), Failure> {
    let style = Style::stdout();
    let mut failed = 0;
    for trial in trials {
        let problems = trial.problems();
        failed += usize::from(!problems.is_empty());
        for problem in problems {
            let name = style.red(&trial.document.name);
            print(&format!("{name}: {problem}\n"));
        }
    }
    let total = trials.len();
    if failed > 0 {
        return Err(Failure::Failed(format!(
            "{failed} of {total} descriptions did not come out whole"
        )));
    }
    let compiled = trials.iter().filter(|trial| trial.is_compiled()).count();
    print(&format!(
        "{total} of {total} generated with every operation, {compiled} compiled without a warning\n"
    ));
    Ok(())
}
