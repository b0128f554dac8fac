//! Inline schemas that say the same.
//!
//! Descriptions repeat themselves: an object that a dozen operations take is
//! often written a dozen times. Each keeps the name of its place, but only
//! one is a definition, and the others are aliases of it: values go from one
//! operation to the next, and the compiler sees the code once.

use super::{inner_first, members};
use crate::ir::{Type, TypeDef, TypeId, TypeKind};
use std::collections::BTreeMap;

/// Makes aliases of inline definitions that another one equals. The first
/// `components` types are those of components, which stay what they are:
/// their authors made them two.
pub(super) fn alias_same(types: &mut [TypeDef], components: usize) {
    let mut classes: Vec<Vec<TypeId>> = Vec::new();
    let mut class_of: Vec<Option<usize>> = vec![None; types.len()];
    let mut known: BTreeMap<Vec<&str>, Vec<(usize, TypeKind)>> = BTreeMap::new();
    for id in inner_first(types) {
        let Some(names) = names(&types[id.0].kind) else {
            continue;
        };
        let kind = over_classes(&types[id.0].kind, components, &classes, &class_of);
        let like = known.entry(names).or_default();
        let class = match like.iter().find(|(_, other)| *other == kind) {
            Some((class, _)) => *class,
            None => {
                classes.push(Vec::new());
                like.push((classes.len() - 1, kind));
                classes.len() - 1
            }
        };
        classes[class].push(id);
        class_of[id.0] = Some(class);
    }
    for class in classes {
        let Some(first) = class.iter().min().copied() else {
            continue;
        };
        let others = class.into_iter().filter(|id| *id != first);
        for id in others.filter(|id| id.0 >= components) {
            types[id.0].kind = TypeKind::Alias(Type::Named(first));
        }
    }
}

/// The names in a definition, which equal definitions have in common.
fn names(kind: &TypeKind) -> Option<Vec<&str>> {
    match kind {
        TypeKind::Struct(object) => Some(object.fields.iter().map(|one| &*one.name).collect()),
        TypeKind::StringEnum(list) => Some(list.values.iter().map(|one| &*one.text).collect()),
        TypeKind::Union(union) => {
            Some(union.branches.iter().map(|one| one.ident.plain()).collect())
        }
        TypeKind::Choice(all) => Some(all.iter().map(|one| one.ident.plain()).collect()),
        TypeKind::Alias(_) | TypeKind::Wrapper(..) => None,
    }
}

/// The definition, with the first type of each class for all inline ones in
/// it.
fn over_classes(
    kind: &TypeKind,
    components: usize,
    classes: &[Vec<TypeId>],
    class_of: &[Option<usize>],
) -> TypeKind {
    let mut kind = kind.clone();
    for (ty, _) in members(&mut kind) {
        if let Some(id) = ty.named_mut()
            && id.0 >= components
            && let Some(class) = class_of[id.0]
            && let Some(first) = classes[class].first()
        {
            *id = *first;
        }
    }
    kind
}
