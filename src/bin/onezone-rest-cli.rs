//! The command line of Onezone.

use onedata::{onezone, runtime::cli::Cli};
use std::process::ExitCode;

fn main() -> ExitCode {
    Cli::new("onezone-rest-cli", &onezone::cli::API)
        .environment("ONEZONE")
        .note("Privileges", "x-onedata-privileges")
        .main()
}
