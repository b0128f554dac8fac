//! The same description gives the same bytes, wherever and however the
//! command runs.

use crate::cases::{all, folder};
use crate::scratch::{Scratch, contents, ended};
use crate::synthetic::description;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn place_and_language_do_not_matter() {
    let scratch = Scratch::new("determinism");
    let case = "multi_file/root.yaml";
    copy(
        &folder("ok").join("multi_file"),
        &scratch.path().join("a/b c/multi_file"),
    );
    let here = scratch.path().join("here");
    let there = scratch.path().join("there");
    generate(&folder("ok"), case, &here, &[]);
    let variables = [
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("TZ", "Asia/Kathmandu"),
    ];
    generate(&scratch.path().join("a/b c"), case, &there, &variables);
    assert_eq!(contents(&here), contents(&there));
    let absolute = scratch.path().join("a/b c").join(case);
    let again = scratch.path().join("again");
    generate(
        Path::new("/"),
        absolute.to_str().unwrap(),
        &again,
        &[("TERM", "dumb")],
    );
    assert_eq!(contents(&here), contents(&again));
}

#[test]
fn a_second_run_gives_the_same() {
    let scratch = Scratch::new("again");
    for case in all("ok") {
        let run = |out: &str| {
            let out = scratch.path().join(out);
            generate(&folder("ok"), &case.document, &out, &[]);
            contents(&out)
        };
        assert!(run("a") == run("b"), "{}", case.name);
    }
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let scratch = Scratch::new("threads");
    scratch.write("large.json", description("3.0.3", 4, 8));
    let cases = [
        (folder("ok"), "multi_file/root.yaml"),
        (scratch.path().to_owned(), "large.json"),
    ];
    for (folder, document) in cases {
        let run = |threads: &str, more: &[&str]| {
            let out = scratch.path().join(format!("out{threads}"));
            let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
            command.args(["generate", document, "--threads", threads, "--out"]);
            let run = ended(command.arg(&out).args(more).current_dir(&folder));
            assert_eq!(run.code, Some(0), "{}", run.stderr);
            let files = contents(&out);
            fs::remove_dir_all(out).unwrap();
            files
        };
        for more in [&[][..], &["--module", "--name", "api"]] {
            let one = run("1", more);
            assert!(one == run("8", more), "{document} {more:?}");
            assert!(one == run("2", more), "{document} {more:?}");
        }
    }
}

#[test]
fn a_large_description_is_the_same_in_another_place_and_language() {
    let scratch = Scratch::new("large");
    let text = description("3.1.0", 4, 8);
    scratch.write("a/large.json", &text);
    scratch.write("ż ó/b/large.json", &text);
    let (here, there) = (scratch.path().join("here"), scratch.path().join("there"));
    generate(&scratch.path().join("a"), "large.json", &here, &[]);
    let variables = [("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Pacific/Chatham")];
    generate(scratch.path(), "ż ó/b/large.json", &there, &variables);
    assert!(contents(&here) == contents(&there));
}

fn generate(folder: &Path, document: &str, out: &Path, variables: &[(&str, &str)]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
    command.args(["generate", document, "--out"]).arg(out);
    let run = ended(command.current_dir(folder).envs(variables.iter().copied()));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
