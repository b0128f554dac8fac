//! Reading one object of the specification field by field, reporting what
//! does not have the type that the specification asks for.

use crate::diagnostic::{Code, Report, nearest};
use crate::document::bundle::refusal;
use crate::document::place::Place;
use crate::document::tree::{Object, Tree};
use indexmap::IndexMap;
use openapiv3::ReferenceOr;
use std::cell::RefCell;

/// Extensions as `openapiv3` keeps them.
pub(super) type Extensions = IndexMap<String, serde_json::Value>;

/// About as many fields as the largest object of the specification has.
const MOST_FIELDS: usize = 40;

/// Objects up to this size are searched faster than a hash is computed.
const SMALL: usize = 12;

/// The fields of one object.
pub(super) struct Fields<'a> {
    object: &'a Object,
    pub(super) place: &'a Place<'a>,
    pub(super) report: &'a Report,
    asked: RefCell<Vec<&'static str>>,
}

/// Reads an object of the kind that `read` knows; anything else is reported.
pub(super) fn object<'a, T>(
    tree: &'a Tree,
    place: &'a Place<'a>,
    report: &'a Report,
    read: impl FnOnce(&Fields<'a>) -> Option<T>,
) -> Option<T> {
    let Tree::Object(object) = tree else {
        invalid(report, place, "an object", tree);
        return None;
    };
    if is_missing(tree) {
        return None;
    }
    let fields = Fields {
        object,
        place,
        report,
        asked: RefCell::new(Vec::with_capacity(MOST_FIELDS)),
    };
    let value = read(&fields);
    fields.report_unknown();
    value
}

/// Whether a reference stands there that cannot be followed, which has been
/// reported.
fn is_missing(tree: &Tree) -> bool {
    tree.reference().and_then(refusal).is_some()
}

