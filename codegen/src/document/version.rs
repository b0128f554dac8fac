//! Which version of OpenAPI a document follows.

use super::grammar::Dialect;
use super::origin::Patches;
use super::source::Sources;
use super::span::Meant;
use super::tree::Tree;
use crate::diagnostic::{Code, Diagnostic};

/// A version, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// Swagger 2.0.
    Swagger2,
    /// OpenAPI 3.0.
    OpenApi30,
    /// OpenAPI 3.1, and 3.2 as far as it is the same.
    OpenApi31,
}

impl Version {
    /// The grammar that the version follows.
    pub fn dialect(self) -> Dialect {
        match self {
            Self::Swagger2 => Dialect::Swagger2,
            Self::OpenApi30 | Self::OpenApi31 => Dialect::OpenApi3,
        }
    }
}

/// The version that the root document follows.
///
/// # Errors
/// If it is none that is supported, or the document does not say.
pub fn of(sources: &Sources, patches: &Patches) -> Result<Version, Box<Diagnostic>> {
    let tree = sources.tree(sources.main());
    let fail = |pointer: &str, message: String| {
        let (file, pointer) = patches.find(pointer, sources.main());
        Err(Box::new(Diagnostic {
            code: Code::UnsupportedVersion,
            message,
            location: Some(sources.location(file, &pointer, Meant::Value)),
            hint: Some(
                "Swagger 2.0 and OpenAPI 3.0 to 3.2 are supported: begin with `openapi: 3.0.3`"
                    .to_owned(),
            ),
        }))
    };
    if !matches!(tree, Tree::Object(_)) {
        let message = format!("a description is an object, but this is {}", tree.kind());
        return fail("", message);
    }
    let (key, name) = match tree.get("openapi") {
        Some(_) => ("openapi", "OpenAPI"),
        None => ("swagger", "Swagger"),
    };
    let pointer = format!("/{key}");
    match tree.get(key) {
        Some(Tree::String(text)) => match known(key, text) {
            Some(version) => Ok(version),
            None => fail(
                &pointer,
                format!("{name} version `{text}` is not supported"),
            ),
        },
        // `swagger: 2.0` without quotes is a number, and means the same.
        Some(Tree::Float(2.0)) if key == "swagger" => Ok(Version::Swagger2),
        Some(other) => fail(
            &pointer,
            format!("the version must be a string, but is {}", other.kind()),
        ),
        None => fail(
            "",
            "the document does not say which version of OpenAPI it follows".to_owned(),
        ),
    }
}

fn known(key: &str, text: &str) -> Option<Version> {
    let mut numbers = text.split('.').map(|part| part.parse::<u32>().ok());
    match (key, numbers.next()??, numbers.next()??) {
        ("swagger", 2, 0) => Some(Version::Swagger2),
        ("openapi", 3, 0) => Some(Version::OpenApi30),
        ("openapi", 3, 1 | 2) => Some(Version::OpenApi31),
        _ => None,
    }
}
