//! Finds sentences of the descriptions that the reference has too: texts are written afresh.

use std::collections::BTreeMap;

use super::described::Files;

/// Runs of so many words are no accident.
const RUN: usize = 8;

/// A run of words that both sides have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Borrowed {
    /// The file of the page.
    pub page: String,
    /// Where the description has it.
    pub source: String,
    /// The words.
    pub words: String,
}

impl std::fmt::Display for Borrowed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            page,
            source,
            words,
        } = self;
        write!(formatter, "{source}: has \"{words}\" from {page}")
    }
}

/// The runs of words of all pages, each with a page that has it.
#[derive(Default)]
pub struct Runs {
    pages: BTreeMap<Vec<String>, String>,
}

impl Runs {
    /// Adds the sentences of the page in `file`.
    pub fn add(&mut self, file: &str, sentences: &[String]) {
        let words: Vec<String> = words(&sentences.join(" "));
        for run in words.windows(RUN) {
            let page = self.pages.entry(run.to_vec());
            page.or_insert_with(|| file.to_owned());
        }
    }

    /// The first run in `text` that a page has, with the page.
    fn find(&self, text: &str) -> Option<(String, &str)> {
        // Code is the same in every language; what stands around it is apart.
        text.split('`').step_by(2).find_map(|prose| {
            let words = words(prose);
            words.windows(RUN).find_map(|run| {
                let page = self.pages.get(run)?;
                Some((run.join(" "), page.as_str()))
            })
        })
    }
}

/// Words without case, punctuation and white space.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    let words = words.map(|word| word.trim_matches('\'').to_lowercase());
    words.filter(|word| !word.is_empty()).collect()
}

/// Keywords whose values are no prose.
const NO_PROSE: [&str; 3] = ["example", "default", "enum"];

/// What the summaries and descriptions of the files have from pages.
pub fn borrowed(files: &Files, runs: &Runs) -> Vec<Borrowed> {
    let mut found = Vec::new();
    let mut open: Vec<_> = files.all().collect();
    while let Some(at) = open.pop() {
        for name in ["summary", "description"] {
            let text = at.text(name).unwrap_or_default();
            if let Some((words, page)) = runs.find(text) {
                found.push(Borrowed {
                    page: page.to_owned(),
                    source: format!("{at}/{name}"),
                    words,
                });
            }
        }
        let children = at.children().into_iter();
        let children = children.filter(|(name, _)| !NO_PROSE.contains(&name.as_str()));
        open.extend(children.map(|(_, child)| child));
    }
    found.sort_by(|one, other| one.source.cmp(&other.source));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::TestFolder;

    const SENTENCE: &str = "Gives the pet a meal, which it may or may not eat.";

    /// Where a description with this text borrows from a page with the sentence.
    fn found(text: &str) -> Vec<String> {
        let folder = TestFolder::new();
        folder.write("a.yaml", &format!("info: {{description: {text:?}}}"));
        let mut runs = Runs::default();
        runs.add("feed.txt", &[SENTENCE.to_owned()]);
        let files = Files::read(folder.path()).unwrap();
        let found = borrowed(&files, &runs);
        let place = |one: Borrowed| format!("{} {}: {}", one.page, one.source, one.words);
        found.into_iter().map(place).collect()
    }

    #[test]
    fn eight_words_are_borrowed_whatever_stands_between_them() {
        let borrowed = "feed.txt a.yaml#/info/description: the pet a meal which it may or";
        assert_eq!(found("See: THE pet, a meal; which it\nmay or"), [borrowed]);
    }

    #[test]
    fn seven_words_and_code_are_not() {
        assert!(found("the pet a meal which it may").is_empty());
        assert!(found("the pet a meal `which it` may or may not").is_empty());
        assert!(found("`the pet a meal which it may or may`").is_empty());
    }

    #[test]
    fn examples_are_values() {
        let folder = TestFolder::new();
        folder.write("a.yaml", &format!("example: {{description: {SENTENCE:?}}}"));
        let mut runs = Runs::default();
        runs.add("feed.txt", &[SENTENCE.to_owned()]);
        assert!(borrowed(&Files::read(folder.path()).unwrap(), &runs).is_empty());
    }
}
