//! `cargo xtask coverage`: says how far the descriptions in `spec/` carry over the facts of the published
//! reference, and none of its sentences.

mod api;
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
use errors::Errors;

/// What `cargo xtask coverage --help` adds to the list of forms.
pub const HELP: &str = "\
Reads the pages of the reference and the descriptions, each on its own, and
compares method, path, name, tag, parameters, bodies, statuses, headers,
privileges and every property with its type and limits. What differs on purpose
stands in spec/decisions.yaml. Sentences are compared as well: eight words in a
row that a page has too are not our own. The errors that all APIs list are
compared with their list in the reference, by id, status and arguments.

  API            An API that is compared, or `errors`
                 [default: all that have pages, and the errors]
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
    let (mut names, is_all) = (words.names.clone(), words.names.is_empty());
    if is_all {
        names = with_pages(&pages)?;
    }
    let errors = match is_all || names.iter().any(|name| name == errors::FOLDER) {
        true => Errors::compare(&pages, &spec)?,
        false => None,
    };
    let mut apis = Vec::new();
    for name in names.iter().filter(|name| *name != errors::FOLDER) {
        apis.push(Api::compare(name, &pages, &spec, &decisions)?);
    }
    if let Some(path) = words.file("--json") {
        write_if_changed(
            &path,
            &format!("{:#}\n", report::json(&apis, errors.as_ref())),
        )?;
    }
    verdict(&apis, errors.as_ref())
}

/// The folders of `pages` that have an index.
fn with_pages(pages: &Path) -> Result<Vec<String>, Failure> {
    let unreadable = |error| Failure::io(&pages.to_string_lossy(), &error);
    let mut names = Vec::new();
    for item in pages.read_dir().map_err(unreadable)? {
        let item = item.map_err(unreadable)?;
        if item.path().join("index.json").is_file() {
            names.push(item.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn tell_errors(errors: &Errors, style: Style) {
    for line in errors.lines() {
        print(&format!("{} errors {line}\n", style.red("wanting:")));
    }
    print(&format!("\n{} errors are compared\n", errors.total));
}

fn verdict(apis: &[Api], errors: Option<&Errors>) -> Result<(), Failure> {
    let style = Style::stdout();
    let mut wanting = 0;
    for api in apis {
        for line in report::lines(api) {
            print(&format!("{} {line}\n", style.red("wanting:")));
        }
        wanting += usize::from(!api.is_covered());
    }
    for api in apis {
        print(&format!("\n{}", report::table(api).text()));
        print(&format!("{} departures are decided\n", api.decided.len()));
    }
    if let Some(errors) = errors {
        tell_errors(errors, style);
    }
    if wanting > 0 {
        let total = apis.len();
        return Err(Failure::Failed(format!(
            "{wanting} of {total} APIs are not as the reference tells them"
        )));
    }
    if errors.is_some_and(|errors| !errors.is_covered()) {
        let message = "the errors are not as the reference tells them";
        return Err(Failure::Failed(message.to_owned()));
    }
    Ok(())
}
