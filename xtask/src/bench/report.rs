//! Tells what was measured: as tables and as JSON.

use serde_json::{Value, json};

use super::Results;
use super::budgets::Verdict;
use super::calls::{Row, Speed};
use super::compare::{Comparison, Entry};
use super::growth::Step;
use super::wire::Way;
use crate::figure::{count, mebibytes, seconds, times};
use crate::measure::Cost;
use crate::table::Table;

/// A table for each thing that was measured.
pub fn tables(results: &Results) -> Vec<Table> {
    let mut tables: Vec<Table> = results.comparisons.iter().map(comparison).collect();
    if !results.growth.is_empty() {
        tables.push(growth(&results.growth));
    }
    tables.extend(results.wire.as_ref().map(|ways| wire_table(ways)));
    if !results.calls.is_empty() {
        tables.push(calls(&results.calls));
    }
    if !results.verdicts.is_empty() {
        tables.push(budgets(&results.verdicts));
    }
    tables
}

/// Every figure, with how many times ours it is.
fn comparison(comparison: &Comparison) -> Table {
    let caption = format!(
        "{}: CPU time and peak memory, and how many times those of `{}`",
        comparison.document,
        comparison.entries.first().map_or("", |entry| &entry.name),
    );
    let titles = [
        "generator",
        "lines",
        "generation",
        "wall",
        "memory",
        "check",
        "memory",
        "release",
        "memory",
        "library",
    ];
    let figures: [Figure; 9] = [
        (
            |entry| (entry.lines > 0).then_some(entry.lines as f64),
            |lines| count(lines as usize),
        ),
        (|entry| Some(entry.generation?.cpu), seconds),
        (|entry| Some(entry.generation?.wall), seconds),
        (|entry| Some(entry.generation?.peak as f64), size),
        (|entry| Some(entry.check?.cpu), seconds),
        (|entry| Some(entry.check?.peak as f64), size),
        (|entry| Some(entry.release?.cpu), seconds),
        (|entry| Some(entry.release?.peak as f64), size),
        (|entry| Some(entry.library? as f64), size),
    ];
    let mut table = Table::new(&caption, &titles);
    let ours = comparison.entries.first();
    for (at, entry) in comparison.entries.iter().enumerate() {
        let mut cells = vec![entry.name.clone()];
        cells.extend(figures.iter().map(|(value, text)| {
            let Some(theirs) = value(entry) else {
                return none();
            };
            match ours.and_then(value) {
                Some(ours) if at > 0 => {
                    format!("{} ({})", text(theirs), times(theirs / ours))
                }
                _ => text(theirs),
            }
        }));
        table.row(cells);
    }
    table
}

/// What a column takes from an entry, and how it is written.
type Figure = (fn(&Entry) -> Option<f64>, fn(f64) -> String);

fn size(bytes: f64) -> String {
    mebibytes(bytes as u64)
}

fn growth(steps: &[Step]) -> Table {
    let titles = [
        "part",
        "operations",
        "description",
        "lines",
        "generation",
        "memory",
        "check",
        "memory",
    ];
    let mut table = Table::new("Growth: one API cut to parts of its operations", &titles);
    for step in steps {
        let check = |text: fn(Cost) -> String| step.check.map_or_else(none, text);
        table.row(vec![
            part_name(step.part),
            count(step.operations),
            mebibytes(step.bytes as u64),
            count(step.lines),
            seconds(step.generation.cpu),
            mebibytes(step.generation.peak),
            check(|cost| seconds(cost.cpu)),
            check(|cost| mebibytes(cost.peak)),
        ]);
    }
    table
}

/// How a part of the operations is called.
pub fn part_name(part: usize) -> String {
    match part {
        1 => "all".to_owned(),
        part => format!("1/{part}"),
    }
}

fn wire_table(ways: &[Way]) -> Table {
    let caption = "200 structs of 8 fields, each read from JSON and written to it: CPU time to compile, speed";
    let titles = ["way", "check", "debug", "release", "decode", "encode"];
    let mut table = Table::new(caption, &titles);
    for way in ways {
        let mut cells = vec![way.name.to_owned()];
        cells.extend(way.jobs.iter().map(|(_, cost)| seconds(cost.cpu)));
        cells.extend([way.decode, way.encode].map(|speed| format!("{speed:.0} MB/s")));
        table.row(cells);
    }
    table
}

fn calls(rows: &[Row]) -> Table {
    let caption =
        "Calls over loopback, written by hand and generated: calls per second, and latency in µs";
    let titles = [
        "what",
        "by hand",
        "generated",
        "ratio",
        "median",
        "generated",
        "99 %",
        "generated",
    ];
    let mut table = Table::new(caption, &titles);
    for row in rows {
        let both = |figure: fn(Speed) -> f64| {
            [row.by_hand, row.generated].map(|speed| count(figure(speed).round() as usize))
        };
        let mut cells = vec![row.about.clone()];
        cells.extend(both(|speed| speed.rate));
        cells.push(format!("{:.2}", row.ratio));
        cells.extend(both(|speed| speed.median));
        cells.extend(both(|speed| speed.slow));
        table.row(cells);
    }
    table
}

fn budgets(verdicts: &[Verdict]) -> Table {
    let titles = ["budget", "measured", "wanted", "verdict"];
    let mut table = Table::new("Budgets", &titles).with_words_last();
    for verdict in verdicts {
        let met = if verdict.is_met { "met" } else { "missed" };
        table.row(vec![
            verdict.about.clone(),
            verdict.measured.clone(),
            verdict.budget.clone(),
            met.to_owned(),
        ]);
    }
    table
}

fn none() -> String {
    "-".to_owned()
}

/// All figures, for programs.
pub fn json(results: &Results) -> Value {
    let cost = |cost: Option<Cost>| cost.map(Cost::to_json);
    let entry = |entry: &Entry| {
        json!({
            "name": entry.name,
            "is_ours": entry.is_ours,
            "lines": entry.lines,
            "client_lines_per_operation": entry.method_lines,
            "generation": cost(entry.generation),
            "check": cost(entry.check),
            "release": cost(entry.release),
            "library_bytes": entry.library,
            "note": entry.note,
        })
    };
    let document = |comparison: &Comparison| {
        let entries: Vec<Value> = comparison.entries.iter().map(entry).collect();
        json!({ "name": comparison.document, "generators": entries })
    };
    let step = |step: &Step| {
        json!({
            "part": step.part,
            "operations": step.operations,
            "description_bytes": step.bytes,
            "lines": step.lines,
            "generation": step.generation.to_json(),
            "check": cost(step.check),
        })
    };
    let way = |way: &Way| {
        let jobs = way.jobs.iter();
        let jobs = jobs.map(|(name, cost)| ((*name).to_owned(), cost.to_json()));
        json!({
            "name": way.name,
            "jobs": jobs.collect::<serde_json::Map<_, _>>(),
            "decode_megabytes_per_second": way.decode,
            "encode_megabytes_per_second": way.encode,
        })
    };
    let call = |row: &Row| {
        json!({
            "about": row.about,
            "by_hand": row.by_hand.to_json(),
            "generated": row.generated.to_json(),
            "ratio": row.ratio,
        })
    };
    json!({
        "calls": results.calls.iter().map(call).collect::<Vec<_>>(),
        "documents": results.comparisons.iter().map(document).collect::<Vec<_>>(),
        "growth": results.growth.iter().map(step).collect::<Vec<_>>(),
        "wire": results.wire.iter().flatten().map(way).collect::<Vec<_>>(),
        "budgets": results.verdicts.iter().map(Verdict::to_json).collect::<Vec<_>>(),
    })
}
