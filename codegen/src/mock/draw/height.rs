//! How deep the least value of each type is: a type whose values all contain
//! themselves has none.

use crate::ir::{Api, Constraint, Rules, Type, TypeId, TypeKind};
use crate::mock::schemas::NO_RULES;

/// For each type how many levels of named types its least value has; `None`
/// if there is no end.
#[derive(Debug)]
pub(in crate::mock) struct Heights(Vec<Option<usize>>);

impl Heights {
    /// Those of the types of an API.
    pub(in crate::mock) fn new(api: &Api) -> Self {
        let mut heights = Self(vec![None; api.types.len()]);
        // Each walk settles at least one more type.
        loop {
            let mut grew = false;
            for (at, def) in api.types.iter().enumerate() {
                if heights.0[at].is_none() {
                    heights.0[at] = heights.of_kind(&def.kind);
                    grew |= heights.0[at].is_some();
                }
            }
            if !grew {
                return heights;
            }
        }
    }

    fn of_kind(&self, kind: &TypeKind) -> Option<usize> {
        match kind {
            TypeKind::StringEnum(_) => Some(0),
            TypeKind::Alias(ty) => self.of(ty, &NO_RULES),
            TypeKind::Wrapper(ty, rules) => self.of(ty, rules),
            TypeKind::Struct(object) => {
                let required = object.fields.iter().filter(|field| field.required);
                required
                    .map(|field| self.of(&field.ty, &field.rules))
                    .try_fold(0, |deepest, height| Some(height?.max(deepest)))
            }
            TypeKind::Choice(all) => {
                let all = all.iter();
                all.filter_map(|one| self.of(&one.ty, &one.rules)).min()
            }
            TypeKind::Union(union) => {
                let branches = union.branches.iter();
                branches
                    .filter_map(|branch| self.of(&branch.ty, &branch.rules))
                    .min()
            }
        }
    }

    /// That of a value where it is used.
    pub(super) fn of(&self, ty: &Type, rules: &Rules) -> Option<usize> {
        let is_empty = rules.own.iter().all(|constraint| match constraint {
            Constraint::MinItems(least) | Constraint::MinProperties(least) => *least == 0,
            Constraint::Only(_)
            | Constraint::MinLength(_)
            | Constraint::MaxLength(_)
            | Constraint::Pattern(_)
            | Constraint::Minimum(_)
            | Constraint::Maximum(_)
            | Constraint::Above(_)
            | Constraint::Below(_)
            | Constraint::MultipleOf(_)
            | Constraint::MaxItems(_)
            | Constraint::UniqueItems
            | Constraint::MaxProperties(_)
            | Constraint::Condition(_) => true,
        });
        match ty {
            Type::Array(_) | Type::Map(_) if is_empty => Some(0),
            Type::Array(inner) | Type::Map(inner) => {
                self.of(inner, rules.inner.as_deref().unwrap_or(&NO_RULES))
            }
            Type::Boxed(inner) | Type::Lines(inner) | Type::Events(inner) => self.of(inner, rules),
            Type::Named(id) => self.0[id.0].map(|height| height + 1),
            Type::Nullable(_)
            | Type::Any
            | Type::Unit
            | Type::Bool
            | Type::Integer(_)
            | Type::Float(_)
            | Type::String
            | Type::Text(_)
            | Type::Bytes
            | Type::File
            | Type::Payload => Some(0),
        }
    }

    /// Whether a type has values that end.
    pub(super) fn is_finite(&self, id: TypeId) -> bool {
        self.0[id.0].is_some()
    }
}
