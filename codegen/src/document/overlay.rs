//! Overlays (Overlay Specification 1.0.0): changes to the root document that
//! stand in files of their own.

use super::origin::{Origins, Patches};
use super::place::{Place, escape, pointer};
use super::source::{FileId, Sources};
use super::tree::Tree;
use super::typed::overlay::{self, Action};
use crate::diagnostic::{Code, Diagnostic, Report, Severity};
use serde_json_path::{JsonPath, PathElement};
use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;

/// How much of JSONPath an overlay can ask for: nodes that lie below each
/// other are found once for each way, and brackets are read one in another.
const MOST_DESCENTS: usize = 4;
const DEEPEST: usize = 32;

/// Applies an overlay to the root document; gives the warnings.
///
/// # Errors
/// If the overlay cannot be read, breaks the specification, or does not fit
/// the document.
pub fn apply(
    sources: &mut Sources,
    path: &Path,
    patches: &mut Patches,
) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let file = sources.add(path).map_err(|one| vec![*one])?;
    let report = Report::default();
    let overlay = sources.shared(file);
    let overlay = overlay::overlay(&overlay, &report);
    if overlay
        .extends
        .is_some_and(|extends| sources.is_other(file, &extends))
    {
        let message = "the overlay is meant for another document";
        report.add(Code::OverlayMismatch, "/extends", message);
    }
    let mut patch = Patch {
        file,
        main: sources.main(),
        patches,
        report: &report,
    };
    let tree = sources.tree_mut();
    for action in &overlay.actions {
        patch.action(Rc::make_mut(tree), action);
    }
    let found = super::locate(sources, &Origins::new(file), report.into_findings());
    if found
        .iter()
        .any(|one| one.code.severity() == Severity::Error)
    {
        Err(found)
    } else {
        Ok(found)
    }
}

/// An overlay that is being applied.
struct Patch<'a> {
    file: FileId,
    main: FileId,
    patches: &'a mut Patches,
    report: &'a Report,
}

impl Patch<'_> {
    fn action(&mut self, tree: &mut Tree, action: &Action) {
        let place = Place::At(&action.pointer);
        let target = place.key("target");
        let paths = match select(tree, &action.target) {
            Ok(paths) => paths,
            Err(message) => {
                let hint =
                    "a name with more than letters, digits and `_` is written as `['x-name']`";
                self.report.hint(Code::InvalidField, target, message, hint);
                return;
            }
        };
        if paths.is_empty() {
            let message = "the target selects nothing in the document";
            self.report.add(Code::OverlayMismatch, target, message);
        }
        let from = place.key("update").to_string();
        // The last comes first, so that no index changes before its turn.
        for path in paths.iter().rev() {
            let keys: Vec<String> = path.iter().map(Step::key).collect();
            match (path.last(), &action.update) {
                (None, _) if action.remove => {
                    let message = "the document as a whole cannot be removed";
                    self.report.add(Code::InvalidField, target, message);
                }
                (Some(_), _) if action.remove => self.remove(tree, &keys),
                (_, None) => {}
                (_, Some(update)) => match tree.at_mut(&keys) {
                    Some(Tree::Array(items)) => self.append(items, update, &pointer(&keys), &from),
                    Some(selected) => self.merge(selected, update, &pointer(&keys), &from),
                    None => {}
                },
            }
        }
    }

    fn remove(&mut self, tree: &mut Tree, keys: &[String]) {
        let Some((last, way)) = keys.split_last() else {
            return;
        };
        let at = pointer(way);
        match tree.at_mut(way) {
            Some(Tree::Object(object)) => {
                object.shift_remove(last);
                self.patches.remove(&format!("{at}/{}", escape(last)));
            }
            Some(Tree::Array(items)) => {
                let index = last.parse().ok().filter(|index| *index < items.len());
                if let Some(index) = index {
                    self.patches.shift(&at, index, items.len(), self.main);
                    items.remove(index);
                }
            }
            _ => {}
        }
    }

    /// Objects are merged key by key, arrays are joined, other values are
    /// replaced.
    fn merge(&mut self, target: &mut Tree, update: &Tree, at: &str, from: &str) {
        match (target, update) {
            (Tree::Object(target), Tree::Object(update)) => {
                for (key, value) in update {
                    let at = format!("{at}/{}", escape(key));
                    let from = format!("{from}/{}", escape(key));
                    match target.get_mut(key) {
                        Some(known) => self.merge(known, value, &at, &from),
                        None => {
                            self.patches.insert(at, (self.file, from));
                            target.insert(key.clone(), value.clone());
                        }
                    }
                }
            }
            (Tree::Array(items), Tree::Array(_)) => self.append(items, update, at, from),
            // A key without a value adds nothing.
            (Tree::Object(_) | Tree::Array(_), Tree::Null) => {}
            (target @ (Tree::Object(_) | Tree::Array(_)), update)
            | (target, update @ (Tree::Object(_) | Tree::Array(_))) => {
                let message = format!(
                    "this is {}, but the document has {} there",
                    update.kind(),
                    target.kind()
                );
                let hint = "remove that first, with an action before this one";
                self.report.hint(Code::InvalidField, from, message, hint);
            }
            (target, update) => {
                self.patches
                    .insert(at.to_owned(), (self.file, from.to_owned()));
                *target = update.clone();
            }
        }
    }

    /// "An entry to append to the array"; of an array, its entries.
    fn append(&mut self, items: &mut Vec<Tree>, update: &Tree, at: &str, from: &str) {
        let (entries, is_list) = match update {
            Tree::Array(entries) => (entries.as_slice(), true),
            entry => (std::slice::from_ref(entry), false),
        };
        for (index, entry) in entries.iter().enumerate() {
            let from = if is_list {
                format!("{from}/{index}")
            } else {
                from.to_owned()
            };
            self.patches
                .insert(format!("{at}/{}", items.len()), (self.file, from));
            items.push(entry.clone());
        }
    }
}

/// A step of a path; indices are ordered by their numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Index(usize),
    Key(String),
}

impl Step {
    fn key(&self) -> String {
        match self {
            Self::Index(index) => index.to_string(),
            Self::Key(key) => key.clone(),
        }
    }
}

/// The paths of the nodes that a JSONPath (RFC 9535) selects, each once.
fn select(tree: &Tree, target: &str) -> Result<BTreeSet<Vec<Step>>, String> {
    let open = |c: &char| matches!(c, '(' | '[' | '!');
    if target.matches("..").count() > MOST_DESCENTS || target.chars().filter(open).count() > DEEPEST
    {
        return Err(format!(
            "the target has more than {MOST_DESCENTS} times `..`, or {DEEPEST} brackets"
        ));
    }
    let path = JsonPath::parse(target)
        .map_err(|error| format!("the target is not a JSONPath (RFC 9535): {error}"))?;
    let value = tree.to_json();
    let nodes = path.query_located(&value);
    let steps = nodes.locations().map(|location| {
        let step = |element: &PathElement<'_>| match element {
            PathElement::Name(name) => Step::Key((*name).to_owned()),
            PathElement::Index(index) => Step::Index(*index),
        };
        location.iter().map(step).collect()
    });
    Ok(steps.collect())
}
