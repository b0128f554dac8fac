//! The table of commands, and the help text that is made from it.

use std::path::Path;

use crate::failure::Failure;
use crate::page::browser;
use crate::{bench, ci, conformance, corpus, coverage, lint, regenerate, tidy};

/// One command of `cargo xtask`.
pub struct Command {
    /// The first word of the command line.
    pub name: &'static str,
    /// What may follow the name; the forms are listed one by one with what each does.
    forms: &'static [(&'static str, &'static str)],
    /// What its own help says beyond the forms.
    details: &'static str,
    /// Runs the command in the repository at the given root with the words after its name.
    pub run: fn(&Path, &[String]) -> Result<(), Failure>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "regenerate",
        forms: &[
            (
                "regenerate",
                "write generated/ from spec/, touching only files that differ",
            ),
            (
                "regenerate --check",
                "write nothing, fail when generated/ is not what spec/ yields",
            ),
        ],
        details: "",
        run: regenerate::run,
    },
    Command {
        name: "tidy",
        forms: &[(
            "tidy",
            "check the rules of the code base that a search can check",
        )],
        details: "",
        run: tidy::run,
    },
    Command {
        name: "conformance",
        forms: conformance::FORMS,
        details: "",
        run: conformance::run,
    },
    Command {
        name: "corpus",
        forms: &[(
            "corpus [NAME]...",
            "generate from real descriptions, and say what was lost and what it cost",
        )],
        details: corpus::HELP,
        run: corpus::run,
    },
    Command {
        name: "coverage",
        forms: &[(
            "coverage [API]...",
            "check that spec/ carries over the facts of the reference, and no sentence",
        )],
        details: coverage::HELP,
        run: coverage::run,
    },
    Command {
        name: "lint",
        forms: &[(
            "lint [API]...",
            "let linters that others wrote judge the descriptions in spec/",
        )],
        details: lint::HELP,
        run: lint::run,
    },
    Command {
        name: "bench",
        forms: &[(
            "bench [PART]...",
            "measure specwright beside other generators, and which budgets it keeps",
        )],
        details: bench::HELP,
        run: bench::run,
    },
    Command {
        name: "page",
        forms: &[(
            "page [FILE]...",
            "check in a browser that the pages of corpus and bench show what they must",
        )],
        details: browser::HELP,
        run: browser::run,
    },
    Command {
        name: "ci",
        forms: &[(
            "ci [STEP]...",
            "run all that a change must pass, or only the steps named",
        )],
        details: ci::HELP,
        run: ci::run,
    },
];

/// The command called `name`.
///
/// # Errors
///
/// When there is none of that name.
pub fn named(name: &str) -> Result<&'static Command, Failure> {
    COMMANDS
        .iter()
        .find(|command| command.name == name)
        .ok_or_else(|| Failure::Usage(format!("there is no command `{name}`")))
}

/// What `cargo xtask --help` prints.
pub fn help() -> String {
    let mut text = "Regenerates and checks this repository\n\n\
                    Usage: cargo xtask COMMAND\n\nCommands:\n"
        .to_owned();
    for command in COMMANDS {
        text.push_str(&command.listed());
    }
    text.push_str("\nSteps of ci, in the order they run:\n");
    for step in ci::STEPS {
        text.push_str(&format!("  {:<20} {}\n", step.name, step.about));
    }
    text.push_str("\n`cargo xtask COMMAND --help` says more of one command\n");
    text.push_str(EXIT_CODES);
    text
}

const EXIT_CODES: &str =
    "\nExit codes: 0 all is well, 1 something is not as it must be, 2 wrong command line\n";

impl Command {
    /// What `cargo xtask COMMAND --help` prints.
    pub fn help(&self) -> String {
        let forms = self.listed();
        let gap = if self.details.is_empty() { "" } else { "\n" };
        format!(
            "Usage: cargo xtask\n{forms}{gap}{}{EXIT_CODES}",
            self.details
        )
    }

    fn listed(&self) -> String {
        let line = |(form, about): &(&str, &str)| format!("  {form:<20} {about}\n");
        self.forms.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_command_and_step() {
        let help = help();
        for name in COMMANDS.iter().map(|command| command.name) {
            assert!(help.contains(&format!("  {name}")), "{name}");
        }
        for step in ci::STEPS {
            assert!(help.contains(&format!("  {} ", step.name)), "{}", step.name);
        }
    }

    #[test]
    fn unknown_commands_are_wrong_usage() {
        assert!(matches!(named("regenrate"), Err(Failure::Usage(_))));
        assert!(named("regenerate").is_ok());
    }
}
