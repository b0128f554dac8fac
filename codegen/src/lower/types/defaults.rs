//! How structs are made: which have a default, and which a constructor instead.

use super::inner_first;
use crate::ir::{Construction, Extra, Field, Struct, Type, TypeDef, TypeKind};

/// Marks the structs all of whose fields have a default.
pub(super) fn find_defaults(types: &mut [TypeDef]) {
    // From what surely has one outwards: a struct that needs itself has none.
    let order = inner_first(types);
    let mut has_default = vec![false; types.len()];
    let mut grew = true;
    while std::mem::take(&mut grew) {
        for id in &order {
            let has = match &types[id.0].kind {
                TypeKind::Struct(object) => object
                    .fields
                    .iter()
                    .all(|field| !field.required || defaults(&field.ty, &has_default)),
                TypeKind::Alias(ty) => defaults(ty, &has_default),
                TypeKind::StringEnum(_)
                | TypeKind::Union(_)
                | TypeKind::Choice(_)
                | TypeKind::Wrapper(..) => false,
            };
            grew |= has && !has_default[id.0];
            has_default[id.0] = has;
        }
    }
    for (def, has) in types.iter_mut().zip(has_default) {
        if let TypeKind::Struct(object) = &mut def.kind {
            object.construction = match has {
                true => Construction::Default,
                false if needs_constructor(object) => Construction::New,
                false => Construction::Literal,
            };
        }
    }
}

/// More arguments than this are easier to read as a struct literal.
const MOST_ARGUMENTS: usize = 7;

/// Whether a literal would have to name fields that need not be there.
fn needs_constructor(object: &Struct) -> bool {
    let is_argument = |field: &&Field| field.required && field.constant().is_none();
    let arguments = object.fields.iter().filter(is_argument).count();
    let has_more = arguments < object.fields.len() || matches!(object.extra, Extra::Kept(..));
    has_more && arguments <= MOST_ARGUMENTS
}

fn defaults(ty: &Type, known: &[bool]) -> bool {
    match ty {
        Type::Text(_) | Type::Lines(_) | Type::Events(_) => false,
        Type::Named(id) => known[id.0],
        Type::Boxed(inner) => defaults(inner, known),
        Type::Any
        | Type::Unit
        | Type::Bool
        | Type::Integer(_)
        | Type::Float(_)
        | Type::String
        | Type::Bytes
        | Type::File
        | Type::Payload
        | Type::Array(_)
        | Type::Map(_)
        | Type::Nullable(_) => true,
    }
}
