//! Many files to one tree: what `$ref`s name outside the components of the
//! root document is brought into them, so that later stages meet internal
//! references only.
//!
//! Objects of a kind that the components can hold become components, under
//! a name made from where they stand; others, such as path items, are put in
//! place, since OpenAPI 3.0 has no section for them. Whether references are sound is left
//! to [`references`](super::references).

mod names;
mod rewrite;

use super::grammar::{Dialect, Kind, children};
use super::origin::Origins;
use super::place::{Place, escape, segments};
use super::source::{FileId, Refused, Sources, percent_decode};
use super::span::Meant;
use super::tree::Tree;
use crate::diagnostic::{Code, Diagnostic};
use names::{Names, file_stem};
use rewrite::{needs_bundling, place, put, take, with_reference};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// The bundled tree and where its parts come from.
#[derive(Debug)]
pub struct Bundled {
    /// One document with internal references only.
    pub tree: Rc<Tree>,
    /// Where its parts come from.
    pub origins: Origins,
}

/// An object by file and pointer.
type Target = (FileId, String);

/// Bundles the description that `sources` opened.
///
/// # Errors
/// If a reference cannot be followed; all such references are reported.
pub fn bundle(sources: &mut Sources, dialect: Dialect) -> Result<Bundled, Vec<Diagnostic>> {
    let main = sources.main();
    if !needs_bundling(sources.tree(main), Kind::Document, dialect) {
        return Ok(Bundled {
            tree: sources.shared(main),
            origins: Origins::new(main),
        });
    }
    let mut bundle = Bundle {
        names: Names::of(sources.tree(main), dialect),
        dialect,
        sources,
        known: BTreeMap::new(),
        queue: VecDeque::new(),
        origins: Origins::new(main),
        failures: Vec::new(),
    };
    bundle.adopt_root_components(main);
    let tree = bundle.sources.tree(main).clone();
    let mut tree = bundle.object(&Here::root(main), tree, Kind::Document);
    while let Some((target, kind, name)) = bundle.queue.pop_front() {
        bundle.bring_in(&mut tree, target, kind, &name);
    }
    if bundle.failures.is_empty() {
        Ok(Bundled {
            tree: Rc::new(tree),
            origins: bundle.origins,
        })
    } else {
        Err(bundle.failures)
    }
}

struct Bundle<'s> {
    sources: &'s mut Sources,
    dialect: Dialect,
    names: Names,
    /// The component that each object outside the components has become.
    known: BTreeMap<(Kind, Target), String>,
    /// Objects that are to become components.
    queue: VecDeque<(Target, Kind, String)>,
    origins: Origins,
    failures: Vec<Diagnostic>,
}

/// Where an object stands, in its file and in the bundled tree.
#[derive(Clone)]
struct Here {
    file: FileId,
    pointer: String,
    bundled: String,
    /// Objects that this one was put in place of, to see a cycle.
    inside: Vec<Target>,
}

impl Here {
    fn root(file: FileId) -> Self {
        Self {
            file,
            pointer: String::new(),
            bundled: String::new(),
            inside: Vec::new(),
        }
    }

    fn below(&self, path: &[String]) -> Self {
        let suffix: String = path
            .iter()
            .map(|name| format!("/{}", escape(name)))
            .collect();
        Self {
            file: self.file,
            pointer: format!("{}{suffix}", self.pointer),
            bundled: format!("{}{suffix}", self.bundled),
            inside: self.inside.clone(),
        }
    }
}

