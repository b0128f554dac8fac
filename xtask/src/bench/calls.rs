//! What a call costs when it runs: the generated client and server of a small API beside ones that were written by
//! hand with `reqwest`, `axum` and serde's derive, over loopback, in turn and in one process.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::compare::Bench;
use crate::cargo::{cargo, output, run, use_versions};
use crate::failure::Failure;
use crate::generator::{empty, program};
use crate::write::write_if_changed;

/// How often both ways take turns, for each of the rows.
const ROUNDS: usize = 21;

const NAME: &str = "calls";

/// The program, which `xtask/calls` has as it is compiled here.
const SOURCES: [(&str, &str); 6] = [
    ("main.rs", include_str!("../../calls/main.rs")),
    ("turns.rs", include_str!("../../calls/turns.rs")),
    ("client.rs", include_str!("../../calls/client.rs")),
    ("server.rs", include_str!("../../calls/server.rs")),
    ("by_hand.rs", include_str!("../../calls/by_hand.rs")),
    ("generated.rs", include_str!("../../calls/generated.rs")),
];

const MANIFEST: &str = r#"[package]
name = "calls"
version = "0.1.0"
edition = "2024"

[dependencies]
axum = { version = "0.8", default-features = false, features = ["http1", "json", "query", "tokio"] }
core_affinity = "0.8"
items = { path = "../items", features = ["server"] }
reqwest = { version = "0.13", default-features = false, features = ["json", "query", "rustls"] }
serde = { version = "1", features = ["derive"] }
serde_json = "1"
tokio = { version = "1", default-features = false, features = ["io-util", "net", "rt", "time"] }

[workspace]
"#;

/// One thing that is called, so many times at once, both ways. Figures are medians of all rounds.
pub struct Row {
    /// What was called, and which side differed.
    pub about: String,
    /// What was written by hand.
    pub by_hand: Speed,
    /// What is generated.
    pub generated: Speed,
    /// How many times the calls per second of what was written by hand: the median over rounds, of which each has
    /// both ways one after the other.
    pub ratio: f64,
}

/// How fast calls are.
#[derive(Clone, Copy)]
pub struct Speed {
    /// Calls per second.
    pub rate: f64,
    /// The median latency in microseconds.
    pub median: f64,
    /// What 99 of 100 calls take at most, in microseconds.
    pub slow: f64,
}

impl Speed {
    /// For programs.
    pub fn to_json(self) -> Value {
        json!({
            "calls_per_second": self.rate,
            "median_microseconds": self.median,
            "p99_microseconds": self.slow,
        })
    }
}

/// Compiles the program, runs it, and reads what it tells.
///
/// # Errors
///
/// When it does not compile or run.
pub fn measure(bench: &Bench<'_>) -> Result<Vec<Row>, Failure> {
    let folder = bench.root.join("target/bench/crates/calls/program");
    bench.progress.stage("calls: compiling both ways");
    write(bench, &folder)?;
    use_versions(&bench.root.join("Cargo.lock"), &folder)?;
    let target = bench.root.join("target/bench/build").join(NAME);
    let mut build = cargo(&folder, &["build", "--release", "--quiet"]);
    run(build.env("CARGO_TARGET_DIR", &target))?;
    bench.progress.stage("calls: both ways in turn");
    let program = target.join("release").join(program(NAME));
    let told = output(Command::new(program).arg(ROUNDS.to_string()))?;
    rows(&told)
}

fn write(bench: &Bench<'_>, folder: &Path) -> Result<(), Failure> {
    let description = bench.root.join("xtask/calls/items.yaml");
    empty(folder)?;
    // Beside it: what is generated is a workspace of its own.
    let items = folder.with_file_name("items");
    bench.generator.generate(&description, &items)?;
    for (name, text) in SOURCES {
        write_if_changed(&folder.join("src").join(name), text)?;
    }
    write_if_changed(&folder.join("Cargo.toml"), MANIFEST)
}

/// By what is called: the rounds, by way and number.
type Rounds = BTreeMap<String, BTreeMap<String, BTreeMap<u64, Speed>>>;

fn rows(told: &str) -> Result<Vec<Row>, Failure> {
    let mut all = Rounds::new();
    let mut order: Vec<String> = Vec::new();
    for line in told.lines() {
        let (about, way, round, speed) = read(line)
            .ok_or_else(|| Failure::Failed(format!("the program that calls says `{line}`")))?;
        if !order.contains(&about) {
            order.push(about.clone());
        }
        let ways = all.entry(about).or_default();
        ways.entry(way).or_default().insert(round, speed);
    }
    let row = |about: String| {
        let ways = all.get(&about)?;
        let (by_hand, generated) = (ways.get("by hand")?, ways.get("generated")?);
        let ratios = by_hand
            .iter()
            .filter_map(|(round, by_hand)| Some(generated.get(round)?.rate / by_hand.rate));
        Some(Row {
            ratio: middle(ratios.collect())?,
            by_hand: usual(by_hand)?,
            generated: usual(generated)?,
            about,
        })
    };
    Ok(order.into_iter().filter_map(row).collect())
}

fn read(line: &str) -> Option<(String, String, u64, Speed)> {
    let value: Value = serde_json::from_str(line).ok()?;
    let text = |key: &str| Some(value.get(key)?.as_str()?.to_owned());
    let number = |key: &str| value.get(key)?.as_f64();
    let at_once = value.get("at_once")?.as_u64()?;
    let speed = Speed {
        rate: number("calls_per_second")?,
        median: number("median_microseconds")?,
        slow: number("p99_microseconds")?,
    };
    let about = format!("{}, {}, {at_once} at once", text("side")?, text("task")?);
    Some((about, text("way")?, value.get("round")?.as_u64()?, speed))
}

/// The median of each figure.
fn usual(rounds: &BTreeMap<u64, Speed>) -> Option<Speed> {
    let of = |figure: fn(&Speed) -> f64| middle(rounds.values().map(figure).collect());
    Some(Speed {
        rate: of(|speed| speed.rate)?,
        median: of(|speed| speed.median)?,
        slow: of(|speed| speed.slow)?,
    })
}

fn middle(mut figures: Vec<f64>) -> Option<f64> {
    figures.sort_unstable_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_compare_ways_round_by_round() {
        let line = |way: &str, round: u64, rate: f64| {
            json!({
                "side": "client", "task": "get one", "at_once": 16, "way": way, "round": round,
                "calls_per_second": rate, "median_microseconds": 10.0, "p99_microseconds": 20.0,
            })
            .to_string()
        };
        let told = [
            line("by hand", 1, 100.0),
            line("generated", 1, 90.0),
            line("generated", 2, 50.0),
            line("by hand", 2, 50.0),
            line("by hand", 3, 200.0),
            line("generated", 3, 196.0),
        ];
        let rows = rows(&told.join("\n")).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].about, "client, get one, 16 at once");
        assert!((rows[0].ratio - 0.98).abs() < 1e-9);
        assert!((rows[0].by_hand.rate - 100.0).abs() < 1e-9);
        assert!(super::rows("no JSON").is_err());
    }
}
