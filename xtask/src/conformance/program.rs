//! Runs a program that answers each line of its input with a line.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use crate::failure::Failure;

/// What `program`, called with `arguments`, answers to `questions`.
///
/// # Errors
///
/// When it cannot be started or does not succeed.
pub fn exchange(program: &Path, arguments: &[&str], questions: String) -> Result<String, Failure> {
    let failed = |error| Failure::io(&program.to_string_lossy(), &error);
    let mut process = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let input = process.stdin.take();
    // Beside reading: the program answers while it is asked.
    let writer = thread::spawn(move || match input {
        Some(mut input) => input.write_all(questions.as_bytes()),
        None => Ok(()),
    });
    let output = process.wait_with_output().map_err(failed)?;
    let written = writer.join().is_ok_and(|written| written.is_ok());
    if !output.status.success() || !written {
        return Err(Failure::Failed(
            "the harness stopped before its end".to_owned(),
        ));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
