//! Where the parts of the bundled tree come from.

use super::source::FileId;
use std::collections::BTreeMap;

/// For each object that bundling moved: its pointer in the bundled tree, and
/// its file and pointer there.
#[derive(Debug)]
pub struct Origins {
    main: FileId,
    moved: BTreeMap<String, (FileId, String)>,
}

impl Origins {
    /// A tree that is the root document as it stands.
    pub fn new(main: FileId) -> Self {
        Self {
            main,
            moved: BTreeMap::new(),
        }
    }

    /// Notes that the object at `bundled` stands at `origin`.
    pub fn add(&mut self, bundled: String, origin: (FileId, String)) {
        self.moved.insert(bundled, origin);
    }

    /// The file and the pointer that `bundled` stands for.
    pub fn find(&self, bundled: &str) -> (FileId, String) {
        let ends = bundled.match_indices('/').map(|(at, _)| at);
        let prefixes =
            std::iter::once(bundled.len()).chain(ends.collect::<Vec<_>>().into_iter().rev());
        for end in prefixes {
            if let Some((file, pointer)) = self.moved.get(&bundled[..end]) {
                return (*file, format!("{pointer}{}", &bundled[end..]));
            }
        }
        (self.main, bundled.to_owned())
    }
}
