//! How an operation gives a long list: page by page.

/// How the pages of a list are asked for, one after the other, and where the
/// list is in each. Places in an answer are JSON Pointers (RFC 6901) into its
/// body; the empty one is the body itself.
#[derive(Debug)]
pub struct Paging {
    /// What leads from one page to the next.
    pub next: Next,
    /// Where the list is, `None` where no list is known.
    pub items: Option<&'static str>,
    /// What says whether there are more pages.
    pub more: Option<More>,
}

/// What leads from one page to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The URL of the `Link` header with `rel="next"` (RFC 8288).
    Link,
    /// The URL that is there, which is asked for with GET and without a body.
    Url(Source),
    /// The token that is there, which is sent with the next request.
    Token(Input, Source),
    /// The value at this place of the last item, sent with the next request.
    LastItem(Input, &'static str),
    /// The number of items so far, beginning with 0.
    Offset(Input),
    /// The number of the page; this is that of the first one.
    Page(Input, i64),
}

/// What in a request says which page is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// The query parameter of this name.
    Query(&'static str),
    /// The header of this name.
    Header(&'static str),
    /// The property of this name in a JSON body.
    Body(&'static str),
}

/// Where in an answer something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// At this place in the body.
    Body(&'static str),
    /// In the header of this name.
    Header(&'static str),
}

/// A flag in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum More {
    /// The flag at this place is false on the last page.
    Until(&'static str),
    /// The flag at this place is true on the last page.
    Last(&'static str),
}

impl Paging {
    /// Pages without a known list.
    pub const fn new(next: Next) -> Self {
        Self {
            next,
            items: None,
            more: None,
        }
    }

    /// The same with the place of the list.
    pub const fn items(mut self, pointer: &'static str) -> Self {
        self.items = Some(pointer);
        self
    }

    /// The same with a flag that is false on the last page.
    pub const fn more(mut self, pointer: &'static str) -> Self {
        self.more = Some(More::Until(pointer));
        self
    }

    /// The same with a flag that is true on the last page.
    pub const fn last(mut self, pointer: &'static str) -> Self {
        self.more = Some(More::Last(pointer));
        self
    }
}
