//! Turns a command into what running it cost: wall time, CPU time and peak memory. Tables and pages
//! are left to others.

mod compile;
mod stopwatch;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::time::Duration;

use serde_json::{Value, json};

use crate::failure::Failure;
pub use compile::{Compiled, Compiler, Job};
pub use stopwatch::wrapped;

/// The variable that makes this program a stopwatch around another; it holds where to write the cost.
const RECORD: &str = "XTASK_COST_RECORD";

/// What running a program cost, with all that it waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cost {
    /// From start to end, in seconds.
    pub wall: f64,
    /// User and system time of all threads, in seconds.
    pub cpu: f64,
    /// The most memory that one of the processes had at a time, in bytes.
    pub peak: u64,
}

impl Cost {
    /// For reports, with the unit in each name.
    pub fn to_json(self) -> Value {
        json!({ "wall_seconds": self.wall, "cpu_seconds": self.cpu, "peak_bytes": self.peak })
    }

    /// Reads what [`to_json`](Self::to_json) gave.
    pub fn from_json(value: &Value) -> Option<Self> {
        Some(Self {
            wall: value.get("wall_seconds")?.as_f64()?,
            cpu: value.get("cpu_seconds")?.as_f64()?,
            peak: value.get("peak_bytes")?.as_u64()?,
        })
    }

    /// Of one program after another.
    fn and_then(self, next: Self) -> Self {
        Self {
            wall: self.wall + next.wall,
            cpu: self.cpu + next.cpu,
            peak: self.peak.max(next.peak),
        }
    }
}

/// A program that ran.
pub struct Ran {
    /// What it cost.
    pub cost: Cost,
    /// Whether it ended with success.
    pub succeeded: bool,
    /// What it printed.
    pub output: String,
    /// What it complained about.
    pub complaints: String,
}

/// Runs `command` and takes its cost.
///
/// # Errors
///
/// When it cannot be started, or the system does not tell what it cost.
pub fn run(command: &Command) -> Result<Ran, Failure> {
    let record = Record::new();
    let mut watched = Command::new(this_program()?);
    watched.arg(command.get_program()).args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        watched.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => watched.env(name, value),
            None => watched.env_remove(name),
        };
    }
    let output = watched
        .env(RECORD, record.path())
        .stdin(process::Stdio::null())
        .output()
        .map_err(|error| Failure::io(&watched.get_program().to_string_lossy(), &error))?;
    Ok(Ran {
        cost: record.total()?,
        succeeded: output.status.success(),
        output: String::from_utf8_lossy(&output.stdout).into_owned(),
        complaints: String::from_utf8_lossy(&output.stderr).into_owned(),
    })
}

/// What has a cost that can be compared with that of another run of the same.
pub trait Measured {
    /// What it cost.
    fn cost(&self) -> Cost;

    /// Whether it succeeded.
    fn succeeded(&self) -> bool;
}

impl Measured for Ran {
    fn cost(&self) -> Cost {
        self.cost
    }

    fn succeeded(&self) -> bool {
        self.succeeded
    }
}

/// How often a short program is run, to take the least.
const MOST_RUNS: usize = 30;

/// How long programs are run again, in all.
const ENOUGH: Duration = Duration::from_secs(4);

/// Calls `once` up to thirty times, but not again after four seconds, and returns the call that cost the
/// least CPU time: what others do on the machine only ever adds.
///
/// # Errors
///
/// When a call fails.
pub fn least(once: impl FnMut() -> Result<Ran, Failure>) -> Result<Ran, Failure> {
    repeated(MOST_RUNS, ENOUGH, once)
}

/// Calls `once` up to `most` times, until the calls took longer than `enough` or one did not succeed, and
/// returns that one, or the one that cost the least CPU time.
fn repeated<T: Measured>(
    most: usize,
    enough: Duration,
    mut once: impl FnMut() -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut best = once()?;
    let mut spent = best.cost().wall;
    for _ in 1..most {
        if spent > enough.as_secs_f64() || !best.succeeded() {
            break;
        }
        let next = once()?;
        spent += next.cost().wall;
        if !next.succeeded() || next.cost().cpu < best.cost().cpu {
            best = next;
        }
    }
    Ok(best)
}

/// Where a stopwatch writes, removed at the end.
struct Record {
    path: PathBuf,
}

impl Record {
    fn new() -> Self {
        let path = env::temp_dir().join(format!("xtask-cost-{}", process::id()));
        let _ = fs::remove_file(&path);
        Self { path }
    }

    fn path(&self) -> &Path {
        &self.path
    }

    /// The costs of all programs that were watched, one after the other.
    fn total(&self) -> Result<Cost, Failure> {
        let text = fs::read_to_string(&self.path).unwrap_or_default();
        let costs = text.lines().map(|line| {
            let value = serde_json::from_str(line).ok()?;
            Cost::from_json(&value)
        });
        costs
            .collect::<Option<Vec<Cost>>>()
            .and_then(|costs| costs.into_iter().reduce(Cost::and_then))
            .ok_or_else(|| Failure::Failed("the cost of a program was not taken".to_owned()))
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

fn this_program() -> Result<PathBuf, Failure> {
    env::current_exe().map_err(|error| Failure::io("this program", &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_survive_json_and_add_up() {
        let cost = Cost {
            wall: 1.5,
            cpu: 2.25,
            peak: 1 << 33,
        };
        assert_eq!(Cost::from_json(&cost.to_json()), Some(cost));
        let both = cost.and_then(Cost {
            wall: 1.0,
            cpu: 1.0,
            peak: 5,
        });
        assert_eq!((both.wall, both.cpu, both.peak), (2.5, 3.25, 1 << 33));
    }

    #[test]
    fn the_least_is_taken_and_failures_end_the_series() {
        let ran = |cpu: f64, succeeded| Ran {
            cost: Cost {
                cpu,
                ..Cost::default()
            },
            succeeded,
            output: String::new(),
            complaints: String::new(),
        };
        let later = std::iter::repeat_n(4.0, MOST_RUNS - 4);
        let mut costs = [3.0, 1.0, 2.0, 5.0].into_iter().chain(later);
        let best = least(|| Ok(ran(costs.next().unwrap(), true))).unwrap();
        assert!((best.cost.cpu - 1.0).abs() < f64::EPSILON);
        assert_eq!(costs.next(), None, "a short program is run that often");
        let mut calls = 0;
        least(|| {
            calls += 1;
            Ok(ran(1.0, false))
        })
        .map(drop)
        .unwrap();
        assert_eq!(calls, 1);
        let mut runs = [(1.0, true), (2.0, false)].into_iter();
        let failed = least(|| {
            let (cpu, succeeded) = runs.next().unwrap();
            Ok(ran(cpu, succeeded))
        });
        assert!(!failed.unwrap().succeeded);
    }
}
