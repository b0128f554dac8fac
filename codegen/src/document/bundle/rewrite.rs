//! Reading and changing places in a tree.

use crate::document::grammar::{Dialect, Kind, children};
use crate::document::place::pointer;
use crate::document::tree::{Object, Tree};

/// Whether any reference below, in the root document, leads out of its
/// components, or is not written as it is compared later: a `$ref` is a URI
/// reference, so that `%3C` in it is `<`.
pub(super) fn needs_bundling(tree: &Tree, kind: Kind, dialect: Dialect) -> bool {
    let is_component = |reference: &str| {
        let pointer = reference.strip_prefix('#');
        let pointer = pointer.filter(|pointer| !pointer.contains('%'));
        pointer.is_some_and(|pointer| dialect.component(pointer).is_some())
    };
    if kind == Kind::Discriminator {
        return maps_to_files(tree, is_component);
    }
    if kind.is_referable()
        && let Some(reference) = tree.reference()
    {
        return !is_component(reference);
    }
    children(tree, kind, dialect)
        .into_iter()
        .any(|(_, kind, child)| needs_bundling(child, kind, dialect))
}

/// Whether a mapping names anything but a component of its own document.
fn maps_to_files(tree: &Tree, is_component: impl Fn(&str) -> bool) -> bool {
    let Some(Tree::Object(mapping)) = tree.get("mapping") else {
        return false;
    };
    let mut targets = mapping.values().filter_map(Tree::as_str);
    targets.any(|target| target.contains(['#', '/', '.']) && !is_component(target))
}

/// The place of a component: its path, and its pointer.
pub(super) fn place(dialect: Dialect, kind: Kind, name: &str) -> Option<(Vec<String>, String)> {
    let section = dialect.section(kind)?.iter().copied();
    let path: Vec<String> = section.chain([name]).map(str::to_owned).collect();
    let pointer = pointer(&path);
    Some((path, pointer))
}

/// The object with its `$ref` replaced; what stands beside it is kept.
pub(super) fn with_reference(mut tree: Tree, reference: String) -> Tree {
    if let Tree::Object(object) = &mut tree {
        object.insert("$ref".to_owned(), Tree::String(reference));
    }
    tree
}

/// Puts a value at a path below `tree`, making the objects on the way.
pub(super) fn put(tree: &mut Tree, path: &[String], value: Tree) {
    let [first, rest @ ..] = path else {
        *tree = value;
        return;
    };
    match tree {
        Tree::Array(items) => {
            if let Some(item) = first.parse().ok().and_then(|at: usize| items.get_mut(at)) {
                put(item, rest, value);
            }
        }
        Tree::Object(object) => {
            let below = object
                .entry(first.clone())
                .or_insert_with(|| Tree::Object(Object::new()));
            put(below, rest, value);
        }
        _ => {}
    }
}

/// Takes the value at a path out of `tree`, to be put back.
pub(super) fn take(tree: &mut Tree, path: &[String]) -> Option<Tree> {
    Some(std::mem::replace(tree.at_mut(path)?, Tree::Null))
}
