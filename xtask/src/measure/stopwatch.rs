//! This program as a stopwatch: it stands between the caller and another program, and writes down what
//! that one cost. Between, because a new process is charged with the memory of the one that started it,
//! which must therefore be small; and because cargo can be told to call the compiler through it.

use std::env;
use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use wait4::Wait4;

use super::{Cost, RECORD};
use crate::terminal::print_error;

/// Runs the program of the command line and writes its cost, if this process was started as a
/// stopwatch; `None` if it was not.
pub fn wrapped() -> Option<ExitCode> {
    let record = env::var_os(RECORD)?;
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    match watch(&arguments, Path::new(&record)) {
        Ok(code) => Some(code),
        Err(error) => {
            let program = arguments.first().cloned().unwrap_or_default();
            print_error(&format!(
                "error: cannot measure `{}`: {error}\n",
                program.to_string_lossy()
            ));
            Some(ExitCode::FAILURE)
        }
    }
}

fn watch(arguments: &[OsString], record: &Path) -> io::Result<ExitCode> {
    let Some((program, rest)) = arguments.split_first() else {
        return Err(io::Error::other("no program was named"));
    };
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(rest)
        .env_remove(RECORD)
        .spawn()?;
    let used = child.wait4()?;
    let cost = Cost {
        wall: start.elapsed().as_secs_f64(),
        cpu: (used.rusage.utime + used.rusage.stime).as_secs_f64(),
        peak: used.rusage.maxrss,
    };
    if !is_question(rest) {
        let mut file = OpenOptions::new().create(true).append(true).open(record)?;
        writeln!(file, "{}", cost.to_json())?;
    }
    let code = used.status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Whether cargo only asks the compiler about itself.
fn is_question(arguments: &[OsString]) -> bool {
    let asks = |argument: &OsString| {
        let argument = argument.to_string_lossy();
        argument == "-vV" || argument.starts_with("--print")
    };
    arguments.iter().any(asks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_to_the_compiler_are_told_from_its_work() {
        let is =
            |words: &[&str]| is_question(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert!(is(&["-vV"]));
        assert!(is(&["-", "--crate-name", "___", "--print=file-names"]));
        assert!(!is(&["--crate-name", "pets", "src/lib.rs"]));
    }
}
