//! Many files to one tree: what `$ref`s name outside the components of the
//! root document is brought into them, so that later stages meet internal
//! references only.
//!
//! Objects of a kind that the components can hold become components, under
//! a name made from where they stand; others, such as path items, are put in
//! place, since OpenAPI 3.0 has no section for them. Whether references are sound is left
//! to [`references`](super::references).

mod anchors;
mod here;
mod names;
mod rewrite;

use super::grammar::{Dialect, Kind, children};
use super::origin::Origins;
use super::place::segments;
use super::source::{FileId, Refused, Sources};
use super::tree::Tree;
use super::uri::percent_decode;
use crate::diagnostic::Code;
use anchors::{Anchors, anchors_of};
use here::Here;
use names::{Names, file_stem};
use rewrite::{needs_bundling, place, put, take, with_reference};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// More references on the way of one are hardly meant.
const MOST_DETOURS: usize = 50;

/// A third of all values of GitHub's description, one of the largest. Objects
/// that are put in place can double with each level.
const MOST_IN_PLACE: usize = 200_000;

/// Deeper than any description, even one that is put together like this.
const DEEPEST_IN_PLACE: usize = 400;

/// The bundled tree and where its parts come from.
#[derive(Debug)]
pub struct Bundled {
    /// One document with internal references only.
    pub tree: Rc<Tree>,
    /// Where its parts come from.
    pub origins: Origins,
    /// Why references cannot be followed. Such a reference is the number of
    /// its reason (see [`refusal`]), to be reported if it is still there when
    /// all is taken out that is not wanted.
    pub refused: Vec<Refused>,
}

/// The number of the reason in a reference that cannot be followed. No other
/// reference looks like it, since bundling leaves internal ones only.
pub fn refusal(reference: &str) -> Option<usize> {
    reference.strip_prefix('!')?.parse().ok()
}

/// An object by file and pointer.
type Target = (FileId, String);

