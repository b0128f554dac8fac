//! The command line of Onepanel.

use onedata::{onepanel, runtime::cli::Cli};
use std::process::ExitCode;

fn main() -> ExitCode {
    Cli::new("onepanel-rest-cli", &onepanel::cli::API)
        .environment("ONEPANEL")
        .note("Privileges", "x-onedata-privileges")
        .main()
}
