//! The command `specwright`; what it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    specwright::command::run(std::env::args_os().skip(1)).into()
}
