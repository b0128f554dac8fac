//! The table of departures from the reference that are made on purpose, `decisions.yaml` beside the
//! descriptions.
//!
//! Each entry has the text fields `api`, `operation` (the file of the page without its ending), `place`,
//! `fact`, `page`, `here` and `reason`; in all but the last, `*` stands for any text.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::compare::Difference;
use crate::failure::Failure;

/// The place of an example for a command line.
pub const COMMAND_LINE: &str = "command line";

/// One departure.
#[derive(Debug)]
pub struct Decision {
    patterns: [String; 6],
    /// Why it is made.
    pub reason: String,
}

const FIELDS: [&str; 6] = ["api", "operation", "place", "fact", "page", "here"];

/// The departures in the file at `path`; none if there is no file.
///
/// # Errors
///
/// When the file cannot be read, or an entry lacks a field or has others.
pub fn read(path: &Path) -> Result<Vec<Decision>, Failure> {
    let shown = path.display();
    if !path.is_file() {
        return Ok(Vec::new());
    }
    let text = fs::read_to_string(path).map_err(|error| Failure::io(&shown.to_string(), &error))?;
    let entries: Vec<Value> = serde_yaml::from_str(&text)
        .map_err(|error| Failure::Failed(format!("cannot read {shown}: {error}")))?;
    let read = |(number, entry): (usize, &Value)| {
        decision(entry)
            .map_err(|error| Failure::Failed(format!("{shown}: entry {}: {error}", number + 1)))
    };
    entries.iter().enumerate().map(read).collect()
}

fn decision(entry: &Value) -> Result<Decision, String> {
    let field = |name: &str| match entry.get(name) {
        Some(Value::String(text)) if !text.is_empty() => Ok(text.clone()),
        _ => Err(format!("`{name}` must be a text")),
    };
    let known = |name: &&String| FIELDS.contains(&name.as_str()) || *name == "reason";
    let names = entry
        .as_object()
        .into_iter()
        .flat_map(|fields| fields.keys());
    if let Some(name) = names.into_iter().find(|name| !known(name)) {
        return Err(format!("there is no field `{name}`"));
    }
    let [api, operation, place, fact, page, here] = FIELDS.map(field);
    Ok(Decision {
        patterns: [api?, operation?, place?, fact?, page?, here?],
        reason: field("reason")?,
    })
}

impl Decision {
    /// Whether the difference, in this API, is the departure.
    pub fn covers(&self, api: &str, difference: &Difference) -> bool {
        let page = difference.operation.trim_end_matches(".txt");
        let values = [
            api,
            page,
            &difference.place,
            &difference.fact,
            &difference.page,
            &difference.here,
        ];
        let mut pairs = self.patterns.iter().zip(values);
        pairs.all(|(pattern, value)| fits(pattern, value))
    }

    /// Whether it is about a fact of this API.
    pub fn is_about(&self, api: &str) -> bool {
        let [pattern, ..] = &self.patterns;
        fits(pattern, api) && !self.is_of_command_line()
    }

    /// Whether it is about examples for command lines.
    pub fn is_of_command_line(&self) -> bool {
        let [_, _, place, ..] = &self.patterns;
        place == COMMAND_LINE
    }
}

impl std::fmt::Display for Decision {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [api, operation, place, fact, page, here] = &self.patterns;
        write!(
            formatter,
            "{api} {operation} {place}: {fact}: {page} -> {here}"
        )
    }
}

/// Whether `value` is `pattern`, where `*` stands for any text.
fn fits(pattern: &str, value: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| value.strip_prefix(first)) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coverage::facts::Kind;
    use crate::test_folder::TestFolder;

    const TABLE: &str = "\
- api: pets
  operation: feed_*
  place: request.*age
  fact: default
  page: 'false'
  here: absent
  reason: an age is no boolean
";

    fn difference(operation: &str, place: &str) -> Difference {
        Difference {
            operation: operation.to_owned(),
            tag: String::new(),
            place: place.to_owned(),
            kind: Kind::Property,
            fact: "default".to_owned(),
            page: "false".to_owned(),
            here: "absent".to_owned(),
            source: String::new(),
        }
    }

    #[test]
    fn decisions_cover_what_fits_every_field() {
        let folder = TestFolder::new();
        let path = folder.path().join("decisions.yaml");
        assert!(read(&path).unwrap().is_empty());
        folder.write("decisions.yaml", TABLE);
        let read = read(&path).unwrap();
        let covers = |api, operation, place| read[0].covers(api, &difference(operation, place));
        assert!(covers("pets", "feed_cat.txt", "request.age"));
        assert!(covers("pets", "feed_cat.txt", "request.owner.age"));
        assert!(!covers("pets", "feed_cat.txt", "request.ages"));
        assert!(!covers("pets", "wash_cat.txt", "request.age"));
        assert!(!covers("tools", "feed_cat.txt", "request.age"));
    }

    #[test]
    fn entries_say_all_there_is_to_say() {
        let folder = TestFolder::new();
        let path = folder.path().join("decisions.yaml");
        for (from, to, error) in [
            ("reason: an age is no boolean", "", "`reason`"),
            ("'false'", "false", "`page`"),
            ("fact: default", "fact: default\n  facts: all", "`facts`"),
            ("- api", "-- api", "cannot read"),
        ] {
            folder.write("decisions.yaml", &TABLE.replace(from, to));
            let Err(Failure::Failed(message)) = read(&path) else {
                panic!("{to} was accepted");
            };
            assert!(message.contains(error), "{message}");
        }
    }

    #[test]
    fn stars_stand_for_any_text() {
        for (pattern, value) in [("*", ""), ("a*", "a"), ("a*b*c", "a.b.b.c"), ("[]*", "[]x")] {
            assert!(fits(pattern, value), "{pattern} {value}");
        }
        for (pattern, value) in [("a", "ab"), ("a*a", "a"), ("*b", "ba"), ("a*b*b", "ab")] {
            assert!(!fits(pattern, value), "{pattern} {value}");
        }
    }
}
