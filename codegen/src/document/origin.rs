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
    /// Where parts of the root document come from that overlays brought.
    patches: Patches,
}

impl Origins {
    /// A tree that is the root document as it stands.
    pub fn new(main: FileId) -> Self {
        Self {
            main,
            moved: BTreeMap::new(),
            lifted: BTreeMap::new(),
            patches: Patches::default(),
        }
    }

    /// Notes what overlays changed in the root document.
    pub fn set_patches(&mut self, patches: Patches) {
        self.patches = patches;
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
        let (file, pointer) = match longest(&self.moved, &bundled) {
            Some(((file, from), rest)) => (*file, format!("{from}{rest}")),
            None => (self.main, bundled),
        };
        if file == self.main {
            self.patches.find(&pointer, file)
        } else {
            (file, pointer)
        }
    }
}

/// For parts of the root document that do not stand there in its file: their
/// pointers, and their files and pointers there.
#[derive(Debug, Default)]
pub struct Patches(BTreeMap<String, (FileId, String)>);

impl Patches {
    /// Where the part of the root document `main` at a pointer stands.
    pub fn find(&self, pointer: &str, main: FileId) -> (FileId, String) {
        match longest(&self.0, pointer) {
            Some(((file, from), rest)) => (*file, format!("{from}{rest}")),
            None => (main, pointer.to_owned()),
        }
    }

    /// Notes that what is put at a pointer stands at `origin`.
    pub fn insert(&mut self, pointer: String, origin: (FileId, String)) {
        self.remove(&pointer);
        self.0.insert(pointer, origin);
    }

    /// Notes that nothing is at a pointer any more.
    pub fn remove(&mut self, pointer: &str) {
        self.0.remove(pointer);
        for rest in self.inside(pointer) {
            self.0.remove(&format!("{pointer}/{rest}"));
        }
    }

    /// What is known below a pointer: what follows it and a slash.
    fn inside(&self, pointer: &str) -> Vec<String> {
        let below = format!("{pointer}/");
        let behind = self.0.range(below.clone()..);
        let inside = behind.map_while(|(known, _)| known.strip_prefix(&below));
        inside.map(str::to_owned).collect()
    }

    /// Notes that one item of an array is removed, which had `length` of
    /// them: those behind it have another index from now on.
    pub fn shift(&mut self, array: &str, index: usize, length: usize, main: FileId) {
        self.remove(&format!("{array}/{index}"));
        for behind in index + 1..length {
            let (old, new) = (
                format!("{array}/{behind}"),
                format!("{array}/{}", behind - 1),
            );
            let origin = self.find(&old, main);
            for rest in self.inside(&old) {
                if let Some(origin) = self.0.remove(&format!("{old}/{rest}")) {
                    self.0.insert(format!("{new}/{rest}"), origin);
                }
            }
            self.0.remove(&old);
            self.0.insert(new, origin);
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
