//! Compiles one crate and takes the cost of its own compiler, without that of its dependencies or of
//! cargo.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Cost, RECORD, Record, this_program};
use crate::cargo::cargo;
use crate::failure::Failure;

/// What the compiler is to make of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// `cargo check`
    Check,
    /// `cargo build`
    Debug,
    /// `cargo build --release`
    Release,
}

impl Job {
    /// The words for cargo.
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Debug => &["build"],
            Self::Release => &["build", "--release"],
        }
    }
}

/// A way to compile crates: they share what they depend on.
pub struct Compiler {
    /// Where cargo keeps what it built.
    pub target: PathBuf,
    /// A `Cargo.lock` with the versions to take, for crates that have none.
    pub versions: Option<PathBuf>,
}

/// A crate that was compiled, or not.
pub struct Compiled {
    /// What the compiler of this crate alone cost, with a cold incremental cache.
    pub cost: Cost,
    /// The size of its library, where one was built.
    pub library: Option<u64>,
    /// Warnings as the compiler words them.
    pub warnings: Vec<String>,
    /// Errors as the compiler or cargo words them; none if it compiled.
    pub errors: Vec<String>,
}

impl Compiler {
    /// Compiles the library of the crate in `folder`, whose files must be newer than those it was
    /// compiled from before.
    ///
    /// # Errors
    ///
    /// When cargo cannot be started or had nothing to do; errors in the crate are in the result.
    pub fn compile(&self, folder: &Path, job: Job, features: &[&str]) -> Result<Compiled, Failure> {
        let folder = &fs::canonicalize(folder)
            .map_err(|error| Failure::io(&folder.to_string_lossy(), &error))?;
        self.fix_versions(folder)?;
        let record = Record::new();
        let mut command = cargo(folder, job.arguments());
        command
            .args(["--lib", "--message-format", "json", "--quiet"])
            .args(features)
            .env("CARGO_TARGET_DIR", absolute(&self.target)?)
            // A cache that is empty at the start only costs.
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTC_WORKSPACE_WRAPPER", this_program()?)
            .env(RECORD, record.path());
        let output = command
            .output()
            .map_err(|error| Failure::io("cargo", &error))?;
        let said = Said::by_cargo(&String::from_utf8_lossy(&output.stdout), folder);
        let mut errors = said.errors;
        if !output.status.success() && errors.is_empty() {
            errors.push(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        let cost = if errors.is_empty() {
            record.total()?
        } else {
            record.total().unwrap_or_default()
        };
        Ok(Compiled {
            cost,
            library: said
                .library
                .and_then(|path| Some(fs::metadata(path).ok()?.len())),
            warnings: said.warnings,
            errors,
        })
    }

    fn fix_versions(&self, folder: &Path) -> Result<(), Failure> {
        let lock = folder.join("Cargo.lock");
        match &self.versions {
            Some(versions) if !lock.exists() => fs::copy(versions, lock)
                .map(drop)
                .map_err(|error| Failure::io("Cargo.lock", &error)),
            _ => Ok(()),
        }
    }
}

/// What cargo said about one crate, line by line.
#[derive(Default)]
struct Said {
    warnings: Vec<String>,
    errors: Vec<String>,
    library: Option<PathBuf>,
}

impl Said {
    fn by_cargo(output: &str, folder: &Path) -> Self {
        let mut said = Self::default();
        let manifest = folder.join("Cargo.toml");
        for line in output.lines() {
            let Ok(value) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            let text = |pointer| value.pointer(pointer).and_then(Value::as_str);
            if text("/manifest_path").map(Path::new) != Some(&manifest) {
                continue;
            }
            match (text("/reason"), text("/message/level")) {
                (Some("compiler-artifact"), _) => said.library = library(&value),
                (Some("compiler-message"), Some(level)) => {
                    let rendered = text("/message/rendered").unwrap_or_default().to_owned();
                    // The compiler's closing words count what came before and show no place.
                    let has_place = value
                        .pointer("/message/spans")
                        .and_then(Value::as_array)
                        .is_some_and(|spans| !spans.is_empty());
                    match level {
                        "warning" if has_place => said.warnings.push(rendered),
                        "warning" => {}
                        level if level.starts_with("error") => said.errors.push(rendered),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        said
    }
}

fn library(artifact: &Value) -> Option<PathBuf> {
    let files = artifact.get("filenames")?.as_array()?;
    let mut files = files.iter().filter_map(Value::as_str);
    files
        .find(|file| file.ends_with(".rlib"))
        .map(PathBuf::from)
}

fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    let here = env::current_dir().map_err(|error| Failure::io(".", &error))?;
    Ok(here.join(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn message(manifest: &str, level: &str, spans: Value) -> String {
        json!({
            "reason": "compiler-message",
            "manifest_path": manifest,
            "message": { "level": level, "rendered": format!("{level}: text"), "spans": spans },
        })
        .to_string()
    }

    #[test]
    fn only_what_is_said_about_the_crate_itself_counts() {
        let lines = [
            message("/w/pets/Cargo.toml", "warning", json!([{}])),
            message("/w/pets/Cargo.toml", "warning", json!([])),
            message("/w/runtime/Cargo.toml", "warning", json!([{}])),
            message("/w/pets/Cargo.toml", "error", json!([])),
            json!({
                "reason": "compiler-artifact",
                "manifest_path": "/w/pets/Cargo.toml",
                "filenames": ["/t/libpets.rmeta", "/t/libpets.rlib"],
            })
            .to_string(),
            "not JSON".to_owned(),
        ];
        let said = Said::by_cargo(&lines.join("\n"), Path::new("/w/pets"));
        assert_eq!(said.warnings, ["warning: text"]);
        assert_eq!(said.errors, ["error: text"]);
        assert_eq!(said.library, Some(PathBuf::from("/t/libpets.rlib")));
    }
}
