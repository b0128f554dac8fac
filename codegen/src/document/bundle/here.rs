//! Where the walk is.

use super::Target;
use crate::document::place::pointer;
use crate::document::source::FileId;
use std::rc::Rc;

/// Where an object stands, in its file and in the bundled tree.
#[derive(Clone)]
pub(super) struct Here {
    pub(super) file: FileId,
    pub(super) pointer: String,
    pub(super) bundled: String,
    pub(super) inside: Inside,
}

/// The objects that one was put in place of, the innermost first, to see a
/// cycle. All that is put in place shares what is around it.
#[derive(Clone, Default)]
pub(super) struct Inside(Option<Rc<(Target, Inside)>>);

impl Inside {
    fn targets(&self) -> impl Iterator<Item = &Target> {
        let innermost = self.0.as_deref();
        let one = std::iter::successors(innermost, |(_, around)| around.0.as_deref());
        one.map(|(target, _)| target)
    }

    pub(super) fn contains(&self, target: &Target) -> bool {
        self.targets().any(|one| one == target)
    }

    fn with(&self, target: Target) -> Self {
        Self(Some(Rc::new((target, self.clone()))))
    }
}

impl Here {
    pub(super) fn root(file: FileId) -> Self {
        Self {
            file,
            pointer: String::new(),
            bundled: String::new(),
            inside: Inside::default(),
        }
    }

    pub(super) fn below(&self, path: &[String]) -> Self {
        let suffix = pointer(path);
        Self {
            file: self.file,
            pointer: format!("{}{suffix}", self.pointer),
            bundled: format!("{}{suffix}", self.bundled),
            inside: self.inside.clone(),
        }
    }

    /// How many levels of the bundled tree, and how many references, lead
    /// here.
    pub(super) fn depth(&self) -> usize {
        self.bundled.matches('/').count() + self.inside.targets().count()
    }

    /// Here, but the object at `target` stands in this place.
    pub(super) fn moved(&self, target: Target) -> Self {
        let inside = self.inside.with(target.clone());
        let (file, pointer) = target;
        Self {
            file,
            pointer,
            bundled: self.bundled.clone(),
            inside,
        }
    }
}
