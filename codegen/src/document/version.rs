//! Which version of OpenAPI a document follows.

use super::source::Sources;
use super::tree::Tree;
use crate::diagnostic::{Code, Diagnostic};

/// Checks that the root document follows a version that is supported.
///
/// # Errors
/// If it follows another one, or does not say.
pub fn check(sources: &Sources) -> Result<(), Box<Diagnostic>> {
    let tree = sources.tree(sources.main());
    let fail = |pointer: &str, message: String| {
        Err(Box::new(Diagnostic {
            code: Code::UnsupportedVersion,
            message,
            location: Some(sources.location(sources.main(), pointer)),
            hint: Some("OpenAPI 3.0.x is supported: begin with `openapi: 3.0.3`".to_owned()),
        }))
    };
    if !matches!(tree, Tree::Object(_)) {
        let message = format!("a description is an object, but this is {}", tree.kind());
        return fail("", message);
    }
    match (tree.get("openapi"), tree.get("swagger")) {
        (Some(Tree::String(version)), _) if is_supported(version) => Ok(()),
        (Some(Tree::String(version)), _) => fail(
            "/openapi",
            format!("OpenAPI version `{version}` is not supported"),
        ),
        (Some(other), _) => fail(
            "/openapi",
            format!("the version must be a string, but is {}", other.kind()),
        ),
        (None, Some(_)) => fail("/swagger", "Swagger 2.0 is not supported".to_owned()),
        (None, None) => fail(
            "",
            "the document does not say which version of OpenAPI it follows".to_owned(),
        ),
    }
}

fn is_supported(version: &str) -> bool {
    version
        .strip_prefix("3.0.")
        .is_some_and(|patch| patch.starts_with(|c: char| c.is_ascii_digit()))
}
