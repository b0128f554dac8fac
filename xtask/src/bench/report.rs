//! Tells what was measured: as tables, as JSON and as a page.

use serde_json::{Value, json};

use super::Results;
use super::budgets::Verdict;
use super::compare::{Comparison, Entry, OURS};
use super::growth::Step;
use super::wire::{self, Way};
use crate::figure::{count, mebibytes, seconds, times};
use crate::measure::Cost;
use crate::page::{Bar, Group, Page, Part, chart};
use crate::table::Table;

/// A table for each thing that was measured.
pub fn tables(results: &Results) -> Vec<Table> {
    let mut tables: Vec<Table> = results.comparisons.iter().map(comparison).collect();
    if !results.growth.is_empty() {
        tables.push(growth(&results.growth));
    }
    tables.extend(results.wire.as_ref().map(|ways| wire_table(ways)));
    if !results.verdicts.is_empty() {
        tables.push(budgets(&results.verdicts));
    }
    tables
}

/// Every figure, with how many times ours it is.
fn comparison(comparison: &Comparison) -> Table {
    let caption = format!(
        "{}: CPU time and peak memory, and how many times those of `{OURS}`",
        comparison.document
    );
    let titles = [
        "generator",
        "lines",
        "",
        "generation",
        "",
        "wall",
        "memory",
        "check",
        "",
        "memory",
        "",
        "release",
        "",
        "memory",
        "library",
        "",
    ];
    let mut table = Table::new(&caption, &titles);
    let ours = comparison.entries.iter().find(|entry| entry.name == OURS);
    for entry in &comparison.entries {
        let mut cells = vec![entry.name.clone()];
        let lines = |entry: &Entry| (entry.lines > 0).then_some(entry.lines as f64);
        let figure = |text: fn(&Entry) -> Option<String>| text(entry).unwrap_or_else(none);
        let ratio = |value: &dyn Fn(&Entry) -> Option<f64>| {
            let ratio = ours.and_then(|ours| Some(value(entry)? / value(ours)?));
            ratio.map_or_else(none, times)
        };
        cells.push(count(entry.lines));
        cells.push(ratio(&lines));
        cells.push(figure(|entry| Some(seconds(entry.generation?.cpu))));
        cells.push(ratio(&|entry| Some(entry.generation?.cpu)));
        cells.push(figure(|entry| Some(seconds(entry.generation?.wall))));
        cells.push(figure(|entry| Some(mebibytes(entry.generation?.peak))));
        cells.push(figure(|entry| Some(seconds(entry.check?.cpu))));
        cells.push(ratio(&|entry| Some(entry.check?.cpu)));
        cells.push(figure(|entry| Some(mebibytes(entry.check?.peak))));
        cells.push(ratio(&|entry| Some(entry.check?.peak as f64)));
        cells.push(figure(|entry| Some(seconds(entry.release?.cpu))));
        cells.push(ratio(&|entry| Some(entry.release?.cpu)));
        cells.push(figure(|entry| Some(mebibytes(entry.release?.peak))));
        cells.push(figure(|entry| Some(mebibytes(entry.library?))));
        cells.push(ratio(&|entry| Some(entry.library? as f64)));
        table.row(cells);
    }
    table
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

fn part_name(part: usize) -> String {
    match part {
        1 => "all".to_owned(),
        part => format!("1/{part}"),
    }
}

fn wire_table(ways: &[Way]) -> Table {
    let caption = "200 structs of 8 fields, each read from JSON and written to it: CPU time to compile, speed";
    let titles = ["", "check", "debug", "release", "decode", "encode"];
    let mut table = Table::new(caption, &titles);
    for way in ways {
        let mut cells = vec![way.name.to_owned()];
        cells.extend(way.jobs.iter().map(|(_, cost)| seconds(cost.cpu)));
        cells.extend([way.decode, way.encode].map(|speed| format!("{speed:.0} MB/s")));
        table.row(cells);
    }
    table
}

fn budgets(verdicts: &[Verdict]) -> Table {
    let titles = ["budget", "measured", "wanted", ""];
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
    json!({
        "documents": results.comparisons.iter().map(document).collect::<Vec<_>>(),
        "growth": results.growth.iter().map(step).collect::<Vec<_>>(),
        "wire": results.wire.iter().flatten().map(way).collect::<Vec<_>>(),
        "budgets": results.verdicts.iter().map(Verdict::to_json).collect::<Vec<_>>(),
    })
}

/// The page: bars, and the tables that they are drawn from.
pub fn page(results: &Results) -> Page {
    let mut parts: Vec<Part> = results.comparisons.iter().filter_map(bars).collect();
    parts.extend(growth_bars(&results.growth));
    parts.extend(results.wire.as_ref().and_then(|ways| wire_bars(ways)));
    parts.extend(tables(results).into_iter().map(Part::Table));
    Page {
        title: "specwright beside other generators".to_owned(),
        lead: "All figures are from one run on one machine. CPU time is user and system time; memory is \
               the most that one process had at a time; check and release are the compiler of the \
               generated crate alone, without its dependencies and without incremental compilation. \
               Bars of a group share a scale."
            .to_owned(),
        parts,
    }
}

fn bars(comparison: &Comparison) -> Option<Part> {
    let group = |label: &str, figure: &dyn Fn(&Entry) -> Option<(f64, String)>| {
        let bar = |entry: &Entry| {
            let (value, text) = figure(entry)?;
            Some(bar(&entry.name, value, text, entry.is_ours))
        };
        let bars = comparison.entries.iter().filter_map(bar).collect();
        group(label, bars)
    };
    let cpu = |cost: Option<Cost>| cost.map(|cost| (cost.cpu, seconds(cost.cpu)));
    let memory = |cost: Option<Cost>| cost.map(|cost| (cost.peak as f64, mebibytes(cost.peak)));
    chart(
        &comparison.document,
        vec![
            group("Generation, CPU time", &|entry| cpu(entry.generation)),
            group("cargo check, CPU time", &|entry| cpu(entry.check)),
            group("cargo check, memory", &|entry| memory(entry.check)),
            group("cargo build --release, CPU time", &|entry| {
                cpu(entry.release)
            }),
            group("Size of the library", &|entry| {
                entry.library.map(|size| (size as f64, mebibytes(size)))
            }),
        ],
    )
}

fn growth_bars(steps: &[Step]) -> Option<Part> {
    let group = |label: &str, figure: &dyn Fn(&Step) -> Option<(f64, String)>| {
        let bar = |step: &Step| {
            let (value, text) = figure(step)?;
            Some(bar(&part_name(step.part), value, text, true))
        };
        group(label, steps.iter().filter_map(bar).collect())
    };
    let cpu = |cost: Cost| (cost.cpu, seconds(cost.cpu));
    chart(
        "Growth: one API cut to parts of its operations",
        vec![
            group("Size of the description", &|step| {
                Some((step.bytes as f64, mebibytes(step.bytes as u64)))
            }),
            group("Generation, CPU time", &|step| Some(cpu(step.generation))),
            group("cargo check, CPU time", &|step| step.check.map(cpu)),
        ],
    )
}

fn wire_bars(ways: &[Way]) -> Option<Part> {
    let is_ours = |way: &Way| way.name == wire::OURS;
    let jobs = (0..3).map(|job| {
        let name = ways.first().map_or("", |way| way.jobs[job].0);
        let bars = ways.iter().map(|way| {
            let cost = way.jobs[job].1;
            bar(way.name, cost.cpu, seconds(cost.cpu), is_ours(way))
        });
        group(&format!("CPU time, {name}"), bars.collect())
    });
    let speed = |label: &str, speed: fn(&Way) -> f64| {
        let bars = ways.iter().map(|way| {
            let speed = speed(way);
            bar(way.name, speed, format!("{speed:.0} MB/s"), is_ours(way))
        });
        group(label, bars.collect())
    };
    let speeds = [
        speed("Decode", |way| way.decode),
        speed("Encode", |way| way.encode),
    ];
    chart("200 structs of 8 fields", jobs.chain(speeds).collect())
}

fn bar(label: &str, value: f64, text: String, is_ours: bool) -> Bar {
    Bar {
        label: label.to_owned(),
        value,
        text,
        is_ours,
    }
}

fn group(label: &str, bars: Vec<Bar>) -> Group {
    Group {
        label: label.to_owned(),
        bars,
    }
}
