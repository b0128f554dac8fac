//! `cargo xtask coverage`: says how far the descriptions in `spec/` carry over the facts of the published
//! reference, and none of its sentences.

mod api;
mod command_lines;
mod compare;
mod decisions;
mod described;
mod errors;
mod facts;
mod node;
mod reference;
mod report;
#[cfg(test)]
mod tests;
mod wording;

use std::path::Path;

use crate::failure::Failure;
use crate::terminal::{Style, print};
use crate::words::Words;
use crate::write::write_if_changed;
use api::Api;
use command_lines::CommandLines;
use errors::Errors;
use reference::with_pages;

/// What `cargo xtask coverage --help` adds to the list of forms.
pub const HELP: &str = "\
Reads the pages of the reference and the descriptions, each on its own, and
compares method, path, name, tag, parameters, bodies, statuses, headers,
privileges and every property with its type and limits. What differs on purpose
stands in spec/decisions.yaml. Sentences are compared as well: eight words in a
row that a page has too are not our own. The errors that all APIs list are
compared with their list in the reference, by id, status and arguments. Examples
of command lines must make the call that their page is about; they are built,
and tried with --dry-run.

  API            An API that is compared, `errors`, or `command-lines`
                 [default: all that have pages, the errors, and unless --spec
                 is given the command lines]
  --pages FOLDER The pages [default: ../shared/docs/onedata]; where there are
                 none, nothing is compared
  --spec FOLDER  The descriptions [default: spec]
  --json FILE    Where all of it is written too
";

const PAGES: &str = "../shared/docs/onedata";

/// Runs the command with the words after its name.
///
/// # Errors
///
/// When a fact of the reference is missing or differs, a sentence of it is there, or a decision fits
/// nothing.
pub fn run(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    let words = Words::read(arguments, &[], &["--pages", "--spec", "--json"])?;
    let folder = |option, name: &str| words.file(option).unwrap_or_else(|| root.join(name));
    let (pages, spec) = (folder("--pages", PAGES), folder("--spec", "spec"));
    if !pages.is_dir() {
        print(&format!(
            "skipped: there are no pages at {}\n",
            pages.display()
        ));
        return Ok(());
    }
    let decisions = decisions::read(&spec.join("decisions.yaml"))?;
    let wanted = Wanted::read(&words, &pages)?;
    let compare = |name: &String| Api::compare(name, &pages, &spec, &decisions);
    let mut found = Found {
        apis: wanted.apis.iter().map(compare).collect::<Result<_, _>>()?,
        ..Found::default()
    };
    if wanted.errors {
        found.errors = Errors::compare(&pages, &spec)?;
    }
    tell(&found);
    // Last, since they cannot be built before generated/ follows a change of the descriptions.
    if wanted.command_lines {
        let command_lines = CommandLines::compare(root, &pages, &decisions)?;
        tell_command_lines(&command_lines);
        found.command_lines = Some(command_lines);
    }
    if let Some(path) = words.file("--json") {
        write_if_changed(&path, &format!("{:#}\n", report::json(&found)))?;
    }
    verdict(&found)
}

/// What is asked for.
struct Wanted {
    apis: Vec<String>,
    errors: bool,
    command_lines: bool,
}

impl Wanted {
    fn read(words: &Words, pages: &Path) -> Result<Self, Failure> {
        if words.names.is_empty() {
            return Ok(Self {
                apis: with_pages(pages)?,
                errors: true,
                // They are those of the usual descriptions.
                command_lines: words.file("--spec").is_none(),
            });
        }
        let is_named = |word: &str| words.names.iter().any(|name| name == word);
        let mut apis = words.names.clone();
        apis.retain(|name| ![errors::FOLDER, command_lines::NAME].contains(&name.as_str()));
        Ok(Self {
            apis,
            errors: is_named(errors::FOLDER),
            command_lines: is_named(command_lines::NAME),
        })
    }
}

/// How all that was asked for stands.
#[derive(Default)]
struct Found {
    apis: Vec<Api>,
    errors: Option<Errors>,
    command_lines: Option<CommandLines>,
}

fn tell(found: &Found) {
    let red = |text| Style::stdout().red(text);
    for line in found.apis.iter().flat_map(report::lines) {
        print(&format!("{} {line}\n", red("wanting:")));
    }
    for api in &found.apis {
        print(&format!("\n{}", report::table(api).text()));
        print(&format!("{} departures are decided\n", api.decided.len()));
    }
    if let Some(errors) = &found.errors {
        for line in errors.lines() {
            print(&format!("{} errors {line}\n", red("wanting:")));
        }
        print(&format!("\n{} errors are compared\n", errors.total));
    }
}

fn tell_command_lines(found: &CommandLines) {
    let style = Style::stdout();
    for line in found.lines() {
        print(&format!("{} {line}\n", style.red("wanting:")));
    }
    let CommandLines { total, decided, .. } = found;
    let (working, decided) = (found.working(), decided.len());
    print(&format!(
        "command-line examples: {working} of {total}, {decided} are decided to be wrong\n"
    ));
}

fn verdict(found: &Found) -> Result<(), Failure> {
    let Found {
        apis,
        errors,
        command_lines,
    } = found;
    let wanting = apis.iter().filter(|api| !api.is_covered()).count();
    let message = if wanting > 0 {
        let total = apis.len();
        format!("{wanting} of {total} APIs are not as the reference tells them")
    } else if errors.as_ref().is_some_and(|errors| !errors.is_covered()) {
        "the errors are not as the reference tells them".to_owned()
    } else if command_lines.as_ref().is_some_and(|one| !one.is_covered()) {
        "the command lines do not do what the reference shows".to_owned()
    } else {
        return Ok(());
    };
    Err(Failure::Failed(message))
}
