//! Compares the files that `generated/` must hold with those it holds. Writing and reporting are left
//! to others.

use std::fs;
use std::io;
use std::path::Path;

use crate::failure::Failure;
use crate::fingerprint::{OUTPUT_FOLDER, files_below};
use crate::generation::Files;

/// What differs between `generated/` and what it must be; each list is sorted by path.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files to be that are not on disk.
    pub missing: Vec<String>,
    /// Files that are on disk with other contents.
    pub changed: Vec<Changed>,
    /// Files on disk that nothing generates.
    pub orphans: Vec<String>,
    /// How many files are as they must be.
    pub unchanged: usize,
}

/// A file whose contents differ.
#[derive(Debug, PartialEq, Eq)]
pub struct Changed {
    /// Relative to the repository's root.
    pub path: String,
    /// What is on disk; bytes that are no UTF-8 are replaced.
    pub before: String,
}

impl Changes {
    /// Whether the disk is as it must be.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.changed.is_empty() && self.orphans.is_empty()
    }
}

/// Compares `files` with the disk below `root`.
///
/// # Errors
///
/// When `generated/` cannot be read.
pub fn changes(root: &Path, files: &Files) -> Result<Changes, Failure> {
    let mut changes = Changes::default();
    for (path, text) in files {
        match fs::read(root.join(path)) {
            Ok(bytes) if is_same(&bytes, text) => changes.unchanged += 1,
            Ok(bytes) => {
                let before = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
                changes.changed.push(Changed {
                    path: path.clone(),
                    before,
                });
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                changes.missing.push(path.clone())
            }
            Err(error) => return Err(Failure::io(path, &error)),
        }
    }
    if root.join(OUTPUT_FOLDER).is_dir() {
        changes.orphans = files_below(root, OUTPUT_FOLDER)?;
        changes.orphans.retain(|path| !files.contains_key(path));
    }
    Ok(changes)
}

/// As in the fingerprint, a checkout that turned LF into CRLF changed nothing.
fn is_same(bytes: &[u8], text: &str) -> bool {
    bytes == text.as_bytes()
        || str::from_utf8(bytes).is_ok_and(|on_disk| on_disk.replace("\r\n", "\n") == text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::TestFolder;

    fn files(contents: &[(&str, &str)]) -> Files {
        contents
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn each_kind_of_change_is_found() {
        let folder = TestFolder::new();
        folder.write("generated/src/same.rs", "same\n");
        folder.write("generated/src/crlf.rs", "one\r\ntwo\r\n");
        folder.write("generated/src/changed.rs", "old\n");
        folder.write("generated/src/old/orphan.rs", "");
        folder.write("generated/target/debug/thing", "");
        let wanted = files(&[
            ("generated/src/same.rs", "same\n"),
            ("generated/src/crlf.rs", "one\ntwo\n"),
            ("generated/src/changed.rs", "new\n"),
            ("generated/src/missing.rs", ""),
        ]);
        let found = changes(folder.path(), &wanted).unwrap();
        let changed = Changed {
            path: "generated/src/changed.rs".to_owned(),
            before: "old\n".to_owned(),
        };
        assert_eq!(
            found,
            Changes {
                missing: vec!["generated/src/missing.rs".to_owned()],
                changed: vec![changed],
                orphans: vec!["generated/src/old/orphan.rs".to_owned()],
                unchanged: 2,
            }
        );
        assert!(!found.is_empty());
    }

    #[test]
    fn without_a_folder_everything_is_missing() {
        let folder = TestFolder::new();
        let found = changes(folder.path(), &files(&[("generated/Cargo.toml", "")])).unwrap();
        assert_eq!(found.missing, ["generated/Cargo.toml"]);
    }
}
