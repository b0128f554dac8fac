//! Compares what the reference tells with what the descriptions tell.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Facts, ITSELF, Kind, Operation, Place};

/// One fact that is not the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The file of the page, or the method and path of an operation that no page tells.
    pub operation: String,
    /// The resource.
    pub tag: String,
    /// The place in the operation.
    pub place: String,
    /// What is counted there.
    pub kind: Kind,
    /// The name of the fact; `presence` is that of the place itself.
    pub fact: String,
    /// What the page says.
    pub page: String,
    /// What the description says.
    pub here: String,
    /// Where the description says it.
    pub source: String,
}

impl Difference {
    /// Whether the description lacks the whole place.
    pub fn is_missing(&self) -> bool {
        self.fact == PRESENCE && self.here == ABSENT
    }
}

/// The fact that a place is there.
const PRESENCE: &str = "presence";

/// The value of a fact that is not there.
const ABSENT: &str = "absent";

const PRESENT: &str = "present";

/// All differences between the operations of the reference and those of a description.
pub fn compare(pages: &[Operation], described: &[Operation]) -> Vec<Difference> {
    let known: BTreeMap<&str, &Operation> = described
        .iter()
        .map(|here| (here.call.as_str(), here))
        .collect();
    let told: BTreeSet<&str> = pages.iter().map(|page| page.call.as_str()).collect();
    let mut differences = Vec::new();
    for page in pages {
        match known.get(page.call.as_str()) {
            Some(here) => operation(page, here, &mut differences),
            None => differences.extend(page.places.iter().map(|(name, place)| {
                let of = Subject::new(page, "", name, place);
                of.difference(PRESENCE, PRESENT, ABSENT)
            })),
        }
    }
    for here in described
        .iter()
        .filter(|here| !told.contains(here.call.as_str()))
    {
        let itself = here.places.get(ITSELF).into_iter();
        differences.extend(itself.map(|place| {
            let of = Subject::new(here, &here.source, ITSELF, place);
            Difference {
                operation: here.call.clone(),
                ..of.difference(PRESENCE, ABSENT, PRESENT)
            }
        }));
    }
    differences
}

fn operation(page: &Operation, here: &Operation, differences: &mut Vec<Difference>) {
    let names: BTreeSet<&String> = page.places.keys().chain(here.places.keys()).collect();
    for name in names {
        let of = |place| Subject::new(page, &here.source, name, place);
        match (page.places.get(name), here.places.get(name)) {
            (Some(told), Some(described)) => {
                differences.extend(of(told).differences(&told.facts, &described.facts));
            }
            (Some(told), None) => {
                differences.push(of(told).difference(PRESENCE, PRESENT, ABSENT));
            }
            (None, Some(described)) => {
                differences.push(of(described).difference(PRESENCE, ABSENT, PRESENT));
            }
            (None, None) => {}
        }
    }
}

/// What differences are about.
struct Subject<'a> {
    operation: &'a Operation,
    source: &'a str,
    place: &'a str,
    kind: Kind,
}

impl<'a> Subject<'a> {
    fn new(operation: &'a Operation, source: &'a str, place: &'a str, told: &Place) -> Self {
        Self {
            operation,
            source,
            place,
            kind: told.kind,
        }
    }

    fn differences(&self, told: &Facts, described: &Facts) -> Vec<Difference> {
        let names: BTreeSet<&str> = told.keys().chain(described.keys()).copied().collect();
        let value = |facts: &Facts, name| facts.get(name).map_or(ABSENT, String::as_str).to_owned();
        let pair = |name| (name, value(told, name), value(described, name));
        let pairs = names.into_iter().map(pair);
        let unlike = pairs.filter(|(_, told, described)| told != described);
        unlike
            .map(|(name, told, described)| self.difference(name, &told, &described))
            .collect()
    }

    fn difference(&self, fact: &str, page: &str, here: &str) -> Difference {
        Difference {
            operation: self.operation.source.clone(),
            tag: self.operation.tag.clone(),
            place: self.place.to_owned(),
            kind: self.kind,
            fact: fact.to_owned(),
            page: page.to_owned(),
            here: here.to_owned(),
            source: self.source.to_owned(),
        }
    }
}
