//! The linters: how each is called, and on what.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::findings::{self, Finding};
use crate::failure::Failure;
use crate::npm::Folder;
use crate::python::Environment;

/// A linter that others wrote.
pub struct Judge {
    /// Its name.
    pub name: &'static str,
    call: fn(&Tools, &Subject) -> Command,
    read: fn(&str) -> Result<Vec<Finding>, String>,
}

/// What is judged.
pub struct Subject {
    /// Its name.
    pub name: String,
    /// The root document, which may lead to others.
    pub document: PathBuf,
    /// The same in one file.
    pub bundle: PathBuf,
}

/// All, in the order in which they look.
pub const JUDGES: &[Judge] = &[
    Judge {
        name: "openapi-spec-validator",
        call: |tools, subject| {
            let mut call = tools.python.program("openapi-spec-validator");
            call.args(["--validation-errors", "all"])
                .arg(&subject.bundle);
            call
        },
        read: findings::of_validator,
    },
    Judge {
        name: "redocly",
        call: |tools, subject| {
            let mut call = tools.node.node("node_modules/@redocly/cli/bin/cli.js");
            call.args(["lint", "--extends", "minimal", "--format", "json"]);
            // Nothing is told to its makers, nor asked from them.
            call.env("REDOCLY_TELEMETRY", "off");
            call.env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
            call.args(["--max-problems", "10000"])
                .arg(&subject.document);
            call
        },
        read: findings::of_redocly,
    },
    Judge {
        name: "spectral",
        call: |tools, subject| {
            let script = "node_modules/@stoplight/spectral-cli/dist/index.js";
            let mut call = tools.node.node(script);
            call.args(["lint", "--format", "json", "--quiet", "--ruleset"]);
            call.arg(tools.node.path().join(RULES)).arg(&subject.bundle);
            call
        },
        read: findings::of_spectral,
    },
];

/// The file that chooses the rules of spectral.
const RULES: &str = "spectral.yaml";

/// Where the linters are.
pub struct Tools {
    python: Environment,
    node: Folder,
}

impl Tools {
    /// Installs what the lists in `xtask/NAME` have, unless it is there.
    ///
    /// # Errors
    ///
    /// When it cannot be installed.
    pub fn install(root: &Path, name: &str) -> Result<Self, Failure> {
        Ok(Self {
            python: Environment::install(root, name)?,
            node: Folder::install(root, name, &[RULES])?,
        })
    }
}

impl Judge {
    /// What the linter finds.
    ///
    /// # Errors
    ///
    /// When it cannot be started, or what it says cannot be understood.
    pub fn look(&self, tools: &Tools, subject: &Subject) -> Result<Vec<Finding>, Failure> {
        let failed = |what: String| Failure::Failed(format!("{} {what}", self.name));
        let output = (self.call)(tools, subject).output();
        let output = output.map_err(|error| failed(format!("cannot be started: {error}")))?;
        let said = String::from_utf8_lossy(&output.stdout);
        let findings = (self.read)(&said);
        let findings = findings.and_then(|found| agreed(found, output.status.code()));
        findings.map_err(|reason| {
            let complaints = String::from_utf8_lossy(&output.stderr);
            failed(format!("{reason}; it says\n{said}{complaints}"))
        })
    }
}

/// The findings, if the exit status says the same: 0 without errors, 1 with some.
fn agreed(findings: Vec<Finding>, status: Option<i32>) -> Result<Vec<Finding>, String> {
    let has_errors = findings.iter().any(|finding| finding.is_error);
    match (has_errors, status) {
        (false, Some(0)) | (true, Some(1)) => Ok(findings),
        (_, Some(status)) => Err(format!("exits with {status}, unlike its findings")),
        (_, None) => Err("was ended".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(is_error: bool) -> Finding {
        Finding {
            is_error,
            rule: "struct".to_owned(),
            text: "it has none".to_owned(),
        }
    }

    #[test]
    fn findings_count_if_the_exit_status_says_the_same() {
        assert!(agreed(vec![], Some(0)).is_ok());
        assert!(agreed(vec![finding(false)], Some(0)).is_ok());
        assert!(agreed(vec![finding(false), finding(true)], Some(1)).is_ok());
        for (findings, status) in [
            (vec![], Some(1)),
            (vec![finding(false)], Some(1)),
            (vec![finding(true)], Some(0)),
            (vec![finding(true)], Some(2)),
            (vec![], None),
        ] {
            assert!(agreed(findings, status).is_err(), "{status:?}");
        }
    }
}
