//! Rounds in which both ways take turns, so that what else happens on the machine happens to both.

use crate::{Task, Way};
use serde_json::json;
use std::time::{Duration, Instant};

/// How long one way is measured in a round.
const TURN: Duration = Duration::from_millis(150);

/// What a turn gave: how long each call took.
pub struct Turn {
    pub seconds: f64,
    pub latencies: Vec<Duration>,
}

/// Has both ways take turns; `turn` calls until the time is over. The first round warms up and is not told.
pub fn take(side: &str, rounds: usize, mut turn: impl FnMut(Way, Task, usize, Instant) -> Turn) {
    for task in Task::ALL {
        for at_once in [1, 16] {
            for round in 0..=rounds {
                let mut ways = Way::ALL;
                if round % 2 == 1 {
                    ways.reverse();
                }
                for way in ways {
                    let taken = turn(way, task, at_once, Instant::now() + TURN);
                    if round > 0 {
                        tell(side, way, task, at_once, round, taken);
                    }
                }
            }
        }
    }
}

fn tell(side: &str, way: Way, task: Task, at_once: usize, round: usize, mut turn: Turn) {
    turn.latencies.sort_unstable();
    let at = |part: usize| {
        let index = (turn.latencies.len() - 1) * part / 100;
        turn.latencies[index].as_secs_f64() * 1e6
    };
    let line = json!({
        "side": side,
        "way": way.name(),
        "task": task.name(),
        "at_once": at_once,
        "round": round,
        "calls_per_second": turn.latencies.len() as f64 / turn.seconds,
        "median_microseconds": at(50),
        "p99_microseconds": at(99),
    });
    println!("{line}");
}
