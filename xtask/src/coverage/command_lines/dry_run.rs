//! Asks the command lines what they would call, without their calling it.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::shell::Typed;
use crate::cargo::{cargo, run, target};
use crate::failure::Failure;
use crate::generator::program;
use crate::terminal::Progress;

/// The folder of the command lines.
pub struct Programs {
    folder: PathBuf,
}

/// What would be called.
#[derive(Debug, PartialEq, Eq)]
pub struct Call {
    /// The method, in capitals.
    pub method: String,
    /// The path below the server's.
    pub path: String,
}

/// Where calls would go, if an example does not say.
const HOST: &str = "https://host.example.org";

impl Programs {
    /// Builds the command lines of all APIs.
    ///
    /// # Errors
    ///
    /// When they do not compile.
    pub fn build(root: &Path) -> Result<Self, Failure> {
        Progress::start().stage("building the command lines");
        let target = target(root);
        let arguments = ["build", "--quiet", "--bins", "--features", "cli"];
        run(cargo(root, &arguments).env("CARGO_TARGET_DIR", &target))?;
        Ok(Self {
            folder: target.join("debug"),
        })
    }

    /// The call that the command line of this API would make, or why it would make none.
    ///
    /// # Errors
    ///
    /// When it cannot be run.
    pub fn try_out(&self, api: &str, typed: &Typed) -> Result<Result<Call, String>, Failure> {
        let name = format!("{api}-rest-cli");
        if typed.program != name {
            return Ok(Err(format!("`{}` is not that of {api}", typed.program)));
        }
        let failed = |error| Failure::io(&name, &error);
        let mut command = Command::new(self.folder.join(program(&name)));
        let variable = |name: &str| format!("{}_{name}", api.to_uppercase());
        command
            .arg("--dry-run")
            .args(&typed.arguments)
            .env(variable("HOST"), HOST)
            .env(variable("API_KEY"), "key")
            .env_remove(variable("BASIC_AUTH"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut process = command.spawn().map_err(failed)?;
        if let Some(mut input) = process.stdin.take() {
            // Who wants no input may be gone before it comes.
            let _ = input.write_all(typed.input.as_bytes());
        }
        let output = process.wait_with_output().map_err(failed)?;
        if output.status.success() {
            let said = String::from_utf8_lossy(&output.stdout);
            let call = read(&said, &format!("/api/v3/{api}"));
            return Ok(call.ok_or_else(|| format!("prints no call: {said}")));
        }
        let said = String::from_utf8_lossy(&output.stderr);
        let words: Vec<&str> = said.split_whitespace().collect();
        Ok(Err(words.join(" ").replacen("error: ", "", 1)))
    }
}

/// The call of a `curl` command, below the path of the server.
fn read(said: &str, base: &str) -> Option<Call> {
    let words = shlex::split(said)?;
    let url = words
        .iter()
        .find_map(|word| word.strip_prefix("https://"))?;
    let (_, path) = url.split_once('/')?;
    let path = path.split('?').next()?;
    let method = words.iter().position(|word| word == "--request");
    let method = method.and_then(|at| words.get(at + 1));
    Some(Call {
        method: method.map_or("GET", String::as_str).to_owned(),
        path: format!("/{path}").strip_prefix(base)?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_are_read_from_the_printed_command() {
        let call = |said| read(said, "/api/v3/pets").map(|call| (call.method, call.path));
        let expected = |method: &str, path: &str| Some((method.to_owned(), path.to_owned()));
        assert_eq!(
            call("curl -H 'a: b' 'https://h.example.org:80/api/v3/pets/cats/1?limit=2'"),
            expected("GET", "/cats/1")
        );
        assert_eq!(
            call("curl --request PUT --data-raw 'a b' https://h.example.org/api/v3/pets/cats"),
            expected("PUT", "/cats")
        );
        for said in ["", "curl 'open", "curl https://h.example.org/other"] {
            assert_eq!(call(said), None, "{said}");
        }
    }
}
