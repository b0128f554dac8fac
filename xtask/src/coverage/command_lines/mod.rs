//! Tries the examples of command lines that the pages show: each must make the call that its page is about.

mod dry_run;
mod shell;

use std::path::Path;

use super::compare::Difference;
use super::decisions::{COMMAND_LINE, Decision};
use super::facts::{Kind, Operation, SEGMENTS};
use super::reference::{self, with_pages};
use crate::failure::Failure;
use dry_run::{Call, Programs};
pub use shell::is_call as is_command_line;

/// The word that chooses the examples on the command line.
pub const NAME: &str = "command-lines";

/// How the examples stand.
#[derive(Debug, Default)]
pub struct CommandLines {
    /// How many examples there are.
    pub total: usize,
    /// Those that do not work, with their API, without decision.
    pub open: Vec<(String, Difference)>,
    /// Those that do not work, each with its API and the reason.
    pub decided: Vec<(String, Difference, String)>,
    /// Decisions that nothing fits.
    pub unused: Vec<String>,
}

impl CommandLines {
    /// Builds the command lines of the repository at the given root, and tries all examples of `pages`.
    ///
    /// # Errors
    ///
    /// When they cannot be built or run, or a page cannot be read.
    pub fn compare(root: &Path, pages: &Path, decisions: &[Decision]) -> Result<Self, Failure> {
        let programs = Programs::build(root)?;
        let mut differences = Vec::new();
        for api in with_pages(pages)? {
            for page in reference::pages(&pages.join(&api))? {
                for line in &page.command_lines {
                    let difference = tried(&api, &page.operation, line, &programs)?;
                    differences.push((api.clone(), difference));
                }
            }
        }
        Ok(Self::decided(differences, decisions))
    }

    /// What there is to say of examples that differ so, if they do.
    fn decided(tried: Vec<(String, Option<Difference>)>, decisions: &[Decision]) -> Self {
        let mut found = Self {
            total: tried.len(),
            ..Self::default()
        };
        let mut is_used = vec![false; decisions.len()];
        for (api, difference) in tried {
            let Some(difference) = difference else {
                continue;
            };
            let mut covering = decisions.iter().zip(&mut is_used);
            match covering.find(|(decision, _)| decision.covers(&api, &difference)) {
                Some((decision, used)) => {
                    *used = true;
                    let reason = decision.reason.clone();
                    found.decided.push((api, difference, reason));
                }
                None => found.open.push((api, difference)),
            }
        }
        let unused = decisions.iter().zip(is_used);
        let unused = unused.filter(|(decision, used)| !used && decision.is_of_command_line());
        found.unused = unused.map(|(decision, _)| decision.to_string()).collect();
        found
    }

    /// How many make the call of their page.
    pub fn working(&self) -> usize {
        self.total - self.open.len() - self.decided.len()
    }

    /// Whether each works, or is decided not to.
    pub fn is_covered(&self) -> bool {
        self.open.is_empty() && self.unused.is_empty()
    }

    /// A line for each thing that is wanting.
    pub fn lines(&self) -> Vec<String> {
        let open = self.open.iter();
        let open = open.map(|(api, difference)| format!("{api} {difference}"));
        let unused = self.unused.iter();
        let unused = unused.map(|decision| format!("nothing fits the decision {decision}"));
        open.chain(unused).collect()
    }
}

/// What differs when the example is tried.
fn tried(
    api: &str,
    operation: &Operation,
    line: &str,
    programs: &Programs,
) -> Result<Option<Difference>, Failure> {
    let made = match shell::read(line) {
        Ok(typed) => programs.try_out(api, &typed)?,
        Err(reason) => Err(reason),
    };
    let here = match made {
        Ok(call) if is_of(&call, operation) => return Ok(None),
        Ok(Call { method, path }) => format!("{method} {path}"),
        Err(reason) => reason,
    };
    Ok(Some(Difference {
        operation: operation.source.clone(),
        tag: operation.tag.clone(),
        place: COMMAND_LINE.to_owned(),
        kind: Kind::Operation,
        fact: "call".to_owned(),
        page: operation.call.clone(),
        here,
        source: String::new(),
    }))
}

