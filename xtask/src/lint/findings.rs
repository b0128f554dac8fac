//! Reads what linters print.

use std::collections::BTreeMap;

use serde_json::Value;

/// One thing that a linter finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is an error.
    pub is_error: bool,
    /// The rule that is broken.
    pub rule: String,
    /// The place, and what is wrong there.
    pub text: String,
}

/// The findings of openapi-spec-validator, which prints texts. All are errors.
///
/// # Errors
///
/// When the text says neither that there are any nor that all is well.
pub fn of_validator(said: &str) -> Result<Vec<Finding>, String> {
    const ERROR: &str = ": Validation Error: ";
    let starts = said.lines().filter_map(|line| line.split_once(ERROR));
    let finding = |(_, text): (&str, &str)| Finding {
        is_error: true,
        rule: "schema".to_owned(),
        text: text.to_owned(),
    };
    let findings: Vec<Finding> = starts.map(finding).collect();
    let is_well = said.lines().any(|line| line.ends_with(": OK"));
    match findings.is_empty() == is_well {
        true => Ok(findings),
        false => Err("has no verdict".to_owned()),
    }
}

/// The findings of `redocly lint`, in its own JSON.
///
/// # Errors
///
/// When it is none.
pub fn of_redocly(said: &str) -> Result<Vec<Finding>, String> {
    let report: Value = json(said)?;
    let problems = report.get("problems").and_then(Value::as_array);
    let problems = problems.ok_or("has no list of problems")?;
    let finding = |problem: &Value| {
        let place = problem.pointer("/location/0");
        let file = place.and_then(|place| place.pointer("/source/ref")?.as_str());
        let pointer = place.and_then(|place| place.get("pointer")?.as_str());
        let place = format!(
            "{}{}",
            file.unwrap_or_default(),
            pointer.unwrap_or_default()
        );
        Some(Finding {
            is_error: text(problem, "severity")? == "error",
            rule: text(problem, "ruleId")?.to_owned(),
            text: format!("{place}: {}", text(problem, "message")?),
        })
    };
    let findings: Option<_> = problems.iter().map(finding).collect();
    findings.ok_or_else(|| "has a problem without severity, rule or message".to_owned())
}

/// The findings of spectral, in its own JSON.
///
/// # Errors
///
/// When it is none.
pub fn of_spectral(said: &str) -> Result<Vec<Finding>, String> {
    let report: Value = json(said)?;
    let results = report.as_array().ok_or("has no list of results")?;
    let finding = |result: &Value| {
        let parts = result.get("path")?.as_array()?.iter().map(|part| {
            let name = part.as_str().map(str::to_owned);
            name.unwrap_or_else(|| part.to_string())
        });
        let place: Vec<String> = parts.collect();
        Some(Finding {
            // Errors are 0, warnings 1, information and hints 2 and 3.
            is_error: result.get("severity")?.as_u64()? == 0,
            rule: text(result, "code")?.to_owned(),
            text: format!("{}: {}", place.join(" "), text(result, "message")?),
        })
    };
    let findings: Option<_> = results.iter().map(finding).collect();
    findings.ok_or_else(|| "has a result without severity, code or message".to_owned())
}

/// How many there are, with the rules of those that are no errors.
pub fn summary(findings: &[Finding]) -> String {
    let errors = findings.iter().filter(|finding| finding.is_error).count();
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for warning in findings.iter().filter(|finding| !finding.is_error) {
        *rules.entry(&warning.rule).or_default() += 1;
    }
    let warnings = findings.len() - errors;
    let rules: Vec<String> = rules
        .iter()
        .map(|(rule, count)| format!("{rule} {count}"))
        .collect();
    let listed = match rules.is_empty() {
        true => String::new(),
        false => format!(" ({})", rules.join(", ")),
    };
    format!("{errors} errors, {warnings} warnings{listed}")
}

fn json(said: &str) -> Result<Value, String> {
    serde_json::from_str(said).map_err(|error| format!("prints no JSON: {error}"))
}

fn text<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
    value.get(field)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(findings: Result<Vec<Finding>, String>) -> Vec<(bool, String)> {
        let one = |finding: Finding| {
            let told = format!("{}: {}", finding.rule, finding.text);
            (finding.is_error, told)
        };
        findings.unwrap().into_iter().map(one).collect()
    }

    #[test]
    fn each_error_of_the_validator_is_a_finding() {
        assert!(told(of_validator("pets.json: OK\n")).is_empty());
        let said = "\
pets.json: Validation Error: [1] 'responses' is a required property

Failed validating 'required' in schema
pets.json: Validation Error: [2] 'respon' does not match
pets.json: 2 validation errors found
";
        let expected = [
            "[1] 'responses' is a required property",
            "[2] 'respon' does not match",
        ];
        let expected = expected.map(|text| (true, format!("schema: {text}")));
        assert_eq!(told(of_validator(said)), expected);
    }

    #[test]
    fn problems_of_redocly_are_findings_with_their_file() {
        let said = r##"{"problems": [
            {"ruleId": "struct", "severity": "error", "message": "No responses.",
             "location": [{"source": {"ref": "pets.yaml"}, "pointer": "#/paths/~1pets/get"}]},
            {"ruleId": "security-defined", "severity": "warn", "message": "No security.",
             "location": []}]}"##;
        let expected = [
            (true, "struct: pets.yaml#/paths/~1pets/get: No responses."),
            (false, "security-defined: : No security."),
        ];
        assert_eq!(
            told(of_redocly(said)),
            expected.map(|(error, text)| (error, text.to_owned()))
        );
    }

    #[test]
    fn results_of_spectral_are_findings_with_their_path() {
        let said = r#"[
            {"code": "oas3-schema", "severity": 0, "message": "No responses.",
             "path": ["paths", "/pets", "get", "parameters", 0]},
            {"code": "info-contact", "severity": 1, "message": "No contact.", "path": ["info"]}]"#;
        let expected = [
            (
                true,
                "oas3-schema: paths /pets get parameters 0: No responses.",
            ),
            (false, "info-contact: info: No contact."),
        ];
        assert_eq!(
            told(of_spectral(said)),
            expected.map(|(error, text)| (error, text.to_owned()))
        );
        assert!(told(of_spectral("[]")).is_empty());
    }

    #[test]
    fn what_is_no_verdict_is_an_error() {
        assert!(of_validator("").is_err());
        assert!(of_validator("pets.json: Error: cannot open\n").is_err());
        for said in ["", "done", "{}", "[{}]", r#"{"problems": [{}]}"#, "3"] {
            assert!(of_redocly(said).is_err(), "{said}");
            assert!(of_spectral(said).is_err(), "{said}");
        }
    }

    #[test]
    fn the_summary_counts_warnings_by_rule() {
        let finding = |is_error, rule: &str| Finding {
            is_error,
            rule: rule.to_owned(),
            text: String::new(),
        };
        let findings = [
            finding(true, "struct"),
            finding(false, "tags"),
            finding(false, "contact"),
            finding(false, "tags"),
        ];
        let expected = "1 errors, 3 warnings (contact 1, tags 2)";
        assert_eq!(summary(&findings), expected);
        assert_eq!(summary(&[]), "0 errors, 0 warnings");
    }
}
