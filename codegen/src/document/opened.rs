//! The files of a description, read and brought together.

use super::bundle::{self, Bundled};
use super::description::Description;
use super::origin::Patches;
use super::overlay;
use super::source::Sources;
use super::version::{self, Version};
use super::{Faults, normalize};
use crate::diagnostic::Diagnostic;

/// A description in one document of its own version.
pub struct Opened {
    pub sources: Sources,
    pub version: Version,
    pub bundled: Bundled,
    /// What overlays changed.
    patches: Patches,
    /// The warnings of overlays.
    pub warnings: Vec<Diagnostic>,
}

impl Opened {
    /// Reads the root document, applies the overlays and brings in what
    /// other files hold.
    ///
    /// # Errors
    /// If a file cannot be read or parsed, or does not say its version.
    pub fn new(description: &Description) -> Result<Self, Faults> {
        let root = description.root.as_deref();
        let mut sources = Sources::open(&description.path, root).map_err(|one| *one)?;
        let mut patches = Patches::default();
        let mut warnings = Vec::new();
        for path in &description.overlays {
            let found = overlay::apply(&mut sources, path, &mut patches);
            warnings.extend(found.map_err(Faults::fatal)?);
        }
        let version = version::of(&sources, &patches).map_err(|one| *one)?;
        let bundled = bundle::bundle(&mut sources, version.dialect());
        Ok(Self {
            sources,
            version,
            bundled,
            patches,
            warnings,
        })
    }

    /// Brings the document to OpenAPI 3.0.
    pub fn normalize(self) -> (Sources, Bundled, Vec<Diagnostic>) {
        let mut bundled = normalize::normalize(self.bundled, self.version);
        bundled.origins.set_patches(self.patches);
        (self.sources, bundled, self.warnings)
    }
}
