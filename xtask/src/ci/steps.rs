//! The table of steps, and the steps that are hardly more than one call of cargo.

use std::path::Path;

use super::{Extent, dependencies, examples, wasm};
use crate::cargo::{cargo, has_subcommand, packages, run};
use crate::failure::Failure;
use crate::fingerprint::OUTPUT_FOLDER;
use crate::page::browser;
use crate::{conformance, corpus, coverage, lint, regenerate, tidy};

/// One thing that a change must pass.
pub struct Step {
    /// The word that chooses it on the command line.
    pub name: &'static str,
    /// What passing means, in a few words.
    pub about: &'static str,
    /// Runs it in the repository at the given root.
    pub run: fn(&Path, Extent) -> Result<(), Failure>,
}

/// Cheap steps first; tests last, so that the output ends with the test runner's own summary.
pub const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        about: "code written by hand is formatted",
        run: |root, _| fmt(root),
    },
    Step {
        name: "tidy",
        about: "the rules of the code base hold",
        run: |root, _| tidy::run(root, &[]),
    },
    Step {
        name: "generated",
        about: "generated/ is what spec/ yields",
        run: |root, _| generated(root),
    },
    Step {
        name: "coverage",
        about: "spec/ carries over the whole reference, in words of its own",
        run: |root, _| coverage::run(root, &[]),
    },
    Step {
        name: "lint",
        about: "linters that others wrote find no error in spec/",
        run: |root, _| lint::run(root, &[]),
    },
    Step {
        name: "clippy",
        about: "no lint warns, in any target with any feature",
        run: |root, _| clippy(root),
    },
    Step {
        name: "docs",
        about: "the documentation builds without warnings",
        run: |root, _| docs(root),
    },
    Step {
        name: "dependencies",
        about: "generated code stays light",
        run: |root, _| dependencies::check(root),
    },
    Step {
        name: "wasm",
        about: "generated clients build for browsers",
        run: |root, _| wasm::build(root),
    },
    Step {
        name: "examples",
        about: "every example builds and runs, and its tests pass",
        run: |root, _| examples::run_all(root),
    },
    Step {
        name: "conformance",
        about: "no score against the suites of others is lower than it was",
        run: conformance::check,
    },
    Step {
        name: "doctests",
        about: "examples in documentation run",
        run: |root, _| doctests(root),
    },
    Step {
        name: "corpus",
        about: "real descriptions generate whole, and a part of their crates compiles without a warning",
        run: corpus,
    },
    Step {
        name: "pages",
        about: "what corpus tells is drawn in a browser",
        run: |root, _| browser::check(root),
    },
    Step {
        name: "tests",
        about: "all other tests pass",
        run: |root, _| tests(root),
    },
];

fn corpus(root: &Path, extent: Extent) -> Result<(), Failure> {
    let option = match extent {
        Extent::Part => "--check",
        Extent::All => "--all",
    };
    corpus::run(root, &[option.to_owned()])
}

fn fmt(root: &Path) -> Result<(), Failure> {
    needs_component(root, "fmt", "rustfmt")?;
    let generated = root.join(OUTPUT_FOLDER);
    let mut command = cargo(root, &["fmt", "--check"]);
    for package in packages(root)? {
        // The generator has a formatter of its own, whose taste differs in places.
        if !Path::new(&package.manifest).starts_with(&generated) {
            command.args(["--package", &package.name]);
        }
    }
    run(&mut command)?;
    for folder in examples::folders(root)?
        .into_iter()
        .chain([root.join(XTASK)])
    {
        run(&mut cargo(&folder, &["fmt", "--check"]))?;
    }
    Ok(())
}

fn generated(root: &Path) -> Result<(), Failure> {
    regenerate::run(root, &["--check".to_owned()])
}

fn clippy(root: &Path) -> Result<(), Failure> {
    needs_component(root, "clippy", "clippy")?;
    let arguments = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "--deny",
        "warnings",
    ];
    in_workspaces(root, &arguments, &[])
}

fn docs(root: &Path) -> Result<(), Failure> {
    let arguments = ["doc", "--workspace", "--no-deps", "--all-features"];
    in_workspaces(root, &arguments, &[("RUSTDOCFLAGS", "--deny warnings")])
}

fn doctests(root: &Path) -> Result<(), Failure> {
    // xtask is a program: it has no doctests.
    let arguments = [
        "test",
        "--workspace",
        "--all-features",
        "--doc",
        "--no-fail-fast",
    ];
    run(&mut cargo(root, &arguments))
}

fn tests(root: &Path) -> Result<(), Failure> {
    let nextest = [
        "nextest",
        "run",
        "--workspace",
        "--all-features",
        "--no-fail-fast",
    ];
    let plain = [
        "test",
        "--workspace",
        "--all-features",
        "--all-targets",
        "--no-fail-fast",
    ];
    let arguments = if has_subcommand(root, "nextest") {
        nextest
    } else {
        plain
    };
    in_workspaces(root, &arguments, &[])
}

/// The folder of the second workspace.
const XTASK: &str = "xtask";

/// Runs cargo in xtask's workspace and then in the root's, which share a
/// target folder.
fn in_workspaces(
    root: &Path,
    arguments: &[&str],
    environment: &[(&str, &str)],
) -> Result<(), Failure> {
    for folder in [root.join(XTASK), root.to_owned()] {
        let mut command = cargo(&folder, arguments);
        command.env("CARGO_TARGET_DIR", root.join("target"));
        command.envs(environment.iter().copied());
        run(&mut command)?;
    }
    Ok(())
}

fn needs_component(root: &Path, subcommand: &str, component: &str) -> Result<(), Failure> {
    if has_subcommand(root, subcommand) {
        return Ok(());
    }
    let advice = format!("install it with `rustup component add {component}`");
    Err(Failure::Failed(format!(
        "`cargo {subcommand}` is not installed here, {advice}"
    )))
}
