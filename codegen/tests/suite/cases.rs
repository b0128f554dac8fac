//! The cases in `tests/cases`, and the comparison with golden files.

use crate::scratch::{Run, run};
use std::fs;
use std::path::{Path, PathBuf};

/// A description.
#[derive(Clone, Debug)]
pub struct Case {
    pub name: String,
    /// Its root document, relative to the folder of the cases.
    pub document: String,
}

impl Case {
    /// Generates the case as a module into `out`, with `more` options than its
    /// own.
    pub fn generate(&self, folder: &Path, out: &Path, more: &[&str]) -> Run {
        let out = out.to_str().unwrap();
        let arguments = ["generate", &self.document, "--out", out, "--module"];
        // The first line may say what the case is generated with.
        let text = fs::read_to_string(folder.join(&self.document)).unwrap_or_default();
        let options = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("# with "));
        let options: Vec<&str> = options.unwrap_or_default().split_whitespace().collect();
        run(
            folder,
            &[&arguments[..], &["--name", &self.name], &options, more].concat(),
        )
    }
}

/// The folder of the cases of a kind, `ok` or `err`.
pub fn folder(kind: &str) -> PathBuf {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    cases.join(kind)
}

/// The cases of a kind, by name.
pub fn all(kind: &str) -> Vec<Case> {
    let folder = folder(kind);
    let mut cases: Vec<Case> = names(&folder)
        .into_iter()
        .filter_map(|entry| {
            let inside = format!("{entry}/root.yaml");
            let (name, document) = match entry.rsplit_once('.') {
                Some((name, "yaml" | "json")) => (name.to_owned(), entry.clone()),
                None if folder.join(&inside).is_file() => (entry, inside),
                _ => return None,
            };
            Some(Case { name, document })
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

/// The golden files of a kind that have the ending, without it.
pub fn goldens(kind: &str, ending: &str) -> Vec<String> {
    let names = names(&folder(kind)).into_iter();
    names
        .filter_map(|name| Some(name.strip_suffix(ending)?.to_owned()))
        .collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Compares `found` with a golden file, which is not there where nothing is
/// expected; says how they differ. With `UPDATE_GOLDENS`, `found` becomes the
/// golden file.
pub fn check(golden: &Path, found: &str) -> Option<String> {
    let expected = fs::read_to_string(golden).unwrap_or_default();
    if expected == found {
        return None;
    }
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        if found.is_empty() {
            fs::remove_file(golden).unwrap();
        } else {
            fs::write(golden, found).unwrap();
        }
        return None;
    }
    let same = expected.lines().zip(found.lines());
    let at = same.take_while(|(a, b)| a == b).count();
    let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
    Some(format!(
        "{}:{}:\n  expected {}\n  found    {}",
        golden.display(),
        at + 1,
        line(&expected),
        line(found)
    ))
}

/// Fails with all differences, and how to accept them.
pub fn expect_none(differences: &[String]) {
    assert!(
        differences.is_empty(),
        "{}\n\nto accept this, set UPDATE_GOLDENS=1",
        differences.join("\n\n")
    );
}
