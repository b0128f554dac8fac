//! The facts of an operation, in one form for the reference and for the descriptions: places, and at each
//! place facts with a name and a value.

use std::collections::BTreeMap;

use super::node::Node;

/// The facts of one place, by name.
pub type Facts = BTreeMap<&'static str, String>;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The operation itself.
    Operation,
    /// A parameter.
    Parameter,
    /// A property of a body, or a part of one without a name.
    Property,
    /// A body of a request.
    Body,
    /// A status of a response, with its body.
    Status,
    /// A header of a response.
    Header,
}

impl Kind {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Operation,
        Self::Parameter,
        Self::Body,
        Self::Property,
        Self::Status,
        Self::Header,
    ];

    /// As the title of a column.
    pub fn title(self) -> &'static str {
        match self {
            Self::Operation => "operations",
            Self::Parameter => "parameters",
            Self::Body => "bodies",
            Self::Property => "properties",
            Self::Status => "statuses",
            Self::Header => "headers",
        }
    }
}

/// One thing that an operation has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What it counts as.
    pub kind: Kind,
    /// What is said of it.
    pub facts: Facts,
}

/// An operation, as one of the two sides tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Method in capitals and path.
    pub call: String,
    /// The resource.
    pub tag: String,
    /// Where it is told: the file of a page, or a place in a description.
    pub source: String,
    /// What it has, by names such as `query limit`, `request.name` and `200 header Location`.
    pub places: BTreeMap<String, Place>,
}

/// The name of the place that holds the facts of the operation itself.
pub const ITSELF: &str = "operation";

/// The name of the place of the body of the request.
pub const REQUEST: &str = "request";

/// The name of the fact that a value of a path parameter has several segments.
pub const SEGMENTS: &str = "segments";

impl Operation {
    /// An operation about which nothing is known yet.
    pub fn new(call: String, tag: String, source: String) -> Self {
        Self {
            call,
            tag,
            source,
            places: BTreeMap::new(),
        }
    }

    /// Adds a place.
    pub fn put(&mut self, name: &str, kind: Kind, facts: Facts) {
        self.places.insert(name.to_owned(), Place { kind, facts });
    }

    /// Adds a place with a body: its own facts, those of the schema, and a place for each part of it.
    pub fn put_body(&mut self, name: &str, kind: Kind, facts: Facts, schema: Option<&Node>) {
        self.put(name, kind, facts);
        let Some(schema) = schema else { return };
        for (part, facts) in schema.places(name) {
            match self.places.get_mut(&part) {
                Some(place) => place.facts.extend(facts),
                None => self.put(&part, Kind::Property, facts),
            }
        }
    }
}
