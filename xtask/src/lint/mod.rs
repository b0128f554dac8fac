//! `cargo xtask lint`: lets linters that others wrote judge the descriptions in `spec/`.

mod findings;
mod judges;

use std::path::Path;
use std::thread;

use specwright::command::{self, Exit};

use crate::descriptions::{Description, descriptions};
use crate::failure::Failure;
use crate::generator::empty;
use crate::terminal::{Progress, Style, print};
use crate::words::Words;
use crate::{npm, python};
use findings::Finding;
use judges::{JUDGES, Judge, Subject, Tools};

/// What `cargo xtask lint --help` adds to the list of forms.
pub const HELP: &str = "\
Three linters look at each description: openapi-spec-validator, `redocly lint`
with its rule set minimal, and spectral with its rule set oas. An error of any
fails; warnings are counted. The first and the last do not see all that other
files hold, and get what `specwright bundle` writes. Each is first shown
xtask/lint/broken.yaml, which it must refuse.

  API         The description that is judged [default: all in spec/]
  --warnings  List the warnings too

The linters are installed below target/python and target/npm, at the versions of
xtask/lint/requirements.txt and xtask/lint/package-lock.json; this needs python
3.11 with its module venv, and node 20.19 with npm.
";

/// The folder of xtask that says what is installed, and has the description with a mistake.
const NAME: &str = "lint";

/// Where the bundles go.
const WORK: &str = "target/lint";

/// Runs the command with the words after its name.
///
/// # Errors
///
/// When a description has an error, a linter cannot run, or it finds nothing where there is a mistake.
pub fn run(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    let words = Words::read(arguments, &["--warnings"], &[])?;
    let chosen = chosen(root, &words.names)?;
    if let Some(missing) = python::missing().or_else(npm::missing) {
        print(&format!("skipped: {missing}\n"));
        return Ok(());
    }
    let tools = Tools::install(root, NAME)?;
    let work = root.join(WORK);
    empty(&work)?;
    let broken = Path::new("xtask").join(NAME).join("broken.yaml");
    let broken = bundled("broken", &broken, &work)?;
    let bundled = |one: &Description| bundled(&one.api, Path::new(&one.document), &work);
    let subjects: Vec<Subject> = chosen.iter().map(bundled).collect::<Result<_, _>>()?;
    Progress::start().stage("linters look at the descriptions");
    let mut errors = 0;
    for (judge, verdicts) in JUDGES.iter().zip(all(&tools, &broken, &subjects)) {
        for (subject, findings) in subjects.iter().zip(verdicts?) {
            errors += tell(judge, &subject.name, &findings, words.has("--warnings"));
        }
    }
    match errors {
        0 => Ok(()),
        _ => Err(Failure::Failed(format!(
            "the descriptions have {errors} errors"
        ))),
    }
}

/// What one linter finds in each description.
type Verdicts = Result<Vec<Vec<Finding>>, Failure>;

/// What each linter finds. They look at the same time, since each takes seconds.
fn all(tools: &Tools, broken: &Subject, subjects: &[Subject]) -> Vec<Verdicts> {
    let of_one = |judge: &Judge| {
        refuse_the_broken(judge, tools, broken)?;
        let findings = subjects.iter().map(|subject| judge.look(tools, subject));
        findings.collect()
    };
    thread::scope(|scope| {
        let threads: Vec<_> = JUDGES
            .iter()
            .map(|judge| scope.spawn(move || of_one(judge)))
            .collect();
        let verdicts = threads.into_iter().map(|thread| {
            let panicked = |_| Err(Failure::Failed("a linter cannot be watched".to_owned()));
            thread.join().unwrap_or_else(panicked)
        });
        verdicts.collect()
    })
}

/// The descriptions that are named, or all.
fn chosen(root: &Path, names: &[String]) -> Result<Vec<Description>, Failure> {
    let mut found = descriptions(root)?;
    let is_known = |name: &&String| found.iter().any(|one| one.api == **name);
    if let Some(unknown) = names.iter().find(|name| !is_known(name)) {
        let known: Vec<_> = found.iter().map(|one| one.api.as_str()).collect();
        let known = known.join(", ");
        return Err(Failure::Usage(format!(
            "there is no description `{unknown}`, there are {known}"
        )));
    }
    found.retain(|one| names.is_empty() || names.contains(&one.api));
    Ok(found)
}

/// Writes the description as one file too.
fn bundled(name: &str, document: &Path, work: &Path) -> Result<Subject, Failure> {
    let bundle = work.join(format!("{name}.json"));
    let words = ["bundle".into(), document.into()];
    match command::run(words.into_iter().chain(["--out".into(), (&bundle).into()])) {
        Exit::Done => Ok(Subject {
            name: name.to_owned(),
            document: document.to_owned(),
            bundle,
        }),
        Exit::Failed | Exit::Usage => Err(Failure::Failed(format!(
            "cannot bundle {}",
            document.display()
        ))),
    }
}

/// Makes sure that the judge finds a mistake which is in a file that another leads to.
fn refuse_the_broken(judge: &Judge, tools: &Tools, broken: &Subject) -> Result<(), Failure> {
    let findings = judge.look(tools, broken)?;
    let is_found = |finding: &Finding| finding.is_error && finding.text.contains("responses");
    match findings.iter().any(is_found) {
        true => Ok(()),
        false => Err(Failure::Failed(format!(
            "{} does not see that an operation in {} has no responses",
            judge.name,
            broken.document.display()
        ))),
    }
}

/// Tells what was found, and how many of it are errors.
fn tell(judge: &Judge, api: &str, findings: &[Finding], with_warnings: bool) -> usize {
    let style = Style::stdout();
    for finding in findings {
        let Finding { rule, text, .. } = finding;
        let severity = match (finding.is_error, with_warnings) {
            (true, _) => style.red("error:"),
            (false, true) => style.yellow("warning:"),
            (false, false) => continue,
        };
        print(&format!("{severity} {} {api} {rule}: {text}\n", judge.name));
    }
    print(&format!(
        "{} {api}: {}\n",
        judge.name,
        findings::summary(findings)
    ));
    findings.iter().filter(|finding| finding.is_error).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::TestFolder;

    #[test]
    fn descriptions_are_chosen_by_name() {
        let folder = TestFolder::new();
        folder.write("spec/pets/pets.yaml", "");
        folder.write("spec/tools/tools.yaml", "");
        let names = |names: &[&str]| {
            let names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
            chosen(folder.path(), &names)
                .map(|found| found.into_iter().map(|one| one.api).collect::<Vec<_>>())
        };
        assert_eq!(names(&[]).unwrap(), ["pets", "tools"]);
        assert_eq!(names(&["tools"]).unwrap(), ["tools"]);
        assert!(matches!(names(&["tool"]), Err(Failure::Usage(_))));
    }
}
