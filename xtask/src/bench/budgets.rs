//! The budgets that generation, compilation and calls must keep, and which of them are kept.

use serde_json::{Value, json};

use super::Results;
use super::calls::Row;
use super::compare::{Comparison, Entry, OURS};
use super::growth::{Step, exponent};
use super::own;
use super::peers::{OPENAPI_TO_RUST, PROGENITOR, Peer};
use crate::figure::{mebibytes, seconds, times};
use crate::measure::Cost;

/// A budget that was looked at.
#[derive(Debug, PartialEq)]
pub struct Verdict {
    /// What was looked at, and where.
    pub about: String,
    /// What was measured.
    pub measured: String,
    /// What is wanted.
    pub budget: String,
    /// Whether it is kept.
    pub is_met: bool,
}

impl Verdict {
    /// For programs.
    pub fn to_json(&self) -> Value {
        json!({
            "about": self.about,
            "measured": self.measured,
            "budget": self.budget,
            "is_met": self.is_met,
        })
    }
}

/// What is compared or limited.
#[derive(Clone, Copy, Debug)]
enum Work {
    Generation,
    Check,
    Release,
}

impl Work {
    fn name(self) -> &'static str {
        match self {
            Self::Generation => "generation",
            Self::Check => "cargo check",
            Self::Release => "release build",
        }
    }

    fn cost(self, entry: &Entry) -> Option<Cost> {
        match self {
            Self::Generation => entry.generation,
            Self::Check => entry.check,
            Self::Release => entry.release,
        }
    }
}

enum Bound {
    /// So many times less CPU time than a peer.
    LessThan(Peer, f64),
    /// At most so many seconds of wall time.
    Wall(f64),
    /// Less than so many bytes of peak memory.
    Memory(u64),
}

const MEBIBYTE: u64 = 1 << 20;

/// Description, work and bound. Our crate is taken without its server where a peer makes no server.
const BUDGETS: [(&str, Work, Bound); 13] = [
    ("nexus", Work::Generation, Bound::LessThan(PROGENITOR, 10.0)),
    (
        "nexus",
        Work::Generation,
        Bound::LessThan(OPENAPI_TO_RUST, 1.0),
    ),
    ("nexus", Work::Check, Bound::LessThan(PROGENITOR, 4.0)),
    ("nexus", Work::Release, Bound::LessThan(PROGENITOR, 3.0)),
    ("stripe", Work::Check, Bound::LessThan(OPENAPI_TO_RUST, 6.0)),
    ("stripe", Work::Check, Bound::Memory(1_500 * MEBIBYTE)),
    ("openai", Work::Check, Bound::LessThan(OPENAPI_TO_RUST, 6.0)),
    ("openai", Work::Check, Bound::Memory(1_500 * MEBIBYTE)),
    ("github", Work::Check, Bound::LessThan(OPENAPI_TO_RUST, 8.0)),
    ("github", Work::Check, Bound::Memory(2_500 * MEBIBYTE)),
    ("github", Work::Generation, Bound::Wall(1.5)),
    ("github", Work::Generation, Bound::Memory(400 * MEBIBYTE)),
    (
        "github",
        Work::Generation,
        Bound::LessThan(OPENAPI_TO_RUST, 1.0),
    ),
];

/// The largest exponent that counts as linear, given that figures waver.
const LINEAR: f64 = 1.1;

/// The least part of the calls per second of what was written by hand.
const AS_FAST: f64 = 0.95;

/// The most that the client of one tag may take of the whole crate.
const OF_THE_WHOLE: f64 = 0.25;

/// The most lines of the client for an operation, on average.
const METHOD_LINES: f64 = 25.0;

/// A verdict on each budget for which there are figures.
pub fn verdicts(results: &Results) -> Vec<Verdict> {
    let (comparisons, growth) = (&results.comparisons, &results.growth);
    let compared = BUDGETS.iter().filter_map(|(document, work, bound)| {
        let mut found = comparisons.iter();
        let comparison = found.find(|one| one.document == *document)?;
        verdict(comparison, *work, bound)
    });
    let checked = |step: &Step| step.check.map(|cost| cost.cpu);
    let grown = [
        (
            "generation",
            exponent(growth, |step| Some(step.generation.cpu)),
        ),
        ("cargo check", exponent(growth, checked)),
    ];
    let grown = grown.into_iter().filter_map(|(work, exponent)| {
        let exponent = exponent?;
        Some(Verdict {
            about: format!("growth of {work}"),
            measured: format!("size to the power of {exponent:.2}"),
            budget: format!("at most {LINEAR}"),
            is_met: exponent <= LINEAR,
        })
    });
    let nexus = comparisons.iter().find(|one| one.document == "nexus");
    let methods = nexus.and_then(methods);
    let own = comparisons.iter().find(|one| one.document == own::NAME);
    let own = own.into_iter().flat_map(own_crate);
    let called = results.calls.iter().map(called);
    let all = compared.chain(methods).chain(grown).chain(own);
    all.chain(called).collect()
}

