//! Makes a program that asks generated models, and runs it.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::VERSIONS;
use super::cases::Case;
use super::models::{self, Refused, holder_of, module};
use super::score::Answer;
use crate::cargo::{cargo, run};
use crate::conformance::program;
use crate::failure::Failure;
use crate::write::write_if_changed;

/// The answers to all cases, version by version.
///
/// # Errors
///
/// When the disk fails, or what is generated does not compile or run.
pub fn answers(
    root: &Path,
    suite: &Path,
    cases: &[Vec<Case>],
) -> Result<Vec<Vec<Answer>>, Failure> {
    let folder = root.join("target/conformance/json-schema");
    let versions = VERSIONS.iter().zip(cases);
    let refused: Vec<Refused> = versions
        .map(|(version, cases)| models::write(root, suite, &folder, *version, cases))
        .collect::<Result<_, _>>()?;
    let models = Models::of(cases, &refused);
    write_if_changed(&folder.join("Cargo.toml"), &manifest(root))?;
    write_if_changed(&folder.join("src/main.rs"), &program(&models))?;
    let output = ask(&folder, &models.questions(cases))?;
    let mut lines = output.lines();
    let mut answer = |case: &Case, refused: &Refused| match refused.get(&case.file) {
        Some(reason) => Answer::NoModel(reason.clone()),
        None => read(lines.next().unwrap_or_default()),
    };
    let versions = cases.iter().zip(&refused);
    Ok(versions
        .map(|(cases, refused)| cases.iter().map(|case| answer(case, refused)).collect())
        .collect())
}

/// The models that were generated, each with a number: those of a version, a document and a schema.
struct Models<'a>(BTreeMap<(&'static str, &'a str, &'a str), usize>);

impl<'a> Models<'a> {
    fn of(cases: &'a [Vec<Case>], refused: &[Refused]) -> Self {
        let mut models = BTreeMap::new();
        for ((version, cases), refused) in VERSIONS.iter().zip(cases).zip(refused) {
            for case in cases {
                let next = models.len();
                if !refused.contains_key(&case.file) {
                    models
                        .entry((version.digits, case.file.as_str(), case.schema.as_str()))
                        .or_insert(next);
                }
            }
        }
        Self(models)
    }

    /// A line for each case that there is a model for.
    fn questions(&self, cases: &[Vec<Case>]) -> String {
        let mut questions = String::new();
        for (version, cases) in VERSIONS.iter().zip(cases) {
            for case in cases {
                let model = (version.digits, case.file.as_str(), case.schema.as_str());
                if let Some(number) = self.0.get(&model) {
                    let holder = json!({ "value": case.data });
                    questions.push_str(&format!("{number}\t{holder}\n"));
                }
            }
        }
        questions
    }
}

fn manifest(root: &Path) -> String {
    let runtime = root.join("runtime");
    let runtime = Value::from(runtime.to_string_lossy().into_owned());
    format!(
        "[package]\n\
         name = \"json-schema-harness\"\n\
         version = \"0.1.0\"\n\
         edition = \"2024\"\n\n\
         [dependencies]\n\
         models30 = {{ path = \"models30\" }}\n\
         models31 = {{ path = \"models31\" }}\n\
         specwright-runtime = {{ path = {runtime} }}\n\n\
         [profile.dev]\n\
         debug = false\n\
         incremental = false\n\n\
         [workspace]\n"
    )
}

/// A program that answers each line of its input, the number of a model and an instance, with a line.
fn program(models: &Models<'_>) -> String {
    let mut arms = String::new();
    for ((version, file, schema), number) in &models.0 {
        let (module, holder) = (module(file), holder_of(schema));
        arms.push_str(&format!(
            "        {number} => verdict::<models{version}::{module}::models::{holder}>(text),\n"
        ));
    }
    format!(
        r#"use specwright_runtime::wire::{{Wire, from_json, to_json}};

fn main() {{
    for line in std::io::stdin().lines() {{
        let line = line.expect("a line of text");
        let (model, text) = line.split_once('\t').expect("a model and an instance");
        let answer = answer(model.parse().expect("the number of a model"), text);
        println!("{{}}", answer.replace('\n', " "));
    }}
}}

fn answer(model: usize, text: &str) -> String {{
    match model {{
{arms}        _ => panic!("there is no model {{model}}"),
    }}
}}

fn verdict<T: Wire>(text: &str) -> String {{
    match from_json::<T>(text.as_bytes()) {{
        Err(error) => format!("refused {{error}}"),
        Ok(value) => match value.validate() {{
            Err(error) => format!("refused {{error}}"),
            Ok(()) => format!("taken {{}}", String::from_utf8_lossy(&to_json(&value))),
        }},
    }}
}}
"#
    )
}

/// Runs the program.
fn ask(folder: &Path, questions: &str) -> Result<String, Failure> {
    let target = folder.join("target");
    run(cargo(folder, &["build", "--quiet"]).env("CARGO_TARGET_DIR", &target))?;
    program::exchange(
        &target.join("debug/json-schema-harness"),
        &[],
        questions.to_owned(),
    )
}

/// What an answer line says.
fn read(line: &str) -> Answer {
    let unreadable = || Answer::NoModel(format!("no answer, but `{line}`"));
    match line.split_once(' ') {
        Some(("refused", reason)) => Answer::Refused(reason.to_owned()),
        Some(("taken", text)) => match serde_json::from_str::<Value>(text) {
            Ok(mut holder) => holder
                .get_mut("value")
                .map_or_else(unreadable, |value| Answer::Taken(value.take())),
            Err(_) => unreadable(),
        },
        _ => unreadable(),
    }
}