/// Reads a Reference Object, or an object of the kind that `read` knows.
pub(super) fn reference_or<T>(
    tree: &Tree,
    place: &Place<'_>,
    report: &Report,
    read: impl FnOnce(&Tree, &Place<'_>, &Report) -> Option<T>,
) -> Option<ReferenceOr<T>> {
    match tree.get("$ref") {
        Some(Tree::String(reference)) => Some(ReferenceOr::Reference {
            reference: reference.clone(),
        }),
        Some(other) => {
            invalid(report, &place.key("$ref"), "a string", other);
            None
        }
        None => read(tree, place, report).map(ReferenceOr::Item),
    }
}

pub(super) fn invalid(report: &Report, place: &Place<'_>, expected: &str, found: &Tree) {
    let found = match found {
        Tree::Integer(number) => format!("the integer {number}"),
        Tree::Float(number) => format!("the number {number}"),
        other => other.kind().to_owned(),
    };
    let message = format!("this must be {expected}, but is {found}");
    report.add(Code::InvalidField, place, message);
}

/// Fields of OpenAPI 3.2 that 3.1 has no equal of, where they stand.
const OF_3_2: &[&str] = &[
    "additionalOperations",
    "itemEncoding",
    "itemSchema",
    "prefixEncoding",
    "query",
];

impl<'a> Fields<'a> {
    /// The value of a field; the name is then known to the specification.
    pub(super) fn tree(&self, key: &'static str) -> Option<&'a Tree> {
        self.asked.borrow_mut().push(key);
        if self.object.len() > SMALL {
            return self.object.get(key);
        }
        let mut fields = self.object.iter();
        fields.find(|(name, _)| *name == key).map(|(_, tree)| tree)
    }

    fn typed<T>(
        &self,
        key: &'static str,
        expected: &str,
        read: impl FnOnce(&'a Tree) -> Option<T>,
    ) -> Option<T> {
        let tree = self.tree(key).filter(|tree| !is_missing(tree))?;
        let value = read(tree);
        if value.is_none() {
            invalid(self.report, &self.place.key(key), expected, tree);
        }
        value
    }

    /// Text. A plain scalar that YAML reads as a number or a boolean
    /// (`version: 1.0`) counts as text too, since nothing else can be meant.
    pub(super) fn text(&self, key: &'static str) -> Option<String> {
        self.typed(key, "a string", |tree| match tree {
            Tree::String(text) => Some(text.clone()),
            Tree::Integer(number) => Some(number.to_string()),
            Tree::Float(number) => Some(number.to_string()),
            Tree::Bool(value) => Some(value.to_string()),
            Tree::Null | Tree::Array(_) | Tree::Object(_) => None,
        })
    }

    /// Text that must be there.
    pub(super) fn required_text(&self, key: &'static str) -> Option<String> {
        self.require(key);
        self.text(key)
    }

    /// Reports a required field that is missing.
    pub(super) fn require(&self, key: &'static str) {
        if !self.object.contains_key(key) {
            let message = format!("the required field `{key}` is missing");
            self.report.add(Code::MissingField, self.place, message);
        }
    }

    pub(super) fn flag(&self, key: &'static str) -> Option<bool> {
        self.typed(key, "a boolean", |tree| match tree {
            Tree::Bool(value) => Some(*value),
            _ => None,
        })
    }

    pub(super) fn number(&self, key: &'static str) -> Option<f64> {
        self.typed(key, "a number", |tree| match tree {
            Tree::Integer(value) => Some(*value as f64),
            Tree::Float(value) => Some(*value),
            _ => None,
        })
    }

    /// A count: a number without a fraction that is not negative. What a
    /// count on any machine can reach is enough.
    pub(super) fn count(&self, key: &'static str) -> Option<usize> {
        self.typed(key, "an integer that is not negative", |tree| match tree {
            Tree::Integer(value) if *value >= 0 => {
                Some(u32::try_from(*value).unwrap_or(u32::MAX) as usize)
            }
            // Such a cast stops at the largest value.
            Tree::Float(value) if value.fract() == 0.0 && *value >= 0.0 => {
                Some(*value as u32 as usize)
            }
            _ => None,
        })
    }

    /// Any value, kept as data.
    pub(super) fn json(&self, key: &'static str) -> Option<serde_json::Value> {
        self.tree(key).map(Tree::to_json)
    }

    /// An array, item by item; what `read` refuses is left out.
    pub(super) fn list<T>(
        &self,
        key: &'static str,
        read: impl Fn(&'a Tree, &Place<'_>, &Report) -> Option<T>,
    ) -> Vec<T> {
        let place = self.place.key(key);
        let items = self.typed(key, "an array", |tree| match tree {
            Tree::Array(items) => Some(items),
            _ => None,
        });
        items
            .into_iter()
            .flatten()
            .enumerate()
            .filter_map(|(index, item)| read(item, &place.index(index), self.report))
            .collect()
    }

    /// An array of strings.
    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        self.list(key, |tree, place, report| match tree {
            Tree::String(text) => Some(text.clone()),
            other => {
                invalid(report, place, "a string", other);
                None
            }
        })
    }

    /// A map, entry by entry; what `read` refuses is left out.
    pub(super) fn map<T>(
        &self,
        key: &'static str,
        read: impl Fn(&'a Tree, &Place<'_>, &Report) -> Option<T>,
    ) -> IndexMap<String, T> {
        let place = self.place.key(key);
        let entries = self.typed(key, "an object", |tree| match tree {
            Tree::Object(entries) => Some(entries),
            _ => None,
        });
        entries
            .into_iter()
            .flatten()
            .filter_map(|(name, tree)| {
                Some((name.clone(), read(tree, &place.key(name), self.report)?))
            })
            .collect()
    }

    /// One object.
    pub(super) fn one<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&'a Tree, &Place<'_>, &Report) -> Option<T>,
    ) -> Option<T> {
        let tree = self.tree(key)?;
        read(tree, &self.place.key(key), self.report)
    }

    /// All entries, for objects whose keys are names of their own.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'a String, &'a Tree)> + use<'a> {
        self.object.iter().filter(|(key, _)| !key.starts_with("x-"))
    }

    /// One of a few words, chosen by `read`.
    pub(super) fn word<T>(
        &self,
        key: &'static str,
        allowed: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let word = self.typed(key, &format!("one of {allowed}"), Tree::as_str)?;
        let value = read(word);
        if value.is_none() {
            let message = format!("`{word}` is not one of {allowed}");
            let place = self.place.key(key);
            match nearest(word, allowed.split(", ")) {
                Some(meant) => {
                    let hint = format!("did you mean `{meant}`?");
                    self.report.hint(Code::InvalidField, place, message, hint);
                }
                None => self.report.add(Code::InvalidField, place, message),
            }
        }
        value
    }

    /// A field that describes what is not generated.
    pub(super) fn not_generated(&self, key: &'static str) {
        if self.tree(key).is_some() {
            self.not_enforced(key, &format!("`{key}` is not generated"));
        }
    }

    /// Reports a field that generated code does not enforce.
    pub(super) fn not_enforced(&self, key: &'static str, message: &str) {
        self.report
            .add(Code::NotEnforced, self.place.key(key), message);
    }

    /// The `x-` fields, which any object may have.
    pub(super) fn extensions(&self) -> Extensions {
        self.object
            .iter()
            .filter(|(key, _)| key.starts_with("x-"))
            .map(|(key, value)| (key.clone(), value.to_json()))
            .collect()
    }

    /// Declares that every key is a name of its own.
    pub(super) fn any_key(&self) {
        self.asked.borrow_mut().clear();
        self.asked.borrow_mut().push("*");
    }

    fn report_unknown(&self) {
        let asked = self.asked.borrow();
        if asked.first() == Some(&"*") {
            return;
        }
        for (key, _) in self.entries() {
            if asked.contains(&key.as_str()) {
                continue;
            }
            let place = self.place.key(key);
            if OF_3_2.contains(&key.as_str()) {
                let message = format!("`{key}` is new in OpenAPI 3.2, and there is no code for it");
                self.report.add(Code::NotEnforced, place, message);
                continue;
            }
            let message = format!("the specification has no field `{key}` here; it is ignored");
            match nearest(key, asked.iter().copied()) {
                Some(meant) => {
                    let hint = format!("did you mean `{meant}`?");
                    self.report.hint(Code::UnknownField, place, message, hint);
                }
                None => self.report.add(Code::UnknownField, place, message),
            }
        }
    }
}
