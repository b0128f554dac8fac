//! Fails the build when `generated/` no longer matches `spec/` or `codegen/`. It compares a recorded
//! fingerprint and generates nothing: that is left to `cargo xtask regenerate`.

#[path = "build/compare.rs"]
mod compare;
#[path = "build/fingerprint.rs"]
mod fingerprint;

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use fingerprint::{INPUTS, OUTPUT_FOLDER, RECORD};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let root = env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .unwrap_or_default();
    // The published package has neither folder: there is nothing that could have gone stale.
    if !root.join("spec").is_dir() || !root.join(OUTPUT_FOLDER).is_dir() {
        return;
    }
    for place in INPUTS.into_iter().chain([OUTPUT_FOLDER]) {
        println!("cargo::rerun-if-changed={place}");
    }
    let complaint = complaint(&root).unwrap_or_else(|error| vec![error.to_string()]);
    // Cargo fails the build for these lines alone; an exit code would make it print all output again.
    for line in complaint {
        println!("cargo::error={line}");
    }
}

/// What is wrong with `generated/`, line by line; nothing when it is up to date.
fn complaint(root: &Path) -> io::Result<Vec<String>> {
    if !root.join(RECORD).is_file() {
        return Ok(vec![format!(
            "{RECORD} is missing, run `cargo xtask regenerate`"
        )]);
    }
    let recorded = fingerprint::read(root, RECORD)?;
    let mut entries = fingerprint::inputs(root)?;
    for path in fingerprint::files_below(root, OUTPUT_FOLDER)? {
        if path != RECORD {
            let contents = fingerprint::read(root, &path)?;
            entries.push(fingerprint::output(path, &contents));
        }
    }
    Ok(compare::complaint(
        &String::from_utf8_lossy(&recorded),
        &fingerprint::record(entries),
    ))
}
