//! `cargo xtask regenerate --check`: reports what regenerating would change, and fails when it is
//! anything.

use crate::changes::Changes;
use crate::difference::{excerpt, line_counts};
use crate::failure::Failure;
use crate::fingerprint::RECORD;
use crate::generation::Files;
use crate::terminal::{Style, print};

/// How many changed files are shown with an excerpt.
const EXCERPTS: usize = 3;

/// Prints what differs between `files` and the disk.
///
/// # Errors
///
/// When anything differs.
pub fn report(files: &Files, changes: &Changes) -> Result<(), Failure> {
    if changes.is_empty() {
        print(&format!(
            "generated/ is up to date, {} files\n",
            changes.unchanged
        ));
        return Ok(());
    }
    print(&listing(files, changes, Style::stdout()));
    Err(Failure::Failed(
        "generated/ is not what spec/ yields, run `cargo xtask regenerate` and commit what it writes".to_owned(),
    ))
}

fn listing(files: &Files, changes: &Changes, style: Style) -> String {
    let mut text = String::new();
    let mut excerpts = 0;
    for changed in &changes.changed {
        let after = files.get(&changed.path).map_or("", String::as_str);
        let counts = line_counts(&changed.before, after);
        text.push_str(&format!(
            "{}  {} {counts}\n",
            style.yellow("changed"),
            changed.path
        ));
        // Hashes tell a reader nothing.
        if excerpts < EXCERPTS && changed.path != RECORD {
            excerpts += 1;
            text.push_str(&excerpt(&changed.before, after, style));
        }
    }
    for path in &changes.missing {
        text.push_str(&format!("{}  {path}\n", style.red("missing")));
    }
    for path in &changes.orphans {
        text.push_str(&format!("{} {path}\n", style.red("orphaned")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::Changed;

    fn changed(path: &str) -> Changed {
        Changed {
            path: path.to_owned(),
            before: "old\n".to_owned(),
        }
    }

    #[test]
    fn nothing_to_change_passes() {
        assert!(report(&Files::new(), &Changes::default()).is_ok());
    }

    #[test]
    fn each_kind_of_difference_fails() {
        let path = || vec!["generated/x.rs".to_owned()];
        let kinds = [
            Changes {
                missing: path(),
                ..Changes::default()
            },
            Changes {
                orphans: path(),
                ..Changes::default()
            },
            Changes {
                changed: vec![changed("generated/x.rs")],
                ..Changes::default()
            },
        ];
        for changes in kinds {
            let Err(Failure::Failed(message)) = report(&Files::new(), &changes) else {
                panic!("passed: {changes:?}");
            };
            assert!(message.contains("`cargo xtask regenerate`"), "{message}");
        }
    }

    #[test]
    fn only_the_first_changed_files_get_an_excerpt() {
        let paths = [
            "generated/a.rs",
            "generated/b.rs",
            "generated/c.rs",
            "generated/d.rs",
            RECORD,
        ];
        let files = paths
            .iter()
            .map(|path| ((*path).to_owned(), "new\n".to_owned()))
            .collect();
        let changes = Changes {
            changed: paths.map(changed).into(),
            ..Changes::default()
        };
        let text = listing(&files, &changes, Style::plain());
        assert_eq!(text.matches("    -old\n    +new\n").count(), EXCERPTS);
        assert!(
            text.contains("changed  generated/d.rs (+1 -1 lines)\n"),
            "{text}"
        );
    }
}
