//! Counts what schemathesis reports that it did.

use serde_json::Value;

/// What was done and found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Requests that were sent.
    pub requests: usize,
    /// Judgements about answers.
    pub checks: usize,
    /// Judgements that were bad.
    pub failures: usize,
    /// What was found, with how to see it again; empty if all is well.
    pub complaints: String,
}

impl Tally {
    /// The counts of a report, which is a line of JSON for each event.
    pub fn of(report: &str) -> Self {
        let mut tally = Self::default();
        for line in report.lines() {
            let Ok(event) = serde_json::from_str::<Value>(line) else {
                continue;
            };
            let recorder = &event["ScenarioFinished"]["recorder"];
            let interactions = recorder["interactions"].as_object();
            tally.requests += interactions.map_or(0, serde_json::Map::len);
            let checks = recorder["checks"].as_object().into_iter().flatten();
            for check in checks.filter_map(|(_, checks)| checks.as_array()).flatten() {
                tally.checks += 1;
                tally.failures += usize::from(check["status"] != "success");
            }
        }
        tally
    }

    /// Adds what was done and found later.
    pub fn add(&mut self, other: Self) {
        self.requests += other.requests;
        self.checks += other.checks;
        self.failures += other.failures;
        self.complaints.push_str(&other.complaints);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = r#"{"PhaseStarted":{"id":"1"}}
{"ScenarioFinished":{"recorder":{"label":"GET /","interactions":{"a":{},"b":{}},"checks":{"a":[{"status":"success"},{"status":"failure"}],"b":[{"status":"success"}]}}}}
{"ScenarioFinished":{"recorder":{"label":"GET /x"}}}
"#;

    #[test]
    fn requests_and_checks_are_counted() {
        let mut tally = Tally::of(REPORT);
        assert_eq!((tally.requests, tally.checks, tally.failures), (2, 3, 1));
        tally.add(Tally::of(REPORT));
        assert_eq!((tally.requests, tally.checks, tally.failures), (4, 6, 2));
    }
}
