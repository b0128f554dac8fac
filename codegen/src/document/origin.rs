//! Where the parts of the bundled tree come from.

use super::source::FileId;
use std::collections::BTreeMap;

/// For each object that bundling moved: its pointer in the bundled tree, and
/// its file and pointer there.
#[derive(Debug)]
pub struct Origins {
    main: FileId,
    moved: BTreeMap<String, (FileId, String)>,
    /// For each object that bringing the document to OpenAPI 3.0 moved: its
    /// pointer there, and in the bundled tree.
    lifted: BTreeMap<String, String>,
}

impl Origins {
    /// A tree that is the root document as it stands.
    pub fn new(main: FileId) -> Self {
        Self {
            main,
            moved: BTreeMap::new(),
            lifted: BTreeMap::new(),
        }
    }

    /// Notes that the object at `bundled` stands at `origin`.
    pub fn add(&mut self, bundled: String, origin: (FileId, String)) {
        self.moved.insert(bundled, origin);
    }

    /// Notes that the object at `from` of the bundled tree stands at `to`
    /// once the document is OpenAPI 3.0.
    pub fn lift(&mut self, to: String, from: String) {
        self.lifted.insert(to, from);
    }

    /// The file and the pointer that a pointer into the final tree means.
    pub fn find(&self, pointer: &str) -> (FileId, String) {
        let bundled = match longest(&self.lifted, pointer) {
            Some((from, rest)) => format!("{from}{rest}"),
            None => pointer.to_owned(),
        };
        match longest(&self.moved, &bundled) {
            Some(((file, from), rest)) => (*file, format!("{from}{rest}")),
            None => (self.main, bundled),
        }
    }
}

/// The value for the longest prefix of `pointer`, and what follows it.
fn longest<'m, 'p, T>(map: &'m BTreeMap<String, T>, pointer: &'p str) -> Option<(&'m T, &'p str)> {
    let slashes = pointer.rmatch_indices('/').map(|(at, _)| at);
    let ends = std::iter::once(pointer.len()).chain(slashes);
    ends.filter_map(|end| Some((map.get(&pointer[..end])?, &pointer[end..])))
        .next()
}