impl Bundle<'_> {
    /// A component of the root document that only refers to an object in
    /// another file gives that object its name.
    fn adopt_root_components(&mut self, main: FileId) {
        let mut aliases = Vec::new();
        for (kind, entries) in self.dialect.components(self.sources.tree(main)) {
            for (name, entry) in entries {
                if let Some(reference) = entry.reference().filter(|text| !text.starts_with('#')) {
                    aliases.push((kind, name.clone(), reference.to_owned()));
                }
            }
        }
        for (kind, name, reference) in aliases {
            // What cannot be followed is reported where the walk meets it.
            if let Ok(target) = self.target(main, &reference) {
                self.known.entry((kind, target)).or_insert(name);
            }
        }
    }

    /// The object with all references below it made internal.
    fn object(&mut self, here: &Here, tree: Tree, kind: Kind) -> Tree {
        if kind.is_referable()
            && let Some(reference) = tree.reference()
        {
            let reference = reference.to_owned();
            return self.reference(here, tree, kind, &reference);
        }
        let in_main = here.file == self.sources.main();
        let dialect = self.dialect;
        let below: Vec<(Vec<String>, Kind)> = children(&tree, kind, dialect)
            .into_iter()
            .filter(|(_, kind, child)| !in_main || needs_bundling(child, *kind, dialect))
            .map(|(path, kind, _)| (path, kind))
            .collect();
        let mut tree = tree;
        for (path, kind) in below {
            if let Some(child) = take(&mut tree, &path) {
                let child = self.object(&here.below(&path), child, kind);
                put(&mut tree, &path, child);
            }
        }
        if kind == Kind::Discriminator {
            self.mapping(here, &mut tree);
        }
        tree
    }

    fn reference(&mut self, here: &Here, tree: Tree, kind: Kind, reference: &str) -> Tree {
        let target = match self.target(here.file, reference) {
            Ok(target) => target,
            Err(refused) => {
                self.refuse(here, refused);
                return tree;
            }
        };
        if self.dialect.section(kind).is_none() {
            return self.in_place(here, tree, target, kind);
        }
        // An alias in the root components takes the place of its object.
        let name = self.known.get(&(kind, target.clone()));
        let own = name.and_then(|name| place(self.dialect, kind, name));
        if own.is_some_and(|(_, pointer)| here.bundled == pointer)
            && !here.inside.contains(&target)
            && let Some(object) = self.fetch(here, &target)
        {
            return self.moved(here, target, object, kind);
        }
        match self.internal(here, kind, target) {
            Some(pointer) => with_reference(tree, format!("#{pointer}")),
            None => tree,
        }
    }

    /// The pointer of the component that `target` is or becomes.
    fn internal(&mut self, here: &Here, kind: Kind, target: Target) -> Option<String> {
        let dialect = self.dialect;
        if target.0 == self.sources.main() && dialect.component(&target.1).is_some() {
            return Some(target.1);
        }
        if let Some(name) = self.known.get(&(kind, target.clone())) {
            return place(dialect, kind, name).map(|(_, pointer)| pointer);
        }
        dialect.section(kind)?;
        self.fetch(here, &target)?;
        let stem = file_stem(self.sources.relative(target.0));
        let name = self.names.make(kind, &target.1, &stem);
        self.known.insert((kind, target.clone()), name.clone());
        let (_, pointer) = place(dialect, kind, &name)?;
        self.queue.push_back((target, kind, name));
        Some(pointer)
    }

    fn bring_in(&mut self, tree: &mut Tree, target: Target, kind: Kind, name: &str) {
        let Some((path, pointer)) = place(self.dialect, kind, name) else {
            return;
        };
        let here = Here {
            bundled: pointer,
            ..Here::root(target.0)
        };
        if let Some(object) = self.fetch(&here, &target) {
            let object = self.moved(&here, target, object, kind);
            put(tree, &path, object);
        }
    }

    /// The object at `target` as it stands at `here`.
    fn moved(&mut self, here: &Here, target: Target, object: Tree, kind: Kind) -> Tree {
        self.origins.add(here.bundled.clone(), target.clone());
        let mut inside = here.inside.clone();
        inside.push(target.clone());
        let (file, pointer) = target;
        let there = Here {
            file,
            pointer,
            bundled: here.bundled.clone(),
            inside,
        };
        self.object(&there, object, kind)
    }

    /// The object itself instead of the reference.
    fn in_place(&mut self, here: &Here, tree: Tree, target: Target, kind: Kind) -> Tree {
        if here.inside.contains(&target) {
            let message = format!("the `$ref` makes {} a part of itself", kind.noun());
            self.refuse(here, Refused::Reference(Code::RefCycle, message));
            return tree;
        }
        match self.fetch(here, &target) {
            Some(object) => self.moved(here, target, object, kind),
            None => tree,
        }
    }

    /// A copy of the object at `target`, reported as missing at `here`.
    fn fetch(&mut self, here: &Here, target: &Target) -> Option<Tree> {
        let (file, pointer) = target;
        let mut tree = Some(self.sources.tree(*file));
        for segment in segments(pointer) {
            tree = tree.and_then(|tree| tree.child(&segment));
        }
        let object = tree.cloned();
        if object.is_none() {
            let message = format!(
                "nothing is at `{pointer}` of {}",
                self.sources.relative(*file)
            );
            self.refuse(here, Refused::Reference(Code::UnknownRef, message));
        }
        object
    }

    /// Mapping values are names or references; references move as others do.
    fn mapping(&mut self, here: &Here, tree: &mut Tree) {
        let Some(Tree::Object(mapping)) = tree.get("mapping").cloned() else {
            return;
        };
        for (value, reference) in mapping {
            let Some(text) = reference
                .as_str()
                .filter(|text| text.contains(['#', '/', '.']))
            else {
                continue;
            };
            let here = here.below(&["mapping".to_owned(), value.clone()]);
            let pointer = match self.target(here.file, text) {
                Ok(target) => self.internal(&here, Kind::Schema, target),
                // A name may hold a full stop too.
                Err(_) if !text.contains(['#', '/']) => None,
                Err(refused) => {
                    self.refuse(&here, refused);
                    None
                }
            };
            if let Some(pointer) = pointer {
                let path = ["mapping".to_owned(), value];
                put(tree, &path, Tree::String(format!("#{pointer}")));
            }
        }
    }

    fn target(&mut self, from: FileId, reference: &str) -> Result<Target, Refused> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decode(fragment);
        let file = if file.is_empty() {
            from
        } else {
            self.sources.follow(from, file)?
        };
        if file == self.sources.main() && fragment.is_empty() {
            Err(Refused::Reference(
                Code::UnknownRef,
                "the `$ref` names the root document as a whole".to_owned(),
            ))
        } else if fragment.is_empty() || fragment.starts_with('/') {
            Ok((file, fragment))
        } else {
            Err(Refused::Reference(
                Code::UnknownRef,
                "the part of the `$ref` behind `#` must be a JSON Pointer, such as `#/components/schemas/Name`"
                    .to_owned(),
            ))
        }
    }

    fn refuse(&mut self, here: &Here, refused: Refused) {
        let diagnostic = match refused {
            Refused::File(diagnostic) => *diagnostic,
            Refused::Reference(code, message) => {
                let pointer = if here.pointer.contains("/mapping/") {
                    here.pointer.clone()
                } else {
                    Place::At(&here.pointer).key("$ref").to_string()
                };
                Diagnostic {
                    code,
                    message,
                    location: Some(self.sources.location(here.file, &pointer, Meant::Value)),
                    hint: hint(code),
                }
            }
        };
        if !self.failures.contains(&diagnostic) {
            self.failures.push(diagnostic);
        }
    }
}

fn hint(code: Code) -> Option<String> {
    (code == Code::RefOutsideRoot).then(|| {
        "copy what it names into the root folder, or widen that folder with `--root`".to_owned()
    })
}
