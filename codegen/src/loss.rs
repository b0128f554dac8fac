//! The loss report: every keyword that generated code does not enforce, and
//! what is left out because of errors, for machines as JSON and for people as
//! a table.

use crate::diagnostic::{Code, Diagnostic, LeftOut, Location, Part};
use crate::document::unescape;
use crate::generate::Output;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What generated code does not enforce, and what there is no code for.
#[derive(Clone, Debug, Default)]
pub struct Losses<'a> {
    list: Vec<Loss<'a>>,
    left_out: &'a [LeftOut],
}

/// One keyword at one place.
#[derive(Clone, Debug)]
struct Loss<'a> {
    keyword: String,
    diagnostic: &'a Diagnostic,
}

impl<'a> Losses<'a> {
    /// The losses of a run.
    pub fn of(output: &'a Output) -> Self {
        let losses = output
            .diagnostics
            .iter()
            .filter(|one| one.code == Code::NotEnforced);
        let list = losses.map(|diagnostic| Loss {
            keyword: keyword(diagnostic),
            diagnostic,
        });
        Self {
            list: list.collect(),
            left_out: &output.left_out,
        }
    }

    /// How many keywords are not enforced.
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

    /// The report as JSON: `count`, `keywords` with the count of each,
    /// `losses`, and `leftOut` with each `part` (`operation`, `path` or
    /// `schema`) and the `name` of operations and paths; both with the place of each (`file`, `pointer`, `line`, `column`).
    pub fn to_json(&self) -> Value {
        let losses: Vec<Value> = self.list.iter().map(Loss::to_json).collect();
        json!({
            "count": self.count(),
            "keywords": self.by_keyword(),
            "losses": losses,
            "leftOut": self.left_out.iter().map(left_out).collect::<Vec<_>>(),
        })
    }

    /// The report as a table of keywords, and a line for each part that is
    /// left out.
    pub fn table(&self) -> String {
        let counts = self.by_keyword();
        let width = counts
            .keys()
            .map(|keyword| keyword.chars().count())
            .max()
            .unwrap_or(0);
        let row = |(keyword, count): (&str, usize)| format!("{keyword:width$}  {count}\n");
        let left_out = self.left_out.iter().map(|one| format!("{one}\n"));
        counts.into_iter().map(row).chain(left_out).collect()
    }
}

impl Loss<'_> {
    fn to_json(&self) -> Value {
        let about = [
            ("keyword", json!(self.keyword)),
            ("message", json!(self.diagnostic.message)),
        ];
        placed(about, self.diagnostic.location.as_ref())
    }
}

fn left_out(one: &LeftOut) -> Value {
    let (part, name) = match &one.part {
        Part::Operation(name) => ("operation", Some(name)),
        Part::Path(path) => ("path", Some(path)),
        Part::Schema => ("schema", None),
    };
    let about = [("part", json!(part)), ("name", json!(name))];
    placed(about, Some(&one.location))
}

fn placed<const N: usize>(about: [(&str, Value); N], location: Option<&Location>) -> Value {
    let excerpt = location.and_then(|location| location.excerpt.as_ref());
    let place = [
        ("file", json!(location.map(|location| &location.file))),
        ("pointer", json!(location.map(|location| &location.pointer))),
        ("line", json!(excerpt.map(|excerpt| excerpt.line))),
        ("column", json!(excerpt.map(|excerpt| excerpt.column))),
    ];
    let fields = about.into_iter().chain(place);
    fields.map(|(key, value)| (key.to_owned(), value)).collect()
}

/// The keyword that a loss is about, or the kind of thing it names: the last
/// segment of its pointer. Media types are told from keywords by their slash.
fn keyword(diagnostic: &Diagnostic) -> String {
    let pointer = diagnostic
        .location
        .as_ref()
        .map_or("", |location| &location.pointer);
    let last = unescape(pointer.rsplit('/').next().unwrap_or_default());
    if last.contains('/') {
        "content".to_owned()
    } else {
        last
    }
}

#[cfg(test)]
mod tests {
    use super::{Losses, Output};
    use crate::diagnostic::{Code, Diagnostic, Location};

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
        let diagnostics = vec![
            finding(Code::NotEnforced, "/components/schemas/A/not"),
            finding(Code::NotEnforced, "/components/schemas/B/not"),
            finding(Code::NotEnforced, "/paths/x/content/text~1csv"),
            finding(Code::UnknownField, "/info/x"),
        ];
        let output = Output {
            diagnostics: diagnostics.into(),
            ..Output::default()
        };
        let losses = Losses::of(&output);
        assert_eq!(losses.table(), "content  1\nnot      2\n");
        let json = losses.to_json();
        assert_eq!(json["count"], 3);
        assert_eq!(json["keywords"]["not"], 2);
        assert_eq!(json["losses"][0]["pointer"], "/components/schemas/A/not");
    }
}
