//! `specwright mock`.

use super::{Exit, color};
use crate::diagnostic::Code;
use crate::mock::{Mock, MockApi};
use std::io::{self, IsTerminal, Write};

/// Serves until the program is interrupted.
pub(super) fn run(mock: &Mock, quiet: bool) -> Exit {
    let api = match mock.load() {
        Ok(api) => api,
        Err(diagnostics) => {
            eprint!("{}", diagnostics.render(color()));
            return Exit::Failed;
        }
    };
    say(&api);
    match mock.serve(&api, quiet, |url| announce(&api, url)) {
        Ok(()) => Exit::Done,
        Err(error) => {
            eprintln!("error: {error}");
            Exit::Failed
        }
    }
}

/// Says what of the description is not served as it stands there. What
/// generated code does not enforce is for those who generate code.
fn say(api: &MockApi) {
    let (other, not_enforced): (Vec<_>, Vec<_>) = api
        .diagnostics()
        .iter()
        .cloned()
        .partition(|one| one.code != Code::NotEnforced);
    eprint!("{}", crate::Diagnostics::from(other).render(color()));
    for left_out in api.left_out() {
        eprintln!("{left_out}");
    }
    for refused in api.unanswerable() {
        eprintln!("warning: no valid answer was found for {refused}");
    }
    if !not_enforced.is_empty() {
        let count = not_enforced.len();
        eprintln!("{count} keywords are not enforced: `specwright generate --report` lists them");
    }
}

/// Says where the server is. Nobody may be there to read it.
fn announce(api: &MockApi, url: &str) {
    let mut out = io::stdout();
    let text = match out.is_terminal() {
        false => format!("{url}\n"),
        true => {
            let operations = api.operations();
            let lines = operations.map(|(method, path)| format!("  {method:7} {path}\n"));
            let lines: String = lines.collect();
            format!("{lines}\nserving at {url}, until Ctrl-C\n")
        }
    };
    _ = out.write_all(text.as_bytes());
    _ = out.flush();
}
