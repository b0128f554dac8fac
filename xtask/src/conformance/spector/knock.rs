//! The other way round: the suite knocks at servers that are generated from its documents, and checks
//! what they answer.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

use super::Version;
use super::cases::Case;
use super::clients::Refused;
use super::server;
use crate::failure::Failure;
use crate::write::write_if_changed;

/// How many calls of the suite are answered as they must be.
pub struct Score {
    passed: usize,
    all: usize,
    groups: BTreeMap<String, (usize, usize)>,
    failures: Vec<String>,
}

/// Has the suite, installed below `work`, knock at the servers that `program` makes of the documents of
/// a version.
///
/// # Errors
///
/// When one of the two cannot run.
pub fn score(
    work: &Path,
    program: &Path,
    version: Version,
    cases: &[Case],
    refused: &Refused,
) -> Result<Score, Failure> {
    let servers = Servers::start(work, program, version, cases, refused)?;
    let report = server::knock(work, &servers.url)?;
    Ok(Score::of(cases, &report, &servers.end()?))
}

/// The program while it serves.
struct Servers {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
    url: String,
}

impl Servers {
    fn start(
        work: &Path,
        program: &Path,
        version: Version,
        cases: &[Case],
        refused: &Refused,
    ) -> Result<Self, Failure> {
        let served = cases.iter().filter_map(|case| {
            let file = case.file.as_ref()?;
            let mut value = case.value.clone();
            value["base_path"] = json!(case.base_path);
            (!refused.contains_key(file)).then(|| format!("{value}\n"))
        });
        let file = work.join(format!("served-{}.jsonl", version.name));
        write_if_changed(&file, &served.collect::<String>())?;
        let failed = |error| Failure::io(&program.to_string_lossy(), &error);
        let mut process = Command::new(program)
            .arg("serve")
            .arg(&file)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let output = process.stdout.take().ok_or_else(ended)?;
        let mut lines = BufReader::new(output).lines();
        let url = lines.next().and_then(Result::ok).ok_or_else(ended);
        let url = url.inspect_err(|_| end(&mut process))?;
        Ok(Self {
            process,
            lines,
            url,
        })
    }

    /// Ends the program. What it says at its end: what it served by scenario, and what it refused.
    fn end(mut self) -> Result<Value, Failure> {
        drop(self.process.stdin.take());
        let line = self.lines.next().and_then(Result::ok);
        serde_json::from_str(&line.unwrap_or_default()).map_err(|_| ended())
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

fn end(process: &mut Child) {
    // There is nobody left to tell if it is gone already.
    let _ = process.kill();
    let _ = process.wait();
}

fn ended() -> Failure {
    Failure::Failed("the harness stopped before its end".to_owned())
}

impl Score {
    /// The score by the suite's report. The suite looks at answers only, so a call counts when the
    /// servers have also seen the case that it is.
    fn of(cases: &[Case], report: &str, told: &Value) -> Self {
        let mut score = Self {
            passed: 0,
            all: 0,
            groups: BTreeMap::new(),
            failures: Vec::new(),
        };
        let passed = named(report, '✓');
        for (name, scenario) in scenarios(cases) {
            let served = told["served"][name].as_u64().unwrap_or(0);
            let seen = usize::try_from(served).unwrap_or(0) + scenario.unseen;
            let good = passed.get(name).copied().unwrap_or(0).min(seen);
            let all = scenario.all;
            let tally = score.groups.entry(scenario.group.to_owned()).or_default();
            *tally = (tally.0 + good, tally.1 + all);
            (score.passed, score.all) = (score.passed + good, score.all + all);
            if good < all {
                let why = match scenario.reason {
                    Some(reason) => format!(", {reason}"),
                    None => why(report, name),
                };
                score.failures.push(format!("{name}: {good} of {all}{why}"));
            }
        }
        let refused = told["refused"].as_array().into_iter().flatten();
        let refused = refused.filter_map(Value::as_str);
        score
            .failures
            .extend(refused.map(|line| format!("refused: {line}")));
        score
    }

    /// How many calls pass.
    pub fn passed(&self) -> usize {
        self.passed
    }

    /// The line that says it all.
    pub fn line(&self) -> String {
        format!("spector knock: {} of {}", self.passed, self.all)
    }

    /// A line for each group, and for each failure with its reason.
    pub fn table(&self, version: &str) -> String {
        let mut text = format!("spector knock {version}\n");
        for (group, (passed, all)) in &self.groups {
            text.push_str(&format!("{group:<20} {passed:>4} of {all:<4}\n"));
        }
        for failure in &self.failures {
            text.push_str(&format!("failed: {failure}\n"));
        }
        text
    }
}

/// The cases of a scenario.
#[derive(Default)]
struct Scenario<'a> {
    group: &'a str,
    all: usize,
    /// Those that the documents have no operation for: nobody can have seen them.
    unseen: usize,
    /// Why they have none.
    reason: Option<&'a str>,
}

fn scenarios(cases: &[Case]) -> BTreeMap<&str, Scenario<'_>> {
    let mut scenarios: BTreeMap<&str, Scenario<'_>> = BTreeMap::new();
    for case in cases {
        let scenario = scenarios.entry(&case.scenario).or_default();
        scenario.group = case.about.split('/').next().unwrap_or_default();
        scenario.all += 1;
        if case.file.is_none() {
            scenario.unseen += 1;
            scenario.reason = case.value["reason"].as_str();
        }
    }
    scenarios
}

