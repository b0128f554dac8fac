//! Turns the recorded and the current fingerprint into lines that say which files differ.
//! Computing fingerprints is left to `fingerprint`.

use std::collections::BTreeMap;

/// How many files are named before the rest is only counted.
const NAMED: usize = 10;

/// The lines of an error that names the differing files and the command that mends them; none when
/// both texts agree.
pub fn complaint(recorded: &str, current: &str) -> Vec<String> {
    if recorded.lines().eq(current.lines()) {
        return Vec::new();
    }
    let mut differences = differences(recorded, current);
    if differences.is_empty() {
        differences.push("changed generated/fingerprint.txt".to_owned());
    }
    let more = differences.len().saturating_sub(NAMED);
    differences.truncate(NAMED);
    if more > 0 {
        differences.push(format!("and {more} more"));
    }
    let mut lines = vec![
        "generated/ does not match spec/ and codegen/, run `cargo xtask regenerate`".to_owned(),
    ];
    lines.extend(differences);
    lines
}

/// A phrase for each file that changed, is missing or is new since the record was written.
fn differences(recorded: &str, current: &str) -> Vec<String> {
    let recorded = hashes_by_path(recorded);
    let current = hashes_by_path(current);
    let mut phrases = Vec::new();
    for (path, hash) in &recorded {
        match current.get(path) {
            Some(now) if now == hash => {}
            Some(_) => phrases.push(format!("changed {path}")),
            None => phrases.push(format!("missing {path}")),
        }
    }
    let new = current.keys().filter(|path| !recorded.contains_key(*path));
    phrases.extend(new.map(|path| format!("new     {path}")));
    phrases
}

fn hashes_by_path(text: &str) -> BTreeMap<&str, &str> {
    text.lines()
        .filter_map(|line| {
            let (hash, path) = line.split_once(' ')?.1.split_once(' ')?;
            Some((path, hash))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = "input 01 spec/a.yaml\ninput 02 spec/b.yaml\noutput 03 generated/lib.rs\n";

    #[test]
    fn equal_records_give_no_complaint() {
        assert!(complaint(RECORD, RECORD).is_empty());
        assert!(complaint(&RECORD.replace('\n', "\r\n"), RECORD).is_empty());
    }

    #[test]
    fn each_kind_of_difference_is_named() {
        let current = "input 01 spec/a.yaml\ninput 99 spec/b.yaml\ninput 05 spec/c.yaml\n";
        let lines = complaint(RECORD, current);
        assert!(lines[0].contains("cargo xtask regenerate"), "{lines:?}");
        assert_eq!(
            lines[1..],
            [
                "missing generated/lib.rs",
                "changed spec/b.yaml",
                "new     spec/c.yaml"
            ]
        );
    }

    #[test]
    fn ten_files_are_named_and_the_rest_counted() {
        let current: String = (0..13)
            .map(|number| format!("input 01 spec/{number:02}.yaml\n"))
            .collect();
        let lines = complaint("", &current);
        assert_eq!(lines.len(), 12);
        assert_eq!(lines[11], "and 3 more");
    }

    #[test]
    fn a_mangled_record_is_a_difference() {
        let mangled = format!("<<<<<<<\n{RECORD}");
        assert_eq!(
            complaint(&mangled, RECORD)[1..],
            ["changed generated/fingerprint.txt"]
        );
    }
}
