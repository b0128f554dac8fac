//! Where the generator is in the document, as a JSON Pointer (RFC 6901).
//!
//! A place is a chain of borrowed segments on the stack: it costs nothing
//! until it is shown.

use std::borrow::Cow;
use std::fmt;

/// A place in the bundled document.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// The whole document.
    Root,
    /// A place that was kept as text.
    At(&'a str),
    /// A property of the object at a place.
    Key(&'a Place<'a>, &'a str),
    /// An item of the array at a place.
    Index(&'a Place<'a>, usize),
}

impl<'a> Place<'a> {
    /// The property `key` of this place.
    pub fn key<'b>(&'b self, key: &'b str) -> Place<'b> {
        Place::Key(self, key)
    }

    /// The item `index` of this place.
    pub fn index(&self, index: usize) -> Place<'_> {
        Place::Index(self, index)
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::At(pointer) => f.write_str(pointer),
            Self::Key(parent, key) => write!(f, "{parent}/{}", escape(key)),
            Self::Index(parent, index) => write!(f, "{parent}/{index}"),
        }
    }
}

/// One segment with its special characters escaped.
pub fn escape(segment: &str) -> Cow<'_, str> {
    if segment.contains(['~', '/']) {
        Cow::Owned(segment.replace('~', "~0").replace('/', "~1"))
    } else {
        Cow::Borrowed(segment)
    }
}

/// One segment without its escapes.
pub fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

/// The pointer that a path of segments makes.
pub fn pointer<S: AsRef<str>>(path: &[S]) -> String {
    let escaped = path.iter().map(|key| format!("/{}", escape(key.as_ref())));
    escaped.collect()
}

/// The segments of a pointer, unescaped.
pub fn segments(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(unescape)
}

#[cfg(test)]
mod tests {
    use super::{Place, segments};

    #[test]
    fn writes_and_reads_pointers() {
        let paths = Place::Root.key("paths");
        let path = paths.key("/a~b/{c}");
        let item = path.index(3);
        assert_eq!(item.to_string(), "/paths/~1a~0b~1{c}/3");
        let read: Vec<String> = segments("/paths/~1a~0b~1{c}/3").collect();
        assert_eq!(read, ["paths", "/a~b/{c}", "3"]);
        assert_eq!(segments("").count(), 0);
    }
}
