//! `cargo xtask ci`: runs the steps that a change must pass, in order, and stops at the first that
//! fails. What a step does is left to its module.

mod dependencies;
mod examples;
mod steps;
mod tools;
mod wasm;

use std::path::Path;
use std::time::Instant;

use crate::failure::Failure;
use crate::terminal::{Style, print_error};
use crate::words::Words;
pub use steps::{STEPS, Step};

/// What `cargo xtask ci --help` adds to the list of forms.
pub const HELP: &str = "\
Steps run in their order; the first that fails is the last.

  --all         Do everything where a step does a part: all requests of the
                fuzzer, and all crates of real descriptions, which takes hours
  --all-tools   Fail at once if a tool is missing that a step would skip
                something without
";

/// How much of what takes long a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What every change must pass.
    Part,
    /// Everything.
    All,
}

/// Runs all steps, or those that `arguments` name, always in the order of the table.
///
/// # Errors
///
/// When a name is unknown, a tool is missing that is asked for, or a step fails.
pub fn run(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    let words = Words::read(arguments, &["--all", "--all-tools"], &[])?;
    let steps = chosen(&words.names)?;
    let extent = if words.has("--all") {
        Extent::All
    } else {
        Extent::Part
    };
    if words.has("--all-tools") {
        tools::demand(root)?;
    }
    let style = Style::stderr();
    for (index, step) in steps.iter().enumerate() {
        print_error(&format!(
            "{} {}\n",
            style.bold(&format!("ci: {}", step.name)),
            step.about
        ));
        let start = Instant::now();
        (step.run)(root, extent).map_err(|failure| explained(step, failure))?;
        // The test runner has the last word: people and machines look for its summary at the end.
        if index + 1 < steps.len() {
            let seconds = start.elapsed().as_secs_f64();
            let passed = style.green("passed");
            print_error(&format!("ci: {} {passed} in {seconds:.1} s\n", step.name));
        }
    }
    Ok(())
}

fn chosen(arguments: &[String]) -> Result<Vec<&'static Step>, Failure> {
    let is_step = |name: &String| STEPS.iter().any(|step| step.name == name);
    if let Some(unknown) = arguments.iter().find(|name| !is_step(name)) {
        let names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        let names = names.join(", ");
        return Err(Failure::Usage(format!(
            "`ci` has no step `{unknown}`, its steps are {names}"
        )));
    }
    let is_chosen =
        |step: &&Step| arguments.is_empty() || arguments.iter().any(|name| name == step.name);
    Ok(STEPS.iter().filter(is_chosen).collect())
}

fn explained(step: &Step, failure: Failure) -> Failure {
    let (Failure::Usage(message) | Failure::Failed(message)) = failure;
    let name = step.name;
    Failure::Failed(format!(
        "step {name}: {message}\nto run it alone: cargo xtask ci {name}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(arguments: &[&str]) -> Vec<&'static str> {
        let arguments: Vec<_> = arguments.iter().map(|name| (*name).to_owned()).collect();
        chosen(&arguments)
            .unwrap()
            .iter()
            .map(|step| step.name)
            .collect()
    }

    #[test]
    fn chosen_steps_keep_the_order_of_the_table() {
        assert_eq!(names(&["tests", "fmt"]), ["fmt", "tests"]);
        assert_eq!(names(&[]).len(), STEPS.len());
    }

    #[test]
    fn tests_come_last() {
        assert_eq!(names(&[]).last(), Some(&"tests"));
    }

    #[test]
    fn unknown_steps_are_wrong_usage() {
        assert!(matches!(
            chosen(&["test".to_owned()]),
            Err(Failure::Usage(_))
        ));
    }
}
