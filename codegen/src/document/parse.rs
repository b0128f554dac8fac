//! Text to tree: YAML by `serde_yaml`, JSON by `serde_json`, both within a
//! budget.

use super::place::Place;
use super::tree::{Object, Tree};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::cell::{Cell, RefCell};
use std::fmt;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON (RFC 8259).
    Json,
    /// YAML 1.2.
    Yaml,
}

/// A parsed file.
#[derive(Debug)]
pub struct Parsed {
    /// Its content.
    pub tree: Tree,
    /// Pointers of keys that an object has twice.
    pub duplicates: Vec<String>,
}

/// Why a file could not be parsed.
#[derive(Debug)]
pub struct ParseError {
    /// One sentence.
    pub message: String,
    /// Line and column, both from 1, where known.
    pub position: Option<(usize, usize)>,
    /// Whether the file goes beyond the budget rather than against the
    /// grammar.
    pub over_budget: bool,
}

/// More values than any real description has: GitHub's has 0.6 million.
const MOST_VALUES: usize = 8_000_000;

/// The format that a file's name or, without a telling name, its first
/// character shows.
pub fn format_of(name: &str, text: &str) -> Format {
    let ends_with = |ending: &str| name.len() > ending.len() && name.ends_with(ending);
    if ends_with(".json") || (!ends_with(".yaml") && !ends_with(".yml") && starts_as_json(text)) {
        Format::Json
    } else {
        Format::Yaml
    }
}

fn starts_as_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// Parses a file.
///
/// # Errors
/// If the text breaks the grammar or the budget.
pub fn parse(text: &str, format: Format) -> Result<Parsed, ParseError> {
    let state = State {
        format,
        values: Cell::default(),
        duplicates: RefCell::default(),
    };
    let seed = Build {
        place: Place::Root,
        state: &state,
    };
    let tree = match format {
        Format::Json => {
            let mut deserializer = serde_json::Deserializer::from_str(text);
            seed.deserialize(&mut deserializer)
                .and_then(|tree| deserializer.end().map(|()| tree))
                .map_err(|error| {
                    let position =
                        (error.line() > 0).then(|| (error.line(), error.column().max(1)));
                    state.error(error.to_string(), position)
                })?
        }
        Format::Yaml => {
            super::nesting::check(text)?;
            seed.deserialize(serde_yaml::Deserializer::from_str(text))
                .map_err(|error| {
                    let position = error.location().map(|at| (at.line(), at.column()));
                    state.error(error.to_string(), position)
                })?
        }
    };
    Ok(Parsed {
        tree,
        duplicates: state.duplicates.into_inner(),
    })
}

struct State {
    format: Format,
    values: Cell<usize>,
    duplicates: RefCell<Vec<String>>,
}

impl State {
    fn error(&self, message: String, position: Option<(usize, usize)>) -> ParseError {
        // The parsers append the position, which the excerpt shows already.
        let end = message.find(" at line ").unwrap_or(message.len());
        let message = &message[..end];
        let over_budget = self.values.get() > MOST_VALUES
            || message.contains("recursion limit")
            || message.contains("repetition limit");
        ParseError {
            message: message.to_owned(),
            position,
            over_budget,
        }
    }
}

#[derive(Clone, Copy)]
struct Build<'a> {
    place: Place<'a>,
    state: &'a State,
}

