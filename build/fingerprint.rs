//! Turns the files that decide generated code, and the generated files, into one text that changes
//! when any of them does. The build script and `cargo xtask regenerate` share it, so it needs nothing
//! but the standard library; comparing and reporting are left to them.

use std::fs;
use std::io;
use std::path::Path;

/// The folder that holds nothing but output, relative to the repository's root.
pub const OUTPUT_FOLDER: &str = "generated";

/// The file that records the fingerprint, relative to the repository's root.
pub const RECORD: &str = "generated/fingerprint.txt";

/// The folders and files that decide what is generated, relative to the repository's root.
pub const INPUTS: [&str; 3] = ["codegen/Cargo.toml", "codegen/src", "spec"];

/// What one file contributes to the record.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// `input` or `output`.
    role: &'static str,
    /// Relative to the repository's root, with `/` between the parts on every system.
    path: String,
    hash: u64,
}

/// The entries of all input files as they are on disk below `root`.
///
/// # Errors
///
/// When a file or folder cannot be read; the message names it.
pub fn inputs(root: &Path) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for place in INPUTS {
        for path in files_below(root, place)? {
            let hash = hash(&read(root, &path)?);
            entries.push(Entry {
                role: "input",
                path,
                hash,
            });
        }
    }
    Ok(entries)
}

/// The entry of one generated file; `path` is relative to the repository's root.
pub fn output(path: String, contents: &[u8]) -> Entry {
    let hash = hash(contents);
    Entry {
        role: "output",
        path,
        hash,
    }
}

/// The text of the record: a line `role hash path` for each entry, in the order of role and path.
pub fn record(mut entries: Vec<Entry>) -> String {
    entries.sort();
    entries
        .iter()
        .map(|entry| format!("{} {:016x} {}\n", entry.role, entry.hash, entry.path))
        .collect()
}

/// The paths of all files in the folder `place`, or `place` itself when it is a file, sorted and
/// relative to `root`. Left out are build output below the output folder and what editors leave behind.
///
/// # Errors
///
/// When a folder cannot be read, or a name is not Unicode; the message names it.
pub fn files_below(root: &Path, place: &str) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    let mut pending = vec![place.to_owned()];
    while let Some(path) = pending.pop() {
        let full = root.join(&path);
        let is_folder = fs::symlink_metadata(&full)
            .map_err(|error| named(&path, &error))?
            .is_dir();
        if !is_folder {
            files.push(path);
            continue;
        }
        for item in fs::read_dir(&full).map_err(|error| named(&path, &error))? {
            let name = item.map_err(|error| named(&path, &error))?.file_name();
            let name = name.to_str().ok_or_else(|| not_unicode(&path))?;
            let is_build_output = path == OUTPUT_FOLDER && name == "target";
            if !is_build_output && !is_litter(name) {
                pending.push(format!("{path}/{name}"));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The bytes of the file at `path` below `root`.
///
/// # Errors
///
/// When the file cannot be read; the message names it.
pub fn read(root: &Path, path: &str) -> io::Result<Vec<u8>> {
    fs::read(root.join(path)).map_err(|error| named(path, &error))
}

/// FNV-1a over 64 bits. A checkout may turn LF into CRLF, which is no change, so `\r\n` counts as `\n`.
fn hash(bytes: &[u8]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut rest = bytes;
    // A plain loop: build scripts are compiled without optimisation.
    while let [byte, after @ ..] = rest {
        rest = after;
        if *byte == b'\r' && after.first() == Some(&b'\n') {
            continue;
        }
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash
}

/// A file that an editor or a file manager keeps beside the real ones while someone looks at them.
fn is_litter(name: &str) -> bool {
    let is_swap =
        name.starts_with('.') && matches!(name.rsplit_once('.'), Some((_, "swp" | "swo" | "swx")));
    is_swap || name.ends_with('~') || name.starts_with(".#") || name == ".DS_Store"
}

fn named(path: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("cannot read {path}: {error}"))
}

fn not_unicode(folder: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("a file name in {folder} is not Unicode, rename it"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_is_fnv_1a() {
        assert_eq!(hash(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(hash(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn line_ends_do_not_count_but_lone_carriage_returns_do() {
        assert_eq!(hash(b"a\r\nb\r\n"), hash(b"a\nb\n"));
        assert_ne!(hash(b"a\rb"), hash(b"ab"));
        assert_ne!(hash(b"a\r"), hash(b"a"));
    }

    #[test]
    fn record_is_sorted_by_role_and_path() {
        let entries = vec![
            output("generated/b.rs".to_owned(), b"b"),
            output("generated/a.rs".to_owned(), b""),
            Entry {
                role: "input",
                path: "spec/z.yaml".to_owned(),
                hash: 1,
            },
        ];
        let expected = "input 0000000000000001 spec/z.yaml\n\
                        output cbf29ce484222325 generated/a.rs\n\
                        output af63df4c8601f1a5 generated/b.rs\n";
        assert_eq!(record(entries), expected);
    }

    #[test]
    fn editors_files_are_litter_and_dot_files_are_not() {
        for name in [
            ".onezone.yaml.swp",
            "onezone.yaml~",
            ".#onezone.yaml",
            ".DS_Store",
        ] {
            assert!(is_litter(name), "{name}");
        }
        for name in [".gitattributes", "onezone.yaml", "swp", "notes.swp"] {
            assert!(!is_litter(name), "{name}");
        }
    }
}
