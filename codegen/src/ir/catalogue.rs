//! The errors that an API lists by their ids.

use super::{Docs, Type};
use crate::names::Ident;

/// An enumeration of errors. Places are JSON Pointers.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    /// Its name.
    pub name: Ident,
    /// Its documentation.
    pub docs: Docs,
    /// Where the parts of an error are in the body of an answer, the first
    /// that fits.
    pub bodies: Vec<ErrorBody>,
    /// Where they are in an error that is an argument of another.
    pub nested: ErrorBody,
    /// The errors.
    pub errors: Vec<ListedError>,
}

impl Catalogue {
    /// The names that it has.
    pub fn idents(&self) -> impl Iterator<Item = &Ident> {
        let errors = self.errors.iter();
        let inside = errors.flat_map(|error| {
            let arguments = error.arguments.iter().map(|argument| &argument.ident);
            std::iter::once(&error.ident).chain(arguments)
        });
        std::iter::once(&self.name).chain(inside)
    }
}

/// Where the parts of an error are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorBody {
    /// The id.
    pub id: String,
    /// What is said to people.
    pub description: Option<String>,
    /// The object with the arguments.
    pub details: Option<String>,
}

/// An error.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedError {
    /// Its id.
    pub id: String,
    /// The name of its variant.
    pub ident: Ident,
    /// What the description says of it.
    pub docs: Docs,
    /// The status that goes with it.
    pub status: Option<u16>,
    /// Its arguments.
    pub arguments: Vec<Argument>,
}

/// An argument of an error, which may be missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// The name of its field.
    pub ident: Ident,
    /// What it is.
    pub ty: ArgumentType,
}

/// What an argument of an error is.
#[derive(Clone, Debug, PartialEq)]
pub enum ArgumentType {
    /// A value.
    Value(Type),
    /// Another error.
    Error,
    /// Other errors.
    Errors,
}
