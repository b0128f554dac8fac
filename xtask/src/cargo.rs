//! Runs cargo as commands need it: for its effect, for its output, or for what it knows of packages.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::failure::Failure;

/// A package as cargo describes it.
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its manifest as an absolute path.
    pub manifest: String,
    /// Whether it has a program.
    pub has_program: bool,
    /// What its program is called with where it serves until somebody ends it
    /// (`package.metadata.serve.arguments` of its manifest).
    pub serves: Option<Vec<String>>,
}

/// A call of cargo in the folder `folder`, without standard input.
pub fn cargo(folder: &Path, arguments: &[&str]) -> Command {
    let program = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(program);
    command
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::null());
    command
}

/// Runs `command` with its output going where ours goes.
///
/// # Errors
///
/// When it cannot be started or does not succeed.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command
        .status()
        .map_err(|error| unstartable(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::Failed(format!("`{}` failed", shown(command))))
    }
}

/// Runs `command` and returns what it prints.
///
/// # Errors
///
/// When it cannot be started or does not succeed.
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| unstartable(command, &error))?;
    if !output.status.success() {
        return Err(Failure::Failed(format!("`{}` failed", shown(command))));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether cargo has the subcommand `name` here.
pub fn has_subcommand(folder: &Path, name: &str) -> bool {
    let mut command = cargo(folder, &[name, "--version"]);
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// Gives the package in `folder` the versions of the lock file `ours`, unless it has some already: it is
/// tried with those that the workspace is tested with.
///
/// # Errors
///
/// When the lock file cannot be copied.
pub fn use_versions(ours: &Path, folder: &Path) -> Result<(), Failure> {
    let theirs = folder.join("Cargo.lock");
    if ours.is_file() && !theirs.exists() {
        fs::copy(ours, theirs).map_err(|error| Failure::io("Cargo.lock", &error))?;
    }
    Ok(())
}

/// The packages of the workspace whose root is `folder`.
///
/// # Errors
///
/// When cargo cannot tell.
pub fn packages(folder: &Path) -> Result<Vec<Package>, Failure> {
    let arguments = ["metadata", "--no-deps", "--format-version", "1"];
    let text = output(&mut cargo(folder, &arguments))?;
    let metadata: Value = serde_json::from_str(&text).map_err(|error| {
        Failure::Failed(format!("cannot read what `cargo metadata` says: {error}"))
    })?;
    let packages = metadata.get("packages").and_then(Value::as_array);
    Ok(packages.into_iter().flatten().filter_map(package).collect())
}

fn package(value: &Value) -> Option<Package> {
    let text = |key| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let targets = value
        .get("targets")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let mut kinds = targets
        .filter_map(|target| target.get("kind")?.as_array())
        .flatten();
    let serves = value.pointer("/metadata/serve/arguments");
    let serves = serves.and_then(Value::as_array).map(|arguments| {
        let words = arguments.iter().filter_map(Value::as_str);
        words.map(str::to_owned).collect()
    });
    Some(Package {
        name: text("name")?,
        manifest: text("manifest_path")?,
        has_program: kinds.any(|kind| kind == "bin"),
        serves,
    })
}

/// The command line as a person would type it.
fn shown(command: &Command) -> String {
    let arguments: Vec<_> = command
        .get_args()
        .map(|argument| argument.to_string_lossy())
        .collect();
    format!("cargo {}", arguments.join(" "))
}

fn unstartable(command: &Command, error: &std::io::Error) -> Failure {
    Failure::Failed(format!("cannot start `{}`: {error}", shown(command)))
}

/// The target folder of the workspace: what is built there already need not be built again.
pub fn target(root: &Path) -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    root.join(target)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::TestFolder;

    #[test]
    fn versions_are_taken_over_by_packages_without_their_own() {
        let folder = TestFolder::new();
        folder.write("Cargo.lock", "ours");
        folder.write("tour/Cargo.toml", "");
        folder.write("pinned/Cargo.lock", "own");
        for name in ["tour", "pinned"] {
            use_versions(&folder.path().join("Cargo.lock"), &folder.path().join(name)).unwrap();
        }
        assert_eq!(folder.read("tour/Cargo.lock"), "ours");
        assert_eq!(folder.read("pinned/Cargo.lock"), "own");
        use_versions(&folder.path().join("none"), folder.path()).unwrap();
    }

    #[test]
    fn packages_are_read_from_metadata() {
        let value = serde_json::json!({
            "name": "tour",
            "manifest_path": "/w/tour/Cargo.toml",
            "targets": [{ "kind": ["lib"] }, { "kind": ["bin"] }],
        });
        let package = package(&value).unwrap();
        assert_eq!((package.name.as_str(), package.has_program), ("tour", true));
        assert_eq!(package.serves, None);
        assert!(super::package(&serde_json::json!({})).is_none());
        let value = serde_json::json!({
            "name": "zone",
            "manifest_path": "/w/zone/Cargo.toml",
            "metadata": { "serve": { "arguments": ["--port", "0"] } },
        });
        let serves = super::package(&value).unwrap().serves.unwrap();
        assert_eq!(serves, ["--port", "0"]);
    }

    #[test]
    fn commands_are_shown_as_typed() {
        assert_eq!(
            shown(&cargo(Path::new("."), &["fmt", "--check"])),
            "cargo fmt --check"
        );
    }
}
