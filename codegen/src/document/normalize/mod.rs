//! A bundled document of any supported version to OpenAPI 3.0, which is what
//! the types of `openapiv3` hold.
//!
//! What 3.0 cannot say is kept in one extension of each schema
//! ([`KEYWORDS`]), as it stands, for lowering to read or to report.

mod openapi31;
mod schema31;
mod swagger2;

use super::bundle::Bundled;
use super::version::Version;
use std::rc::Rc;

/// The extension of a Schema Object that holds the keywords which OpenAPI
/// 3.0 does not have.
pub(crate) const KEYWORDS: &str = "x-specwright-keywords";

/// The same document as OpenAPI 3.0.
pub fn normalize(bundled: Bundled, version: Version) -> Bundled {
    let Bundled { tree, mut origins } = bundled;
    let tree = match version {
        Version::OpenApi30 => tree,
        Version::OpenApi31 => Rc::new(openapi31::lowered(Rc::unwrap_or_clone(tree))),
        Version::Swagger2 => Rc::new(swagger2::lifted(Rc::unwrap_or_clone(tree), &mut origins)),
    };
    Bundled { tree, origins }
}
