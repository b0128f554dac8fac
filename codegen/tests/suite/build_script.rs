//! Generation from a build script: the file it writes, and what it tells
//! cargo.

use crate::cases::folder;
use crate::scratch::{Run, Scratch, ended};
use specwright::Builder;
use std::path::Path;
use std::process::Command;

/// Runs as the build script of a package would: in a process of its own,
/// whose output the other tests read.
#[test]
#[ignore = "the other tests run it"]
fn as_a_build_script() {
    let spec = std::env::var_os("SPEC").expect("SPEC names the document");
    let builder = Builder::new(spec).server(std::env::var_os("NO_SERVER").is_none());
    if let Err(diagnostics) = builder.generate() {
        panic!("{diagnostics:?}");
    }
}

fn build_script(folder: &Path, spec: &str, variables: &[(&str, &Path)]) -> Run {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([
            "build_script::as_a_build_script",
            "--exact",
            "--ignored",
            "--nocapture",
        ])
        .current_dir(folder)
        .env_remove("OUT_DIR")
        .env("SPEC", spec)
        .envs(variables.iter().copied());
    ended(&mut command)
}

fn directives(run: &Run, name: &str) -> Vec<String> {
    let lines = run.stdout.lines();
    let values = lines.filter_map(|line| line.strip_prefix("cargo::")?.strip_prefix(name));
    values
        .map(|value| value.trim_start_matches('=').to_owned())
        .collect()
}

#[test]
fn cargo_watches_every_file() {
    let scratch = Scratch::new("watched");
    let run = build_script(
        &folder("ok"),
        "multi_file/root.yaml",
        &[("OUT_DIR", scratch.path())],
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut watched = directives(&run, "rerun-if-changed");
    watched.sort();
    watched.dedup();
    let files = [
        "parts/paths.yaml",
        "parts/point.json",
        "parts/schemas.yaml",
        "parts/shared.yaml",
        "parts/thing.yaml",
        "root.yaml",
        "with space/a file.yaml",
    ];
    assert_eq!(watched, files.map(|file| format!("multi_file/{file}")));
    assert!(scratch.read("root.rs").contains("pub struct Thing"));
}

/// A build that failed must be tried again once the document is mended.
#[test]
fn cargo_watches_a_document_that_fails() {
    let scratch = Scratch::new("failing");
    scratch.write("broken.yaml", "openapi: 3.0.3\ninfo: [\n");
    let run = build_script(
        scratch.path(),
        "broken.yaml",
        &[("OUT_DIR", scratch.path())],
    );
    assert_eq!(run.code, Some(101));
    assert_eq!(directives(&run, "rerun-if-changed"), ["broken.yaml"]);
    assert!(run.stderr.contains("error[syntax]: "), "{}", run.stderr);
}

/// What is left out because of a file must come once that file is mended;
/// files outside the folder are none of cargo's business.
#[test]
fn cargo_watches_files_that_cannot_be_read() {
    let scratch = Scratch::new("watched-unreadable");
    let spec = "openapi: 3.0.3\ninfo: {title: T, version: \"1\"}\npaths:\n  \
                /good: {get: {operationId: good, responses: {}}}\n  \
                /gone: {$ref: 'not/there.yaml'}\n  \
                /broken: {$ref: broken.yaml}\n  \
                /again: {$ref: './broken.yaml#/a'}\n  \
                /outside: {$ref: ../outside.yaml}\n";
    scratch
        .write("spec.yaml", spec)
        .write("broken.yaml", "a: [");
    let run = build_script(scratch.path(), "spec.yaml", &[("OUT_DIR", scratch.path())]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut watched = directives(&run, "rerun-if-changed");
    watched.sort();
    watched.dedup();
    assert_eq!(watched, ["broken.yaml", "not/there.yaml", "spec.yaml"]);
}

#[test]
fn the_parts_that_are_not_wanted_are_left_out() {
    let scratch = Scratch::new("parts");
    let variables = [("OUT_DIR", scratch.path()), ("NO_SERVER", Path::new("1"))];
    let run = build_script(&folder("ok"), "bodies.yaml", &variables);
    assert_eq!(run.code, Some(0), "{run:?}");
    let module = scratch.read("bodies.rs");
    assert!(module.contains("pub mod client {") && !module.contains("pub mod server {"));
}

#[test]
fn without_a_folder_to_write_to_it_says_so() {
    let run = build_script(&folder("ok"), "bodies.yaml", &[]);
    assert_eq!(run.code, Some(101));
    assert!(
        run.stderr.contains("`OUT_DIR` is not set"),
        "{}",
        run.stderr
    );
}

/// Cargo takes each line of the output that begins with `cargo::` as an order.
#[test]
fn a_description_cannot_give_orders_to_cargo() {
    let scratch = Scratch::new("orders");
    scratch.write(
        "orders.json",
        r#"{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {},
            "\ncargo::rustc-env=A=B\n": 1, "\r\ncargo::rustc-env=C=D": 2}"#,
    );
    let run = build_script(
        scratch.path(),
        "orders.json",
        &[("OUT_DIR", scratch.path())],
    );
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(directives(&run, "warning").len(), 2, "{}", run.stdout);
    assert_eq!(directives(&run, "rustc-env"), [""; 0]);
    assert!(run.stdout.chars().all(|c| c == '\n' || !c.is_control()));
}

#[test]
fn an_unchanged_file_is_not_touched() {
    let scratch = Scratch::new("untouched");
    let generate = || {
        Builder::new(folder("ok").join("bodies.yaml"))
            .out_dir(scratch.path())
            .generate()
            .unwrap();
        let file = std::fs::metadata(scratch.path().join("bodies.rs")).unwrap();
        file.modified().unwrap()
    };
    assert_eq!(generate(), generate());
}
