//! The command `specwright` as its users run it: built in release, called as a program of its own, and
//! measured.

use std::collections::BTreeMap;
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::cargo::{cargo, run};
use crate::failure::Failure;
use crate::measure::{self, Cost};

/// The command, ready to run.
pub struct Generator {
    program: PathBuf,
    runtime: PathBuf,
}

/// A crate that was generated.
#[derive(Debug)]
pub struct Generated {
    /// What generating cost.
    pub cost: Cost,
    /// Operations that can be called.
    pub operations: usize,
    /// Named types.
    pub types: usize,
    /// How many keywords are not enforced, by keyword.
    pub losses: BTreeMap<String, usize>,
    /// Lines of Rust.
    pub lines: usize,
}

impl Generator {
    /// Builds the command.
    ///
    /// # Errors
    ///
    /// When it does not compile.
    pub fn build(root: &Path) -> Result<Self, Failure> {
        let target = root.join("target");
        let arguments = ["build", "--release", "--quiet", "--package", "specwright"];
        run(cargo(root, &arguments).env("CARGO_TARGET_DIR", &target))?;
        Ok(Self {
            program: target.join("release").join(program("specwright")),
            runtime: root.join("runtime"),
        })
    }

    /// Where it is.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Generates a crate from `document` in the folder `out`, which is emptied before.
    ///
    /// # Errors
    ///
    /// When the generator fails, with what it says; or when the disk does.
    pub fn generate(&self, document: &Path, out: &Path) -> Result<Generated, Failure> {
        let report = out.with_extension("loss.json");
        let ran = measure::least(|| {
            empty(out)?;
            let mut command = Command::new(&self.program);
            command.arg("generate").arg(document).arg("--out").arg(out);
            command.arg("--runtime").arg(&self.runtime);
            command.arg("--report").arg(&report);
            measure::run(&command)
        })?;
        if !ran.succeeded {
            let errors = ran.complaints.find("error").unwrap_or(0);
            let excerpt: Vec<&str> = ran.complaints[errors..].lines().take(12).collect();
            return Err(Failure::Failed(excerpt.join("\n")));
        }
        let (operations, types) = summary(&ran.output).ok_or_else(|| {
            Failure::Failed("the generator does not say how much it generated".to_owned())
        })?;
        Ok(Generated {
            cost: ran.cost,
            operations,
            types,
            losses: losses(&report)?,
            lines: lines(out)?,
        })
    }
}

/// The file name of a program on this system.
pub fn program(name: &str) -> String {
    format!("{name}{EXE_SUFFIX}")
}

/// Makes `folder` empty, with all files that will come newer than any before.
///
/// # Errors
///
/// When the disk fails.
pub fn empty(folder: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::io(&folder.to_string_lossy(), &error);
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(failed)?;
    }
    fs::create_dir_all(folder).map_err(failed)
}

/// How many lines the Rust files below `folder` have.
///
/// # Errors
///
/// When one cannot be read.
pub fn lines(folder: &Path) -> Result<usize, Failure> {
    let mut total = 0;
    let mut pending = vec![folder.to_owned()];
    while let Some(folder) = pending.pop() {
        let failed = |error| Failure::io(&folder.to_string_lossy(), &error);
        for item in fs::read_dir(&folder).map_err(failed)? {
            let path = item.map_err(failed)?.path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).map_err(failed)?;
                total += text.lines().count();
            }
        }
    }
    Ok(total)
}

/// The two counts in `317 operations, 948 types: …`, the last line of the output.
fn summary(output: &str) -> Option<(usize, usize)> {
    let line = output.lines().last()?;
    let (counts, _) = line.split_once(':')?;
    let (operations, types) = counts.split_once(", ")?;
    let number = |text: &str| text.split(' ').next()?.parse().ok();
    Some((number(operations)?, number(types)?))
}

fn losses(report: &Path) -> Result<BTreeMap<String, usize>, Failure> {
    let name = report.to_string_lossy();
    let text = fs::read_to_string(report).map_err(|error| Failure::io(&name, &error))?;
    let counts = serde_json::from_str::<Value>(&text).ok().and_then(|value| {
        let keywords = value.get("keywords")?.as_object()?.iter();
        let count = |(keyword, count): (&String, &Value)| {
            Some((keyword.clone(), usize::try_from(count.as_u64()?).ok()?))
        };
        keywords.map(count).collect()
    });
    counts.ok_or_else(|| Failure::Failed(format!("cannot read the loss report {name}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::TestFolder;

    #[test]
    fn the_summary_is_read_from_the_last_line() {
        let output = "pattern  3\n317 operations, 948 types: 97 files written, 0 deleted\n";
        assert_eq!(summary(output), Some((317, 948)));
        assert_eq!(summary("nothing"), None);
    }

    #[test]
    fn lines_and_losses_are_read_from_the_disk() {
        let folder = TestFolder::new();
        folder.write("out/src/a/b.rs", "one\ntwo\n");
        folder.write("out/lib.rs", "three\n");
        folder.write("out/Cargo.toml", "not counted\n");
        folder.write("out.loss.json", r#"{"keywords": {"not": 2}}"#);
        assert_eq!(lines(&folder.path().join("out")).unwrap(), 3);
        let losses = losses(&folder.path().join("out.loss.json")).unwrap();
        assert_eq!(losses.get("not"), Some(&2));
        empty(&folder.path().join("out")).unwrap();
        assert_eq!(lines(&folder.path().join("out")).unwrap(), 0);
    }
}
