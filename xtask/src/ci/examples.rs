//! Builds, runs and tests the packages in `examples/` as a user would: each is a package of its own,
//! outside the workspace.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cargo::{cargo, packages, run, use_versions};
use crate::failure::Failure;

/// Runs every example that has a program and builds the others, and runs the tests of those that have any.
///
/// # Errors
///
/// When an example does not build, or its program or its tests do not end with success.
pub fn run_all(root: &Path) -> Result<(), Failure> {
    for folder in folders(root)? {
        use_versions(&root.join("Cargo.lock"), &folder)?;
        let has_program = packages(&folder)?.iter().any(|package| package.has_program);
        let mut subcommands = vec![if has_program { "run" } else { "build" }];
        if folder.join("tests").is_dir() {
            subcommands.push("test");
        }
        let target =
            env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        for subcommand in subcommands {
            let mut command = cargo(&folder, &[subcommand]);
            // What the workspace has built already need not be built again.
            command.env("CARGO_TARGET_DIR", root.join(&target));
            run(&mut command).map_err(|failure| named(root, &folder, failure))?;
        }
    }
    Ok(())
}

/// The folders of all examples, sorted.
///
/// # Errors
///
/// When `examples/` cannot be read.
pub fn folders(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error| Failure::io("examples", &error);
    if !root.join("examples").is_dir() {
        return Ok(Vec::new());
    }
    let mut folders = Vec::new();
    for item in fs::read_dir(root.join("examples")).map_err(failed)? {
        let folder = item.map_err(failed)?.path();
        if folder.join("Cargo.toml").is_file() {
            folders.push(folder);
        }
    }
    folders.sort();
    Ok(folders)
}

fn named(root: &Path, folder: &Path, failure: Failure) -> Failure {
    let folder = folder.strip_prefix(root).unwrap_or(folder);
    match failure {
        Failure::Failed(message) => Failure::Failed(format!("{message} in {}", folder.display())),
        usage @ Failure::Usage(_) => usage,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::TestFolder;

    #[test]
    fn examples_are_packages_and_come_sorted() {
        let folder = TestFolder::new();
        assert!(folders(folder.path()).unwrap().is_empty());
        folder.write("examples/tour/Cargo.toml", "");
        folder.write("examples/build-script/Cargo.toml", "");
        folder.write("examples/notes/README.md", "");
        let found = folders(folder.path()).unwrap();
        let names: Vec<_> = found.iter().map(|path| path.file_name().unwrap()).collect();
        assert_eq!(names, ["build-script", "tour"]);
    }
}
