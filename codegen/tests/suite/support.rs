//! README's table of support is what the generator does: each keyword is put into a description of each
//! version, and the table says what came of it.
//!
//! The keywords are data in `tests/cases/support`. A case has what is there `base` with and without what
//! is looked at (`add`), and where in the description (`place`, of the section unless it has its own).
//! `UPDATE_GOLDENS=1` writes the table anew.

use crate::scratch::Scratch;
use serde_json::{Map, Value, json};
use specwright::{CrateBuilder, Losses, Output};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

const VERSIONS: [&str; 4] = ["2.0", "3.0", "3.1", "3.2"];

/// What stands around the tables in README.
const MARKS: [&str; 2] = [
    "<!-- support: written by a test -->\n",
    "<!-- end of support -->\n",
];

#[test]
fn the_table_of_support_is_what_the_generator_does() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scratch = Scratch::new("support");
    let mut tables = String::new();
    let mut faults = Vec::new();
    for section in sections(&root.join("tests/cases/support")) {
        let title = section["title"].as_str().unwrap();
        let heads = VERSIONS.join(" | ");
        writeln!(tables, "\n| {title} | {heads} |\n|---|---|---|---|---|").unwrap();
        for case in section["cases"].as_array().unwrap() {
            let row = case["row"].as_str().unwrap();
            let cells = VERSIONS.map(|version| {
                let Some(probe) = Probe::new(&section, case, version) else {
                    return "–";
                };
                match probe.run(&scratch) {
                    Ok(Found::Nothing) if case["note"] != true => {
                        faults.push(format!("{row}, {version}: dropped in silence"));
                        "dropped"
                    }
                    Ok(found) => found.word(),
                    Err(fault) => {
                        faults.push(format!("{row}, {version}: {fault}"));
                        "unknown"
                    }
                }
            });
            writeln!(tables, "| {row} | {} |", cells.join(" | ")).unwrap();
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    compare(&root.join("../README.md"), &format!("{tables}\n"));
}

/// What came of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// Generated code differs.
    Code,
    /// The loss report names it.
    Loss,
    /// It is an error.
    Error,
    /// A warning says that it is ignored.
    Warning,
    /// At most documentation differs.
    Nothing,
}

impl Found {
    fn word(self) -> &'static str {
        match self {
            Self::Code => "yes",
            Self::Loss => "reported",
            Self::Error => "refused",
            Self::Warning => "ignored",
            Self::Nothing => "note",
        }
    }
}

/// A description with and without a keyword.
struct Probe {
    keyword: String,
    without: Value,
    with: Value,
}

impl Probe {
    /// `None` if the version does not have the keyword, or its place.
    fn new(section: &Value, case: &Value, version: &str) -> Option<Self> {
        let own = own(case, version);
        let row = case["row"].as_str().unwrap();
        let field = |name: &str| own.get(name).or_else(|| case.get(name));
        let has = |name: &str| case.get(name).and_then(Value::as_str);
        if has("since").is_some_and(|since| version < since && own.is_null())
            || has("until").is_some_and(|until| version > until)
        {
            return None;
        }
        let place = field("place").unwrap_or(&section["place"]);
        let place = match place {
            Value::Object(places) => places.get(version).or_else(|| places.get(&version[..1]))?,
            place => place,
        };
        let place = place.as_str().unwrap();
        let mut content = field("base").unwrap().clone();
        let without = placed(skeleton(version), place, content.clone());
        merge(&mut content, field("add").unwrap().clone());
        Some(Self {
            keyword: case.get("keyword").map_or_else(
                || row.trim_matches('`').to_owned(),
                |keyword| keyword.as_str().unwrap().to_owned(),
            ),
            without,
            with: placed(skeleton(version), place, content),
        })
    }

    /// What comes of the keyword; `Err` if the case is wrong, or a loss is reported under another name.
    fn run(&self, scratch: &Scratch) -> Result<Found, String> {
        let without = generate(scratch, &self.without)?;
        let Ok(with) = generate(scratch, &self.with) else {
            return Ok(Found::Error);
        };
        let before = Losses::of(&without);
        let before = before.by_keyword();
        let losses = Losses::of(&with);
        let losses = losses.by_keyword();
        let mut new = losses
            .iter()
            .filter(|(name, count)| before.get(*name) != Some(*count));
        if losses.get(self.keyword.as_str()) != before.get(self.keyword.as_str()) {
            return Ok(Found::Loss);
        }
        if let Some((keyword, _)) = new.next() {
            return Err(format!("reported as `{keyword}`"));
        }
        let warns = with.diagnostics.warnings() > without.diagnostics.warnings();
        match (code(&with) != code(&without), warns) {
            (true, false) => Ok(Found::Code),
            (true, true) => Err(with.diagnostics.render(false)),
            (false, true) => Ok(Found::Warning),
            (false, false) => Ok(Found::Nothing),
        }
    }
}

