//! Writes to the terminal: colours and lines that replace each other where a person looks on, plain
//! lines elsewhere.

use std::env;
use std::io::{self, IsTerminal, Write};

/// Whether texts for one stream are coloured.
#[derive(Clone, Copy)]
pub struct Style {
    color: bool,
}

impl Style {
    /// For texts that go to standard output.
    pub fn stdout() -> Self {
        Self {
            color: io::stdout().is_terminal() && colors_wanted(),
        }
    }

    /// For texts that go to standard error.
    pub fn stderr() -> Self {
        Self {
            color: io::stderr().is_terminal() && colors_wanted(),
        }
    }

    /// Never coloured.
    #[cfg(test)]
    pub const fn plain() -> Self {
        Self { color: false }
    }

    /// Whether texts are coloured.
    pub fn is_colored(self) -> bool {
        self.color
    }

    /// For what is well or was added.
    pub fn green(self, text: &str) -> String {
        self.paint("32", text)
    }

    /// For what differs.
    pub fn yellow(self, text: &str) -> String {
        self.paint("33", text)
    }

    /// For what is wrong or was removed.
    pub fn red(self, text: &str) -> String {
        self.paint("31", text)
    }

    /// For headings.
    pub fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.color {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// Tells on standard error what is being done: one line that is replaced on a terminal, a line for
/// each stage elsewhere.
pub struct Progress {
    live: bool,
}

impl Progress {
    /// Nothing is shown yet.
    pub fn start() -> Self {
        let dumb = env::var_os("TERM").is_some_and(|kind| kind == "dumb");
        Self {
            live: io::stderr().is_terminal() && !dumb,
        }
    }

    /// A new stage begins.
    pub fn stage(&self, text: &str) {
        if self.live {
            print_error(&format!("\r\u{1b}[2K{text}"))
        } else {
            print_error(&format!("{text}\n"))
        }
    }

    /// A step within a stage; shown only where it can be replaced.
    pub fn step(&self, text: &str) {
        if self.live {
            self.stage(text);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.live {
            print_error("\r\u{1b}[2K");
        }
    }
}

/// Writes to standard output. A reader that went away, as `head` does, is no failure.
pub fn print(text: &str) {
    let mut stream = io::stdout().lock();
    let _ = stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush());
}

/// Writes to standard error, with the same leniency.
pub fn print_error(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

fn colors_wanted() -> bool {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    !set("NO_COLOR") && env::var_os("TERM").is_none_or(|kind| kind != "dumb")
}
