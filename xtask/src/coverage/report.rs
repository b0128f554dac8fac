//! Tells how far the descriptions cover the reference: a table, lines, and JSON.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Found;
use super::api::{Api, missing};
use super::command_lines::{self, CommandLines};
use super::compare::Difference;
use super::errors;
use super::facts::Kind;
use crate::table::Table;

/// How many places there are of a kind, and how many of them are as the pages tell them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    covered: usize,
    total: usize,
}

type Counts = BTreeMap<Kind, Count>;

/// A table with a row for each resource, and one for the API.
pub fn table(api: &Api) -> Table {
    let titles = Kind::ALL.map(Kind::title);
    let titles: Vec<&str> = std::iter::once("resource").chain(titles).collect();
    let mut table = Table::new(&format!("{}: covered of all", api.name), &titles);
    let mut all = Counts::new();
    for (tag, counts) in counts(api) {
        for (kind, count) in &counts {
            let sum = all.entry(*kind).or_default();
            sum.covered += count.covered;
            sum.total += count.total;
        }
        table.row(row(tag, &counts));
    }
    table.row(row("all", &all));
    table
}

fn row(title: &str, counts: &Counts) -> Vec<String> {
    let cell = |kind: Kind| {
        let count = counts.get(&kind).copied().unwrap_or_default();
        format!("{}/{}", count.covered, count.total)
    };
    let cells = Kind::ALL.map(cell);
    std::iter::once(title.to_owned()).chain(cells).collect()
}

fn counts(api: &Api) -> BTreeMap<&str, Counts> {
    let wanting: BTreeSet<(&str, &str)> = api
        .open
        .iter()
        .map(|difference| (difference.operation.as_str(), difference.place.as_str()))
        .collect();
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for operation in &api.told {
        let of_tag = counts.entry(&operation.tag).or_default();
        for (name, place) in &operation.places {
            let count = of_tag.entry(place.kind).or_default();
            count.total += 1;
            let is_wanting = wanting.contains(&(operation.source.as_str(), name.as_str()));
            count.covered += usize::from(!is_wanting);
        }
    }
    counts
}

/// A line for each thing that is missing, differs, is borrowed or is not used. Of an operation that is
/// missing, one line tells all.
pub fn lines(api: &Api) -> Vec<String> {
    let name = &api.name;
    let missing = missing(&api.open);
    let told = api.open.iter().filter(|difference| {
        difference.kind == Kind::Operation || !missing.contains(&difference.operation)
    });
    let mut lines: Vec<String> = told
        .map(|difference| format!("{name} {difference}"))
        .collect();
    for one in &api.borrowed {
        lines.push(format!("{name} {one}"));
    }
    for decision in &api.unused {
        lines.push(format!("{name}: nothing fits the decision {decision}"));
    }
    lines
}

impl std::fmt::Display for Difference {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            operation,
            place,
            fact,
            page,
            here,
            source,
            ..
        } = self;
        write!(formatter, "{operation} {place}: {fact}: {page} -> {here}")?;
        if !source.is_empty() {
            write!(formatter, " ({source})")?;
        }
        Ok(())
    }
}

/// All there is to tell.
pub fn json(found: &Found) -> Value {
    let apis = found.apis.iter();
    let apis = apis.map(|api| (api.name.clone(), of_api(api)));
    let errors = found.errors.as_ref().map(|errors| {
        let told = json!({"total": errors.total, "open": errors.lines()});
        (errors::FOLDER.to_owned(), told)
    });
    let command_lines = found.command_lines.as_ref();
    let command_lines = command_lines.map(|found| {
        let told = of_command_lines(found);
        (command_lines::NAME.to_owned(), told)
    });
    Value::Object(apis.chain(errors).chain(command_lines).collect())
}

fn of_command_lines(found: &CommandLines) -> Value {
    let decided = found.decided.iter().map(|(api, decided, reason)| {
        let mut decided = difference(decided);
        decided["api"] = json!(api);
        decided["reason"] = json!(reason);
        decided
    });
    json!({
        "total": found.total,
        "working": found.working(),
        "open": found.lines(),
        "decided": decided.collect::<Vec<_>>(),
    })
}

fn of_api(api: &Api) -> Value {
    let counted = counts(api).into_iter().map(|(tag, counts)| {
        let count = |(kind, count): (&Kind, &Count)| {
            let figures = json!({"covered": count.covered, "total": count.total});
            (kind.title().to_owned(), figures)
        };
        let kinds: serde_json::Map<String, Value> = counts.iter().map(count).collect();
        (tag.to_owned(), Value::Object(kinds))
    });
    let open: Vec<Value> = api.open.iter().map(difference).collect();
    let decided = api.decided.iter().map(|(decided, reason)| {
        let mut decided = difference(decided);
        decided["reason"] = json!(reason);
        decided
    });
    let borrowed = api
        .borrowed
        .iter()
        .map(|one| json!({"page": one.page, "source": one.source, "words": one.words}));
    json!({
        "counts": Value::Object(counted.collect()),
        "open": open,
        "decided": decided.collect::<Vec<_>>(),
        "borrowed": borrowed.collect::<Vec<_>>(),
        "unused": api.unused,
    })
}

fn difference(difference: &Difference) -> Value {
    json!({
        "operation": difference.operation,
        "place": difference.place,
        "kind": difference.kind.title(),
        "fact": difference.fact,
        "page": difference.page,
        "here": difference.here,
        "source": difference.source,
    })
}
