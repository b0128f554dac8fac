//! The parts of Onezone that examples serve, as descriptions of their own.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use specwright::command::{self, Exit};

use crate::failure::Failure;
use crate::service::Service;

/// The description that examples serve parts of.
const DESCRIPTION: &str = "spec/onezone/onezone.yaml";

/// An example that serves a part.
pub struct Part {
    /// The example.
    pub example: &'static str,
    /// What its program is called with to serve.
    arguments: &'static [&'static str],
    /// The operations that it serves.
    operations: Operations,
}

/// Where the operations of a part are listed.
enum Operations {
    /// In the build script, and here.
    These(&'static [&'static str]),
    /// In a file of the example, which its build script reads too: one a line.
    In(&'static str),
}

/// A part without a memory.
pub const GROUPS: Part = Part {
    example: "onezone-group",
    arguments: &["serve"],
    operations: Operations::These(&[
        "create_parent_group",
        "create_user_group_invite_token",
        "get_user_group",
    ]),
};

/// A part that is a small Onezone.
pub const SMALL: Part = Part {
    example: "small-onezone",
    arguments: &["--port", "0"],
    operations: Operations::In("operations.txt"),
};

impl Part {
    /// Has the example serve.
    ///
    /// # Errors
    ///
    /// When it does not build or does not say where it is.
    pub fn serve(&self, root: &Path) -> Result<Service, Failure> {
        Service::example(root, self.example, self.arguments)
    }

    /// Writes the description of the part to a file.
    ///
    /// # Errors
    ///
    /// When the description cannot be read or the file cannot be written.
    pub fn write(&self, root: &Path, file: &Path) -> Result<(), Failure> {
        let mut words: Vec<OsString> = vec!["bundle".into(), root.join(DESCRIPTION).into()];
        for id in self.operations(root)? {
            words.extend(["--operation".into(), id.into()]);
        }
        words.extend(["--out".into(), file.into()]);
        match command::run(words) {
            Exit::Done => Ok(()),
            _ => Err(Failure::Failed(format!("cannot bundle {DESCRIPTION}"))),
        }
    }

    fn operations(&self, root: &Path) -> Result<Vec<String>, Failure> {
        match self.operations {
            Operations::These(ids) => Ok(ids.iter().map(|id| (*id).to_owned()).collect()),
            Operations::In(file) => {
                let file = root.join("examples").join(self.example).join(file);
                let text = fs::read_to_string(&file);
                let text = text.map_err(|error| Failure::io(&file.to_string_lossy(), &error))?;
                let is_id = |line: &&str| !line.is_empty() && !line.starts_with('#');
                Ok(text.lines().filter(is_id).map(str::to_owned).collect())
            }
        }
    }
}
