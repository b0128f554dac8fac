//! Bodies of `application/merge-patch+json` (RFC 7396), in which `null` takes
//! a property out whatever its schema says: the types that they are made of
//! have `Nullable` in the place of each property that may be missing. Items
//! of a list are none, since a list is replaced as a whole.
//!
//! A type that is also used elsewhere stays as it is, and has another one
//! beside it.

use super::{mentioned, reachable};
use crate::ir::{
    Body, Extra, Group, Outcome, Type, TypeDef, TypeId, TypeKind, alternatives, is_merge_patch,
};
use crate::lower::context::HandedOn;
use crate::names::{Case, Scope};
use std::collections::{BTreeMap, BTreeSet};

/// Lets the properties of merge patches be `null`.
pub(super) fn allow_null(
    types: &mut Vec<TypeDef>,
    handed_on: &mut Vec<HandedOn>,
    groups: &mut [Group],
) {
    let (sent, others) = uses(types, groups);
    if sent.is_empty() {
        return;
    }
    let others = reachable(types, others.into_iter());
    let names: Vec<&str> = types.iter().map(|def| def.name.plain()).collect();
    let mut patches = Patches {
        scope: Scope::with(&names),
        changed: changed(types, sent),
        others,
        done: BTreeMap::new(),
        open: Vec::new(),
        types,
        handed_on,
    };
    let operations = groups.iter_mut().flat_map(|group| &mut group.operations);
    for body in operations.filter_map(|operation| operation.body.as_mut()) {
        match alternatives(patches.types, &body.ty) {
            Some(_) => patches.choice(&body.ty),
            None if is_patch(&body.media_types) => patches.patch(&mut body.ty),
            None => {}
        }
    }
    patches.finish();
}

/// The types of merge patches, and those of all else that is sent or received.
fn uses(types: &[TypeDef], groups: &[Group]) -> (Vec<TypeId>, Vec<TypeId>) {
    let (mut sent, mut others) = (Vec::new(), Vec::new());
    for operation in groups.iter().flat_map(|group| &group.operations) {
        let outcomes = [&operation.success, &operation.failure];
        let received = outcomes.into_iter().flat_map(Outcome::types);
        let parameters = operation.parameters.iter().map(|one| &one.ty);
        others.extend(received.chain(parameters).filter_map(id));
        for (media_types, ty) in operation.body.iter().flat_map(|body| bodies(types, body)) {
            let uses = match is_patch(media_types) {
                true => &mut sent,
                false => &mut others,
            };
            uses.extend(id(ty));
        }
    }
    (sent, others)
}

/// The types that a body can have, and their media types.
fn bodies<'a>(types: &'a [TypeDef], body: &'a Body) -> Vec<(&'a [String], &'a Type)> {
    match alternatives(types, &body.ty) {
        None => vec![(&body.media_types, &body.ty)],
        Some(all) => all
            .iter()
            .map(|one| (one.media_types.as_slice(), &one.ty))
            .collect(),
    }
}

fn is_patch(media_types: &[String]) -> bool {
    media_types.iter().any(|one| is_merge_patch(one))
}

fn id(ty: &Type) -> Option<TypeId> {
    Some(ty.named()?.0)
}

/// The types that are others in a patch: those with a property that may be
/// missing, and those that are made of such.
fn changed(types: &[TypeDef], sent: Vec<TypeId>) -> BTreeSet<TypeId> {
    let within = reachable(types, sent.into_iter());
    let mut users: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    let mut changed = BTreeSet::new();
    let mut open = Vec::new();
    for id in within {
        if has_optional(&types[id.0].kind) {
            open.push(id);
        }
        for (inner, _) in mentioned(&types[id.0]) {
            users.entry(inner).or_default().push(id);
        }
    }
    while let Some(id) = open.pop() {
        if changed.insert(id) {
            open.extend(users.get(&id).into_iter().flatten());
        }
    }
    changed
}

fn has_optional(kind: &TypeKind) -> bool {
    match kind {
        TypeKind::Struct(object) => {
            matches!(object.extra, Extra::Kept(..))
                || object.fields.iter().any(|field| !field.required)
        }
        TypeKind::Alias(ty) | TypeKind::Wrapper(ty, _) => has_map(ty),
        TypeKind::Union(union) => union.branches.iter().any(|branch| has_map(&branch.ty)),
        TypeKind::StringEnum(_) | TypeKind::Choice(_) => false,
    }
}

