//! One source file as the rules see it: its text, and views of it in which parts are blanked, so that
//! a word in a comment or a message is not taken for code.

use std::ops::Range;

use super::mask;

/// A source file. All views have the same length and line ends as the text.
pub struct Source {
    /// Relative to the repository's root with `/` between the parts.
    pub path: String,
    /// All of it.
    pub text: String,
    /// Without comments and without the contents of strings and characters.
    pub code: String,
    /// The code that runs when the program runs: `code` without tests and without quoted code.
    pub production: String,
    /// The comments alone.
    pub comments: String,
}

/// A place that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line's number, from 1.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

impl Source {
    /// Makes the views of `text`.
    pub fn new(path: String, text: String) -> Self {
        let comments = mask::comments(&text);
        let strings = mask::strings(&text);
        let code = blank(&text, comments.iter().chain(&strings));
        let production = if is_test_file(&path) {
            blank(&code, [&(0..code.len())])
        } else {
            blank(&code, mask::tests(&code).iter().chain(&mask::quoted(&code)))
        };
        let comments = keep(&text, &comments);
        Self {
            path,
            text,
            code,
            production,
            comments,
        }
    }
}

/// A finding for each place in `view` where one of `words` stands as a word of its own. A word may hold
/// punctuation, as `Ident::new` or `todo!` do.
pub fn words(view: &str, words: &[&str], message: impl Fn(&str) -> String) -> Vec<Finding> {
    let mut findings = Vec::new();
    for word in words {
        for place in places(view, word) {
            findings.push(Finding {
                line: line_of(view, place),
                message: message(word),
            });
        }
    }
    findings.sort_by_key(|finding| finding.line);
    findings
}

/// Where `word` stands in `view` without a letter, digit or underscore that continues it.
pub fn places(view: &str, word: &str) -> Vec<usize> {
    let continues = |character: char| character.is_alphanumeric() || character == '_';
    view.match_indices(word)
        .filter(|(start, _)| {
            let before = view.get(..*start).and_then(|text| text.chars().next_back());
            let after = view
                .get(start + word.len()..)
                .and_then(|text| text.chars().next());
            let joins_before = word.starts_with(continues) && before.is_some_and(continues);
            let joins_after = word.ends_with(continues) && after.is_some_and(continues);
            !joins_before && !joins_after
        })
        .map(|(start, _)| start)
        .collect()
}

/// The number, from 1, of the line that `place` lies in.
pub fn line_of(text: &str, place: usize) -> usize {
    1 + text
        .bytes()
        .take(place)
        .filter(|byte| *byte == b'\n')
        .count()
}

/// A file that is compiled for tests only.
fn is_test_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.starts_with("tests/")
        || path.contains("/tests/")
        || matches!(name, "tests.rs" | "test_folder.rs")
}

/// `text` with spaces in place of everything within `ranges`, except line ends.
fn blank<'range>(text: &str, ranges: impl IntoIterator<Item = &'range Range<usize>>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for range in ranges {
        for byte in bytes.get_mut(range.clone()).into_iter().flatten() {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// `text` with spaces in place of everything outside `ranges`, which are in order.
fn keep(text: &str, ranges: &[Range<usize>]) -> String {
    let starts = std::iter::once(0).chain(ranges.iter().map(|range| range.end));
    let ends = ranges.iter().map(|range| range.start).chain([text.len()]);
    let gaps: Vec<_> = starts.zip(ends).map(|(start, end)| start..end).collect();
    blank(text, &gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_hide_what_they_leave_out_and_keep_the_lines() {
        let text = "// über word\nlet a = \"word\";\nquote! { word }\n#[cfg(test)]\nmod tests { word }\nword\n";
        let source = Source::new("src/a.rs".to_owned(), text.to_owned());
        let lines = |view: &str| {
            places(view, "word")
                .into_iter()
                .map(|at| line_of(view, at))
                .collect::<Vec<_>>()
        };
        assert_eq!(lines(&source.text), [1, 2, 3, 5, 6]);
        assert_eq!(lines(&source.code), [3, 5, 6]);
        assert_eq!(lines(&source.production), [6]);
        assert_eq!(lines(&source.comments), [1]);
    }

    #[test]
    fn words_stand_alone() {
        assert_eq!(places("unwrap_or unwrap() my_unwrap", "unwrap").len(), 1);
        assert_eq!(places("io::Result<()> MyResult<()>", "Result<").len(), 1);
    }
}
