//! Tells what became of the descriptions: as a table, as JSON and as a page.

use serde_json::{Value, json};

use super::peers::{Figure, recorded};
use super::trial::Trial;
use crate::figure::{count, mebibytes, seconds};
use crate::measure::Cost;
use crate::page::{Bar, Group, Page, Part, chart};
use crate::table::Table;

/// A row for each description.
pub fn table(trials: &[Trial]) -> Table {
    let titles = [
        "description",
        "version",
        "operations",
        "schemas",
        "types",
        "lines",
        "losses",
        "generation CPU",
        "wall",
        "memory",
        "check CPU",
        "memory",
        "warnings",
    ];
    let caption =
        "Operations and schemas described; types and lines generated; keywords not enforced";
    let mut table = Table::new(caption, &titles);
    for trial in trials {
        table.row(row(trial));
    }
    table
}

fn row(trial: &Trial) -> Vec<String> {
    let none = || "-".to_owned();
    let mut cells = vec![
        trial.document.name.clone(),
        trial.version.clone(),
        count(trial.counts.operations),
        count(trial.counts.schemas),
    ];
    match &trial.generated {
        Ok(generated) => {
            let Cost { cpu, wall, peak } = generated.cost;
            let lost = generated.losses.values().sum();
            cells.extend([generated.types, generated.lines, lost].map(count));
            cells.extend([seconds(cpu), seconds(wall), mebibytes(peak)]);
        }
        Err(_) => {
            cells.push("failed".to_owned());
            cells.extend((0..5).map(|_| none()));
        }
    }
    match &trial.compiled {
        Some(compiled) if compiled.errors.is_empty() => cells.extend([
            seconds(compiled.cost.cpu),
            mebibytes(compiled.cost.peak),
            count(compiled.warnings.len()),
        ]),
        Some(_) => cells.extend(["failed".to_owned(), none(), none()]),
        None => cells.extend([none(), none(), none()]),
    }
    cells
}

/// All figures, for programs.
pub fn json(trials: &[Trial]) -> Value {
    let documents: Vec<Value> = trials.iter().map(trial_json).collect();
    json!({ "documents": documents })
}

fn trial_json(trial: &Trial) -> Value {
    let generated = trial.generated.as_ref().ok();
    let compiled = trial.compiled.as_ref();
    json!({
        "name": trial.document.name,
        "version": trial.version,
        "operations_described": trial.counts.operations,
        "schemas_described": trial.counts.schemas,
        "operations": generated.map(|generated| generated.operations),
        "types": generated.map(|generated| generated.types),
        "lines": generated.map(|generated| generated.lines),
        "losses": generated.map(|generated| &generated.losses),
        "generation": generated.map(|generated| generated.cost.to_json()),
        "check": compiled.map(|compiled| compiled.cost.to_json()),
        "warnings": compiled.map(|compiled| compiled.warnings.len()),
        "errors": compiled.map(|compiled| compiled.errors.len()),
        "problems": trial.problems(),
    })
}

/// The page: the table, bars, those of `measured` apart, and what is not enforced.
pub fn page(trials: &[Trial], measured: &[Figure]) -> Page {
    let generation = |trial: &Trial| {
        let cost = trial.generated.as_ref().ok()?.cost;
        Some((cost.cpu, seconds(cost.cpu)))
    };
    let memory = |trial: &Trial| {
        let cost = trial.generated.as_ref().ok()?.cost;
        Some((cost.peak as f64, mebibytes(cost.peak)))
    };
    let parts = [
        Some(Part::Table(table(trials))),
        chart(
            "What generating costs",
            vec![
                Group {
                    label: "CPU time".to_owned(),
                    bars: ours(trials, generation),
                },
                Group {
                    label: "Peak memory".to_owned(),
                    bars: ours(trials, memory),
                },
            ],
        ),
        chart(
            "Beside other generators, all by the last run of `cargo xtask bench`",
            beside(trials, "CPU time", |trial| of_document(trial, measured)),
        ),
        chart(
            "Beside other generators, as they were recorded on another machine, also with two busy cores; \
             `cargo xtask bench` measures them here",
            beside(trials, "wall time", |trial| {
                let is_measured = !of_document(trial, measured).is_empty();
                if is_measured {
                    Vec::new()
                } else {
                    recorded(trial)
                }
            }),
        ),
        Some(Part::Table(losses(trials))),
    ];
    Page {
        title: "Real descriptions, generated and compiled".to_owned(),
        lead: "CPU time is user and system time; memory is the most that one process had at a time; \
               check is `cargo check` of the crate alone, in the table with all its features. Bars of a \
               group share a scale."
            .to_owned(),
        parts: parts.into_iter().flatten().collect(),
    }
}

fn ours(trials: &[Trial], figure: impl Fn(&Trial) -> Option<(f64, String)>) -> Vec<Bar> {
    let bar = |trial: &Trial| {
        let (value, text) = figure(trial)?;
        Some(Bar {
            label: trial.document.name.clone(),
            value,
            text,
            is_ours: true,
        })
    };
    trials.iter().filter_map(bar).collect()
}

fn of_document(trial: &Trial, measured: &[Figure]) -> Vec<Figure> {
    let figures = measured.iter();
    let figures = figures.filter(|one| one.document == trial.document.name);
    figures.cloned().collect()
}

/// For each description that generators were compared on: lines, and the `time` to check.
fn beside(trials: &[Trial], time: &str, figures: impl Fn(&Trial) -> Vec<Figure>) -> Vec<Group> {
    let group = |trial: &Trial, title: &str, text: fn(&Figure) -> (f64, String)| {
        let bar = |one: Figure| {
            let (value, text) = text(&one);
            Bar {
                label: one.generator,
                value,
                text,
                is_ours: one.is_ours,
            }
        };
        Group {
            label: format!("{}: {title}", trial.document.name),
            bars: figures(trial).into_iter().map(bar).collect(),
        }
    };
    let groups = trials.iter().flat_map(|trial| {
        let check = format!("check, {time}");
        [
            group(trial, "lines", |one| (one.lines as f64, count(one.lines))),
            group(trial, &check, |one| (one.check, seconds(one.check))),
        ]
    });
    groups.collect()
}

/// Which keywords are not enforced, and where.
fn losses(trials: &[Trial]) -> Table {
    let mut table = Table::new(
        "Keywords that generated code does not enforce",
        &["description", "places", "keywords"],
    )
    .with_words_last();
    for trial in trials {
        let losses = trial
            .generated
            .iter()
            .flat_map(|generated| &generated.losses);
        let total = losses.clone().map(|(_, count)| count).sum();
        let keywords: Vec<String> = losses
            .map(|(keyword, places)| format!("{keyword} {}", count(*places)))
            .collect();
        table.row(vec![
            trial.document.name.clone(),
            count(total),
            keywords.join(", "),
        ]);
    }
    table
}
