//! Chooses the crates that are compiled this time: a small part that differs from commit to commit, so
//! that all have their turn.

use std::path::Path;
use std::process::{Command, Stdio};

/// The most crates that are compiled in one run.
const MOST_CRATES: usize = 3;

/// The most lines that are compiled in one run: about two minutes of CPU time, and crates with more wait
/// for someone who has the time.
const MOST_LINES: usize = 120_000;

/// Where the rotation stands: it moves on with each commit.
pub fn turn(root: &Path) -> usize {
    let count = Command::new("git")
        .current_dir(root)
        .args(["rev-list", "--count", "HEAD"])
        .stderr(Stdio::null())
        .output();
    // Outside a repository the first part will do.
    let text = count.map(|output| output.stdout).unwrap_or_default();
    String::from_utf8_lossy(&text).trim().parse().unwrap_or(0)
}

/// The places of the crates to compile, given the lines that each has.
pub fn part(lines: &[usize], turn: usize) -> Vec<usize> {
    let eligible: Vec<usize> = (0..lines.len())
        .filter(|index| (1..=MOST_LINES).contains(&lines[*index]))
        .collect();
    let mut part = Vec::new();
    let mut total = 0;
    for step in 0..eligible.len() {
        let index = eligible[(turn * MOST_CRATES + step) % eligible.len()];
        if part.len() < MOST_CRATES && total + lines[index] <= MOST_LINES {
            total += lines[index];
            part.push(index);
        }
    }
    part.sort_unstable();
    part
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn all_but_the_largest_have_their_turn_within_the_limits() {
        let lines = [700, 130_000, 80_000, 0, 70_000, 50, 119_000, 9_000, 3_000];
        let mut seen = BTreeSet::new();
        for turn in 0..lines.len() {
            let part = part(&lines, turn);
            assert!((1..=MOST_CRATES).contains(&part.len()), "{part:?}");
            let total: usize = part.iter().map(|index| lines[*index]).sum();
            assert!(total <= MOST_LINES, "{part:?}");
            seen.extend(part);
        }
        let expected: BTreeSet<_> = [0, 2, 4, 5, 6, 7, 8].into();
        assert_eq!(seen, expected);
    }

    #[test]
    fn nothing_to_choose_from_is_no_fault() {
        assert!(part(&[], 7).is_empty());
    }
}
