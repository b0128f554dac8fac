//! Compares what the reference tells with what the descriptions tell.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Kind, Operation, Place};

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
    let by_call: BTreeMap<&str, &Operation> = described
        .iter()
        .map(|operation| (operation.call.as_str(), operation))
        .collect();
    let mut differences = Vec::new();
    for page in pages {
        match by_call.get(page.call.as_str()) {
            Some(here) => operation(page, here, &mut differences),
            None => differences.extend(page.places.iter().map(|(name, place)| {
                let of = Subject::new(page, "", name, place);
                of.difference(PRESENCE, PRESENT, ABSENT)
            })),
        }
    }
    let told: BTreeSet<&str> = pages.iter().map(|page| page.call.as_str()).collect();
    for here in described
        .iter()
        .filter(|here| !told.contains(here.call.as_str()))
    {
        for (name, place) in here
            .places
            .iter()
            .filter(|(_, place)| place.kind == Kind::Operation)
        {
            let of = Subject::new(here, &here.source, name, place);
            let mut difference = of.difference(PRESENCE, ABSENT, PRESENT);
            difference.operation = here.call.clone();
            differences.push(difference);
        }
    }
    differences
}

fn operation(page: &Operation, here: &Operation, differences: &mut Vec<Difference>) {
    let names: BTreeSet<&String> = page.places.keys().chain(here.places.keys()).collect();
    for name in names {
        match (page.places.get(name), here.places.get(name)) {
            (Some(told), Some(described)) => {
                let of = Subject::new(page, &here.source, name, told);
                let facts: BTreeSet<&str> = told
                    .facts
                    .keys()
                    .chain(described.facts.keys())
                    .copied()
                    .collect();
                for fact in facts {
                    let value = |place: &Place| {
                        place
                            .facts
                            .get(fact)
                            .map_or(ABSENT, String::as_str)
                            .to_owned()
                    };
                    let (told, described) = (value(told), value(described));
                    if told != described {
                        differences.push(of.difference(fact, &told, &described));
                    }
                }
            }
            (Some(told), None) => {
                let of = Subject::new(page, &here.source, name, told);
                differences.push(of.difference(PRESENCE, PRESENT, ABSENT));
            }
            (None, Some(described)) => {
                let of = Subject::new(page, &here.source, name, described);
                differences.push(of.difference(PRESENCE, ABSENT, PRESENT));
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
