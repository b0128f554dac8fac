//! The part of Onezone that an example serves, as a description of its own.

use std::ffi::OsString;
use std::path::Path;

use specwright::command::{self, Exit};

use crate::failure::Failure;

/// The example.
pub const EXAMPLE: &str = "onezone-group";

/// The description that it serves a part of.
const DESCRIPTION: &str = "spec/onezone/onezone.yaml";

/// The operations that its build script chooses.
const OPERATIONS: [&str; 3] = [
    "create_parent_group",
    "create_user_group_invite_token",
    "get_user_group",
];

/// Writes that part to a file.
///
/// # Errors
///
/// When the description cannot be read or the file cannot be written.
pub fn write(root: &Path, file: &Path) -> Result<(), Failure> {
    let operations = OPERATIONS.iter().flat_map(|id| ["--operation", id]);
    let mut words: Vec<OsString> = vec!["bundle".into(), root.join(DESCRIPTION).into()];
    words.extend(operations.map(OsString::from));
    words.extend(["--out".into(), file.into()]);
    match command::run(words) {
        Exit::Done => Ok(()),
        _ => Err(Failure::Failed(format!("cannot bundle {DESCRIPTION}"))),
    }
}
