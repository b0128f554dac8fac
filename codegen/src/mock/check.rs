//! What a value must obey: the calls that emitted `check` functions make.

use super::schemas::Schemas;
use super::value::Value;
use crate::ir::{Bound, Constraint, Extra, Rules, StringEnum, Struct, Type, TypeKind, Union};
use specwright_runtime::check::Check;

impl Schemas {
    /// Reports what a value breaks of the rules of its own type.
    pub(super) fn check(&self, ty: &'static Type, value: &Value, check: &mut Check<'_>) {
        match (ty, value) {
            (_, Value::Absent | Value::Null) => {}
            (
                Type::Nullable(inner)
                | Type::Boxed(inner)
                | Type::Lines(inner)
                | Type::Events(inner),
                value,
            ) => self.check(inner, value, check),
            (Type::Array(item), value) => {
                for (at, one) in value.items().iter().enumerate() {
                    self.check(item, one, &mut check.index(at));
                }
            }
            (Type::Map(inner), Value::Map(entries)) => {
                for (name, value) in entries {
                    self.check(inner, value, &mut check.name(name));
                }
            }
            (Type::Named(id), value) => match (&self.api.def(*id).kind, value) {
                (TypeKind::Alias(target), value) => self.check(target, value, check),
                (TypeKind::Wrapper(inner, rules), value) => {
                    self.check(inner, value, check);
                    self.rules(inner, rules, value, check);
                }
                (TypeKind::StringEnum(list), value) => listed(list, value, check),
                (TypeKind::Struct(object), Value::Struct(_, fields, others)) => {
                    self.check_struct(object, (fields, others), value, check);
                }
                (TypeKind::Union(union), Value::Branch(_, at, inner)) => {
                    self.check_union(union, *at, inner, value, check);
                }
                (TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Choice(_), _) => {}
            },
            (
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
                | Type::Map(_),
                _,
            ) => {}
        }
    }

    fn check_struct(
        &self,
        object: &'static Struct,
        (fields, others): (&[Value], &specwright_runtime::Map<Value>),
        whole: &Value,
        check: &mut Check<'_>,
    ) {
        for (field, value) in object.fields.iter().zip(fields) {
            self.check(&field.ty, value, &mut check.name(&field.name));
        }
        for (field, value) in object.fields.iter().zip(fields) {
            self.rules(&field.ty, &field.rules, value, &mut check.name(&field.name));
        }
        if let Extra::Kept(_, ty, rules) = &object.extra {
            for (name, value) in others {
                self.check(ty, value, &mut check.name(name));
            }
            for (name, value) in others {
                self.rules(ty, rules, value, &mut check.name(name));
            }
        }
        let present = fields
            .iter()
            .filter(|value| !matches!(value, Value::Absent));
        let count = present.count() + others.len();
        if let Some(least) = object.min_properties {
            check.min_properties(count, least);
        }
        if let Some(most) = object.max_properties {
            check.max_properties(count, most);
        }
        if !object.condition.is_empty() {
            check.test_by(whole, &|test| self.test(&object.condition, test));
        }
    }

    fn check_union(
        &self,
        union: &'static Union,
        at: usize,
        inner: &Value,
        whole: &Value,
        check: &mut Check<'_>,
    ) {
        if let Some(branch) = union.branches.get(at) {
            self.check(&branch.ty, inner, check);
            self.rules(&branch.ty, &branch.rules, inner, check);
        }
        if !union.condition.is_empty() {
            check.test_by(whole, &|test| self.test(&union.condition, test));
        }
    }

    /// Reports what a value breaks of the rules of its place.
    pub(super) fn rules(
        &self,
        ty: &'static Type,
        rules: &'static Rules,
        value: &Value,
        check: &mut Check<'_>,
    ) {
        if rules.is_empty() || matches!(value, Value::Absent | Value::Null) {
            return;
        }
        let ty = self.held(ty);
        for constraint in &rules.own {
            self.constraint(constraint, value, check);
        }
        let Some(inner) = &rules.inner else {
            return;
        };
        match (ty, value) {
            (Type::Array(item), value) => {
                for (at, one) in value.items().iter().enumerate() {
                    self.rules(item, inner, one, &mut check.index(at));
                }
            }
            (Type::Map(ty), Value::Map(entries)) => {
                for (name, value) in entries {
                    self.rules(ty, inner, value, &mut check.name(name));
                }
            }
            _ => {}
        }
    }

    /// The type behind aliases, and behind what lets it be `null`.
    pub(super) fn held(&self, ty: &'static Type) -> &'static Type {
        match self.resolved(ty) {
            Type::Nullable(inner) => self.resolved(inner),
            ty => ty,
        }
    }

    fn constraint(&self, constraint: &'static Constraint, value: &Value, check: &mut Check<'_>) {
        match constraint {
            Constraint::Only(only) => check.listed(value.text(), &[only]),
            Constraint::MinLength(least) => check.min_length(value.text(), *least),
            Constraint::MaxLength(most) => check.max_length(value.text(), *most),
            Constraint::Pattern(text) => check.pattern(value.text(), self.pattern(text)),
            Constraint::Minimum(Bound::Integer(bound)) => check.minimum(value.integer(), *bound),
            Constraint::Minimum(Bound::Float(bound)) => check.minimum(value.float(), *bound),
            Constraint::Maximum(Bound::Integer(bound)) => check.maximum(value.integer(), *bound),
            Constraint::Maximum(Bound::Float(bound)) => check.maximum(value.float(), *bound),
            Constraint::Above(Bound::Integer(bound)) => check.above(value.integer(), *bound),
            Constraint::Above(Bound::Float(bound)) => check.above(value.float(), *bound),
            Constraint::Below(Bound::Integer(bound)) => check.below(value.integer(), *bound),
            Constraint::Below(Bound::Float(bound)) => check.below(value.float(), *bound),
            Constraint::MultipleOf(Bound::Integer(of)) => check.multiple_of(value.integer(), *of),
            Constraint::MultipleOf(Bound::Float(of)) => {
                check.multiple_of_fraction(value.float(), *of)
            }
            Constraint::MinItems(least) => check.min_items(value.len(), *least),
            Constraint::MaxItems(most) => check.max_items(value.len(), *most),
            Constraint::UniqueItems => check.unique_items(value.items()),
            Constraint::MinProperties(least) => check.min_properties(value.len(), *least),
            Constraint::MaxProperties(most) => check.max_properties(value.len(), *most),
            Constraint::Condition(condition) => {
                check.test_by(value, &|test| self.test(condition, test))
            }
        };
    }
}

/// An open enumeration holds any string, and says so here.
fn listed(list: &'static StringEnum, value: &Value, check: &mut Check<'_>) {
    if list.is_open {
        let text = |at: usize| list.values[at].text.as_str();
        check.listed_by(value.text(), list.values.len(), &text);
    }
}
