//! Names for objects that become components.

use crate::document::grammar::{Dialect, Kind};
use crate::document::place::segments;
use crate::document::tree::Tree;
use std::collections::BTreeSet;

/// The name of a file without its endings.
pub(super) fn file_stem(relative: &str) -> String {
    let name = relative.rsplit('/').next().unwrap_or(relative);
    name.split('.').next().unwrap_or(name).to_owned()
}

/// Component names in use, by section.
pub(super) struct Names {
    taken: BTreeSet<(Kind, String)>,
}

/// Words of a pointer that say nothing about the object.
const STRUCTURAL: &[&str] = &[
    "components",
    "schemas",
    "definitions",
    "$defs",
    "properties",
    "items",
    "paths",
    "responses",
    "parameters",
    "requestBodies",
    "requestBody",
    "content",
    "schema",
    "headers",
    "allOf",
    "oneOf",
    "anyOf",
    "application/json",
    "examples",
];

impl Names {
    pub(super) fn of(tree: &Tree, dialect: Dialect) -> Self {
        let taken = dialect
            .components(tree)
            .flat_map(|(kind, entries)| entries.keys().map(move |name| (kind, name.clone())));
        Self {
            taken: taken.collect(),
        }
    }

    /// A free name for the object at `pointer` of the file `stem`.
    pub(super) fn make(&mut self, kind: Kind, pointer: &str, stem: &str) -> String {
        let telling: Vec<String> = segments(pointer)
            .filter(|segment| !STRUCTURAL.contains(&segment.as_str()))
            .collect();
        let name = match telling.as_slice() {
            [] => stem.to_owned(),
            [.., parent, last] if is_inside_component(pointer) => format!("{parent}_{last}"),
            [.., last] => last.clone(),
        };
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let mut candidates = [name.clone(), format!("{stem}_{name}")]
            .into_iter()
            .chain(numbered);
        loop {
            let candidate = candidates.next().unwrap_or_default();
            if self.taken.insert((kind, candidate.clone())) {
                return candidate;
            }
        }
    }
}

fn is_inside_component(pointer: &str) -> bool {
    pointer.starts_with("/components/") && segments(pointer).count() > 3
}
