//! Shows what was measured as a page of bars, above the tables that they are drawn from.

use super::compare::{Comparison, Entry};
use super::growth::Step;
use super::wire::{self, Way};
use super::{Results, report};
use crate::figure::{mebibytes, seconds};
use crate::measure::Cost;
use crate::page::{Bar, Group, Page, Part, chart};

/// The page: bars, and the tables that they are drawn from.
pub fn page(results: &Results) -> Page {
    let mut parts: Vec<Part> = results.comparisons.iter().filter_map(bars).collect();
    parts.extend(growth_bars(&results.growth));
    parts.extend(results.wire.as_ref().and_then(|ways| wire_bars(ways)));
    parts.extend(report::tables(results).into_iter().map(Part::Table));
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
            Some(bar(&report::part_name(step.part), value, text, true))
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
