//! Compares answers with verdicts.

use std::collections::BTreeMap;

use serde_json::Value;

use super::cases::Case;
use crate::conformance::same::is_same;

/// What a generated model says to an instance.
pub enum Answer {
    /// It is taken, and comes back as this.
    Taken(Value),
    /// It is refused, for this reason.
    Refused(String),
    /// No model was generated, for this reason.
    NoModel(String),
}

/// How often answers and verdicts agree.
pub struct Score {
    /// Of the cases that count, by keyword: those valid and those invalid.
    keywords: BTreeMap<String, [Tally; 2]>,
    /// Of the cases that do not count: those of other types, and those of formats.
    others: [Tally; 2],
    failures: Vec<String>,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    passed: usize,
    all: usize,
}

impl Tally {
    fn add(&mut self, passed: bool) {
        self.passed += usize::from(passed);
        self.all += 1;
    }
}

impl Score {
    /// The score of `answers`, one for each of `cases`.
    pub fn of(cases: &[Case], answers: Vec<Answer>) -> Self {
        let mut score = Self {
            keywords: BTreeMap::new(),
            others: Default::default(),
            failures: Vec::new(),
        };
        for (case, answer) in cases.iter().zip(answers) {
            let failure = failure(case, &answer);
            if !case.counts() {
                score.others[usize::from(case.typed)].add(failure.is_none());
                continue;
            }
            let tallies = score.keywords.entry(case.file.clone()).or_default();
            tallies[usize::from(!case.valid)].add(failure.is_none());
            if let Some(reason) = failure {
                let (file, schema, about) = (&case.file, &case.schema, &case.description);
                let data = &case.data;
                score
                    .failures
                    .push(format!("{file} {schema} {about}: {data}: {reason}"));
            }
        }
        score
    }

    fn total(&self, which: usize) -> Tally {
        let mut total = Tally::default();
        for tallies in self.keywords.values() {
            total.passed += tallies[which].passed;
            total.all += tallies[which].all;
        }
        total
    }

    /// How many of the cases that count pass.
    pub fn passed(&self) -> usize {
        self.total(0).passed + self.total(1).passed
    }

    /// The line that says it all.
    pub fn line(&self, version: &str) -> String {
        let all = self.total(0).all + self.total(1).all;
        format!("json-schema {version}: {} of {all}", self.passed())
    }

    /// A line for each keyword, and for each failure if they are wanted.
    pub fn table(&self, version: &str, failures: bool) -> String {
        let mut text = String::new();
        let row = |name: &str, valid: Tally, invalid: Tally| {
            format!(
                "{name:<30} {:>4} of {:<4} {:>4} of {:<4}\n",
                valid.passed, valid.all, invalid.passed, invalid.all
            )
        };
        text.push_str(&format!(
            "{:<30} {:<12} {:<12}\n",
            format!("json-schema {version}"),
            "valid",
            "invalid"
        ));
        for (keyword, [valid, invalid]) in &self.keywords {
            text.push_str(&row(keyword, *valid, *invalid));
        }
        text.push_str(&row("all", self.total(0), self.total(1)));
        for (name, Tally { passed, all }) in ["other types", "formats"].iter().zip(self.others) {
            text.push_str(&format!("not counted, {name}: {passed} of {all}\n"));
        }
        if failures {
            for failure in &self.failures {
                text.push_str(&format!("failed: {failure}\n"));
            }
        }
        text
    }
}

/// Why an answer does not agree with the verdict, if it does not.
fn failure(case: &Case, answer: &Answer) -> Option<String> {
    match (case.valid, answer) {
        (true, Answer::Taken(value)) if is_same(value, &case.data) => None,
        (true, Answer::Taken(value)) => Some(format!("comes back as {value}")),
        (true, Answer::Refused(reason)) => Some(format!("refused: {reason}")),
        (false, Answer::Taken(_)) => Some("taken".to_owned()),
        (false, Answer::Refused(_)) => None,
        (_, Answer::NoModel(reason)) => Some(format!("no model: {reason}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn case(data: Value, valid: bool, typed: bool) -> Case {
        let text = || "x".to_owned();
        Case {
            file: text(),
            schema: text(),
            description: text(),
            data,
            valid,
            typed,
        }
    }

    #[test]
    fn a_valid_instance_must_come_back() {
        let cases = [
            case(json!({"a": 1.0}), true, true),
            case(json!({"a": 1}), true, true),
            case(json!(1), true, true),
        ];
        let answers = vec![
            Answer::Taken(json!({"a": 1})),
            Answer::Taken(json!({})),
            Answer::Refused("no".to_owned()),
        ];
        let score = Score::of(&cases, answers);
        assert_eq!(score.line("3.0"), "json-schema 3.0: 1 of 3");
        assert_eq!(score.failures.len(), 2);
    }

    #[test]
    fn an_invalid_instance_must_be_refused() {
        let cases = [
            case(json!(1), false, true),
            case(json!(1), false, true),
            case(json!(1), false, false),
        ];
        let answers = vec![
            Answer::Refused("no".to_owned()),
            Answer::Taken(json!(1)),
            Answer::Refused("no".to_owned()),
        ];
        let score = Score::of(&cases, answers);
        assert_eq!(score.line("3.1"), "json-schema 3.1: 1 of 2");
        assert!(
            score
                .table("3.1", true)
                .contains("not counted, other types: 1 of 1")
        );
    }

    #[test]
    fn without_a_model_nothing_passes() {
        let cases = [case(json!(1), false, true)];
        let score = Score::of(&cases, vec![Answer::NoModel("broken".to_owned())]);
        assert_eq!(score.passed(), 0);
    }
}
