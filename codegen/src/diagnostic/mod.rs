//! What the generator has to say about a description: findings with a
//! stable code, a place in a file, and a hint.
//!
//! Stages add findings to a report and go on; rendering is left to
//! `render`.

mod code;
mod excerpt;
mod left_out;
mod render;

pub use code::{Code, Severity};
pub use excerpt::Excerpt;
pub use left_out::{LeftOut, Part};
use render::render;

use render::clean;
use std::cell::RefCell;
use std::fmt;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// One sentence that says what is wrong.
    pub message: String,
    /// Where, as far as it is known.
    pub location: Option<Location>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl fmt::Display for Diagnostic {
    /// One line, without the excerpt: whatever a description holds, it does
    /// not begin a line of its own in the output of a build script.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(location) = &self.location {
            write!(f, "{location}: ")?;
        }
        write!(f, "{} [{}]", clean(&self.message), self.code)?;
        match &self.hint {
            Some(hint) => write!(f, "; {}", clean(hint)),
            None => Ok(()),
        }
    }
}

/// A place in a file of the description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The path of the file as it was given or referred to.
    pub file: String,
    /// The JSON Pointer in the file, empty for the file as a whole.
    pub pointer: String,
    /// The place in the file; `None` speaks of the file as a whole.
    pub excerpt: Option<Excerpt>,
}

impl Location {
    /// What findings are ordered by: file and line.
    pub(crate) fn order(&self) -> (String, usize) {
        let line = self.excerpt.as_ref().map_or(0, |excerpt| excerpt.line);
        (self.file.clone(), line)
    }
}

impl fmt::Display for Location {
    /// The file and, where known, line and column.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", clean(&self.file))?;
        match &self.excerpt {
            Some(excerpt) => write!(f, ":{}:{}", excerpt.line, excerpt.column),
            None => Ok(()),
        }
    }
}

/// All findings of one run: API by API the errors of what is left out, then
/// what loading found and what lowering found, each in the order of places.
///
/// Its debug form is the text for people too, so that a build script may
/// return it from `main`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// The findings.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many findings are errors.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// How many findings are warnings.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        let of_severity = |diagnostic: &&Diagnostic| diagnostic.code.severity() == severity;
        self.iter().filter(of_severity).count()
    }

    /// The findings as text for people, with excerpts; with colours if asked.
    pub fn render(&self, color: bool) -> String {
        render(self, color)
    }

    /// One error about a file or a folder as a whole.
    pub(crate) fn about(path: &std::path::Path, message: &str) -> Self {
        Self::from(vec![Diagnostic {
            code: Code::FileUnreadable,
            message: message.to_owned(),
            location: Some(Location {
                pointer: String::new(),
                file: path.display().to_string(),
                excerpt: None,
            }),
            hint: None,
        }])
    }

    /// The same findings and those of `other` behind them.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.list.extend(other.list);
        self
    }
}

impl From<Vec<Diagnostic>> for Diagnostics {
    fn from(list: Vec<Diagnostic>) -> Self {
        Self { list }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the description cannot be generated\n\n{self}")
    }
}

impl std::error::Error for Diagnostics {}

/// Collects the findings of a stage about places in the bundled document,
/// which only the document can turn into locations.
#[derive(Debug, Default)]
pub(crate) struct Report {
    findings: RefCell<Vec<Finding>>,
}

/// A finding whose place is still a JSON Pointer.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    /// The stable code.
    pub code: Code,
    /// One sentence that says what is wrong.
    pub message: String,
    /// The JSON Pointer into the bundled document.
    pub pointer: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Report {
    /// Adds a finding without a hint.
    pub fn add(&self, code: Code, place: impl fmt::Display, message: impl Into<String>) {
        self.push(code, place.to_string(), message.into(), None);
    }

    /// Adds a finding with a hint.
    pub fn hint(
        &self,
        code: Code,
        place: impl fmt::Display,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.push(code, place.to_string(), message.into(), Some(hint.into()));
    }

    fn push(&self, code: Code, pointer: String, message: String, hint: Option<String>) {
        self.findings.borrow_mut().push(Finding {
            code,
            message,
            pointer,
            hint,
        });
    }

    /// Whether anything found has the code: what bursts a budget once does so
    /// a thousand times.
    pub fn has(&self, code: Code) -> bool {
        let findings = self.findings.borrow();
        findings.iter().any(|finding| finding.code == code)
    }

    /// The findings, in the order they were added.
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings.into_inner()
    }
}

/// The name among `known` that `name` was probably meant to be: one within a
/// third of its letters, counted as edits, but not all of them.
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let letters = name.chars().count();
    let limit = (letters / 3).max(1).min(letters.saturating_sub(1));
    known
        .into_iter()
        .map(|candidate| (edits(name, candidate, limit), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The Levenshtein distance, ignoring case; anything above `limit` may be
/// reported as larger than it is.
fn edits(a: &str, b: &str, limit: usize) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().collect();
    let b: Vec<char> = b.to_lowercase().chars().collect();
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_the_name_that_was_meant() {
        let known = ["Group", "User", "Subject"];
        assert_eq!(nearest("Grup", known), Some("Group"));
        assert_eq!(nearest("group", known), Some("Group"));
        assert_eq!(nearest("Timestamp", known), None);
        assert_eq!(nearest("a", ["b"]), None);
    }
}
