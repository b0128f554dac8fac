//! Compares the list of errors with that of the reference.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::described::Files;
use super::wording::{Borrowed, Runs, borrowed};
use crate::failure::Failure;

/// The file of the reference, and the folder of the description.
const REFERENCE: &str = "errors.json";
pub const FOLDER: &str = "errors";

/// How the list stands.
#[derive(Debug, PartialEq, Eq)]
pub struct Errors {
    /// How many errors the reference has.
    pub total: usize,
    /// What is not as the reference tells it.
    pub open: Vec<String>,
    /// Sentences of the reference.
    pub borrowed: Vec<Borrowed>,
}

/// What is said of each error, by its id.
type List = BTreeMap<String, BTreeMap<String, String>>;

impl Errors {
    /// Compares the lists; there is nothing to compare without that of the reference.
    ///
    /// # Errors
    ///
    /// When one of them cannot be read.
    pub fn compare(pages: &Path, spec: &Path) -> Result<Option<Self>, Failure> {
        let path = pages.join(REFERENCE);
        let folder = spec.join(FOLDER);
        if !path.is_file() || !folder.is_dir() {
            return Ok(None);
        }
        let shown = path.to_string_lossy();
        let text = fs::read(&path).map_err(|error| Failure::io(&shown, &error))?;
        let reference: Value = serde_json::from_slice(&text)
            .map_err(|error| Failure::Failed(format!("cannot read {shown}: {error}")))?;
        let Some(entries) = reference["errors"].as_array() else {
            return Err(Failure::Failed(format!("{shown} has no list `errors`")));
        };
        let told: List = entries.iter().map(told).collect();
        let mut runs = Runs::default();
        for entry in entries {
            runs.add(REFERENCE, &[text_of(&entry["description"])]);
        }
        let files = Files::read(&folder)?;
        let here: List = files.all().flat_map(|file| listed(file.value)).collect();
        Ok(Some(Self {
            total: told.len(),
            open: differences(&told, &here),
            borrowed: borrowed(&files, &runs),
        }))
    }

    /// Whether all is as the reference tells it, in words of our own.
    pub fn is_covered(&self) -> bool {
        self.open.is_empty() && self.borrowed.is_empty()
    }

    /// A line for each thing that is wanting.
    pub fn lines(&self) -> Vec<String> {
        let open = self.open.iter().cloned();
        let borrowed = self.borrowed.iter().map(Borrowed::to_string);
        open.chain(borrowed).collect()
    }
}

/// An error as the reference tells it.
fn told(entry: &Value) -> (String, BTreeMap<String, String>) {
    let arguments = entry["args"].as_array().into_iter().flatten();
    let mut facts: BTreeMap<String, String> = arguments
        .map(|argument| {
            let ty = wire_type(&text_of(&argument["wire_type_inferred"])).to_owned();
            (format!("argument {}", text_of(&argument["name"])), ty)
        })
        .collect();
    add_status(&mut facts, &entry["http_code"]);
    if entry["deprecated"] == true {
        facts.insert(DEPRECATED.to_owned(), true.to_string());
    }
    (text_of(&entry["id"]), facts)
}

const DEPRECATED: &str = "deprecated";

/// The word for what the reference says that an argument is.
fn wire_type(told: &str) -> &str {
    match told {
        "array<string>" => "[string]",
        told if told.starts_with("object (nested error") => "error",
        told if told.starts_with("object") => "object",
        told => told,
    }
}

/// The errors that a file of the description lists.
fn listed(file: &Value) -> Vec<(String, BTreeMap<String, String>)> {
    let errors = file["x-specwright-errors"]["errors"].as_object();
    let error = |(id, error): (&String, &Value)| {
        let arguments = error["arguments"].as_object().into_iter().flatten();
        let mut facts: BTreeMap<String, String> = arguments
            .map(|(name, ty)| (format!("argument {name}"), word(ty)))
            .collect();
        add_status(&mut facts, &error["status"]);
        if text_of(&error["description"]).contains("Deprecated") {
            facts.insert(DEPRECATED.to_owned(), true.to_string());
        }
        (id.clone(), facts)
    };
    errors.into_iter().flatten().map(error).collect()
}

