//! Where an API is served.

use super::Docs;
use crate::names::Ident;

/// A server that the description lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// The function that names it.
    pub ident: Ident,
    /// What the description says about it.
    pub docs: Docs,
    /// Its URL, with variables in braces.
    pub url: String,
    /// Its variables: name, default, and the values that each may have, if
    /// not any.
    pub variables: Vec<(String, String, Vec<String>)>,
}

impl Server {
    /// Whether its URL is relative to that of the description.
    pub fn is_relative(&self) -> bool {
        !self.url.contains("://") && !self.url.starts_with('{')
    }
}

/// A server that an operation has of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnServer {
    /// Its URL, absolute or relative to that of the API.
    pub url: String,
    /// The path of the URL.
    pub base_path: String,
}

/// A variable that servers have.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// The method that sets it.
    pub ident: Ident,
    /// Its name.
    pub name: String,
    /// What the description says about it.
    pub docs: Docs,
}
