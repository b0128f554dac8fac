//! Turns a command line such as `cargo xtask regenerate --check` into a call of one command, and its
//! outcome into an exit code. What the commands do is left to their modules.

mod bench;
mod cargo;
mod changes;
mod check;
mod ci;
mod command;
mod conformance;
mod corpus;
mod coverage;
mod descriptions;
mod difference;
mod failure;
mod figure;
#[path = "../../build/fingerprint.rs"]
mod fingerprint;
mod generation;
mod generator;
mod lint;
mod measure;
mod npm;
mod page;
mod python;
mod regenerate;
mod service;
#[cfg(test)]
#[path = "../../build/compare.rs"]
mod staleness;
mod table;
mod terminal;
#[cfg(test)]
mod test_folder;
mod tidy;
mod words;
mod write;

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use failure::Failure;
use terminal::{Style, print, print_error};

fn main() -> ExitCode {
    if let Some(code) = measure::wrapped() {
        return code;
    }
    let arguments: Vec<String> = env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    match run(&root(), &arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => report(&failure),
    }
}

fn run(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    let asks_for_help = |argument: &String| matches!(argument.as_str(), "-h" | "--help" | "help");
    let Some((name, rest)) = arguments.split_first() else {
        print(&command::help());
        return Ok(());
    };
    if asks_for_help(name) {
        print(&command::help());
        return Ok(());
    }
    let command = command::named(name)?;
    if rest.iter().any(asks_for_help) {
        print(&command.help());
        return Ok(());
    }
    // Descriptions are named relative to the root, so that no output depends on where it lies.
    env::set_current_dir(root).map_err(|error| Failure::io(&root.to_string_lossy(), &error))?;
    (command.run)(root, rest)
}

fn report(failure: &Failure) -> ExitCode {
    let style = Style::stderr();
    match failure {
        Failure::Usage(message) => {
            print_error(&format!("{} {message}\n", style.red("error:")));
            print_error("`cargo xtask --help` lists the commands\n");
            ExitCode::from(2)
        }
        Failure::Failed(message) => {
            print_error(&format!("{} {message}\n", style.red("error:")));
            ExitCode::FAILURE
        }
    }
}

/// The repository's root: the folder above this package.
fn root() -> PathBuf {
    // What cargo says at run time holds even after the repository was moved.
    let package = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package
        .parent()
        .map_or_else(|| package.clone(), Path::to_path_buf)
}
