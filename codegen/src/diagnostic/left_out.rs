//! What an error costs: the parts of a description that are not generated.

use super::Location;
use super::render::clean;
use std::fmt;

/// A part of a description that is not generated, or not as it is described,
/// because of an error in it or in what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What it is.
    pub part: Part,
    /// Where it stands.
    pub location: Location,
}

/// A part of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// The operation of this method and path, as in `GET /users`: there is
    /// none in what is generated.
    Operation(String),
    /// All that is at this path, where no operation can be told.
    Path(String),
    /// A schema: any value is taken where it stands.
    Schema,
}

impl fmt::Display for LeftOut {
    /// One line, whatever the description holds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = &self.location;
        match &self.part {
            Part::Operation(name) | Part::Path(name) => {
                write!(f, "{} is left out ({place})", clean(name))
            }
            Part::Schema => {
                let pointer = clean(&place.pointer);
                write!(f, "{pointer} takes any value ({place})")
            }
        }
    }
}