/// What a case has for a version in particular: its own entry, or that of the version it is like.
fn own<'a>(case: &'a Value, version: &str) -> &'a Value {
    let like = if version == "3.2" { "3.1" } else { version };
    &case[if case.get(version).is_some() {
        version
    } else {
        like
    }]
}

fn generate(scratch: &Scratch, description: &Value) -> Result<Output, String> {
    scratch.write("spec.json", description.to_string());
    let document = scratch.path().join("spec.json");
    CrateBuilder::sole(document)
        .generate()
        .map_err(|errors| errors.render(false))
}

/// All code without its documentation.
fn code(output: &Output) -> Vec<String> {
    let lines = output.files.iter().flat_map(|file| file.contents.lines());
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    lines.filter(is_code).map(str::to_owned).collect()
}

fn skeleton(version: &str) -> Value {
    let probe = json!({
        "type": "object",
        "required": ["value"],
        "properties": { "value": {}, "optional": { "type": "string" } },
    });
    let other = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let text = json!({ "type": "string" });
    let schemas = json!({ "Probe": probe, "Other": other, "Text": text });
    let info = json!({ "title": "Probe", "version": "1" });
    if version == "2.0" {
        let schema = json!({ "$ref": "#/definitions/Probe" });
        return json!({
            "swagger": version,
            "info": info,
            "paths": { "/probe": { "post": {
                "operationId": "probe",
                "consumes": ["application/json"],
                "produces": ["application/json"],
                "parameters": [{ "name": "body", "in": "body", "required": true, "schema": schema }],
                "responses": { "200": { "description": "Done.", "schema": schema } },
            } } },
            "definitions": schemas,
        });
    }
    let content =
        json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Probe" } } });
    json!({
        "openapi": format!("{version}.0"),
        "info": info,
        "paths": { "/probe": { "post": {
            "operationId": "probe",
            "parameters": [],
            "requestBody": { "required": true, "content": content },
            "responses": { "200": { "description": "Done.", "content": content } },
        } } },
        "components": { "schemas": schemas },
    })
}

/// `document` with `content` merged into what is at `place`; at `/-` it is added to a list, unless it is
/// null.
fn placed(mut document: Value, place: &str, content: Value) -> Value {
    let steps = place.split('/').skip(1);
    let mut steps: Vec<String> = steps
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .collect();
    let mut wrapped = content;
    while let Some(step) = steps.pop() {
        wrapped = match (step.as_str(), wrapped) {
            ("-", Value::Null) => json!([]),
            ("-", item) => json!([item]),
            (_, value) => Value::Object(Map::from_iter([(step, value)])),
        };
    }
    merge(&mut document, wrapped);
    document
}

/// Objects are merged field by field, lists are joined, and all else is replaced.
fn merge(target: &mut Value, patch: Value) {
    match (target, patch) {
        (Value::Object(fields), Value::Object(patch)) => {
            for (name, value) in patch {
                merge(fields.entry(name).or_insert(Value::Null), value);
            }
        }
        (Value::Array(items), Value::Array(patch)) => items.extend(patch),
        (target, patch) => *target = patch,
    }
}

fn sections(folder: &Path) -> Vec<Value> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let read = |path: &PathBuf| serde_yaml::from_str(&fs::read_to_string(path).unwrap());
    files.iter().map(|path| read(path).unwrap()).collect()
}

/// Compares the tables with those in README, or writes them there.
fn compare(path: &Path, tables: &str) {
    let text = fs::read_to_string(path).unwrap();
    let [open, close] =
        MARKS.map(|mark| text.find(mark).expect("README has the marks of the table"));
    let start = open + MARKS[0].len();
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        let text = format!("{}{tables}{}", &text[..start], &text[close..]);
        fs::write(path, text).unwrap();
    } else {
        let hint = "README's table of support is out of date, UPDATE_GOLDENS=1 writes it anew";
        assert_eq!(&text[start..close], tables, "{hint}");
    }
}
