//! What a command reads from and writes to.

use std::io::{self, IsTerminal as _, Write};

/// Where output goes, and what is known of the surroundings.
pub(super) struct Console<'a> {
    pub(super) out: &'a mut dyn Write,
    /// Whether people look at the output.
    pub(super) is_terminal: bool,
    /// Whether people look at messages.
    pub(super) shows_progress: bool,
    /// A variable of the environment.
    pub(super) variable: &'a dyn Fn(&str) -> Option<String>,
}

impl Console<'_> {
    /// Does something with that of the process.
    pub(super) fn of_process<T>(work: impl FnOnce(Console<'_>) -> T) -> T {
        let out = io::stdout();
        let is_terminal = out.is_terminal();
        work(Console {
            out: &mut out.lock(),
            is_terminal,
            shows_progress: io::stderr().is_terminal(),
            variable: &|name| std::env::var(name).ok(),
        })
    }
}
