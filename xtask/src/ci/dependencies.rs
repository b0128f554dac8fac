//! Checks what the generated crate makes its users compile.

use std::path::Path;

use crate::cargo::{cargo, output};
use crate::descriptions::descriptions;
use crate::failure::Failure;
use crate::terminal::print;

/// The generated package.
const PACKAGE: &str = "onedata-api";

/// The generator, which users of generated code must never need.
const GENERATOR: &str = "specwright";

/// Checks that the models of each API need no procedural macro, and that no part needs the generator.
///
/// # Errors
///
/// When either does not hold, or cargo cannot tell.
pub fn check(root: &Path) -> Result<(), Failure> {
    for description in descriptions(root)? {
        let features = ["--no-default-features", "--features", &description.api];
        let tree = tree(root, "normal", &features)?;
        if let Some(offender) = procedural_macro(&tree) {
            let api = description.api;
            return Err(Failure::Failed(format!(
                "models of {api} need the procedural macro `{offender}`, make what needs it a feature"
            )));
        }
        print(&format!(
            "models of {}: {} packages, no procedural macro\n",
            description.api,
            count(&tree)
        ));
    }
    let tree = tree(root, "normal,build", &["--all-features"])?;
    if depends_on(&tree, GENERATOR) {
        return Err(Failure::Failed(format!(
            "{PACKAGE} depends on {GENERATOR}, move what it needs to the runtime"
        )));
    }
    print(&format!(
        "{PACKAGE} with all features: {} packages\n",
        count(&tree)
    ));
    Ok(())
}

/// One line `name version (notes)` for each package in the tree; packages may come more than once.
fn tree(root: &Path, edges: &str, features: &[&str]) -> Result<String, Failure> {
    let arguments = [
        "tree",
        "--package",
        PACKAGE,
        "--prefix",
        "none",
        "--format",
        "{p}",
        "--edges",
        edges,
    ];
    output(cargo(root, &arguments).args(features))
}

fn procedural_macro(tree: &str) -> Option<&str> {
    tree.lines()
        .find(|line| line.contains("(proc-macro)"))?
        .split(' ')
        .next()
}

fn depends_on(tree: &str, package: &str) -> bool {
    tree.lines()
        .any(|line| line.split(' ').next() == Some(package))
}

fn count(tree: &str) -> usize {
    let mut packages: Vec<_> = tree
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .collect();
    packages.sort_unstable();
    packages.dedup();
    packages.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "onedata-api v0.1.0 (/w/generated)\nserde v1.0.2\nserde_derive v1.0.2 (proc-macro)\n\
                        specwright-runtime v0.1.0 (/w/runtime)\nserde v1.0.2 (*)\n";

    #[test]
    fn procedural_macros_are_found() {
        assert_eq!(procedural_macro(TREE), Some("serde_derive"));
        assert_eq!(procedural_macro("serde v1.0.2\n"), None);
    }

    #[test]
    fn the_runtime_is_not_the_generator() {
        assert!(!depends_on(TREE, GENERATOR));
        assert!(depends_on(
            "a v1.0.0\nspecwright v0.1.0 (/w/codegen)\n",
            GENERATOR
        ));
    }

    #[test]
    fn packages_are_counted_once() {
        assert_eq!(count(TREE), 4);
    }
}