fn methods(comparison: &Comparison) -> Option<Verdict> {
    let lines = comparison
        .entries
        .iter()
        .find_map(|entry| entry.method_lines)?;
    Some(Verdict {
        about: format!("{}, lines of client per operation", comparison.document),
        measured: format!("{lines:.1}"),
        budget: format!("at most {METHOD_LINES}"),
        is_met: lines <= METHOD_LINES,
    })
}

/// Our own crate against one API by a peer, and its part against all of it.
fn own_crate(comparison: &Comparison) -> Vec<Verdict> {
    let check = |name: &str| {
        let mut entries = comparison.entries.iter();
        Some(entries.find(|entry| entry.name == name)?.check?.cpu)
    };
    let verdict = |(about, of, most): (&str, &str, f64)| {
        let (own, other) = (check(about)?, check(of)?);
        let share = own / other;
        Some(Verdict {
            about: format!("{about}, cargo check"),
            measured: format!("{:.0} % of {of}", share * 100.0),
            budget: format!("at most {:.0} %", most * 100.0),
            is_met: share <= most,
        })
    };
    let progenitor = PROGENITOR.label();
    let all = [
        (own::WHOLE, progenitor.as_str(), 1.0),
        (own::PART, own::WHOLE, OF_THE_WHOLE),
    ];
    all.into_iter().filter_map(verdict).collect()
}

fn called(row: &Row) -> Verdict {
    Verdict {
        about: format!("calls: {}", row.about),
        measured: format!("{:.0} % of the calls per second by hand", row.ratio * 100.0),
        budget: format!("{:.0} %", AS_FAST * 100.0),
        is_met: row.ratio >= AS_FAST,
    }
}

fn verdict(comparison: &Comparison, work: Work, bound: &Bound) -> Option<Verdict> {
    let named = |name: &str| comparison.entries.iter().find(|entry| entry.name == name);
    let ours = work.cost(named(OURS)?)?;
    let (measured, budget, is_met) = match bound {
        Bound::LessThan(peer, factor) => {
            let label = peer.label();
            let ratio = work.cost(named(&label)?)?.cpu / ours.cpu;
            let measured = format!("{label} takes {} the CPU", times(ratio));
            (measured, times(*factor), ratio >= *factor)
        }
        Bound::Wall(most) => {
            let is_met = ours.wall <= *most;
            (seconds(ours.wall), seconds(*most), is_met)
        }
        Bound::Memory(most) => {
            let is_met = ours.peak < *most;
            (mebibytes(ours.peak), mebibytes(*most), is_met)
        }
    };
    Some(Verdict {
        about: format!("{}, {}", comparison.document, work.name()),
        measured,
        budget,
        is_met,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, cpu: f64) -> Entry {
        let cost = Some(Cost {
            wall: cpu,
            cpu,
            peak: 399 * MEBIBYTE,
        });
        Entry {
            name: name.to_owned(),
            is_ours: name == OURS,
            generation: cost,
            lines: 0,
            method_lines: Some(26.0),
            check: cost,
            release: None,
            library: None,
            note: None,
        }
    }

    #[test]
    fn budgets_are_judged_where_there_are_figures() {
        let comparison = |document: &str, entries| Comparison {
            document: document.to_owned(),
            entries,
        };
        let all = [
            comparison(
                "nexus",
                vec![entry(OURS, 1.0), entry(&PROGENITOR.label(), 5.0)],
            ),
            comparison("github", vec![entry(OURS, 1.6)]),
        ];
        let results = Results {
            comparisons: all.into(),
            ..Results::default()
        };
        let found = verdicts(&results);
        let short: Vec<_> = found
            .iter()
            .map(|one| (one.about.as_str(), one.measured.as_str(), one.is_met))
            .collect();
        assert_eq!(
            short,
            [
                (
                    "nexus, generation",
                    "progenitor 0.15.1 takes 5.00x the CPU",
                    false
                ),
                (
                    "nexus, cargo check",
                    "progenitor 0.15.1 takes 5.00x the CPU",
                    true
                ),
                ("github, cargo check", "399 MiB", true),
                ("github, generation", "1.60 s", false),
                ("github, generation", "399 MiB", true),
                ("nexus, lines of client per operation", "26.0", false),
            ]
        );
    }
}
