//! Whether the examples of a description are valid: those that are not are
//! not answered with, and reported.

use super::schemas::{NO_RULES, Schemas, Slot};
use super::value::Value;
use crate::diagnostic::{Code, Report};
use crate::ir::{Example, Extra, Rules, Type, TypeId, TypeKind};
use std::collections::BTreeSet;

/// Reports the examples that do not fit.
pub(super) fn check(schemas: &'static Schemas, report: &Report) {
    let mut walk = Walk {
        schemas,
        report,
        seen: BTreeSet::new(),
    };
    for (at, def) in schemas.api.types.iter().enumerate() {
        let ty: &'static Type = super::table::leak(Type::Named(TypeId(at)));
        walk.judge(ty, &NO_RULES, &def.hints.examples);
        match &def.kind {
            TypeKind::Struct(object) => {
                for field in &object.fields {
                    walk.place(&field.ty, &field.rules);
                }
                if let Extra::Kept(_, ty, rules) = &object.extra {
                    walk.place(ty, rules);
                }
            }
            TypeKind::Union(union) => {
                for branch in &union.branches {
                    walk.place(&branch.ty, &branch.rules);
                }
            }
            TypeKind::Choice(all) => {
                for one in all {
                    walk.place(&one.ty, &one.rules);
                }
            }
            TypeKind::Wrapper(ty, rules) => walk.place(ty, rules),
            TypeKind::StringEnum(_) | TypeKind::Alias(_) => {}
        }
    }
    for operation in schemas.api.operations() {
        for parameter in &operation.parameters {
            walk.place(&parameter.ty, &parameter.rules);
        }
        if let Some(body) = &operation.body {
            walk.place(&body.ty, &body.rules);
        }
        for response in &operation.responses {
            for carried in response.bodies.iter().chain(&response.values) {
                walk.place(&carried.ty, &carried.rules);
            }
        }
    }
}

struct Walk<'a> {
    schemas: &'static Schemas,
    report: &'a Report,
    /// Examples are handed on from aliases to their uses.
    seen: BTreeSet<String>,
}

impl Walk<'_> {
    fn place(&mut self, ty: &'static Type, rules: &'static Rules) {
        self.judge(ty, rules, &rules.hints.examples);
        let Some(inner) = &rules.inner else {
            return;
        };
        match self.schemas.held(ty) {
            Type::Array(item) | Type::Map(item) => self.place(item, inner),
            _ => {}
        }
    }

    fn judge(&mut self, ty: &'static Type, rules: &'static Rules, examples: &'static [Example]) {
        let slot = Slot {
            schemas: self.schemas,
            ty,
            rules,
            optional: false,
        };
        for example in examples {
            if !self.seen.insert(example.pointer.clone()) {
                continue;
            }
            if let Err(reason) = slot.judge(&Value::Json(example.value.clone())) {
                let message = format!(
                    "the value does not fit its schema, so the mock does not answer with it: {reason}"
                );
                self.report
                    .add(Code::InvalidExample, example.pointer.as_str(), message);
            }
        }
    }
}
