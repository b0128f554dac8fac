//! The command `specwright`.

mod arguments;
mod bundle;
mod help;
#[cfg(feature = "mock")]
mod mock;
pub(crate) mod write;

use crate::diagnostic::{Code, Part};
use crate::generate::{CrateBuilder, Output, available_threads, module};
use crate::loss::Losses;
use crate::output::{Gate, Gates};
use arguments::{Arguments, Generate};
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::Path;

/// How the command ends, as scripts see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked (0).
    Done,
    /// There are errors, or `--check` found differences (1).
    Failed,
    /// It was not called as it should be (2).
    Usage,
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Failed => Self::from(1),
            Exit::Usage => Self::from(2),
        }
    }
}

/// Runs the command with its arguments, without the name of the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    match arguments::parse(arguments) {
        Ok(Arguments::Help(topic)) => {
            print!("{}", help::text(topic));
            Exit::Done
        }
        Ok(Arguments::Version) => {
            println!("specwright {}", env!("CARGO_PKG_VERSION"));
            Exit::Done
        }
        Ok(Arguments::Explain(name)) => explain(&name),
        Ok(Arguments::Generate(arguments)) => generate(&arguments),
        Ok(Arguments::Bundle(arguments)) => bundle::run(&arguments),
        #[cfg(feature = "mock")]
        Ok(Arguments::Mock { mock, quiet }) => mock::run(&mock, quiet),
        Err(message) => {
            eprintln!("error: {message}\n\nFor help, run `specwright --help`");
            Exit::Usage
        }
    }
}

fn explain(name: &str) -> Exit {
    match Code::ALL.iter().find(|code| code.name() == name) {
        Some(code) => {
            println!("{code}:{}", code.meaning());
            Exit::Done
        }
        None => {
            let known: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
            eprintln!(
                "error: there is no code `{name}`; the codes are {}",
                known.join(", ")
            );
            Exit::Usage
        }
    }
}

fn generate(arguments: &Generate) -> Exit {
    let output = match output(arguments) {
        Ok(output) => output,
        Err(diagnostics) => {
            eprint!("{}", diagnostics.render(color()));
            return Exit::Failed;
        }
    };
    eprint!("{}", output.diagnostics.render(color()));
    if arguments.report.is_none() {
        for left_out in &output.left_out {
            eprintln!("{left_out}");
        }
    }
    if let Err(message) = judge(arguments, &output) {
        eprintln!("error: {message}");
        return Exit::Failed;
    }
    let done = if arguments.check {
        write::check(&arguments.out, &output.files)
    } else {
        write::write(&arguments.out, &output.files)
    };
    match done {
        Ok(message) => {
            println!("{}: {message}", generated(&output));
            Exit::Done
        }
        Err(message) => {
            eprintln!("error: {message}");
            Exit::Failed
        }
    }
}

/// Whether people look at standard error and like colours.
fn color() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// How much was generated, and how much was not.
fn generated(output: &Output) -> String {
    let summary = output.summary;
    let (mut operations, mut paths, mut schemas) = (0_usize, 0_usize, 0_usize);
    for left_out in &output.left_out {
        match left_out.part {
            Part::Operation(_) => operations += 1,
            Part::Path(_) => paths += 1,
            Part::Schema => schemas += 1,
        }
    }
    let mut text = format!("{} operations, {} types", summary.operations, summary.types);
    let counts = [
        (operations, "operation", "left out"),
        (paths, "path", "left out"),
        (schemas, "schema", "taken as any value"),
    ];
    for (count, noun, what) in counts {
        if count > 0 {
            let ending = if count == 1 { "" } else { "s" };
            text.push_str(&format!(", {count} {noun}{ending} {what}"));
        }
    }
    text
}

/// Writes the loss report, and says what of the findings is not acceptable.
fn judge(arguments: &Generate, output: &Output) -> Result<(), String> {
    let losses = Losses::of(output);
    if let Some(path) = &arguments.report {
        let report = format!("{:#}\n", losses.to_json());
        write::replace(path, &report)
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        print!("{}", losses.table());
    }
    if arguments.deny_loss && losses.count() > 0 {
        let count = losses.count();
        return Err(format!(
            "{count} keywords are not enforced, and `--deny-loss` forbids that"
        ));
    }
    if arguments.deny_loss && !output.left_out.is_empty() {
        return Err("parts are left out, and `--deny-loss` forbids that".to_owned());
    }
    if arguments.strict && output.diagnostics.errors() > 0 {
        return Err(
            "there are errors, and `--strict` forbids to leave out what has them".to_owned(),
        );
    }
    if arguments.strict && output.diagnostics.warnings() > 0 {
        return Err("there are warnings, and `--strict` makes them errors".to_owned());
    }
    Ok(())
}

/// A strict run is judged at its end, behind the report.
fn output(arguments: &Generate) -> Result<Output, crate::Diagnostics> {
    let threads = arguments.threads.unwrap_or_else(available_threads);
    if arguments.module {
        let gates = Gates {
            client: Gate::Always,
            server: Gate::Always,
            command_line: Gate::Always,
        };
        let name = arguments.name.as_deref().unwrap_or(&arguments.stem);
        let choices = arguments.choices;
        return module(&arguments.description, name, gates, choices, false, threads);
    }
    let mut builder = CrateBuilder::sole(arguments.description.clone())
        .keep_unknown(arguments.choices.keep_unknown)
        .closed_enums(arguments.choices.closed_enums)
        .command_line(arguments.choices.commands)
        .threads(threads);
    if let Some(name) = &arguments.name {
        builder = builder.name(name);
    }
    if let Some(path) = &arguments.runtime {
        builder = builder.runtime_path(&runtime_path(path));
    }
    if arguments.workspace_member {
        builder = builder.workspace_member();
    }
    builder.generate()
}

/// The path is given relative to the current folder, but a manifest counts
/// from its own.
fn runtime_path(path: &Path) -> String {
    let absolute = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    absolute.to_string_lossy().into_owned()
}
