//! Builds, runs and tests the packages in `examples/` as a user would: each is a package of its own,
//! outside the workspace.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cargo::{Package, cargo, packages, run, target, use_versions};
use crate::failure::Failure;
use crate::service::Service;
use crate::terminal::print;

/// Runs every example that has a program and builds the others, and runs the tests of those that have any.
/// A program that serves until it is ended is started, and ended when it says where it is.
///
/// # Errors
///
/// When an example does not build, its program or its tests do not end with success, or a server does not
/// say where it is.
pub fn run_all(root: &Path) -> Result<(), Failure> {
    for folder in folders(root)? {
        use_versions(&root.join("Cargo.lock"), &folder)?;
        let mut subcommands = vec![first(root, &folder)?];
        if folder.join("tests").is_dir() {
            subcommands.push(Some("test"));
        }
        for subcommand in subcommands.into_iter().flatten() {
            let mut command = cargo(&folder, &[subcommand]);
            command.env("CARGO_TARGET_DIR", target(root));
            run(&mut command).map_err(|failure| named(root, &folder, failure))?;
        }
    }
    Ok(())
}

/// What builds or runs an example, if it has not been done by serving.
fn first(root: &Path, folder: &Path) -> Result<Option<&'static str>, Failure> {
    let packages = packages(folder)?;
    let server = |package: &Package| Some((package.name.clone(), package.serves.clone()?));
    if let Some((name, arguments)) = packages.iter().find_map(server) {
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let service = Service::example(root, &name, &arguments);
        let service = service.map_err(|failure| named(root, folder, failure))?;
        print(&format!("{name} serves at {}\n", service.url()));
        return Ok(None);
    }
    let has_program = packages.iter().any(|package| package.has_program);
    Ok(Some(if has_program { "run" } else { "build" }))
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
