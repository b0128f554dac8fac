//! Whether the references of a bundled tree are sound: each names an object
//! that is there, of the right kind, and ends at a definition.

use super::bundle::{Bundled, refusal};
use super::grammar::{Dialect, Kind, children};
use super::normalize::KEYWORDS;
use super::place::{Place, segments};
use super::source::Refused;
use super::tree::Tree;
use crate::diagnostic::{Code, Diagnostic, Report, nearest};
use std::cell::{Cell, RefCell};

/// Reports each reference that is not sound. What is wrong with files that
/// references name is given back: it has its place already.
pub fn check(bundled: &Bundled, report: &Report) -> Vec<Diagnostic> {
    let check = Check {
        root: &bundled.tree,
        refused: &bundled.refused,
        report,
        files: RefCell::default(),
        is_refused: Cell::default(),
    };
    check.walk(&bundled.tree, Kind::Document, &Place::Root);
    check.files.into_inner()
}

struct Check<'a> {
    root: &'a Tree,
    refused: &'a [Refused],
    report: &'a Report,
    files: RefCell<Vec<Diagnostic>>,
    /// Whether a budget is used up, so that nothing will be generated: what
    /// does so once does it a thousand times.
    is_refused: Cell<bool>,
}

impl Check<'_> {
    fn walk(&self, tree: &Tree, kind: Kind, place: &Place<'_>) {
        if kind.is_referable()
            && let Some(reference) = tree.reference()
        {
            if !self.is_refused.get() {
                self.one(tree, kind, reference, place);
            }
            return;
        }
        if kind == Kind::Discriminator {
            self.mapping(tree, place);
        }
        // Keywords that 3.0 does not have stand in an extension, as if beside it.
        let kept = tree.get(KEYWORDS).filter(|_| kind == Kind::Schema);
        let kept = kept.map(|kept| children(kept, kind, Dialect::OpenApi3));
        let own = children(tree, kind, Dialect::OpenApi3);
        for (path, kind, child) in own.into_iter().chain(kept.unwrap_or_default()) {
            match path.as_slice() {
                [key] => self.walk(child, kind, &place.key(key)),
                [key, name] => self.walk(child, kind, &place.key(key).key(name)),
                _ => {}
            }
        }
    }

    fn one(&self, tree: &Tree, kind: Kind, reference: &str, place: &Place<'_>) {
        let (root, report) = (self.root, self.report);
        let at = place.key("$ref");
        if let Some(refused) = self.refusal(reference) {
            self.refused(refused, &at);
            return;
        }
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
            Err(Unsound::Long) => {
                self.is_refused.set(true);
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
            // The reference that cannot be followed is reported itself.
            Err(Unsound::Refused) => {}
            Ok(()) => siblings(tree, place, report),
        }
    }

    fn refusal(&self, reference: &str) -> Option<&Refused> {
        self.refused.get(refusal(reference)?)
    }

    fn refused(&self, refused: &Refused, at: &Place<'_>) {
        match refused {
            Refused::Reference(code, message) if *code == Code::RefOutsideRoot => {
                let hint =
                    "copy what it names into the root folder, or widen that folder with `--root`";
                self.report.hint(*code, at, message, hint);
            }
            Refused::Reference(code, message) => {
                if *code == Code::FileTooLarge {
                    self.is_refused.set(true);
                }
                self.report.add(*code, at, message);
            }
            Refused::File(diagnostic) => {
                let message = "the file that this names has an error";
                self.report.add(Code::UnknownRef, at, message);
                let mut files = self.files.borrow_mut();
                if !files.contains(diagnostic) {
                    files.push(Diagnostic::clone(diagnostic));
                }
            }
        }
    }

    /// Mapping values that are references must name schemas; names are left
    /// to the lowering of unions.
    fn mapping(&self, tree: &Tree, place: &Place<'_>) {
        let Some(Tree::Object(mapping)) = tree.get("mapping") else {
            return;
        };
        let place = place.key("mapping");
        for (value, reference) in mapping {
            let reference = reference.as_str().unwrap_or_default();
            if let Some(refused) = self.refusal(reference) {
                self.refused(refused, &place.key(value));
            } else if reference.starts_with('#')
                && resolve(self.root, Kind::Schema, reference).is_err()
            {
                let message = "the mapping names a schema that is not there";
                self.report.add(Code::UnknownRef, place.key(value), message);
            }
        }
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
    Refused,
}

fn resolve(root: &Tree, kind: Kind, reference: &str) -> Result<(), Unsound> {
    let mut seen = Vec::new();
    let mut reference = reference;
    loop {
        let pointer = reference.strip_prefix('#').ok_or(Unsound::Refused)?;
        if let Some(found) = Dialect::OpenApi3
            .component(pointer)
            .filter(|found| *found != kind)
        {
            return Err(Unsound::Kind(found));
        }
        let target = root.at(segments(pointer));
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
