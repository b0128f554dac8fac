//! Properties that only requests or only responses need to have.

use super::mentioned;
use crate::ir::{Group, Outcome, Type, TypeDef, TypeId, TypeKind};
use std::collections::BTreeSet;

/// "readOnly … MAY be sent as part of a response but SHOULD NOT be sent as
/// part of the request. If the property … is in the required list, the
/// required will take effect on the response only" (OpenAPI 3.0.3, Schema
/// Object); and the other way round for `writeOnly`.
pub(super) fn relax_one_way_properties(types: &mut [TypeDef], groups: &[Group]) {
    let operations = || groups.iter().flat_map(|group| &group.operations);
    let sent = operations().flat_map(|operation| operation.body.iter().map(|body| &body.ty));
    let sent = reachable(types, sent);
    let received = operations().flat_map(|operation| [&operation.success, &operation.failure]);
    let received = received.flat_map(|outcome| match &outcome {
        Outcome::Never => Vec::new(),
        Outcome::Plain(ty) => vec![ty],
        Outcome::Struct(_, variant) => vec![&variant.body],
        Outcome::Enum(_, variants) => variants.iter().map(|variant| &variant.body).collect(),
    });
    let received = reachable(types, received);
    for (at, def) in types.iter_mut().enumerate() {
        let id = TypeId(at);
        if let TypeKind::Struct(object) = &mut def.kind {
            for field in &mut object.fields {
                let may_be_missing = field.read_only && sent.contains(&id)
                    || field.write_only && received.contains(&id);
                field.required &= !may_be_missing;
            }
        }
    }
}

fn reachable<'a>(types: &[TypeDef], from: impl Iterator<Item = &'a Type>) -> BTreeSet<TypeId> {
    let mut open: Vec<TypeId> = from.filter_map(|ty| Some(ty.named()?.0)).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if seen.insert(id) {
            open.extend(mentioned(&types[id.0]).into_iter().map(|(id, _)| id));
        }
    }
    seen
}
