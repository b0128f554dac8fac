//! `cargo xtask page`: opens pages in a real browser, which it installs below `target/`, and checks that
//! what they must show is drawn.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::npm::{self, Folder};
use crate::terminal::print;

/// What `cargo xtask page --help` adds to the list of forms.
pub const HELP: &str = "\
Opens each page in a headless browser, light and dark, wide and narrow: rows and
bars must be drawn, bars as long as their figures say, and nothing may be logged
or fetched. A picture of each goes beside the page. Without FILE it checks what
`corpus` and `bench` wrote.

The browser and what drives it are npm packages, installed below target/npm at
the versions of xtask/browser/package-lock.json; this needs node and npm.
";

/// The folder of xtask that has the check and says what it needs.
const NAME: &str = "browser";

/// The pages that are checked unless others are named.
const PAGES: [&str; 2] = ["target/corpus/corpus.html", "target/bench/bench.html"];

/// Runs the command with the words after its name.
///
/// # Errors
///
/// When the browser cannot be installed, there is no page, or a page does not show what it must.
pub fn run(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    let pages = if arguments.is_empty() {
        written(root)
    } else {
        arguments.iter().map(PathBuf::from).collect()
    };
    if pages.is_empty() {
        return Err(Failure::Failed(
            "there is no page yet, `cargo xtask corpus` writes one".to_owned(),
        ));
    }
    inspect(root, &pages)
}

/// What `ci` runs: the same, where there are pages and what runs the browser.
///
/// # Errors
///
/// When the browser cannot be installed, or a page does not show what it must.
pub fn check(root: &Path) -> Result<(), Failure> {
    let pages = written(root);
    let without_pages = pages.is_empty().then_some("there are no pages");
    if let Some(missing) = without_pages.or_else(npm::missing) {
        print(&format!("skipped: {missing}\n"));
        return Ok(());
    }
    inspect(root, &pages)
}

fn written(root: &Path) -> Vec<PathBuf> {
    let pages = PAGES.iter().map(|page| root.join(page));
    pages.filter(|page| page.is_file()).collect()
}

fn inspect(root: &Path, pages: &[PathBuf]) -> Result<(), Failure> {
    let script = "check.mjs";
    let folder = Folder::install(root, NAME, &[script])?;
    let mut node = folder.node(script);
    // The browser unpacks itself into the folder for temporary files.
    node.current_dir(folder.path()).env("TMPDIR", folder.path());
    for page in pages {
        let name = page.to_string_lossy();
        node.arg(fs::canonicalize(page).map_err(|error| Failure::io(&name, &error))?);
    }
    match node.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failure::Failed("`node` failed, see above".to_owned())),
        Err(error) => Err(Failure::Failed(format!(
            "cannot start `node`, which checking a page needs: {error}"
        ))),
    }
}
