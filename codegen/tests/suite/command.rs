//! The command: how it ends, what it says, and which files it leaves alone.

use crate::cases::folder;
use crate::scratch::Scratch;
use specwright::diagnostic::Code;
use std::fs;

const SPEC: &str = "openapi: 3.0.3
info: {title: Pet Store, version: \"1\"}
paths:
  /pets: {get: {operationId: list, tags: [pets], responses: {\"204\": {description: Done.}}}}
";

/// A folder with a description in it.
fn with_spec(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("spec.yaml", SPEC);
    scratch
}

#[test]
fn help_says_how_each_command_is_called() {
    let scratch = Scratch::new("help");
    for arguments in [&[][..], &["--help"], &["-h"], &["help"]] {
        let run = scratch.run(arguments);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        assert!(run.stdout.contains("generate SPEC --out DIR") && run.stdout.contains("explain"));
    }
    let run = scratch.run(&["generate", "--help"]);
    assert_eq!(run.code, Some(0));
    for option in [
        "--out",
        "--name",
        "--runtime",
        "--root",
        "--module",
        "--check",
    ] {
        assert!(run.stdout.contains(option), "{option}");
    }
    assert!(run.stdout.contains("Exit status:"));
    let wide = run.stdout.lines().find(|line| line.chars().count() > 80);
    assert_eq!(wide, None);
    assert!(
        scratch
            .run(&["explain", "-h"])
            .stdout
            .contains("Usage: specwright explain CODE")
    );
    let version = scratch.run(&["--version"]);
    assert_eq!(
        version.stdout,
        format!("specwright {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn each_code_is_explained() {
    let scratch = Scratch::new("explain");
    for code in Code::ALL {
        let run = scratch.run(&["explain", code.name()]);
        assert_eq!(run.code, Some(0));
        assert!(
            run.stdout.starts_with(&format!("{code}: ")),
            "{}",
            run.stdout
        );
    }
    let run = scratch.run(&["explain", "no-such-code"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("unknown-ref"), "{}", run.stderr);
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_is_wrong() {
    let scratch = with_spec("usage");
    let generate = ["generate", "spec.yaml", "--out", "out"];
    for (arguments, what) in [
        (&["gen"][..], "there is no command `gen`"),
        (&["--what"], "--what"),
        (&["generate"], "give the root document"),
        (&["generate", "spec.yaml"], "`--out DIR`"),
        (&["generate", "spec.yaml", "--out"], "--out"),
        (
            &["generate", "spec.yaml", "other.yaml", "--out", "out"],
            "other.yaml",
        ),
        (&[&generate[..], &["--what"]].concat(), "--what"),
        (
            &[&generate[..], &["--name", "9 lives"]].concat(),
            "`9 lives` cannot be the name",
        ),
        (
            &[&generate[..], &["--name", ""]].concat(),
            "`` cannot be the name",
        ),
        (
            &[&generate[..], &["--name", "fn"]].concat(),
            "`fn` cannot be the name",
        ),
        (
            &[&generate[..], &["--name", "../x"]].concat(),
            "`../x` cannot be the name",
        ),
        (&["explain", "unknown-ref", "more"], "more"),
    ] {
        let run = scratch.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {run:?}");
        assert!(
            run.stderr.starts_with("error: ") && run.stderr.contains(what),
            "{run:?}"
        );
        assert!(
            run.stdout.is_empty() && !scratch.has("out"),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_crate_is_written_and_then_up_to_date() {
    let scratch = with_spec("crate");
    let generate = ["generate", "spec.yaml", "--out", "out"];
    let check = [&generate[..], &["--check"]].concat();
    let run = scratch.run(&check);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("missing: out/Cargo.toml"),
        "{}",
        run.stderr
    );
    assert!(!scratch.has("out"));

    let run = scratch.run(&generate);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(
        run.stdout.starts_with("1 operations, 0 types: "),
        "{}",
        run.stdout
    );
    assert!(
        scratch
            .read("out/Cargo.toml")
            .contains("name = \"pet-store\"")
    );
    assert!(scratch.has("out/src/lib.rs") && scratch.has("out/src/client/pets.rs"));

    let run = scratch.run(&check);
    assert_eq!(run.code, Some(0));
    assert!(run.stdout.contains("up to date"), "{}", run.stdout);
    let run = scratch.run(&generate);
    assert!(
        run.stdout.contains("0 files written, 0 deleted"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_check_tells_what_changed_and_what_is_left_over() {
    let scratch = with_spec("check");
    let generate = ["generate", "spec.yaml", "--out", "out"];
    scratch.run(&generate);
    let lib = scratch.read("out/src/lib.rs");
    scratch.write("out/src/lib.rs", format!("{lib}// edited\n"));
    scratch.write("out/src/old.rs", &lib);
    let run = scratch.run(&[&generate[..], &["--check"]].concat());
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("changed: out/src/lib.rs"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("no longer generated: out/src/old.rs"),
        "{}",
        run.stderr
    );
    assert!(scratch.read("out/src/lib.rs").ends_with("// edited\n"));

    scratch.run(&generate);
    assert_eq!(scratch.read("out/src/lib.rs"), lib);
    assert!(!scratch.has("out/src/old.rs"));
}

#[test]
fn only_generated_files_are_deleted_or_overwritten() {
    let scratch = with_spec("foreign");
    let generate = ["generate", "spec.yaml", "--out", "out"];
    scratch.run(&generate);
    let own = "//! Written by hand; not Generated by anything.\n";
    scratch
        .write("out/src/own.rs", own)
        .write("out/src/notes.txt", "Notes.\n");
    scratch.write("out/README.md", "Read me.\n");
    assert_eq!(scratch.run(&generate).code, Some(0));
    assert_eq!(scratch.read("out/src/own.rs"), own);
    assert!(scratch.has("out/src/notes.txt") && scratch.has("out/README.md"));

    scratch.write("out/src/lib.rs", own);
    let models = scratch.path().join("out/src/models.rs");
    fs::remove_file(&models).unwrap();
    let run = scratch.run(&generate);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr
            .contains("out/src/lib.rs was not written by specwright"),
        "{}",
        run.stderr
    );
    assert_eq!(scratch.read("out/src/lib.rs"), own);
    assert!(
        !models.exists(),
        "nothing is written if anything is in the way"
    );
}

#[test]
fn a_module_is_one_file_beside_others() {
    let scratch = with_spec("module");
    scratch.write("src/main.rs", "fn main() {}\n");
    let generate = ["generate", "spec.yaml", "--out", "src", "--module"];
    let run = scratch.run(&generate);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(scratch.has("src/spec.rs") && scratch.has("src/main.rs"));
    let named = [&generate[..], &["--name", "pet-store"]].concat();
    assert_eq!(scratch.run(&named).code, Some(0));
    assert!(scratch.has("src/pet_store.rs") && scratch.has("src/spec.rs"));
    assert_eq!(
        scratch.run(&[&named[..], &["--check"]].concat()).code,
        Some(0)
    );
}

#[test]
fn errors_end_with_1_and_write_nothing() {
    let scratch = Scratch::new("errors");
    scratch.write(
        "spec.yaml",
        SPEC.replace("operationId: list", "operationId: [list]"),
    );
    let run = scratch.run(&["generate", "spec.yaml", "--out", "out"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.contains("--> spec.yaml:4:"), "{}", run.stderr);
    assert!(!scratch.has("out"));
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error() {
    let scratch = with_spec("unwritable");
    scratch.write("out", "A file.\n");
    for more in [&[][..], &["--module"], &["--check"]] {
        let arguments = [&["generate", "spec.yaml", "--out", "out"], more].concat();
        let run = scratch.run(&arguments);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
    }
}

#[test]
fn the_runtime_can_be_a_folder() {
    let scratch = with_spec("runtime");
    scratch.write("rt/Cargo.toml", "");
    scratch.run(&[
        "generate",
        "spec.yaml",
        "--out",
        "out",
        "--runtime",
        "rt",
        "--name",
        "pets",
    ]);
    let manifest = scratch.read("out/Cargo.toml");
    assert!(manifest.contains("name = \"pets\""), "{manifest}");
    let runtime = scratch.path().canonicalize().unwrap().join("rt");
    assert!(
        manifest.contains(&format!("path = \"{}\"", runtime.display())),
        "{manifest}"
    );
}

#[test]
fn references_reach_below_the_given_root_only() {
    let scratch = Scratch::new("root");
    let spec = "openapi: 3.0.3\ninfo: {title: T, version: \"1\"}\npaths: {}\n\
                components: {schemas: {A: {$ref: '../common.yaml#/A'}}}\n";
    scratch
        .write("common.yaml", "A: {type: string}\n")
        .write("spec/root.yaml", spec);
    let generate = ["generate", "spec/root.yaml", "--out", "out", "--module"];
    let run = scratch.run(&[&generate[..], &["--strict"]].concat());
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("--root"), "{}", run.stderr);
    let run = scratch.run(&[&generate[..], &["--root", "."]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    let run = scratch.run(&[&generate[..], &["--root", "nowhere"]].concat());
    assert_eq!(run.code, Some(1));
}

#[test]
fn output_to_a_pipe_has_no_colours() {
    let run = crate::scratch::run(
        &folder("err"),
        &["generate", "tab.yaml", "--out", "nowhere"],
    );
    assert_eq!(run.code, Some(1));
    assert!(!run.stderr.contains('\u{1b}'));
}