fn has_map(ty: &Type) -> bool {
    match ty {
        Type::Map(_) => true,
        Type::Nullable(inner) | Type::Boxed(inner) => has_map(inner),
        Type::Any
        | Type::Unit
        | Type::Bool
        | Type::Integer(_)
        | Type::Float(_)
        | Type::String
        | Type::Text(_)
        | Type::Bytes
        | Type::File
        | Type::Payload
        | Type::Lines(_)
        | Type::Events(_)
        | Type::Array(_)
        | Type::Named(_) => false,
    }
}

struct Patches<'t> {
    types: &'t mut Vec<TypeDef>,
    handed_on: &'t mut Vec<HandedOn>,
    scope: Scope,
    changed: BTreeSet<TypeId>,
    /// Types that are used elsewhere too.
    others: BTreeSet<TypeId>,
    /// What each type is in a patch.
    done: BTreeMap<TypeId, TypeId>,
    /// Those of them that are not yet changed.
    open: Vec<TypeId>,
}

impl Patches<'_> {
    /// Makes a type that of a patch.
    fn patch(&mut self, ty: &mut Type) {
        match ty {
            Type::Named(id) if self.changed.contains(id) => *id = self.definition(*id),
            Type::Map(value) => self.optional(value),
            Type::Nullable(inner) | Type::Boxed(inner) => self.patch(inner),
            Type::Any
            | Type::Unit
            | Type::Bool
            | Type::Integer(_)
            | Type::Float(_)
            | Type::String
            | Type::Text(_)
            | Type::Bytes
            | Type::File
            | Type::Payload
            | Type::Lines(_)
            | Type::Events(_)
            | Type::Array(_)
            | Type::Named(_) => {}
        }
    }

    /// Makes those types of a choice that of a patch that are patches.
    fn choice(&mut self, choice: &Type) {
        let Some(choice) = id(choice) else {
            return;
        };
        let mut kind = self.types[choice.0].kind.clone();
        if let TypeKind::Choice(all) = &mut kind {
            let patches = all.iter_mut().filter(|one| is_patch(&one.media_types));
            patches.for_each(|one| self.patch(&mut one.ty));
        }
        self.types[choice.0].kind = kind;
    }

    /// Makes the type of a property that may be missing that of one that
    /// `null` takes out.
    fn optional(&mut self, ty: &mut Type) {
        self.patch(ty);
        if !matches!(ty, Type::Any | Type::Nullable(_)) {
            let inner = std::mem::replace(ty, Type::Any);
            *ty = Type::Nullable(Box::new(inner));
        }
    }

    /// What a type is in a patch.
    fn definition(&mut self, id: TypeId) -> TypeId {
        if let Some(done) = self.done.get(&id) {
            return *done;
        }
        let patch = match self.others.contains(&id) {
            true => self.copy(id),
            false => id,
        };
        self.done.insert(id, patch);
        self.open.push(patch);
        patch
    }

    fn finish(&mut self) {
        while let Some(id) = self.open.pop() {
            let mut kind = self.types[id.0].kind.clone();
            self.change(&mut kind);
            self.types[id.0].kind = kind;
        }
    }

    fn change(&mut self, kind: &mut TypeKind) {
        match kind {
            TypeKind::Struct(object) => {
                for field in &mut object.fields {
                    match field.required {
                        true => self.patch(&mut field.ty),
                        false => self.optional(&mut field.ty),
                    }
                }
                if let Extra::Kept(_, ty, _) = &mut object.extra {
                    self.optional(ty);
                }
            }
            TypeKind::Union(union) => {
                let branches = union.branches.iter_mut();
                branches.for_each(|branch| self.patch(&mut branch.ty));
            }
            TypeKind::Alias(ty) | TypeKind::Wrapper(ty, _) => self.patch(ty),
            TypeKind::StringEnum(_) | TypeKind::Choice(_) => {}
        }
    }

    fn copy(&mut self, id: TypeId) -> TypeId {
        let original = &self.types[id.0];
        let name = format!("{} patch", original.name.plain());
        let copy = TypeDef {
            name: self.scope.claim(&name, Case::Camel),
            docs: original
                .docs
                .clone()
                .with("In a merge patch (RFC 7396), in which `null` takes a property out."),
            ..original.clone()
        };
        self.types.push(copy);
        self.handed_on.push(self.handed_on[id.0].clone());
        TypeId(self.types.len() - 1)
    }
}
