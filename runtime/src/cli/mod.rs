//! A command line for any table of operations: no code per operation.
//!
//! Generated code holds what a description says ([`Api`]); a program is a
//! name and that.
//!
//! ```no_run
//! # static API: specwright_runtime::cli::Api = specwright_runtime::cli::Api {
//! #     title: "", version: "", description: "", base_path: "", server: "",
//! #     license: ("", ""), contact: &[], tags: &[], security: &[], commands: &[],
//! # };
//! fn main() -> std::process::ExitCode {
//!     specwright_runtime::cli::Cli::new("petstore", &API).main()
//! }
//! ```
//!
//! What was typed (`arguments`) becomes a plan (`plan`) by the facts of the
//! operation; a plan is sent as any other call is (`send`), or shown as the
//! curl command that does the same (`curl`).

mod arguments;
mod completion;
mod console;
mod curl;
mod facts;
mod failure;
mod help;
mod item;
mod listed;
mod media_types;
mod names;
mod options;
mod output;
mod plan;
mod pretty;
mod progress;
mod send;
mod source;
mod text;
mod value;

pub use facts::{Api, Command, Kind, Property, Value};
pub use failure::Failure;
pub use listed::{Enumeration, Listed};

use arguments::Arguments;
use console::Console;
use options::Opt;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// A program that calls the operations of an API.
#[derive(Debug)]
#[must_use]
pub struct Cli {
    name: &'static str,
    api: &'static Api,
    environment: String,
    notes: Vec<(&'static str, &'static str)>,
}

impl Cli {
    /// The program of this name for an API. Variables of the environment
    /// begin with its name in capitals: `MY_API_HOST` where it is `my-api`.
    pub fn new(name: &'static str, api: &'static Api) -> Self {
        let letter = |c: char| match c.is_ascii_alphanumeric() {
            true => c.to_ascii_uppercase(),
            false => '_',
        };
        Self {
            name,
            api,
            environment: name.chars().map(letter).collect(),
            notes: Vec::new(),
        }
    }

    /// The same, whose variables of the environment begin with `prefix` and
    /// `_`.
    pub fn environment(mut self, prefix: impl Into<String>) -> Self {
        self.environment = prefix.into();
        self
    }

    /// The same, whose help about an operation shows an extension of the
    /// description under a heading.
    pub fn note(mut self, heading: &'static str, extension: &'static str) -> Self {
        self.notes.push((heading, extension));
        self
    }

    /// Does what the arguments of the process ask for. The status is 0 for
    /// success, 1 for wrong usage, 22 for an answer that is an error, and as
    /// curl has it where there is no answer: 6 for an unknown host, 7 for no
    /// connection, 28 for none in time, 56 for a lost one.
    pub fn main(self) -> ExitCode {
        let arguments = std::env::args_os().skip(1).map(OsString::into_string);
        let run = |mut console: Console<'_>| {
            let arguments = arguments
                .collect::<Result<Vec<_>, _>>()
                .map_err(|argument| {
                    Failure::usage(format!("the argument {argument:?} is not Unicode"))
                });
            let done = arguments.and_then(|arguments| self.act(arguments, &mut console));
            let flushed = console.out.flush().map_err(|error| Failure::output(&error));
            done.and(flushed)
        };
        let Err(failure) = Console::of_process(run) else {
            return ExitCode::SUCCESS;
        };
        let message = failure.to_string();
        if !message.is_empty() {
            // There is nobody left to tell that this cannot be told.
            let _ = writeln!(std::io::stderr(), "error: {message}");
        }
        ExitCode::from(failure.code())
    }

    /// Does what these arguments ask for, without the name of the program, and
    /// writes what it gives to `out` rather than to the output of the process.
    ///
    /// # Errors
    /// If the arguments are not as they should be, there is no answer, or it
    /// is an error.
    pub fn run(
        &self,
        arguments: impl IntoIterator<Item = impl Into<String>>,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        let arguments = arguments.into_iter().map(Into::into).collect();
        let mut console = Console {
            out,
            is_terminal: false,
            shows_progress: false,
            variable: &|name| std::env::var(name).ok(),
        };
        self.act(arguments, &mut console)
    }

    fn act(&self, arguments: Vec<String>, console: &mut Console<'_>) -> Result<(), Failure> {
        let arguments = arguments::parse(arguments)?;
        if let Some(text) = self.text(&arguments)? {
            return print(console, &text);
        }
        let Some(command) = self.command(&arguments)? else {
            return Err(Failure::usage(format!(
                "there is no operation to call: `{} --help` lists them",
                self.name
            )));
        };
        let plan = plan::plan(&arguments, command)?;
        if arguments.has(Opt::DryRun) {
            let curl = send::dry_run(self, &arguments, plan, console)?;
            return print(console, &format!("{curl}\n"));
        }
        let reply = send::send(self, &arguments, plan, console)?;
        output::print(reply, &arguments, console)
            .map_err(|failure| self.explained(failure, command))
    }

    /// What is said without a call.
    fn text(&self, arguments: &Arguments) -> Result<Option<String>, Failure> {
        Ok(if let Some(line) = arguments.value(Opt::Complete) {
            Some(completion::candidates(self.api, line))
        } else if let Some(shell) = arguments.value(Opt::Completion) {
            Some(completion::script(self, shell)?)
        } else if arguments.has(Opt::Version) {
            Some(format!("{} {}\n", self.name, self.api.version))
        } else if arguments.has(Opt::About) {
            Some(help::about(self))
        } else if arguments.has(Opt::Help) {
            Some(match self.command(arguments)? {
                Some(command) => help::of_command(self, command),
                None => help::all(self),
            })
        } else {
            None
        })
    }

    fn command(&self, arguments: &Arguments) -> Result<Option<&'static Command>, Failure> {
        let Some(given) = &arguments.operation else {
            return Ok(None);
        };
        if let Some(command) = names::find(self.api, given) {
            return Ok(Some(command));
        }
        let known: Vec<_> = self
            .api
            .commands
            .iter()
            .map(|one| names::name(one))
            .collect();
        let hint = names::suggestion(given, known.iter().map(String::as_str), str::to_owned);
        let message = format!("there is no operation `{given}`{hint}");
        Err(Failure::usage(message))
    }

    /// A variable of the environment.
    fn variable(&self, name: &str) -> String {
        format!("{}_{name}", self.environment)
    }

    /// A failure, with what may help.
    fn explained(&self, failure: Failure, command: &Command) -> Failure {
        let wants = command.operation.security.iter().any(|all| !all.is_empty());
        match failure.to_string().ends_with("401 Unauthorized") && wants {
            true => Failure::answered(format!(
                "{failure}: give `--token` or `-u`, or set {}",
                self.variable("API_KEY")
            )),
            false => failure,
        }
    }
}

fn print(console: &mut Console<'_>, text: &str) -> Result<(), Failure> {
    let written = console.out.write_all(text.as_bytes());
    written.map_err(|error| Failure::output(&error))
}