fn add_status(facts: &mut BTreeMap<String, String>, status: &Value) {
    if !status.is_null() {
        facts.insert("status".to_owned(), status.to_string());
    }
}

/// The type of an argument: a word, or a list of one.
fn word(ty: &Value) -> String {
    match ty {
        Value::Array(list) => {
            let words: Vec<String> = list.iter().map(word).collect();
            format!("[{}]", words.join(", "))
        }
        ty => text_of(ty),
    }
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn differences(told: &List, here: &List) -> Vec<String> {
    let mut open = Vec::new();
    let ids: BTreeSet<&String> = told.keys().chain(here.keys()).collect();
    for id in ids {
        let (Some(told), Some(here)) = (told.get(id), here.get(id)) else {
            let side = if told.contains_key(id) {
                "here"
            } else {
                "in the reference"
            };
            open.push(format!("{id} is not {side}"));
            continue;
        };
        let facts: BTreeSet<&String> = told.keys().chain(here.keys()).collect();
        for fact in facts {
            let [told, here] = [told, here].map(|side| side.get(fact).map_or("absent", |one| one));
            if told != here {
                open.push(format!("{id} {fact}: {told} -> {here}"));
            }
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::TestFolder;

    const TOLD: &str = r#"{"errors": [
        {"id": "full", "http_code": 507, "args": [], "deprecated": true,
         "description": "There is no room for {count} more pets in here, go away."},
        {"id": "bitten", "http_code": null, "deprecated": false, "description": "Ouch.", "args": [
            {"name": "by", "wire_type_inferred": "array<string>"},
            {"name": "why", "wire_type_inferred": "object (nested error: id)"},
            {"name": "where", "wire_type_inferred": "object ({x, y})"}]}
    ]}"#;

    const HERE: &str = "\
x-specwright-errors:
  errors:
    bitten: {arguments: {by: [string], why: error, where: object}}
    full: {status: 507, description: Deprecated.}
";

    /// How the list stands with `to` in place of `from`.
    fn compared(from: &str, to: &str) -> Errors {
        let folder = TestFolder::new();
        folder.write("pages/errors.json", TOLD);
        assert!(HERE.contains(from), "{from}");
        folder.write("spec/errors/errors.yaml", &HERE.replace(from, to));
        let [pages, spec] = ["pages", "spec"].map(|name| folder.path().join(name));
        Errors::compare(&pages, &spec).unwrap().unwrap()
    }

    #[test]
    fn what_is_carried_over_is_covered() {
        let errors = compared("", "");
        assert!(errors.is_covered(), "{errors:?}");
        assert_eq!(errors.total, 2);
    }

    #[test]
    fn each_fact_that_differs_is_told() {
        for (from, to, line) in [
            ("507", "500", "full status: 507 -> 500"),
            ("status: 507, ", "", "full status: 507 -> absent"),
            ("Deprecated.", "Old.", "full deprecated: true -> absent"),
            (
                "[string]",
                "string",
                "bitten argument by: [string] -> string",
            ),
            (
                "why: error",
                "why: object",
                "bitten argument why: error -> object",
            ),
            (
                ", where: object",
                "",
                "bitten argument where: object -> absent",
            ),
            (
                "    full",
                "    new: {}\n    full",
                "new is not in the reference",
            ),
        ] {
            assert_eq!(compared(from, to).lines(), [line]);
        }
        let lines = compared("full", "empty").lines();
        assert_eq!(lines, ["empty is not in the reference", "full is not here"]);
    }

    #[test]
    fn sentences_are_told() {
        let text = "Deprecated. No room for 5 more pets in here, go away";
        let lines = compared("Deprecated.", &format!("{text:?}")).lines();
        assert_eq!(lines, Vec::<String>::new());
        let text = "Deprecated. Room for COUNT more pets in here, go away";
        let lines = compared("Deprecated.", &format!("{text:?}")).lines();
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(lines[0].ends_with("\"room for count more pets in here go\" from errors.json"));
    }

    #[test]
    fn without_a_reference_nothing_is_compared() {
        let folder = TestFolder::new();
        assert_eq!(Errors::compare(folder.path(), folder.path()).unwrap(), None);
        folder.write("errors.json", "{}");
        folder.write("errors/errors.yaml", "{}");
        assert!(Errors::compare(folder.path(), folder.path()).is_err());
    }
}
