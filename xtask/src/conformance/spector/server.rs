//! The mock server of the suite, from its start to its end, and its knocking at servers of others.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::failure::Failure;
use crate::terminal::Progress;

/// How long the server may take to be installed and to start.
const PATIENCE: Duration = Duration::from_secs(300);

/// A server on a port of its own. It ends when this is dropped.
pub struct Server {
    process: Child,
    port: u16,
}

/// Whether there is what installs the server.
pub fn can_be_installed() -> bool {
    ["bash", "git", "npm"].iter().all(|program| {
        let version = Command::new(program).arg("--version").output();
        version.is_ok_and(|output| output.status.success())
    })
}

/// What the suite, installed below `work`, reports of the server at `url`.
///
/// # Errors
///
/// When it cannot run.
pub fn knock(work: &Path, url: &str) -> Result<String, Failure> {
    let folder = work.join("server");
    let mut command = Command::new(folder.join("node/node"));
    command.current_dir(&folder).env("NO_COLOR", "1");
    command.arg("node_modules/.bin/tsp-spector").arg("knock");
    command.arg("node_modules/@typespec/http-specs/specs");
    // It does not succeed where anything fails, which the report says as well.
    let output = command
        .arg("--baseUrl")
        .arg(url)
        .stdin(Stdio::null())
        .output();
    let output = output.map_err(|error| Failure::io("tsp-spector", &error))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

impl Server {
    /// Starts the server of the suite, installed below `work`, and waits until it answers.
    ///
    /// # Errors
    ///
    /// When it cannot be installed or does not answer in time.
    pub fn start(suite: &Path, work: &Path) -> Result<Self, Failure> {
        let folder = work.join("server");
        let log = work.join("server.log");
        let shown = log.to_string_lossy().into_owned();
        let failed = |error| Failure::io(&shown, &error);
        fs::create_dir_all(&folder).map_err(failed)?;
        let output = File::create(&log).map_err(failed)?;
        let port = free_port().map_err(failed)?;
        if !folder.join("node_modules").is_dir() {
            Progress::start().stage("installing the server of the suite");
        }
        let mut command = Command::new("bash");
        command.arg(suite.join("serve.sh")).arg(&folder);
        command.arg(port.to_string()).stdin(Stdio::null());
        command.stderr(output.try_clone().map_err(failed)?);
        let process = command.stdout(output).spawn().map_err(failed)?;
        let mut server = Self { process, port };
        let start = Instant::now();
        while server.get("/.coverage").is_err() {
            let has_ended = server.process.try_wait().map_err(failed)?.is_some();
            if has_ended || start.elapsed() > PATIENCE {
                let message = format!("the server does not answer, {shown} says why");
                return Err(Failure::Failed(message));
            }
            sleep(Duration::from_millis(50));
        }
        Ok(server)
    }

    /// Where it is, as its own answers say: they lead to further pages there.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The scenarios that had all the requests they wait for.
    ///
    /// # Errors
    ///
    /// When the server cannot be asked.
    pub fn passed(&self) -> Result<BTreeSet<String>, Failure> {
        let text = self.get("/.coverage");
        let text = text.map_err(|error| Failure::io("the server", &error))?;
        let coverage: Value = serde_json::from_str(&text)
            .map_err(|error| Failure::Failed(format!("cannot read the coverage: {error}")))?;
        let results = coverage[0]["results"].as_object().into_iter().flatten();
        let passed = results.filter(|(_, result)| *result == "pass");
        Ok(passed.map(|(scenario, _)| scenario.clone()).collect())
    }

    fn get(&self, path: &str) -> io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        // A server answers a client of version 1.0 in one piece, and hangs up.
        write!(stream, "GET {path} HTTP/1.0\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        match answer.split_once("\r\n\r\n") {
            Some((head, body)) if head.contains(" 200 ") => Ok(body.to_owned()),
            _ => Err(io::Error::other("the server refuses to answer")),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // There is nobody left to tell if it is gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> io::Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    Ok(listener.local_addr()?.port())
}
