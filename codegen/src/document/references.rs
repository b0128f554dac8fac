//! Whether the references of a bundled tree are sound: each names an object
//! that is there, of the right kind, and ends at a definition.

use super::grammar::{Dialect, Kind, children};
use super::normalize::KEYWORDS;
use super::place::{Place, segments};
use super::tree::Tree;
use crate::diagnostic::{Code, Report, nearest};

/// Reports each reference that is not sound.
pub fn check(tree: &Tree, report: &Report) {
    walk(tree, tree, Kind::Document, &Place::Root, report);
}

fn walk(root: &Tree, tree: &Tree, kind: Kind, place: &Place<'_>, report: &Report) {
    if kind.is_referable()
        && let Some(reference) = tree.reference()
    {
        one(root, tree, kind, reference, place, report);
        return;
    }
    if kind == Kind::Discriminator {
        mapping(root, tree, place, report);
    }
    // Keywords that 3.0 does not have stand in an extension, as if beside it.
    let kept = tree.get(KEYWORDS).filter(|_| kind == Kind::Schema);
    let kept = kept.map(|kept| children(kept, kind, Dialect::OpenApi3));
    let own = children(tree, kind, Dialect::OpenApi3);
    for (path, kind, child) in own.into_iter().chain(kept.unwrap_or_default()) {
        match path.as_slice() {
            [key] => walk(root, child, kind, &place.key(key), report),
            [key, name] => walk(root, child, kind, &place.key(key).key(name), report),
            _ => {}
        }
    }
}

fn one(root: &Tree, tree: &Tree, kind: Kind, reference: &str, place: &Place<'_>, report: &Report) {
    let at = place.key("$ref");
    match resolve(root, kind, reference) {
        Err(Unsound::Missing) => {
            let message = format!("the `$ref` names {} that is not there", kind.noun());
            match suggestion(root, reference) {
                Some(hint) => report.hint(Code::UnknownRef, at, message, hint),
                None => report.add(Code::UnknownRef, at, message),
            }
        }
        Err(Unsound::Cycle) => {
            let message = "the `$ref` leads back to itself and never reaches a definition";
            report.add(Code::RefCycle, at, message);
        }
        Err(Unsound::Long) if report.has(Code::FileTooLarge) => {}
        Err(Unsound::Long) => {
            let message = format!("the `$ref` leads through more than {LONGEST_CHAIN} others");
            report.add(Code::FileTooLarge, at, message);
        }
        Err(Unsound::Kind(found)) => {
            let message = format!(
                "the `$ref` names {}, but {} is wanted here",
                found.noun(),
                kind.noun()
            );
            report.add(Code::RefKind, at, message);
        }
        Ok(()) => siblings(tree, place, report),
    }
}

/// The Reference Object "cannot be extended with additional properties and
/// any properties added SHALL be ignored" (OpenAPI 3.0.3, Reference Object).
fn siblings(tree: &Tree, place: &Place<'_>, report: &Report) {
    let Tree::Object(object) = tree else { return };
    for key in object
        .keys()
        .filter(|key| *key != "$ref" && !key.starts_with("x-"))
    {
        report.hint(
            Code::RefSiblings,
            place.key(key),
            format!("`{key}` beside a `$ref` has no effect"),
            "wrap the `$ref` in `allOf` to add to what it names",
        );
    }
}

/// More than one alias behind another is rare; this many are an attack.
const LONGEST_CHAIN: usize = 50;

enum Unsound {
    Missing,
    Cycle,
    Long,
    Kind(Kind),
}

fn resolve(root: &Tree, kind: Kind, reference: &str) -> Result<(), Unsound> {
    let mut seen = Vec::new();
    let mut reference = reference;
    loop {
        let pointer = reference.strip_prefix('#').ok_or(Unsound::Missing)?;
        let path: Vec<String> = segments(pointer).collect();
        if let Some(found) = Dialect::OpenApi3
            .component(pointer)
            .filter(|found| *found != kind)
        {
            return Err(Unsound::Kind(found));
        }
        let mut target = Some(root);
        for segment in &path {
            target = target.and_then(|tree| tree.child(segment));
        }
        match target.ok_or(Unsound::Missing)?.reference() {
            None => return Ok(()),
            Some(next) if seen.contains(&next) => return Err(Unsound::Cycle),
            Some(_) if seen.len() >= LONGEST_CHAIN => return Err(Unsound::Long),
            Some(next) => {
                seen.push(next);
                reference = next;
            }
        }
    }
}

/// Mapping values that are references must name schemas; names are left to
/// the lowering of unions.
fn mapping(root: &Tree, tree: &Tree, place: &Place<'_>, report: &Report) {
    let Some(Tree::Object(mapping)) = tree.get("mapping") else {
        return;
    };
    for (value, reference) in mapping {
        let Some(reference) = reference.as_str().filter(|text| text.starts_with('#')) else {
            continue;
        };
        if resolve(root, Kind::Schema, reference).is_err() {
            let message = "the mapping names a schema that is not there";
            let at = place.key("mapping");
            report.add(Code::UnknownRef, at.key(value), message);
        }
    }
}

fn suggestion(root: &Tree, reference: &str) -> Option<String> {
    let path: Vec<String> = segments(reference.strip_prefix('#')?).collect();
    let [_, section, name] = path.as_slice() else {
        return None;
    };
    let Some(Tree::Object(entries)) = root.get("components")?.get(section) else {
        return None;
    };
    let meant = nearest(name, entries.keys().map(String::as_str))?;
    Some(format!("did you mean `#/components/{section}/{meant}`?"))
}
