//! Brings the disk to what `changes` found it must be. Deciding what that is, is left to others.

use std::fs;
use std::io;
use std::path::Path;

use crate::changes::Changes;
use crate::failure::Failure;
use crate::fingerprint::{RECORD, files_below};
use crate::generation::Files;
use crate::terminal::Progress;

/// Deletes orphans and writes missing and changed files of `files` below `root`, each whole or not at
/// all.
///
/// # Errors
///
/// When a file cannot be written or deleted. The fingerprint is written last, so that after a failure
/// the build script still sees that `generated/` is incomplete.
pub fn apply(
    root: &Path,
    files: &Files,
    changes: &Changes,
    progress: &Progress,
) -> Result<(), Failure> {
    for path in &changes.orphans {
        fs::remove_file(root.join(path)).map_err(|error| Failure::io(path, &error))?;
        remove_empty_folders(root, path);
    }
    let changed = changes.changed.iter().map(|changed| &changed.path);
    let (record, others): (Vec<_>, Vec<_>) = changes
        .missing
        .iter()
        .chain(changed)
        .partition(|path| *path == RECORD);
    let total = others.len() + record.len();
    for (done, path) in others.into_iter().chain(record).enumerate() {
        progress.step(&format!("writing {} of {total}: {path}", done + 1));
        if let Some(text) = files.get(path) {
            write_file(&root.join(path), text).map_err(|error| Failure::io(path, &error))?;
        }
    }
    Ok(())
}

/// Writes a file unless it holds `text` already, so that what depends on it is not built again.
///
/// # Errors
///
/// When it cannot be written.
pub fn write_if_changed(path: &Path, text: &str) -> Result<(), Failure> {
    if fs::read(path).is_ok_and(|known| known == text.as_bytes()) {
        return Ok(());
    }
    write_file(path, text).map_err(|error| Failure::io(&path.to_string_lossy(), &error))
}

/// Writes files into a folder below `root`, those that changed, and deletes the others there: an earlier
/// run may have spread the same over other files.
///
/// # Errors
///
/// When a file cannot be read, written or deleted.
pub fn fill_folder(root: &Path, folder: &str, files: &Files) -> Result<(), Failure> {
    let below = match root.join(folder).exists() {
        true => files_below(root, folder)?,
        false => Vec::new(),
    };
    for path in below {
        if !files.contains_key(&path) {
            fs::remove_file(root.join(&path)).map_err(|error| Failure::io(&path, &error))?;
            remove_empty_folders(root, &path);
        }
    }
    for (path, text) in files {
        write_if_changed(&root.join(path), text)?;
    }
    Ok(())
}

/// Writes beside the file and renames, so that nobody ever reads half a file.
fn write_file(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = fs::write(&part, text).and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written
}

/// Removes the folders that the file at `path` leaves empty, up to but not the output folder.
fn remove_empty_folders(root: &Path, path: &str) {
    let mut folder = path;
    while let Some((parent, _)) = folder.rsplit_once('/') {
        // Folders that are not empty stay: the system refuses.
        if !parent.contains('/') || fs::remove_dir(root.join(parent)).is_err() {
            return;
        }
        folder = parent;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::changes;
    use crate::test_folder::TestFolder;

    #[test]
    fn applying_changes_leaves_nothing_to_change() {
        let folder = TestFolder::new();
        folder.write("generated/src/old/deep/orphan.rs", "");
        folder.write("generated/src/changed.rs", "old\n");
        folder.write("generated/target/debug/thing", "kept");
        let mut files = Files::new();
        files.insert("generated/src/changed.rs".to_owned(), "new\n".to_owned());
        files.insert("generated/src/new/lib.rs".to_owned(), "text\n".to_owned());
        files.insert(RECORD.to_owned(), "record\n".to_owned());

        let found = changes(folder.path(), &files).unwrap();
        apply(folder.path(), &files, &found, &Progress::start()).unwrap();

        assert_eq!(folder.read("generated/src/changed.rs"), "new\n");
        assert_eq!(folder.read("generated/src/new/lib.rs"), "text\n");
        assert!(!folder.exists("generated/src/old"));
        assert!(folder.exists("generated/target/debug/thing"));
        assert!(changes(folder.path(), &files).unwrap().is_empty());
    }

    #[test]
    fn unchanged_files_are_not_touched() {
        let folder = TestFolder::new();
        folder.write("generated/lib.rs", "text\n");
        let path = folder.path().join("generated/lib.rs");
        let modified = || fs::metadata(&path).unwrap().modified().unwrap();
        let before = modified();
        let files = Files::from([("generated/lib.rs".to_owned(), "text\n".to_owned())]);
        let found = changes(folder.path(), &files).unwrap();
        apply(folder.path(), &files, &found, &Progress::start()).unwrap();
        assert_eq!(modified(), before);
    }
}
