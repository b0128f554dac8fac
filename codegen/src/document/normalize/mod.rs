//! A bundled document of any supported version to OpenAPI 3.0, which is what
//! the types of `openapiv3` hold.
//!
//! What 3.0 cannot say is kept in one extension of each schema
//! ([`KEYWORDS`]), as it stands, for lowering to read or to report.

mod openapi31;
mod schema31;
mod subtypes;
mod swagger2;

pub(crate) use subtypes::SUBTYPES;

use super::bundle::Bundled;
use super::tree::Tree;
use super::version::Version;
use std::rc::Rc;

/// The extension of a Schema Object that holds the keywords which OpenAPI
/// 3.0 does not have.
pub(crate) const KEYWORDS: &str = "x-specwright-keywords";

/// The extension of a document in which parts of `multipart` bodies have a
/// style: 3.0 says that it is to be ignored (Encoding Object).
pub(crate) const STYLED_PARTS: &str = "x-specwright-styled-parts";

/// The same document as OpenAPI 3.0.
pub fn normalize(bundled: Bundled, version: Version) -> Bundled {
    let mut origins = bundled.origins;
    let tree = Rc::unwrap_or_clone(bundled.tree);
    let mut tree = match version {
        Version::OpenApi30 => tree,
        Version::OpenApi31 => openapi31::lowered(tree),
        Version::Swagger2 => swagger2::lifted(tree, &mut origins),
    };
    if let (Tree::Object(fields), Version::OpenApi31 | Version::Swagger2) = (&mut tree, version) {
        fields.insert(STYLED_PARTS.to_owned(), Tree::Bool(true));
    }
    subtypes::list(&mut tree);
    Bundled {
        tree: Rc::new(tree),
        origins,
        refused: bundled.refused,
    }
}
