//! What users of our own crate pay to compile it: all of it, and the part of it that one tag needs; beside
//! what another generator makes of one of its APIs.

use std::process::Command;

use super::compare::{Bench, Comparison, Entry};
use super::peers::PROGENITOR;
use crate::cargo::run;
use crate::descriptions::descriptions;
use crate::failure::Failure;
use crate::generation;
use crate::generator::{empty, lines};
use crate::write::write_if_changed;

/// The crate, as `report` and `budgets` name it.
pub const NAME: &str = "onedata";

/// All that is generated for all APIs.
pub const WHOLE: &str = "onedata-api, all features";

/// What somebody compiles who calls the operations of one tag.
pub const PART: &str = "onedata-api, client of one tag";

const PART_FEATURES: [&str; 3] = [
    "--no-default-features",
    "--features",
    "client,onezone-group",
];

/// The API that the peer gets, alone.
const API: &str = "onezone";

/// Compiles them.
///
/// # Errors
///
/// When a description or a crate has errors, or the disk fails.
pub fn compare(bench: &Bench<'_>) -> Result<Comparison, Failure> {
    bench.progress.stage("onedata: generating");
    let descriptions = descriptions(bench.root)?;
    let folder = bench.folder(NAME, "specwright");
    let runtime = bench.root.join("runtime");
    let output = generation::builder(&descriptions, &runtime.to_string_lossy()).generate();
    let output = output.map_err(|errors| Failure::Failed(errors.to_string()))?;
    empty(&folder)?;
    for file in output.files {
        write_if_changed(&folder.join(file.path), &file.contents)?;
    }
    let compiler = bench.compiler("onedata");
    let mut entries = Vec::new();
    for (name, features) in [(WHOLE, &["--all-features"][..]), (PART, &PART_FEATURES)] {
        bench.progress.stage(&format!("onedata: compiling {name}"));
        let mut entry = Entry::new(name, true, None, lines(&folder)?);
        bench.compile(&mut entry, &compiler, &folder, features)?;
        if let Some(note) = entry.note {
            return Err(Failure::Failed(format!("{name} {note}")));
        }
        entries.push(entry);
    }
    entries.push(theirs(bench)?);
    Ok(Comparison {
        document: NAME.to_owned(),
        entries,
    })
}

fn theirs(bench: &Bench<'_>) -> Result<Entry, Failure> {
    let bundle = bench.folder(NAME, API).with_extension("json");
    let document = bench.root.join(format!("spec/{API}/{API}.yaml"));
    let mut command = Command::new(bench.generator.program());
    run(command
        .arg("bundle")
        .arg(document)
        .arg("--out")
        .arg(&bundle))?;
    bench.peer(NAME, &bundle, &PROGENITOR)
}
