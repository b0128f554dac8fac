//! Reads the words after the name of a command: switches, options with a file, and names.

use std::path::PathBuf;

use crate::failure::Failure;

/// The words after the name of a command.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Words that are not options, in their order.
    pub names: Vec<String>,
    switches: Vec<String>,
    files: Vec<(String, PathBuf)>,
}

impl Words {
    /// Reads `words` for a command that knows `switches`, and `files` that are followed by a path.
    ///
    /// # Errors
    ///
    /// When an option is unknown or its path is missing.
    pub fn read(words: &[String], switches: &[&str], files: &[&str]) -> Result<Self, Failure> {
        let mut read = Self::default();
        let mut rest = words.iter();
        while let Some(word) = rest.next() {
            if switches.contains(&word.as_str()) {
                read.switches.push(word.clone());
            } else if files.contains(&word.as_str()) {
                let path = rest
                    .next()
                    .ok_or_else(|| Failure::Usage(format!("`{word}` needs the path of a file")))?;
                read.files.push((word.clone(), PathBuf::from(path)));
            } else if word.starts_with('-') {
                let known: Vec<_> = switches.iter().chain(files).copied().collect();
                let known = known.join(", ");
                return Err(Failure::Usage(format!(
                    "there is no option `{word}`, there are {known}"
                )));
            } else {
                read.names.push(word.clone());
            }
        }
        Ok(read)
    }

    /// Whether the switch was given.
    pub fn has(&self, switch: &str) -> bool {
        self.switches.iter().any(|given| given == switch)
    }

    /// The path that was given with an option.
    pub fn file(&self, option: &str) -> Option<PathBuf> {
        let found = self.files.iter().rev().find(|(given, _)| given == option);
        found.map(|(_, path)| path.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Words, Failure> {
        let words: Vec<_> = words.iter().map(|word| (*word).to_owned()).collect();
        Words::read(&words, &["--all"], &["--json"])
    }

    #[test]
    fn switches_files_and_names_are_told_apart() {
        let words = read(&["nexus", "--json", "a.json", "--all", "stripe"]).unwrap();
        assert_eq!(words.names, ["nexus", "stripe"]);
        assert!(words.has("--all") && !words.has("--check"));
        assert_eq!(words.file("--json"), Some(PathBuf::from("a.json")));
        assert_eq!(words.file("--html"), None);
    }

    #[test]
    fn unknown_options_and_missing_paths_are_wrong_usage() {
        for wrong in [["--al"], ["--json"]] {
            assert!(matches!(read(&wrong), Err(Failure::Usage(_))));
        }
    }
}