/// Whether the call is one of the operation, such as `GET /pets/{id}`.
fn is_of(call: &Call, operation: &Operation) -> bool {
    let Some((method, template)) = operation.call.split_once(' ') else {
        return false;
    };
    let count = template.split('/').count();
    let has_several = operation
        .places
        .values()
        .any(|place| place.facts.contains_key(SEGMENTS));
    let wanted = template.split('/');
    // The value that ends the path may have slashes, and begin with one.
    let given: Vec<&str> = match has_several {
        true => call.path.splitn(count, '/').collect(),
        false => call.path.split('/').collect(),
    };
    let fits = |(part, given): (&str, &str)| match part.starts_with('{') {
        true => !given.is_empty(),
        false => part == given,
    };
    method == call.method && count == given.len() && wanted.zip(given).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::decisions;
    use crate::coverage::facts::Facts;
    use crate::test_folder::TestFolder;

    fn difference(operation: &str) -> Option<Difference> {
        Some(Difference {
            operation: operation.to_owned(),
            tag: String::new(),
            place: COMMAND_LINE.to_owned(),
            kind: Kind::Operation,
            fact: "call".to_owned(),
            page: "GET /pets".to_owned(),
            here: "there is no operation `pets`".to_owned(),
            source: String::new(),
        })
    }

    #[test]
    fn examples_work_or_are_decided_or_wanting() {
        let folder = TestFolder::new();
        let entry = |operation: &str| {
            let head = format!("- api: pets\n  operation: {operation}\n  place: command line\n");
            head + "  fact: call\n  page: '*'\n  here: there is no*\n  reason: no name\n"
        };
        folder.write("decisions.yaml", &(entry("list_pets") + &entry("feed_pet")));
        let decisions = decisions::read(&folder.path().join("decisions.yaml")).unwrap();
        let of = |operations: &[Option<&str>]| {
            let tried = operations.iter().map(|operation| {
                let difference = operation.and_then(difference);
                ("pets".to_owned(), difference)
            });
            CommandLines::decided(tried.collect(), &decisions)
        };
        let all = of(&[Some("list_pets.txt"), None, Some("feed_pet.txt")]);
        assert_eq!((all.total, all.working(), all.is_covered()), (3, 1, true));
        let other = of(&[
            Some("list_pets.txt"),
            Some("feed_pet.txt"),
            Some("add_pet.txt"),
        ]);
        assert!(!other.is_covered());
        assert!(other.lines()[0].starts_with("pets add_pet.txt command line: call"));
        let unused = of(&[Some("list_pets.txt"), None]);
        assert!(!unused.is_covered());
        assert!(unused.lines()[0].starts_with("nothing fits the decision pets feed_pet"));
    }

    #[test]
    fn calls_are_those_of_one_operation() {
        let call = |method: &str, path: &str| Call {
            method: method.to_owned(),
            path: path.to_owned(),
        };
        let operation = |call: &str| Operation::new(call.to_owned(), String::new(), String::new());
        let is_of = |call: &Call, other: &str| is_of(call, &operation(other));
        assert!(is_of(&call("GET", "/pets/1"), "GET /pets/{id}"));
        assert!(is_of(&call("GET", "/pets"), "GET /pets"));
        for (method, path) in [
            ("PUT", "/pets/1"),
            ("GET", "/pets/"),
            ("GET", "/pets"),
            ("GET", "/cats/1"),
            ("GET", "/pets/1/meals"),
        ] {
            assert!(!is_of(&call(method, path), "GET /pets/{id}"), "{path}");
        }
        assert!(!is_of(&call("GET", "/pets"), "none"));
        let mut several = operation("GET /pets/{path}");
        let facts = Facts::from([(SEGMENTS, "several".to_owned())]);
        several.put("path path", Kind::Parameter, facts);
        for (path, expected) in [("/pets/1/2", true), ("/pets//1", true), ("/pets/", false)] {
            assert_eq!(
                super::is_of(&call("GET", path), &several),
                expected,
                "{path}"
            );
        }
    }
}
