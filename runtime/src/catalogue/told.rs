//! What an error of a catalogue has to tell, whichever it is.

use crate::shown::Shown;
use crate::wire::{Wire, reread};
use serde_json::{Map, Value};
use std::fmt;

/// The id of an error with its arguments.
pub struct Told<'a> {
    id: &'a str,
    arguments: Vec<(&'static str, &'a dyn Wire)>,
    /// Those of an error that is not listed.
    unknown: Option<&'a Value>,
}

impl<'a> Told<'a> {
    /// An error that is listed, without arguments.
    pub fn listed(id: &'static str) -> Self {
        Self {
            id,
            arguments: Vec::new(),
            unknown: None,
        }
    }

    /// The same with an argument, unless that is absent.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &'a dyn Wire) -> Self {
        if !value.is_absent() {
            self.arguments.push((name, value));
        }
        self
    }

    /// An error that is not listed.
    pub fn unknown(id: &'a str, details: &'a Option<Value>) -> Self {
        Self {
            id,
            arguments: Vec::new(),
            unknown: details.as_ref(),
        }
    }

    /// The id.
    pub fn id(&self) -> &'a str {
        self.id
    }

    /// The arguments as they are sent, if there are any.
    pub fn details(&self) -> Option<Value> {
        if self.arguments.is_empty() {
            return self.unknown.cloned();
        }
        let value = |value: &dyn Wire| reread(value, |node| node.decode::<Value>()).ok();
        let given = self.arguments.iter();
        let given = given.filter_map(|(name, one)| Some(((*name).to_owned(), value(*one)?)));
        Some(Value::Object(given.collect::<Map<_, _>>()))
    }
}

impl fmt::Debug for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Told")
            .field("id", &self.id)
            .field("details", &self.details())
            .finish()
    }
}

/// Shows an error to people. A server has a hand in it, so that only the
/// beginning is shown.
///
/// # Errors
/// If the formatter reports one.
#[doc(hidden)]
pub fn fmt_listed(told: &Told<'_>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match told.details() {
        Some(details) => write!(f, "{}", Shown(format_args!("{} {details}", told.id))),
        None => write!(f, "{}", Shown(told.id)),
    }
}
