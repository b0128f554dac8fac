//! What steps need beside the Rust toolchain. A step that misses some says what it skips; who asks for
//! all of them is told what is missing before anything runs.

use std::path::Path;
use std::process::{Command, Stdio};

use super::wasm;
use crate::failure::Failure;
use crate::{npm, python};

/// The programs, and what each is needed for.
const PROGRAMS: [(&str, &str); 2] = [
    ("bash", "the server of the suite spector"),
    ("git", "the server of the suite spector"),
];

/// Makes sure that nothing is missing.
///
/// # Errors
///
/// When something is, with a line for each.
pub fn demand(root: &Path) -> Result<(), Failure> {
    let absent = PROGRAMS.iter().filter(|(program, _)| !is_there(program));
    let mut missing: Vec<String> = absent
        .map(|(program, purpose)| format!("there is no {program}, for {purpose}"))
        .collect();
    if let Some(reason) = npm::missing() {
        let purpose = "the linters, the browser, and the server of the suite spector";
        missing.push(format!("{reason}, for {purpose}"));
    }
    if let Some(reason) = python::missing() {
        let purpose = "the linters, the fuzzer and the foreign client";
        missing.push(format!("{reason}, for {purpose}"));
    }
    if !wasm::can_build(root) {
        missing.push("clients for browsers cannot be built".to_owned());
    }
    match missing.is_empty() {
        true => Ok(()),
        false => Err(Failure::Failed(format!(
            "all tools are asked for, and some are missing:\n  {}",
            missing.join("\n  ")
        ))),
    }
}

fn is_there(program: &str) -> bool {
    let mut version = Command::new(program);
    version.arg("--version").stdin(Stdio::null());
    version.output().is_ok_and(|output| output.status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_by_running_them() {
        assert!(is_there("cargo"));
        assert!(!is_there("no-such-program-anywhere"));
    }
}