/// Bundles the description that `sources` opened.
pub fn bundle(sources: &mut Sources, dialect: Dialect) -> Bundled {
    let main = sources.main();
    if !needs_bundling(sources.tree(main), Kind::Document, dialect) {
        return Bundled {
            tree: sources.shared(main),
            origins: Origins::new(main),
            refused: Vec::new(),
        };
    }
    let mut bundle = Bundle {
        names: Names::of(sources.tree(main), dialect),
        dialect,
        sources,
        known: BTreeMap::new(),
        queue: VecDeque::new(),
        origins: Origins::new(main),
        refused: Vec::new(),
        in_place: 0,
        anchors: BTreeMap::new(),
    };
    bundle.adopt_root_components(main);
    let tree = bundle.sources.tree(main).clone();
    let mut tree = bundle.object(&Here::root(main), tree, Kind::Document);
    while let Some((target, kind, name)) = bundle.queue.pop_front() {
        bundle.bring_in(&mut tree, target, kind, &name);
    }
    Bundled {
        tree: Rc::new(tree),
        origins: bundle.origins,
        refused: bundle.refused,
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
    refused: Vec<Refused>,
    /// How much was put in place of references so far, by [`Tree::weight`].
    in_place: usize,
    /// The anchors of the files that references name by them.
    anchors: BTreeMap<FileId, Anchors>,
}

/// What a reference becomes.
enum Followed {
    /// The object that it names.
    InPlace(Tree),
    /// A reference to the component that the object is or becomes.
    Internal(String),
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
        let target = self.target(here.file, reference);
        let followed = target.and_then(|target| self.follow(here, target, kind));
        match followed {
            Ok(Followed::InPlace(object)) => object,
            Ok(Followed::Internal(reference)) => with_reference(tree, reference),
            Err(refused) => {
                let reference = self.refuse(refused);
                with_reference(tree, reference)
            }
        }
    }

    fn follow(&mut self, here: &Here, target: Target, kind: Kind) -> Result<Followed, Refused> {
        // An alias in the root components takes the place of its object.
        let name = self.known.get(&(kind, target.clone()));
        let own = name.and_then(|name| place(self.dialect, kind, name));
        let is_own = own.is_some_and(|(_, pointer)| here.bundled == pointer);
        if self.dialect.section(kind).is_none() || is_own && !here.inside.contains(&target) {
            self.in_place(here, target, kind).map(Followed::InPlace)
        } else {
            let pointer = self.internal(kind, target)?;
            Ok(Followed::Internal(format!("#{pointer}")))
        }
    }

    /// The pointer of the component that `target` is or becomes.
    fn internal(&mut self, kind: Kind, target: Target) -> Result<String, Refused> {
        let dialect = self.dialect;
        if target.0 == self.sources.main() && dialect.component(&target.1).is_some() {
            return Ok(target.1);
        }
        let stem = file_stem(self.sources.relative(target.0));
        let key = (kind, target);
        if !self.known.contains_key(&key) {
            self.find(&key.1)?;
            let name = self.names.make(kind, &key.1.1, &stem);
            self.queue.push_back((key.1.clone(), kind, name.clone()));
            self.known.insert(key.clone(), name);
        }
        let name = self.known.get(&key).map(String::as_str).unwrap_or_default();
        Ok(place(dialect, kind, name).map_or_else(String::new, |(_, pointer)| pointer))
    }

    fn bring_in(&mut self, tree: &mut Tree, target: Target, kind: Kind, name: &str) {
        let Some((path, pointer)) = place(self.dialect, kind, name) else {
            return;
        };
        let here = Here {
            bundled: pointer,
            ..Here::root(target.0)
        };
        // That it is there was seen when it was put into the queue.
        if let Ok(object) = self.find(&target).cloned() {
            let object = self.moved(&here, target, object, kind);
            put(tree, &path, object);
        }
    }

    /// The object at `target` as it stands at `here`.
    fn moved(&mut self, here: &Here, target: Target, object: Tree, kind: Kind) -> Tree {
        self.origins.add(here.bundled.clone(), target.clone());
        self.object(&here.moved(target), object, kind)
    }

    /// The object itself instead of the reference.
    fn in_place(&mut self, here: &Here, target: Target, kind: Kind) -> Result<Tree, Refused> {
        if here.inside.contains(&target) {
            let message = format!("the `$ref` makes {} a part of itself", kind.noun());
            return Err(Refused::Reference(Code::RefCycle, message));
        }
        if here.depth() > DEEPEST_IN_PLACE {
            let message = "the `$ref` is too deep inside what others have put here";
            return Err(Refused::Reference(Code::FileTooLarge, message.to_owned()));
        }
        let object = self.find(&target)?;
        let weight = self.in_place.saturating_add(object.weight());
        if weight > MOST_IN_PLACE {
            let message = format!(
                "the `$ref`s stand for more than {MOST_IN_PLACE} values put in their place"
            );
            return Err(Refused::Reference(Code::FileTooLarge, message));
        }
        let object = object.clone();
        self.in_place = weight;
        Ok(self.moved(here, target, object, kind))
    }

    /// The object at `target`.
    fn find(&self, target: &Target) -> Result<&Tree, Refused> {
        let (file, pointer) = target;
        let found = self.sources.tree(*file).at(segments(pointer));
        found.ok_or_else(|| {
            let file = self.sources.relative(*file);
            let message = format!("nothing is at `{pointer}` of {file}");
            Refused::Reference(Code::UnknownRef, message)
        })
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
            let internal = self
                .target(here.file, text)
                .and_then(|target| self.internal(Kind::Schema, target));
            let reference = match internal {
                Ok(pointer) => format!("#{pointer}"),
                // A name may hold a full stop too.
                Err(_) if !text.contains(['#', '/']) => continue,
                Err(refused) => self.refuse(refused),
            };
            let path = ["mapping".to_owned(), value];
            put(tree, &path, Tree::String(reference));
        }
    }

    /// What a reference in the file `from` means.
    fn target(&mut self, from: FileId, reference: &str) -> Result<Target, Refused> {
        let unknown = |message: &str| Refused::Reference(Code::UnknownRef, message.to_owned());
        let mut target = self.named(from, reference)?;
        // What a pointer leads through may be elsewhere itself.
        for _ in 0..MOST_DETOURS {
            let Some((reference, rest)) = self.detour(&target) else {
                return if target.0 == self.sources.main() && target.1.is_empty() {
                    Err(unknown("the `$ref` names the root document as a whole"))
                } else {
                    Ok(target)
                };
            };
            let (file, pointer) = self.named(target.0, &reference)?;
            target = (file, pointer + &rest);
        }
        Err(unknown("the `$ref` leads through others that never end"))
    }

    /// The file and the pointer that a reference names.
    fn named(&mut self, from: FileId, reference: &str) -> Result<Target, Refused> {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decode(fragment);
        let file = if file.is_empty() {
            from
        } else {
            self.sources.follow(from, file)?
        };
        if fragment.is_empty() || fragment.starts_with('/') {
            return Ok((file, fragment));
        }
        let anchors = self.anchors.entry(file);
        let anchors = anchors.or_insert_with(|| anchors_of(self.sources.tree(file)));
        match anchors.get(&fragment) {
            Some(pointer) => Ok((file, pointer.clone())),
            None => Err(Refused::Reference(
                Code::UnknownRef,
                format!(
                    "`#{fragment}` is neither a JSON Pointer, such as `#/components/schemas/Name`, nor an anchor"
                ),
            )),
        }
    }

    /// The reference that a pointer comes upon on its way, and what is left
    /// of the pointer by then.
    fn detour(&self, (file, pointer): &Target) -> Option<(String, String)> {
        let mut tree = self.sources.tree(*file);
        let mut rest = pointer.as_str();
        while let Some(after) = rest.strip_prefix('/') {
            let end = after.find('/').map_or(rest.len(), |at| at + 1);
            let segment = segments(&rest[..end]).next()?;
            match tree.child(&segment) {
                Some(child) => tree = child,
                None => return Some((tree.reference()?.to_owned(), rest.to_owned())),
            }
            rest = &rest[end..];
        }
        None
    }

    /// Keeps the reason, and gives the reference that stands for it.
    fn refuse(&mut self, refused: Refused) -> String {
        self.refused.push(refused);
        format!("!{}", self.refused.len() - 1)
    }
}
