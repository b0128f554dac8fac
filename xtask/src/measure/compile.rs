//! Compiles one crate and takes the cost of its own compiler, without that of its dependencies or of
//! cargo.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::{Cost, Measured, RECORD, Record, repeated, this_program};
use crate::cargo::{cargo, use_versions};
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

impl Compiled {
    /// The cost, if it compiled.
    ///
    /// # Errors
    ///
    /// When it did not, with a sentence that lacks the name of the crate.
    pub fn accepted(&self) -> Result<Cost, String> {
        match self.errors.as_slice() {
            [] => Ok(self.cost),
            [error] => Err(format!("does not compile: {error}")),
            [error, ..] => {
                let count = self.errors.len();
                Err(format!("does not compile, {count} errors: {error}"))
            }
        }
    }
}

impl Measured for Compiled {
    fn cost(&self) -> Cost {
        self.cost
    }

    fn succeeded(&self) -> bool {
        self.errors.is_empty()
    }
}

/// How often a crate is checked, to take the least.
const CHECKS: usize = 3;

/// After this time it is not checked again.
const CHECKS_TIME: Duration = Duration::from_secs(60);

impl Compiler {
    /// For crates with the dependencies of the repository at `root`, in the same versions.
    pub fn with_versions_of(root: &Path, target: PathBuf) -> Self {
        Self {
            target,
            versions: Some(root.join("Cargo.lock")),
        }
    }

    /// Checks the library of the crate in `folder` three times, or less often if that takes over a minute, and returns the check that cost the least
    /// CPU time.
    ///
    /// # Errors
    ///
    /// As for [`compile`](Self::compile), and when the library cannot be touched.
    pub fn check(&self, folder: &Path, features: &[&str]) -> Result<Compiled, Failure> {
        repeated(CHECKS, CHECKS_TIME, || {
            touch(&folder.join("src/lib.rs"))?;
            self.compile(folder, Job::Check, features)
        })
    }

    /// Compiles the library of the crate in `folder`, whose files must be newer than those it was
    /// compiled from before.
    ///
    /// # Errors
    ///
    /// When cargo cannot be started or had nothing to do; errors in the crate are in the result.
    pub fn compile(&self, folder: &Path, job: Job, features: &[&str]) -> Result<Compiled, Failure> {
        let folder = &fs::canonicalize(folder)
            .map_err(|error| Failure::io(&folder.to_string_lossy(), &error))?;
        if let Some(versions) = &self.versions {
            use_versions(versions, folder)?;
        }
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

/// Makes a file newer than all that was made of it, so that cargo compiles it again.
fn touch(file: &Path) -> Result<(), Failure> {
    let opened = fs::File::options().append(true).open(file);
    opened
        .and_then(|opened| opened.set_modified(SystemTime::now()))
        .map_err(|error| Failure::io(&file.to_string_lossy(), &error))
}

fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    let here = env::current_dir().map_err(|error| Failure::io(".", &error))?;
    Ok(here.join(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::TestFolder;
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
    fn a_crate_that_does_not_compile_is_told_by_its_first_error() {
        let compiled = |errors: &[&str]| Compiled {
            cost: Cost::default(),
            library: None,
            warnings: Vec::new(),
            errors: errors.iter().map(|error| (*error).to_owned()).collect(),
        };
        let problem = |errors| compiled(errors).accepted().unwrap_err();
        assert_eq!(compiled(&[]).accepted(), Ok(Cost::default()));
        assert_eq!(problem(&["one"]), "does not compile: one");
        assert_eq!(problem(&["one", "two"]), "does not compile, 2 errors: one");
    }

    #[test]
    fn a_touched_file_is_newer_and_as_it_was() {
        let folder = TestFolder::new();
        folder.write("lib.rs", "mod a;");
        let file = folder.path().join("lib.rs");
        let changed = || fs::metadata(&file).unwrap().modified().unwrap();
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1);
        let opened = fs::File::options().append(true).open(&file).unwrap();
        opened.set_modified(old).unwrap();
        touch(&file).unwrap();
        assert!(changed() > old);
        assert_eq!(folder.read("lib.rs"), "mod a;");
        assert!(touch(&folder.path().join("none.rs")).is_err());
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
