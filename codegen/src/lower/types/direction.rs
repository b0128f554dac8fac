//! Properties that only requests or only responses need to have.

use super::reachable;
use crate::ir::{Group, Outcome, Type, TypeDef, TypeId, TypeKind};

/// "readOnly … MAY be sent as part of a response but SHOULD NOT be sent as
/// part of the request. If the property … is in the required list, the
/// required will take effect on the response only" (OpenAPI 3.0.3, Schema
/// Object); and the other way round for `writeOnly`.
pub(super) fn relax_one_way_properties(types: &mut [TypeDef], groups: &[Group]) {
    let operations = || groups.iter().flat_map(|group| &group.operations);
    let sent = operations().flat_map(|operation| operation.body.iter().map(|body| &body.ty));
    let received = operations().flat_map(|operation| [&operation.success, &operation.failure]);
    let received = received.flat_map(Outcome::types);
    let ids = |ty: &Type| Some(ty.named()?.0);
    let sent = reachable(types, sent.filter_map(ids));
    let received = reachable(types, received.filter_map(ids));
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