impl<'de> DeserializeSeed<'de> for Build<'_> {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        let values = self.state.values.get() + 1;
        self.state.values.set(values);
        if values > MOST_VALUES {
            return Err(D::Error::custom(format!(
                "the file has more than {MOST_VALUES} values"
            )));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Build<'_> {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    /// A YAML file that holds nothing but comments.
    fn visit_none<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Integer(i128::from(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Integer(i128::from(value)))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Tree, E> {
        Ok(Tree::Integer(value))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Tree, E> {
        Ok(i128::try_from(value).map_or(Tree::Float(value as f64), Tree::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Tree, E> {
        Ok(Tree::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut array = Vec::new();
        loop {
            let item = Build {
                place: self.place.index(array.len()),
                state: self.state,
            };
            match items.next_element_seed(item)? {
                Some(value) => array.push(value),
                None => return Ok(Tree::Array(array)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut object = Object::new();
        let mut merged = Vec::new();
        while let Some(key) = entries.next_key::<Key>()? {
            let value = entries.next_value_seed(Build {
                place: self.place.key(&key.0),
                state: self.state,
            })?;
            if key.0 == MERGE && self.state.format == Format::Yaml {
                merged.push(value);
                continue;
            }
            if object.contains_key(&key.0) {
                let pointer = self.place.key(&key.0).to_string();
                self.state.duplicates.borrow_mut().push(pointer);
            }
            object.insert(key.0, value);
        }
        for source in merged {
            merge(&mut object, source).map_err(A::Error::custom)?;
        }
        Ok(Tree::Object(object))
    }

    /// A YAML tag (`!name value`): the value counts, the tag has no meaning
    /// in OpenAPI.
    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, tagged: A) -> Result<Tree, A::Error> {
        use serde::de::VariantAccess;
        let (_, value) = tagged.variant::<Key>()?;
        value.newtype_variant_seed(self)
    }
}

/// The key that stands for the keys of other objects in YAML, as most of its
/// readers have it, although YAML 1.2 does not.
const MERGE: &str = "<<";

/// Adds the keys of an object, or of several, that are not there yet.
fn merge(object: &mut Object, source: Tree) -> Result<(), &'static str> {
    match source {
        Tree::Object(source) => {
            for (key, value) in source {
                object.entry(key).or_insert(value);
            }
            Ok(())
        }
        Tree::Array(sources) => sources.into_iter().try_for_each(|source| match source {
            Tree::Object(_) => merge(object, source),
            _ => Err("`<<` merges objects, but this is another value"),
        }),
        _ => Err("`<<` merges objects, but this is another value"),
    }
}

/// A key as it stands in the file: `200` is the key "200".
struct Key(String);

impl<'de> serde::Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, Tree, format_of, parse};

    #[test]
    fn keys_are_text_and_order_is_kept() {
        let tree = parse("b: 1\n200: x\na: [1, 2.5, yes]\n", Format::Yaml)
            .unwrap()
            .tree;
        let Tree::Object(object) = &tree else {
            panic!("{tree:?}")
        };
        assert_eq!(object.keys().collect::<Vec<_>>(), ["b", "200", "a"]);
        assert_eq!(
            object["a"],
            Tree::Array(vec![
                Tree::Integer(1),
                Tree::Float(2.5),
                Tree::String("yes".to_owned()),
            ])
        );
    }

    #[test]
    fn any_number_is_taken() {
        let tree = parse(
            "[-9223372036854775809, 1e300, 18446744073709551616]",
            Format::Yaml,
        );
        assert_eq!(
            tree.unwrap().tree,
            Tree::Array(vec![
                Tree::Integer(-9_223_372_036_854_775_809),
                Tree::Float(1e300),
                Tree::Integer(18_446_744_073_709_551_616),
            ])
        );
    }

    #[test]
    fn keys_are_merged_where_they_are_not_given() {
        let text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc: {x: 0, <<: [*a, *b]}\nd: {<<: *a}\n";
        let tree = parse(text, Format::Yaml).unwrap().tree;
        let merged = [("x", 0), ("y", 1), ("z", 2)].map(|(key, value)| (key, Tree::Integer(value)));
        assert_eq!(tree.get("c"), Some(&Tree::object(merged)));
        assert_eq!(tree.get("d"), tree.get("a"));
        assert!(parse("{<<: 1}", Format::Yaml).is_err());
        assert!(parse("{\"<<\": 1}", Format::Json).is_ok());
    }

    #[test]
    fn duplicate_keys_are_noted() {
        let parsed = parse(r#"{"a": {"b": 1, "b": 2}}"#, Format::Json).unwrap();
        assert_eq!(parsed.duplicates, ["/a/b"]);
    }

    #[test]
    fn the_format_is_told_by_name_then_content() {
        assert_eq!(format_of("a.json", ""), Format::Json);
        assert_eq!(format_of("a.yaml", "{"), Format::Yaml);
        assert_eq!(format_of("a", " {"), Format::Json);
        assert_eq!(format_of("a", "openapi: 3"), Format::Yaml);
    }
}
