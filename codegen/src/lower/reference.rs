//! References to what they name. Loading has made sure that they are
//! internal, sound, and end at a definition.

use crate::document::unescape;
use indexmap::IndexMap;
use openapiv3::ReferenceOr;

/// The name of the component that an internal reference means.
pub(super) fn name(reference: &str) -> String {
    unescape(reference.rsplit('/').next().unwrap_or(reference))
}

/// The object behind a chain of references into the section `all`, and the
/// last reference of the chain if there is one.
pub(super) fn resolve<'a, T>(
    all: &'a IndexMap<String, ReferenceOr<T>>,
    object: &'a ReferenceOr<T>,
) -> Option<(&'a T, Option<&'a str>)> {
    let (mut object, mut last) = (object, None);
    for _ in 0..=all.len() {
        match object {
            ReferenceOr::Item(item) => return Some((item, last)),
            ReferenceOr::Reference { reference } => {
                object = all.get(&name(reference))?;
                last = Some(reference.as_str());
            }
        }
    }
    None
}

/// The place of an object: where it stands, or where it is referred to from.
pub(super) fn pointer(reference: Option<&str>, place: &impl ToString) -> String {
    match reference {
        Some(reference) => reference.trim_start_matches('#').to_owned(),
        None => place.to_string(),
    }
}
