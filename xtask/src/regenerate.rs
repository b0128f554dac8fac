//! `cargo xtask regenerate`: brings `generated/` to what `spec/` yields and says what changed.

use std::path::Path;

use crate::changes::{Changes, changes};
use crate::difference::line_counts;
use crate::failure::Failure;
use crate::generation::{Files, generate_all};
use crate::terminal::{Progress, Style, print};
use crate::{check, write};

/// Runs the command with the words after its name: nothing, or `--check`.
///
/// # Errors
///
/// When a description has errors or the disk fails; with `--check` also when anything differs.
pub fn run(root: &Path, arguments: &[String]) -> Result<(), Failure> {
    let is_check = match arguments {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => {
            let given = arguments.join(" ");
            return Err(Failure::Usage(format!(
                "`regenerate` takes only `--check`, not `{given}`"
            )));
        }
    };
    let files = generate_all(root, Progress::start())?;
    let changes = changes(root, &files)?;
    if is_check {
        return check::report(&files, &changes);
    }
    write::apply(root, &files, &changes, &Progress::start())?;
    print(&summary(&files, &changes, Style::stdout()));
    Ok(())
}

/// A line for each file that was touched, and how many were not.
fn summary(files: &Files, changes: &Changes, style: Style) -> String {
    let mut text = String::new();
    for path in &changes.missing {
        text.push_str(&format!("{}   {path}\n", style.green("created")));
    }
    for changed in &changes.changed {
        let after = files.get(&changed.path).map_or("", String::as_str);
        let counts = line_counts(&changed.before, after);
        text.push_str(&format!(
            "{}   {} {counts}\n",
            style.yellow("changed"),
            changed.path
        ));
    }
    for path in &changes.orphans {
        text.push_str(&format!("{}   {path}\n", style.red("deleted")));
    }
    let unchanged = changes.unchanged;
    let noun = if unchanged == 1 { "file" } else { "files" };
    text.push_str(&format!("unchanged {unchanged} {noun}\n"));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::changes::Changed;

    #[test]
    fn the_summary_says_what_happened_to_each_file() {
        let files = Files::from([("generated/b.rs".to_owned(), "new\nmore\n".to_owned())]);
        let changes = Changes {
            missing: vec!["generated/a.rs".to_owned()],
            changed: vec![Changed {
                path: "generated/b.rs".to_owned(),
                before: "old\n".to_owned(),
            }],
            orphans: vec!["generated/c.rs".to_owned()],
            unchanged: 1,
        };
        let expected = "created   generated/a.rs\n\
                        changed   generated/b.rs (+2 -1 lines)\n\
                        deleted   generated/c.rs\n\
                        unchanged 1 file\n";
        assert_eq!(summary(&files, &changes, Style::plain()), expected);
    }

    #[test]
    fn unknown_arguments_are_wrong_usage() {
        let arguments = ["--chekc".to_owned()];
        assert!(matches!(
            run(Path::new("."), &arguments),
            Err(Failure::Usage(_))
        ));
    }
}
