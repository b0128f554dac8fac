//! Programs from npm, each list of them in a folder of its own below `target/npm`, at the versions and with
//! the hashes that a lock file of ours lists.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::terminal::Progress;

/// The least version of node that the programs run with.
const LEAST: (u32, u32) = (20, 19);

/// A folder in which programs are installed.
pub struct Folder {
    path: PathBuf,
}

/// What is missing to install and run programs, if anything is.
pub fn missing() -> Option<&'static str> {
    let node = version("node").is_some_and(|version| is_new_enough(&version));
    let is_there = node && version("npm").is_some();
    (!is_there).then_some("there is no node 20.19 or newer with npm")
}

/// What the program says of its version, if it is there.
fn version(program: &str) -> Option<String> {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null());
    let output = command.output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then_some(text)
}

/// Whether a version such as `v20.19.0` is that of [`LEAST`] or a later one.
fn is_new_enough(version: &str) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split('.');
    let mut number = || numbers.next().and_then(|number| number.parse().ok());
    matches!((number(), number()), (Some(major), Some(minor)) if (major, minor) >= LEAST)
}

impl Folder {
    /// Installs what `xtask/NAME/package-lock.json` lists below `target/npm/NAME`, unless it is there, and
    /// copies `files` from the one to the other.
    ///
    /// # Errors
    ///
    /// When it cannot be installed.
    pub fn install(root: &Path, name: &str, files: &[&str]) -> Result<Self, Failure> {
        let source = root.join("xtask").join(name);
        let path = root.join("target/npm").join(name);
        let failed = |error| Failure::io(&path.to_string_lossy(), &error);
        fs::create_dir_all(&path).map_err(failed)?;
        let wanted = fs::read(source.join(LOCK)).map_err(failed)?;
        let installed = path.join("node_modules").join(LOCK);
        for file in files.iter().chain(&["package.json", LOCK]) {
            fs::copy(source.join(file), path.join(file)).map_err(failed)?;
        }
        if !fs::read(&installed).is_ok_and(|found| found == wanted) {
            Progress::start().stage(&format!("installing {name} below target/npm"));
            ci(&path)?;
            // Last, so that half an installation is begun anew.
            fs::copy(source.join(LOCK), &installed).map_err(failed)?;
        }
        Ok(Self { path })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A call of the script at this place in the folder.
    pub fn node(&self, script: &str) -> Command {
        let mut node = Command::new("node");
        node.arg(self.path.join(script)).stdin(Stdio::null());
        node
    }
}

const LOCK: &str = "package-lock.json";

fn ci(folder: &Path) -> Result<(), Failure> {
    let mut npm = Command::new("npm");
    npm.current_dir(folder).stdin(Stdio::null());
    // Nothing that is installed runs on the way.
    npm.args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--silent",
    ]);
    match npm.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failure::Failed("`npm` failed, see above".to_owned())),
        Err(error) => Err(Failure::Failed(format!("cannot start `npm`: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        for enough in ["v20.19.0\n", "v20.20.2", "v22.1.0", "v100.0.0"] {
            assert!(is_new_enough(enough), "{enough}");
        }
        for old in ["v18.19.1", "v20.9.0", "v9.99.0", "", "v20", "unknown"] {
            assert!(!is_new_enough(old), "{old}");
        }
    }
}
