//! Which defaults of parameters servers can hand to those who serve: those
//! that the type of the parameter takes.

use crate::diagnostic::{Code, Report};
use crate::ir::{Extra, Float, Group, Integer, Struct, Type, TypeDef, TypeKind};
use serde_json::Value as Json;

/// Takes out the defaults that do not fit, and reports them.
pub(in crate::lower) fn drop_unfit(types: &[TypeDef], groups: &mut [Group], report: &Report) {
    let operations = groups.iter_mut().flat_map(|group| &mut group.operations);
    for parameter in operations.flat_map(|operation| &mut operation.parameters) {
        let unfit = |value: &Json| !fits(types, &parameter.ty, value, DEEPEST);
        if let Some(preset) = parameter.preset.take_if(|preset| unfit(&preset.value)) {
            let message = format!(
                "the default of `{}` does not fit its type: servers take a parameter that is not given for absent",
                parameter.name
            );
            report.add(Code::NotEnforced, preset.pointer, message);
        }
    }
}

/// Types that lead back to themselves are deeper than any value.
const DEEPEST: usize = 100;

fn fits(types: &[TypeDef], ty: &Type, value: &Json, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let inner = |ty: &Type, value: &Json| fits(types, ty, value, depth);
    match ty {
        Type::Any => true,
        Type::Bool => value.is_boolean(),
        Type::Integer(integer) => is_integer(*integer, value),
        Type::Float(Float::F32 | Float::F64) => value.is_number(),
        Type::String | Type::Text(_) | Type::Bytes => value.is_string(),
        Type::Array(item) => value
            .as_array()
            .is_some_and(|items| items.iter().all(|one| inner(item, one))),
        Type::Map(item) => value
            .as_object()
            .is_some_and(|entries| entries.values().all(|one| inner(item, one))),
        Type::Nullable(ty) => value.is_null() || inner(ty, value),
        Type::Boxed(ty) => inner(ty, value),
        Type::Named(id) => match &types[id.0].kind {
            TypeKind::Alias(ty) | TypeKind::Wrapper(ty, _) => inner(ty, value),
            TypeKind::StringEnum(listed) => listed
                .values
                .iter()
                .any(|one| value.as_str() == Some(&one.text)),
            TypeKind::Union(union) => union.branches.iter().any(|one| inner(&one.ty, value)),
            TypeKind::Struct(object) => fits_struct(object, value, inner),
            TypeKind::Choice(_) => false,
        },
        // No parameter is one of these.
        Type::Unit | Type::File | Type::Payload | Type::Lines(_) | Type::Events(_) => false,
    }
}

fn is_integer(integer: Integer, value: &Json) -> bool {
    let number = value.as_i64().map(i128::from);
    let number = number.or_else(|| value.as_u64().map(i128::from));
    number.is_some_and(|number| (integer.least()..=integer.most()).contains(&number))
}

fn fits_struct(object: &Struct, value: &Json, inner: impl Fn(&Type, &Json) -> bool) -> bool {
    let Json::Object(entries) = value else {
        return false;
    };
    let mut fields = object.fields.iter();
    let is_known = |name: &String| object.fields.iter().any(|field| field.name == *name);
    let others_fit = match &object.extra {
        Extra::Ignored => true,
        Extra::Refused => entries.keys().all(is_known),
        Extra::Kept(_, ty, _) => entries
            .iter()
            .all(|(name, value)| is_known(name) || inner(ty, value)),
    };
    others_fit
        && fields.all(|field| match entries.get(&field.name) {
            Some(value) => inner(&field.ty, value),
            None => !field.required,
        })
}
