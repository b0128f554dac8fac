//! About how many lines the code of a type or an operation has, as a measure
//! of what a module can hold. It need not be exact.

use crate::ir::{Condition, Docs, Operation, Outcome, Rules, TypeDef, TypeKind};

/// The lines of a type.
pub(super) fn of_type(def: &TypeDef) -> usize {
    let body = match &def.kind {
        TypeKind::Struct(object) => {
            let fields = object.fields.iter();
            25 + fields
                .map(|field| 5 + of_docs(&field.docs) + of_rules(&field.rules))
                .sum::<usize>()
        }
        TypeKind::StringEnum(all) => 30 + 5 * all.values.len(),
        TypeKind::Union(union) => 45 + 16 * union.branches.len(),
        TypeKind::Choice(all) => 30 + 10 * all.len(),
        TypeKind::Wrapper(_, rules) => 25 + of_rules(rules),
        TypeKind::Alias(_) => 2,
    };
    let condition = def.kind.demands().0.map_or(0, of_condition);
    body + condition + of_docs(&def.docs)
}

/// The lines of an operation in the longest of the files that it is in.
pub(super) fn of_operation(operation: &Operation) -> usize {
    let outcomes = [&operation.success, &operation.failure];
    let variants = outcomes.into_iter().flat_map(Outcome::variants);
    let outcomes: usize = variants
        .map(|variant| 14 + of_docs(&variant.docs) + 8 * variant.headers.len())
        .sum();
    let parameters = operation.parameters.iter();
    let parameters: usize = parameters
        .map(|one| 2 + of_docs(&one.docs) + of_rules(&one.rules))
        .sum();
    let trait_and_handler = 22 + of_docs(&operation.docs) + parameters;
    let types = outcomes + parameters + 30;
    let table = 16 + 3 * operation.parameters.len() + 3 * operation.responses.len();
    trait_and_handler.max(types).max(table)
}

/// A comment is broken at about this many characters by those who write it.
const WIDTH: usize = 80;

fn of_docs(docs: &Docs) -> usize {
    let lines = docs.paragraphs.iter().flat_map(|text| text.lines());
    1 + lines.map(|line| 1 + line.len() / WIDTH).sum::<usize>()
}

fn of_rules(rules: &Rules) -> usize {
    let mut conditions = 0;
    rules.any_condition(&mut |one| {
        conditions += of_condition(one);
        false
    });
    let inner = rules.inner.as_ref();
    conditions + 6 * rules.own.len() + inner.map_or(0, |inner| 3 + 6 * inner.own.len())
}

fn of_condition(condition: &Condition) -> usize {
    let mut demands = 0;
    condition.any(&mut |_| {
        demands += 1;
        false
    });
    4 * demands
}
