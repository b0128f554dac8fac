//! The command line of Oneprovider.

use onedata::{oneprovider, runtime::cli::Cli};
use std::process::ExitCode;

fn main() -> ExitCode {
    Cli::new("oneprovider-rest-cli", &oneprovider::cli::API)
        .environment("ONEPROVIDER")
        .note("Privileges", "x-onedata-privileges")
        .main()
}
