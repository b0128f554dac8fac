//! Programs from PyPI, each in a virtual environment of its own below `target/`, at the versions and with
//! the hashes that a file of ours lists.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::terminal::{Progress, print};

/// The least version that the programs run with.
const LEAST: &str = "(3, 11)";

/// An environment in which programs are installed.
pub struct Environment {
    folder: PathBuf,
}

/// What is missing to install programs, if anything is.
pub fn missing() -> Option<&'static str> {
    let test = format!("import sys, venv; sys.exit(sys.version_info < {LEAST})");
    let mut python = python();
    python.args(["-c", &test]).stderr(Stdio::null());
    let is_there = python.status().is_ok_and(|status| status.success());
    (!is_there).then_some("there is no python 3.11 or newer with its module venv")
}

impl Environment {
    /// Installs what `xtask/NAME/requirements.txt` lists below `target/python/NAME`, unless it is there.
    ///
    /// # Errors
    ///
    /// When it cannot be installed.
    pub fn install(root: &Path, name: &str) -> Result<Self, Failure> {
        let list = root.join("xtask").join(name).join("requirements.txt");
        let folder = root.join("target/python").join(name);
        let installed = folder.join("requirements.txt");
        let wanted =
            fs::read(&list).map_err(|error| Failure::io(&list.to_string_lossy(), &error))?;
        let environment = Self { folder };
        if fs::read(&installed).is_ok_and(|found| found == wanted) {
            return Ok(environment);
        }
        Progress::start().stage(&format!("installing {name} below target/python"));
        environment.create()?;
        let mut pip = environment.pip();
        pip.args(["install", "--quiet", "--disable-pip-version-check"]);
        // Nothing is built, and nothing comes that is not listed.
        pip.args(["--no-deps", "--only-binary", ":all:", "--require-hashes"]);
        run(pip.arg("--requirement").arg(&list)).map_err(explained)?;
        // Last, so that half an installation is begun anew.
        let failed = |error| Failure::io(&environment.folder.to_string_lossy(), &error);
        fs::copy(&list, &installed).map_err(failed)?;
        Ok(environment)
    }

    /// A call of a program that is installed, which finds the others on its path.
    pub fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs().join(name));
        let path = env::var_os("PATH").unwrap_or_default();
        let folders: Vec<_> = [self.programs()]
            .into_iter()
            .chain(env::split_paths(&path))
            .collect();
        command.env("PATH", env::join_paths(folders).unwrap_or(path));
        command.stdin(Stdio::null());
        command
    }

    fn create(&self) -> Result<(), Failure> {
        let mut create = python();
        create.args(["-m", "venv", "--clear"]).arg(&self.folder);
        let output = create.output();
        if output.is_ok_and(|output| output.status.success()) {
            return Ok(());
        }
        // Some systems leave the installer out of new environments, but may have it themselves.
        let mut create = python();
        create.args(["-m", "venv", "--clear", "--without-pip"]);
        run(create.arg(&self.folder)).map_err(explained)
    }

    /// The installer, working on this environment.
    fn pip(&self) -> Command {
        let own = self.programs().join("python");
        let mut check = Command::new(&own);
        check.args(["-m", "pip", "--version"]).stdin(Stdio::null());
        let has_pip = check.output().is_ok_and(|output| output.status.success());
        let mut pip = if has_pip {
            Command::new(&own)
        } else {
            python()
        };
        pip.args(["-m", "pip"]).stdin(Stdio::null());
        if !has_pip {
            pip.arg("--python").arg(own);
        }
        pip
    }

    fn programs(&self) -> PathBuf {
        self.folder
            .join(if cfg!(windows) { "Scripts" } else { "bin" })
    }
}

fn python() -> Command {
    let mut python = Command::new(if cfg!(windows) { "python" } else { "python3" });
    python.stdin(Stdio::null());
    python
}

/// Runs a program with its output going where ours goes.
///
/// # Errors
///
/// When it cannot be started or does not succeed.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let program = command.get_program().to_string_lossy().into_owned();
    let failed = |what| Failure::Failed(format!("`{program}` {what}"));
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(failed("failed, see above".to_owned())),
        Err(error) => Err(failed(format!("cannot be started: {error}"))),
    }
}

/// Runs a program, prints what it says and gives that back.
///
/// # Errors
///
/// When it cannot be started or does not succeed.
pub fn output(command: &mut Command) -> Result<String, Failure> {
    let program = command.get_program().to_string_lossy().into_owned();
    let failed = |what| Failure::Failed(format!("`{program}` {what}"));
    command.stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output();
    let output = output.map_err(|error| failed(format!("cannot be started: {error}")))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    print(&said);
    match output.status.success() {
        true => Ok(said),
        false => Err(failed("failed, see above".to_owned())),
    }
}

/// What to do where python comes in pieces.
fn explained(failure: Failure) -> Failure {
    let (Failure::Usage(message) | Failure::Failed(message)) = failure;
    Failure::Failed(format!(
        "{message}\non Debian, python can make environments after `apt-get install python3-venv`"
    ))
}
