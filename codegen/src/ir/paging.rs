//! How an operation gives a long list: page by page.

use super::Type;

/// How the pages of a list are asked for, and where the list is in each.
/// Places in an answer are JSON Pointers into its body.
#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    /// What leads from one page to the next.
    pub next: Next,
    /// The place of the list and the type of its items, if it is known.
    pub items: Option<(String, Type)>,
    /// What says whether there are more pages.
    pub more: Option<More>,
}

/// What leads from one page to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// The header `Link`.
    Link,
    /// The URL that is there.
    Url(Source),
    /// The token that is there, which is sent with the next request.
    Token(Input, Source),
    /// The value at a place of the last item, sent with the next request.
    LastItem(Input, String),
    /// The number of items so far.
    Offset(Input),
    /// The number of the page; this is that of the first one.
    Page(Input, i64),
}

impl Next {
    /// Whether it needs something of the request to be filled in.
    pub fn has_input(&self) -> bool {
        match self {
            Self::Link | Self::Url(_) => false,
            Self::Token(..) | Self::LastItem(..) | Self::Offset(_) | Self::Page(..) => true,
        }
    }

    /// Whether what leads on is somewhere in the answer.
    pub fn has_source(&self) -> bool {
        match self {
            Self::Url(_) | Self::Token(..) => true,
            Self::Link | Self::LastItem(..) | Self::Offset(_) | Self::Page(..) => false,
        }
    }
}

/// What in a request says which page is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A query parameter, by its name.
    Query(String),
    /// A header, by its name.
    Header(String),
    /// A property of a JSON body, by its name.
    Body(String),
}

/// Where in an answer something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// In the body, by its place.
    Body(String),
    /// A header, by its name.
    Header(String),
}

/// A flag in an answer, by its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum More {
    /// It is false on the last page.
    Until(String),
    /// It is true on the last page.
    Last(String),
}