/// How often a report has each scenario with a mark.
fn named(report: &str, mark: char) -> BTreeMap<&str, usize> {
    let mut named = BTreeMap::new();
    for line in report.lines() {
        let scenario = line
            .strip_prefix(mark)
            .and_then(|rest| rest.trim_start().strip_prefix("Scenario: "));
        if let Some(scenario) = scenario {
            *named.entry(scenario).or_default() += 1;
        }
    }
    named
}

/// What a report says on the failure of a scenario, in a line.
fn why(report: &str, scenario: &str) -> String {
    let is_failure = |line: &str| line.starts_with('✘') && line.ends_with(&format!(": {scenario}"));
    let mut lines = report.lines().skip_while(|line| !is_failure(line)).skip(1);
    let said = lines
        .by_ref()
        .take_while(|line| !line.starts_with(['✓', '✘']) && !line.ends_with(" scenarios"));
    let said = said.map(str::trim).collect::<Vec<_>>().join(" ");
    // What was expected is known, and may be long.
    let said = match said.split_once("data mismatch: Expected: ") {
        Some((what, rest)) => {
            let actual = rest.find("Actual: ").map_or(rest, |at| &rest[at..]);
            format!("{what}data mismatch: {actual}")
        }
        None => said,
    };
    match said.char_indices().nth(300) {
        Some((end, _)) => format!(", {}…", &said[..end]),
        None if said.is_empty() => String::new(),
        None => format!(", {said}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_count_when_both_sides_have_seen_them() {
        let case = |scenario: &str, file: Option<&str>| Case {
            scenario: scenario.to_owned(),
            about: "group/thing".to_owned(),
            file: file.map(str::to_owned),
            base_path: String::new(),
            value: Value::Null,
        };
        let own = Some("3.0/a.yaml");
        let cases = [
            case("good", own),
            case("half", own),
            case("half", own),
            case("guessed", own),
            case("unknown", None),
            case("other", own),
        ];
        let report = "Failed scenarios\n\
            ✘ Scenario: half\nValidation failed: Status code mismatch:\n Expected:\n    204\n\
            ✘ Scenario: other\nValidation failed: Response data mismatch:\n Expected:\n a\n Actual:\n b\n\
            Successfull scenarios\n✓ Scenario: good\n✓ Scenario: half\n✓ Scenario: guessed\n\
            ✓ Scenario: unknown\n✓ 4 passed\n✘ 1 failed\n";
        let told = json!({ "served": { "good": 1, "half": 2 }, "refused": ["GET /x: why"] });
        let score = Score::of(&cases, report, &told);
        assert_eq!(score.line(), "spector knock: 3 of 6");
        let table = score.table("3.0");
        assert!(table.contains("group                   3 of 6"), "{table}");
        let why = "failed: half: 1 of 2, Validation failed: Status code mismatch: Expected: 204";
        assert!(table.contains(why), "{table}");
        let why = "failed: other: 0 of 1, Validation failed: Response data mismatch: Actual: b\n";
        assert!(table.contains(why), "{table}");
        assert!(table.contains("failed: guessed: 0 of 1\n"), "{table}");
        assert!(table.contains("failed: refused: GET /x: why\n"), "{table}");
    }
}
