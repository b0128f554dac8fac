//! Builds the generated clients for browsers.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::cargo::{cargo, run};
use crate::failure::Failure;
use crate::terminal::print;

/// The target of browsers.
const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the clients of all APIs for [`TARGET`], which is installed if it is not there. Where it cannot
/// be, that is said, and nothing is built.
///
/// # Errors
///
/// When the clients do not build.
pub fn build(root: &Path) -> Result<(), Failure> {
    if !can_build(root) {
        print(&format!(
            "skipped: there is no standard library for {TARGET} here, and `rustup target add {TARGET}` failed\n"
        ));
        return Ok(());
    }
    let arguments = ["build", "--package", "onedata-api", "--target", TARGET];
    run(&mut cargo(root, &arguments))
}

/// Whether there is what building needs, installed if it was not.
pub fn can_build(root: &Path) -> bool {
    is_there(root) || install(root)
}

/// Whether the compiler that is used in `root` has a standard library for the target.
fn is_there(root: &Path) -> bool {
    let folder = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", TARGET])
        .current_dir(root)
        .output();
    let Ok(folder) = folder else {
        return false;
    };
    let folder = String::from_utf8_lossy(&folder.stdout).trim().to_owned();
    Path::new(&folder).is_dir()
}

fn install(root: &Path) -> bool {
    let status = Command::new("rustup")
        .args(["target", "add", TARGET])
        .current_dir(root)
        .stdin(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success()) && is_there(root)
}
