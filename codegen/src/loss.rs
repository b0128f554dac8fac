//! The loss report: every keyword that generated code does not enforce, for
//! machines as JSON and for people as a table.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What generated code does not enforce.
#[derive(Clone, Debug, Default)]
pub struct Losses<'a> {
    list: Vec<Loss<'a>>,
}

/// One keyword at one place.
#[derive(Clone, Debug)]
struct Loss<'a> {
    keyword: String,
    diagnostic: &'a Diagnostic,
}

impl<'a> Losses<'a> {
    /// The losses among the findings of a run.
    pub fn of(diagnostics: &'a Diagnostics) -> Self {
        let losses = diagnostics
            .iter()
            .filter(|one| one.code == Code::NotEnforced);
        let list = losses.map(|diagnostic| Loss {
            keyword: keyword(diagnostic),
            diagnostic,
        });
        Self {
            list: list.collect(),
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// How many there are of each keyword, in alphabetic order.
    pub fn by_keyword(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for loss in &self.list {
            *counts.entry(loss.keyword.as_str()).or_default() += 1;
        }
        counts
    }

    /// The report as JSON: `count`, `keywords` with the count of each, and
    /// `losses` with the place of each (`file`, `pointer`, `line`, `column`).
    pub fn to_json(&self) -> Value {
        let losses: Vec<Value> = self.list.iter().map(Loss::to_json).collect();
        json!({
            "count": self.count(),
            "keywords": self.by_keyword(),
            "losses": losses,
        })
    }

    /// The report as a table of keywords.
    pub fn table(&self) -> String {
        let counts = self.by_keyword();
        let width = counts
            .keys()
            .map(|keyword| keyword.chars().count())
            .max()
            .unwrap_or(0);
        let row = |(keyword, count): (&str, usize)| format!("{keyword:width$}  {count}\n");
        counts.into_iter().map(row).collect()
    }
}

impl Loss<'_> {
    fn to_json(&self) -> Value {
        let location = self.diagnostic.location.as_ref();
        let excerpt = location.and_then(|location| location.excerpt.as_ref());
        json!({
            "keyword": self.keyword,
            "message": self.diagnostic.message,
            "file": location.map(|location| &location.file),
            "pointer": location.map(|location| &location.pointer),
            "line": excerpt.map(|excerpt| excerpt.line),
            "column": excerpt.map(|excerpt| excerpt.column),
        })
    }
}

/// The keyword that a loss is about, or the kind of thing it names: the last
/// segment of its pointer. Media types are told from keywords by their slash.
fn keyword(diagnostic: &Diagnostic) -> String {
    let pointer = diagnostic
        .location
        .as_ref()
        .map_or("", |location| &location.pointer);
    let last = pointer.rsplit('/').next().unwrap_or_default();
    let last = last.replace("~1", "/").replace("~0", "~");
    if last.contains('/') {
        "content".to_owned()
    } else {
        last
    }
}

#[cfg(test)]
mod tests {
    use super::Losses;
    use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};

    fn finding(code: Code, pointer: &str) -> Diagnostic {
        Diagnostic {
            code,
            message: "it is not enforced".to_owned(),
            location: Some(Location {
                file: "a.yaml".to_owned(),
                pointer: pointer.to_owned(),
                excerpt: None,
            }),
            hint: None,
        }
    }

    #[test]
    fn losses_are_counted_by_keyword() {
        let diagnostics = Diagnostics::from(vec![
            finding(Code::NotEnforced, "/components/schemas/A/not"),
            finding(Code::NotEnforced, "/components/schemas/B/not"),
            finding(Code::NotEnforced, "/paths/x/content/text~1csv"),
            finding(Code::UnknownField, "/info/x"),
        ]);
        let losses = Losses::of(&diagnostics);
        assert_eq!(losses.table(), "content  1\nnot      2\n");
        let json = losses.to_json();
        assert_eq!(json["count"], 3);
        assert_eq!(json["keywords"]["not"], 2);
        assert_eq!(json["losses"][0]["pointer"], "/components/schemas/A/not");
    }
}
