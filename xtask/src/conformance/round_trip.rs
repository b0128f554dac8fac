//! Every operation of our own APIs, from the generated client to the generated traits and back, with
//! requests and answers that are drawn from the descriptions.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use specwright::stages::{self, Driver};

use super::Options;
use crate::cargo::{cargo, output, run as run_command, target, use_versions};
use crate::descriptions::{Description, descriptions};
use crate::failure::Failure;
use crate::generator::program;
use crate::terminal::{Progress, print};
use crate::write::write_if_changed;

const NAME: &str = "round-trip";

/// Where the program and the drivers are.
const WORK: &str = "target/conformance/round-trip";

/// The sources of the program, which it shares with xtask in part.
const SOURCES: [(&str, &str); 7] = [
    ("main.rs", include_str!("../../round-trip/main.rs")),
    ("body.rs", include_str!("../../round-trip/body.rs")),
    ("called.rs", include_str!("../../round-trip/called.rs")),
    (
        "exchanges.rs",
        include_str!("../../round-trip/exchanges.rs"),
    ),
    ("served.rs", include_str!("../../round-trip/served.rs")),
    ("same.rs", include_str!("same.rs")),
    ("typed.rs", include_str!("../../spector/typed.rs")),
];

/// Compiles the program and has it make all exchanges.
///
/// # Errors
///
/// When it does not compile or run, something comes out on the other side otherwise than it went in, or a
/// branch of a union was not sent at all.
pub fn run(root: &Path, _: &Options) -> Result<(), Failure> {
    let apis = operating(root)?;
    let program = build(root, &apis)?;
    Progress::start().stage("making all exchanges");
    let mut command = Command::new(program);
    for (api, _) in &apis {
        command.arg(&api.api).arg(root.join(&api.document));
    }
    let told = output(&mut command)?;
    let told = told.lines().map(serde_json::from_str::<Value>);
    let told: Vec<Value> = told.collect::<Result<_, _>>().map_err(|_| {
        Failure::Failed("the program that makes exchanges says something else".to_owned())
    })?;
    let mut wrong = 0;
    for api in &told {
        wrong += report(api);
    }
    match wrong {
        0 => Ok(()),
        wrong => Err(Failure::Failed(format!(
            "{wrong} things do not come out as they went in"
        ))),
    }
}

/// Prints how the exchanges of an API went, and gives the number of what was wrong.
fn report(api: &Value) -> usize {
    let texts = |key: &str| -> Vec<&str> {
        let all = api[key].as_array().into_iter().flatten();
        all.filter_map(Value::as_str).collect()
    };
    let (problems, missing) = (texts("problems"), texts("missing"));
    for problem in &problems {
        print(&format!("failed: {problem}\n"));
    }
    for branch in &missing {
        print(&format!("never sent: {branch}\n"));
    }
    let number = |key: &str| {
        api[key]
            .as_u64()
            .and_then(|number| usize::try_from(number).ok())
            .unwrap_or(0)
    };
    let (operations, branches) = (number("operations"), number("branches"));
    print(&format!(
        "round-trip {}: {} of {operations} operations in {} exchanges, {branches} of {} branches of unions\n",
        api["api"].as_str().unwrap_or_default(),
        operations.saturating_sub(problems.len()),
        number("exchanges"),
        branches + missing.len(),
    ));
    problems.len() + missing.len()
}

/// The descriptions that have operations, and what calls those.
fn operating(root: &Path) -> Result<Vec<(Description, Driver)>, Failure> {
    let mut all = Vec::new();
    for api in descriptions(root)? {
        let driver = stages::driver(&root.join(&api.document))
            .map_err(|errors| Failure::Failed(errors.to_string()))?;
        if driver.operations > 0 {
            all.push((api, driver));
        }
    }
    Ok(all)
}

fn build(root: &Path, apis: &[(Description, Driver)]) -> Result<PathBuf, Failure> {
    let work = root.join(WORK);
    for (name, text) in SOURCES {
        write_if_changed(&work.join("src").join(name), text)?;
    }
    let mut index =
        "#![allow(deprecated, unused_imports, unused_mut, unused_variables)]\n\n".to_owned();
    let mut all = String::new();
    for (Description { api, .. }, driver) in apis {
        let text = format!("use onedata_api::{api} as api;\n\n{}", driver.text);
        write_if_changed(&work.join("src/drivers").join(format!("{api}.rs")), &text)?;
        index.push_str(&format!("mod {api};\n"));
        all.push_str(&format!(
            "    crate::Driver {{ name: \"{api}\", call: {api}::call, serve: {api}::serve }},\n"
        ));
    }
    index.push_str(&format!(
        "\npub const ALL: &[crate::Driver] = &[\n{all}];\n"
    ));
    write_if_changed(&work.join("src/drivers/mod.rs"), &index)?;
    write_if_changed(&work.join("Cargo.toml"), &manifest(root))?;
    use_versions(&root.join("Cargo.lock"), &work)?;
    Progress::start().stage("compiling both sides of all APIs");
    let target = target(root);
    run_command(cargo(&work, &["build", "--quiet"]).env("CARGO_TARGET_DIR", &target))?;
    Ok(target.join("debug").join(program(NAME)))
}

fn manifest(root: &Path) -> String {
    let path = |folder: &str| Value::from(root.join(folder).to_string_lossy().into_owned());
    format!(
        "[package]\n\
         name = \"{NAME}\"\n\
         version = \"0.1.0\"\n\
         edition = \"2024\"\n\n\
         [dependencies]\n\
         axum = {{ version = \"0.8\", default-features = false, features = [\"http1\", \"tokio\"] }}\n\
         http = \"1\"\n\
         onedata-api = {{ path = {}, features = [\"server\"] }}\n\
         serde_json = \"1\"\n\
         specwright = {{ path = {}, default-features = false, features = [\"mock\"] }}\n\
         specwright-runtime = {{ path = {} }}\n\
         tokio = {{ version = \"1\", features = [\"net\", \"rt\"] }}\n\n\
         [profile.dev]\n\
         debug = false\n\n\
         [workspace]\n",
        path("generated"),
        path("codegen"),
        path("runtime"),
    )
}
