//! Finds the sources that the rules hold for, and reads them.

use std::fs;
use std::io;
use std::path::Path;

use super::source::Source;
use crate::failure::Failure;

/// All Rust sources below `root`, sorted by path. Left out are build output, hidden folders and the data
/// of tests, which may be wrong on purpose.
///
/// # Errors
///
/// When a folder or file cannot be read.
pub fn sources(root: &Path) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    let mut pending = vec![String::new()];
    while let Some(folder) = pending.pop() {
        let failed = |error: io::Error| Failure::io(&folder, &error);
        for item in fs::read_dir(root.join(&folder)).map_err(failed)? {
            let item = item.map_err(failed)?;
            let name = item.file_name();
            let Some(name) = name.to_str() else { continue };
            let path = if folder.is_empty() {
                name.to_owned()
            } else {
                format!("{folder}/{name}")
            };
            if item.file_type().map_err(failed)?.is_dir() {
                if !is_left_out(root, &path, name) {
                    pending.push(path);
                }
            } else if name.ends_with(".rs") {
                let text = fs::read_to_string(root.join(&path))
                    .map_err(|error| Failure::io(&path, &error))?;
                sources.push(Source::new(path, text));
            }
        }
    }
    sources.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(sources)
}

fn is_left_out(root: &Path, path: &str, name: &str) -> bool {
    // A module may be called target; only cargo tags its folder as a cache.
    let is_build_output = name == "target" && root.join(path).join("CACHEDIR.TAG").is_file();
    let is_test_data = path.contains("tests/") && matches!(name, "cases" | "data" | "golden");
    name.starts_with('.') || is_build_output || is_test_data
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::TestFolder;

    #[test]
    fn sources_are_found_everywhere_but_in_output_and_test_data() {
        let folder = TestFolder::new();
        for path in [
            "build.rs",
            "codegen/src/emit/target/mod.rs",
            "codegen/tests/cases/ok/pets.rs",
            "codegen/tests/golden.rs",
            "examples/tour/target/debug/build/out.rs",
            "examples/tour/target/CACHEDIR.TAG",
            ".git/hook.rs",
            "spec/README.md",
        ] {
            folder.write(path, "//! Text.\n");
        }
        let found = sources(folder.path()).unwrap();
        let paths: Vec<_> = found.iter().map(|source| source.path.as_str()).collect();
        assert_eq!(
            paths,
            [
                "build.rs",
                "codegen/src/emit/target/mod.rs",
                "codegen/tests/golden.rs"
            ]
        );
    }
}
