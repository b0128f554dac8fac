//! Discriminators that values do not have: a branch without the property, for
//! which the union writes it, and a base, which takes what names no subtype.

use super::structure;
use crate::ir::{Demand, Discriminator, Type, TypeDef, TypeKind, Union, UnionRule};

/// Lets a base that takes the values of unknown subtypes take those without a
/// discriminator as well; that it must be there is left to checks.
pub(super) fn allow_unnamed(types: &mut [TypeDef]) {
    for at in 0..types.len() {
        let Some((union, discriminator)) = discriminated(&types[at]) else {
            continue;
        };
        let base = discriminator.otherwise.map(|at| &union.branches[at].ty);
        let Some((id, _)) = base.and_then(Type::named) else {
            continue;
        };
        let property = discriminator.property.clone();
        if let TypeKind::Struct(base) = &mut types[id.0].kind {
            let mut fields = base.fields.iter_mut();
            let field = fields.find(|field| field.name == property);
            if let Some(field) = field.filter(|field| field.required) {
                field.required = false;
                base.condition
                    .demands
                    .push(Demand::Required(vec![property]));
            }
        }
    }
}

/// Finds the branches whose values do not say themselves that they are it.
pub(super) fn find_unsaid(types: &mut [TypeDef]) {
    for at in 0..types.len() {
        let Some((union, discriminator)) = discriminated(&types[at]) else {
            continue;
        };
        let property = &discriminator.property;
        let branches = union.branches.iter();
        let unsaid: Vec<bool> = branches
            .map(|branch| lacks(types, &branch.ty, property))
            .collect();
        if let TypeKind::Union(union) = &mut types[at].kind {
            for (branch, unsaid) in union.branches.iter_mut().zip(unsaid) {
                branch.is_unsaid = unsaid;
            }
        }
    }
}

fn discriminated(def: &TypeDef) -> Option<(&Union, &Discriminator)> {
    match &def.kind {
        TypeKind::Union(union) => match &union.rule {
            UnionRule::Discriminator(discriminator) => Some((union, discriminator)),
            UnionRule::ExactlyOne | UnionRule::FirstMatch => None,
        },
        TypeKind::Struct(_)
        | TypeKind::StringEnum(_)
        | TypeKind::Choice(_)
        | TypeKind::Alias(_)
        | TypeKind::Wrapper(..) => None,
    }
}

/// Whether the type is a struct without the property.
fn lacks(types: &[TypeDef], ty: &Type, property: &str) -> bool {
    let fields = structure(types, ty).map(|object| &object.fields);
    fields.is_some_and(|fields| fields.iter().all(|field| field.name != property))
}
