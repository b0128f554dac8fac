//! Programs of ours that serve, from their start to their end. Each says where it is in its first line.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use crate::cargo::{cargo, run, target, use_versions};
use crate::failure::Failure;
use crate::generator::program;

/// A program that serves. It ends when this is dropped.
pub struct Service {
    process: Child,
    url: String,
    /// Kept open, for a program that has more to say.
    output: BufReader<ChildStdout>,
}

impl Service {
    /// Builds the example called `name` and has it serve, as these arguments ask it to.
    ///
    /// # Errors
    ///
    /// When it does not build or does not say where it is.
    pub fn example(root: &Path, name: &str, arguments: &[&str]) -> Result<Self, Failure> {
        let folder = root.join("examples").join(name);
        use_versions(&root.join("Cargo.lock"), &folder)?;
        let target = target(root);
        run(cargo(&folder, &["build", "--quiet"]).env("CARGO_TARGET_DIR", &target))?;
        Self::start(Command::new(target.join("debug").join(program(name))).args(arguments))
    }

    /// Builds the command `specwright` and has its mock serve a description, with callers let in by the
    /// secret only.
    ///
    /// # Errors
    ///
    /// When the description cannot be served.
    pub fn mock(root: &Path, description: &Path, secret: &str) -> Result<Self, Failure> {
        let build = ["build", "--quiet", "--package", "specwright"];
        let target = target(root);
        run(cargo(root, &build).env("CARGO_TARGET_DIR", &target))?;
        let mut command = Command::new(target.join("debug").join(program("specwright")));
        command.arg("mock").arg(description);
        // What it says of the description is for those who wrote that.
        let log = description.with_extension("log");
        let failed = |error| Failure::io(&log.to_string_lossy(), &error);
        command.stderr(File::create(&log).map_err(failed)?);
        Self::start(command.args(["--port", "0", "--quiet", "--secret", secret]))
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What the program says about `key` in a line of its own, such as `key: value`, behind what it has
    /// been asked for so far.
    ///
    /// # Errors
    ///
    /// When it says nothing of it to its end.
    pub fn told(&mut self, key: &str) -> Result<String, Failure> {
        let mut line = String::new();
        while self.output.read_line(&mut line)? > 0 {
            if let Some((said, value)) = line.split_once(": ")
                && said == key
            {
                return Ok(value.trim().to_owned());
            }
            line.clear();
        }
        Err(Failure::Failed(format!(
            "the server does not say its {key}"
        )))
    }

    fn start(command: &mut Command) -> Result<Self, Failure> {
        let name = command.get_program().to_string_lossy().into_owned();
        let failed = |error| Failure::io(&name, &error);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = command.spawn().map_err(failed)?;
        let mut line = String::new();
        let output = process.stdout.take().map(BufReader::new);
        let mut output = output.ok_or_else(|| silent(&name))?;
        let read = output.read_line(&mut line);
        let service = Self {
            process,
            url: line.trim().to_owned(),
            output,
        };
        match read.map_err(failed)? {
            0 => Err(silent(&name)),
            _ => Ok(service),
        }
    }
}

fn silent(name: &str) -> Failure {
    Failure::Failed(format!("{name} does not say where it serves"))
}

impl Drop for Service {
    fn drop(&mut self) {
        // There is nobody left to tell if it is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
