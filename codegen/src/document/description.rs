//! What is to be generated from: files, and which part of what they describe.

use super::filter::Filter;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A description to generate from: its root document and, if asked for,
/// overlays on it and the part of it that is wanted.
///
/// A path alone is one too:
///
/// ```no_run
/// use specwright::{CrateBuilder, Description, Filter};
///
/// let zone = Description::new("zone.yaml")
///     .overlay("zone.overlay.yaml")
///     .filter(Filter::new().tag("Users").without_path("/internal"));
/// let output = CrateBuilder::new("apis")
///     .api("zone", zone)
///     .api("panel", "panel.yaml")
///     .generate()?;
/// # Ok::<(), specwright::Diagnostics>(())
/// ```
#[derive(Clone, Debug)]
pub struct Description {
    pub(crate) path: PathBuf,
    pub(crate) root: Option<PathBuf>,
    pub(crate) overlays: Vec<PathBuf>,
    pub(crate) filter: Filter,
}

impl Description {
    /// All of the description whose root document is at `path`.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            root: None,
            overlays: Vec::new(),
            filter: Filter::default(),
        }
    }

    /// What `$ref`s may not leave; by default the folder of the document.
    #[must_use]
    pub fn root(mut self, root: impl Into<PathBuf>) -> Self {
        self.root = Some(root.into());
        self
    }

    /// Applies an overlay (Overlay Specification 1.0) to the root document,
    /// behind those given before.
    #[must_use]
    pub fn overlay(mut self, path: impl Into<PathBuf>) -> Self {
        self.overlays.push(path.into());
        self
    }

    /// Generates only what the filter lets through.
    #[must_use]
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = filter;
        self
    }

    /// The files that are given by name, rather than referred to.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        let paths = std::iter::once(&self.path).chain(&self.overlays);
        paths.map(PathBuf::as_path)
    }
}

macro_rules! from_paths {
    ($($path:ty),+) => {
        $(impl From<$path> for Description {
            fn from(path: $path) -> Self {
                Self::new(path)
            }
        })+
    };
}

from_paths!(&str, String, &String, OsString, &Path, PathBuf, &PathBuf);
