//! Compares what generated methods gave with what the server sent.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::cases::Case;
use super::harness::Answer;
use super::items;
use super::xml;
use crate::conformance::same::is_same;

/// How many scenarios pass, by what they are about.
pub struct Score {
    groups: BTreeMap<String, Tally>,
    failures: Vec<String>,
}

#[derive(Default)]
struct Tally {
    passed: usize,
    all: usize,
}

impl Score {
    /// The score of `answers`, one for each of `cases`, when the server is content with the scenarios
    /// `passed`. A scenario passes as a whole.
    pub fn of(cases: &[Case], answers: &[Answer], passed: &BTreeSet<String>) -> Self {
        let mut scenarios: BTreeMap<&str, (&str, Vec<String>)> = BTreeMap::new();
        for (case, answer) in cases.iter().zip(answers) {
            let group = case.about.split('/').next().unwrap_or_default();
            let scenario = scenarios.entry(&case.scenario).or_default();
            scenario.0 = group;
            scenario.1.extend(problem(case.expected(), answer));
        }
        let mut score = Self {
            groups: BTreeMap::new(),
            failures: Vec::new(),
        };
        for (scenario, (group, mut problems)) in scenarios {
            if problems.is_empty() && !passed.contains(scenario) {
                problems.push("the server does not take the request".to_owned());
            }
            let tally = score.groups.entry(group.to_owned()).or_default();
            tally.all += 1;
            tally.passed += usize::from(problems.is_empty());
            if !problems.is_empty() {
                score
                    .failures
                    .push(format!("{scenario}: {}", problems.join("; ")));
            }
        }
        score
    }

    /// How many scenarios pass.
    pub fn passed(&self) -> usize {
        self.groups.values().map(|tally| tally.passed).sum()
    }

    /// The line that says it all.
    pub fn line(&self, version: &str) -> String {
        let all: usize = self.groups.values().map(|tally| tally.all).sum();
        format!("spector client {version}: {} of {all}", self.passed())
    }

    /// A line for each group, and for each failure with its reason.
    pub fn table(&self, version: &str) -> String {
        let mut text = format!("spector client {version}\n");
        for (group, Tally { passed, all }) in &self.groups {
            text.push_str(&format!("{group:<20} {passed:>4} of {all:<4}\n"));
        }
        for failure in &self.failures {
            text.push_str(&format!("failed: {failure}\n"));
        }
        text
    }
}

/// Why an answer is not what was expected, if it is not.
fn problem(expected: &Value, answer: &Answer) -> Option<String> {
    let answer = match answer {
        Ok(answer) => answer,
        Err(problem) => return Some(problem.clone()),
    };
    if answer["status"] != expected["status"] {
        let said = answer["text"].as_str().filter(|text| !text.is_empty());
        return Some(format!(
            "the status is {}, not {}{}",
            answer["status"],
            expected["status"],
            said.map_or_else(String::new, |text| format!(": {text}"))
        ));
    }
    for (name, value) in expected["headers"].as_object().into_iter().flatten() {
        let given = &answer["headers"][name.to_ascii_lowercase()];
        if given != value {
            return Some(format!("the header `{name}` is {given}, not {value}"));
        }
    }
    let body = &expected["body"];
    let is_right = if body.is_null() {
        answer["base64"] == ""
    } else if let Some(json) = body.get("json") {
        parsed(&answer["text"]).is_some_and(|given| is_same(&given, json))
    } else if let Some(text) = body["text"].as_str() {
        let given = answer["text"].as_str().unwrap_or_default();
        let is_xml = || {
            body["contentType"]
                .as_str()
                .is_some_and(|ty| ty.contains("xml"))
        };
        given == text || is_xml() && xml::is_same(given, text)
    } else {
        answer["base64"] == body["base64"] || same_items(body, answer)
    };
    (!is_right).then(|| {
        let given = answer.get("text").filter(|text| !text.is_null());
        format!(
            "the body comes back as {}",
            given.unwrap_or(&answer["base64"])
        )
    })
}

/// Whether both are the same items, one by one.
fn same_items(expected: &Value, answer: &Value) -> bool {
    let items = || {
        let media_type = expected["contentType"].as_str()?;
        let bytes = STANDARD.decode(expected["base64"].as_str()?).ok()?;
        let expected = items::of(media_type, str::from_utf8(&bytes).ok()?)?;
        let given = items::of(media_type, answer["text"].as_str()?)?;
        Some(
            expected.len() == given.len()
                && expected
                    .iter()
                    .zip(&given)
                    .all(|(one, other)| is_same(one, other)),
        )
    };
    items().unwrap_or(false)
}

fn parsed(text: &Value) -> Option<Value> {
    serde_json::from_str(text.as_str()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(expected: Value, answer: Value, is_right: bool) {
        assert_eq!(problem(&expected, &Ok(answer)).is_none(), is_right);
    }

    #[test]
    fn status_headers_and_body_must_come_back() {
        let expected = json!({
            "status": 200, "headers": { "X-A": "1" }, "body": { "json": { "a": 1.0 } },
        });
        let answer = |status: u16, header: &str, text: &str| json!({ "status": status, "headers": { "x-a": header }, "text": text, "base64": "-" });
        check(expected.clone(), answer(200, "1", "{\"a\": 1}"), true);
        check(expected.clone(), answer(201, "1", "{\"a\": 1}"), false);
        check(expected.clone(), answer(200, "2", "{\"a\": 1}"), false);
        check(expected.clone(), answer(200, "1", "{}"), false);
        check(expected, answer(200, "1", "none"), false);
    }

    #[test]
    fn no_body_is_an_empty_one() {
        let expected = json!({ "status": 204, "headers": null, "body": null });
        check(
            expected.clone(),
            json!({ "status": 204, "base64": "" }),
            true,
        );
        check(expected, json!({ "status": 204, "base64": "AA==" }), false);
    }

    #[test]
    fn a_scenario_passes_as_a_whole_and_with_the_server() {
        let case = |scenario: &str| Case {
            scenario: scenario.to_owned(),
            about: "group/thing".to_owned(),
            file: None,
            base_path: String::new(),
            value: json!({ "expect": { "status": 204, "headers": null, "body": null } }),
        };
        let cases = ["good", "good", "half", "half", "refused"].map(case);
        let good = || Ok(json!({ "status": 204, "base64": "" }));
        let bad = Err("not sent".to_owned());
        let answers = [good(), good(), good(), bad, good()];
        let passed = ["good", "half"].map(str::to_owned);
        let score = Score::of(&cases, &answers, &BTreeSet::from(passed));
        assert_eq!(score.line("3.0"), "spector client 3.0: 1 of 3");
        assert_eq!(score.failures.len(), 2);
        assert!(
            score
                .table("3.0")
                .contains("group                   1 of 3")
        );
    }
}
