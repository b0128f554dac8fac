//! Makes a program that calls generated methods and answers from behind generated servers, and has it
//! call.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::VERSIONS;
use super::cases::Case;
use super::clients::Refused;
use super::pages;
use super::server::Server;
use crate::cargo::{cargo, run, target, use_versions};
use crate::conformance::program;
use crate::failure::Failure;
use crate::terminal::Progress;
use crate::write::write_if_changed;

/// What a call gave: status, headers and body, or why it gave nothing.
pub type Answer = Result<Value, String>;

/// Where cases say that the server of the suite is.
const USUAL_ADDRESS: &str = "http://localhost:3000";

const NAME: &str = "spector-harness";

/// The sources of the program, which it shares with xtask in part.
const SOURCES: [(&str, &str); 12] = [
    ("main.rs", include_str!("../../../spector/main.rs")),
    ("attended.rs", include_str!("../../../spector/attended.rs")),
    ("called.rs", include_str!("../../../spector/called.rs")),
    ("followed.rs", include_str!("../../../spector/followed.rs")),
    ("form.rs", include_str!("../../../spector/form.rs")),
    ("items.rs", include_str!("items.rs")),
    ("matching.rs", include_str!("../../../spector/matching.rs")),
    ("paged.rs", include_str!("../../../spector/paged.rs")),
    ("served.rs", include_str!("../../../spector/served.rs")),
    ("same.rs", include_str!("../same.rs")),
    ("typed.rs", include_str!("../../../spector/typed.rs")),
    ("xml.rs", include_str!("xml.rs")),
];

/// Compiles the clients and drivers that are below `work`, and gives the program.
///
/// # Errors
///
/// When the disk fails or something does not compile.
pub fn build(root: &Path, work: &Path) -> Result<PathBuf, Failure> {
    for (name, text) in SOURCES {
        write_if_changed(&work.join("src").join(name), text)?;
    }
    write_if_changed(&work.join("src/drivers/mod.rs"), &drivers())?;
    write_if_changed(&work.join("Cargo.toml"), &manifest(root))?;
    use_versions(&root.join("Cargo.lock"), work)?;
    Progress::start().stage("compiling the clients and servers");
    let target = target(root);
    run(cargo(work, &["build", "--quiet"]).env("CARGO_TARGET_DIR", &target))?;
    Ok(target.join("debug").join(NAME))
}

fn manifest(root: &Path) -> String {
    let runtime = Value::from(root.join("runtime").to_string_lossy().into_owned());
    let clients = VERSIONS.map(|version| format!("clients{}", version.digits));
    let dependencies = clients
        .each_ref()
        .map(|name| format!("{name} = {{ path = \"{name}\", features = [\"server\"] }}\n"));
    let plain = |name: &str| format!("[profile.dev.package.{name}]\ndebug = false\n\n");
    let profiles: String = clients
        .iter()
        .map(String::as_str)
        .chain([NAME])
        .map(plain)
        .collect();
    format!(
        "[package]\n\
         name = \"{NAME}\"\n\
         version = \"0.1.0\"\n\
         edition = \"2024\"\n\n\
         [dependencies]\n\
         axum = {{ version = \"0.8\", default-features = false, features = [\"http1\", \"tokio\"] }}\n\
         base64 = \"0.22\"\n\
         {}\
         http = \"1\"\n\
         serde_json = \"1\"\n\
         specwright-runtime = {{ path = {runtime} }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"net\", \"rt\", \"sync\"] }}\n\n\
         {profiles}\
         [workspace]\n",
        dependencies.concat()
    )
}

/// The module around the drivers of all versions.
fn drivers() -> String {
    let mut text =
        "#![allow(deprecated, unused_imports, unused_mut, unused_variables)]\n\n".to_owned();
    for version in VERSIONS {
        text.push_str(&format!("mod v{};\n", version.digits));
    }
    text.push_str("\npub fn call(case: &crate::Case) -> crate::Answered {\n");
    text.push_str(&first("call(case)", "Some(answered)", "answered"));
    text.push_str("    Err(\"there is no client for the document\".to_owned())\n}\n");
    text.push_str("\npub fn serve(served: &crate::Served) -> ");
    text.push_str("Option<specwright_runtime::axum::Router> {\n");
    text.push_str(&first("serve(served)", "found @ Some(_)", "found"));
    text + "    None\n}\n"
}

/// Returns what the first version gives that has something.
fn first(call: &str, pattern: &str, value: &str) -> String {
    let attempts = VERSIONS.map(|version| {
        let digits = version.digits;
        format!("    if let {pattern} = v{digits}::{call} {{\n        return {value};\n    }}\n")
    });
    attempts.concat()
}

/// Has the program make all calls to `server`.
///
/// # Errors
///
/// When the program fails.
pub fn ask(
    program: &Path,
    server: &Server,
    cases: &[Case],
    refused: &Refused,
) -> Result<Vec<Answer>, Failure> {
    let pages = pages::find(cases);
    let questions = cases.iter().enumerate().map(|(position, case)| {
        let mut question = case.value.clone();
        let further = pages.iter().flatten();
        let further = further.filter(|page| page.first == position).count();
        question["further"] = json!(further);
        question["base_url"] = json!(format!("{}{}", server.url(), case.base_path));
        format!("{question}\n")
    });
    let output = program::exchange(program, &["call"], questions.collect())?;
    let output = output.replace(&server.url(), USUAL_ADDRESS);
    let mut lines = output.lines();
    let mut answers: Vec<Answer> = Vec::new();
    for (case, page) in cases.iter().zip(pages) {
        let line = lines.next().unwrap_or_default();
        let refusal = case.file.as_ref().and_then(|file| refused.get(file));
        answers.push(match (page, refusal) {
            (Some(page), _) => pages::answer(case, page, &answers),
            (None, Some(reason)) => Err(format!("nothing is generated: {reason}")),
            (None, None) if case.file.is_none() => Err(pages::nothing(case)),
            (None, None) => read(line),
        });
    }
    Ok(answers)
}

fn read(line: &str) -> Answer {
    let value: Value =
        serde_json::from_str(line).map_err(|_| format!("no answer, but `{line}`"))?;
    match value["problem"].as_str() {
        Some(problem) => Err(problem.to_owned()),
        None => Ok(value),
    }
}
