//! `cargo xtask page`: opens pages in a real browser, which it installs below `target/`, and checks that
//! what they must show is drawn.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::terminal::{Progress, print};

/// What `cargo xtask page --help` adds to the list of forms.
pub const HELP: &str = "\
Opens each page in a headless browser, light and dark, wide and narrow: rows and
bars must be drawn, bars as long as their figures say, and nothing may be logged
or fetched. A picture of each goes beside the page. Without FILE it checks what
`corpus` and `bench` wrote.

The browser and what drives it are npm packages, installed below target/browser
at the versions of xtask/browser/package-lock.json; this needs node and npm.
";

/// Where the check is, and what it needs.
const SOURCE: &str = "xtask/browser";

/// Where the browser goes.
const FOLDER: &str = "target/browser";

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

/// What `ci` runs: the same, where there are pages and npm.
///
/// # Errors
///
/// When the browser cannot be installed, or a page does not show what it must.
pub fn check(root: &Path) -> Result<(), Failure> {
    let pages = written(root);
    let npm = Command::new("npm").arg("--version").output();
    if pages.is_empty() || !npm.is_ok_and(|output| output.status.success()) {
        print("skipped: there are no pages, or no npm to install a browser with\n");
        return Ok(());
    }
    inspect(root, &pages)
}

fn written(root: &Path) -> Vec<PathBuf> {
    let pages = PAGES.iter().map(|page| root.join(page));
    pages.filter(|page| page.is_file()).collect()
}

fn inspect(root: &Path, pages: &[PathBuf]) -> Result<(), Failure> {
    let folder = root.join(FOLDER);
    install(root, &folder)?;
    let mut node = Command::new("node");
    // The browser unpacks itself into the folder for temporary files.
    node.arg("check.mjs")
        .current_dir(&folder)
        .env("TMPDIR", &folder);
    for page in pages {
        let name = page.to_string_lossy();
        node.arg(fs::canonicalize(page).map_err(|error| Failure::io(&name, &error))?);
    }
    succeed(&mut node)
}

fn install(root: &Path, folder: &Path) -> Result<(), Failure> {
    let failed = |error| Failure::io(FOLDER, &error);
    fs::create_dir_all(folder).map_err(failed)?;
    let lock = "package-lock.json";
    let wanted = fs::read(root.join(SOURCE).join(lock)).map_err(failed)?;
    let is_installed = fs::read(folder.join(lock)).is_ok_and(|found| found == wanted)
        && folder.join("node_modules").is_dir();
    for file in ["check.mjs", "package.json", lock] {
        fs::copy(root.join(SOURCE).join(file), folder.join(file)).map_err(failed)?;
    }
    if is_installed {
        return Ok(());
    }
    Progress::start().stage("installing a browser below target/browser");
    let arguments = [
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--silent",
    ];
    succeed(Command::new("npm").current_dir(folder).args(arguments))
}

fn succeed(command: &mut Command) -> Result<(), Failure> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.stdin(Stdio::null()).status().map_err(|error| {
        Failure::Failed(format!(
            "cannot start `{program}`, which checking a page needs: {error}"
        ))
    })?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::Failed(format!("`{program}` failed, see above")))
    }
}
