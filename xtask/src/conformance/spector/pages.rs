//! Pages behind the first one: calls that no document has, since the answer before has the URL. Whoever
//! follows it makes the call, and finds out what the suite's server says there.

use serde_json::{Value, json};

use super::cases::Case;
use super::harness::Answer;

/// A page that another case leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The position of the case that is the first page.
    pub first: usize,
    /// How many pages are before it.
    pub at: usize,
}

/// The call that a case without an operation is, as `get /path`.
pub fn missing(case: &Case) -> Option<&str> {
    let problem = case.value["problems"][0].as_str()?;
    problem.strip_prefix("no operation for ")
}

/// Why a case cannot be called that no page leads to.
pub fn nothing(case: &Case) -> String {
    let wanted = missing(case).unwrap_or("it");
    format!("the document has no operation for `{wanted}`, which OpenAPI cannot say")
}

/// Which page each case may be: one without an operation may be led to by those of its scenario before it.
pub fn find(cases: &[Case]) -> Vec<Option<Page>> {
    let mut last: Option<(&str, Page)> = None;
    let pages = cases.iter().enumerate().map(|(position, case)| {
        let before = last.filter(|(scenario, _)| *scenario == case.scenario);
        let page = match (&case.file, before) {
            (None, Some((_, page))) => Page {
                at: page.at + 1,
                ..page
            },
            (None, None) => return None,
            (Some(_), _) => Page {
                first: position,
                at: 0,
            },
        };
        last = Some((&case.scenario, page));
        case.file.is_none().then_some(page)
    });
    pages.collect()
}

/// The answer on a page of those that came.
pub fn answer(case: &Case, page: Page, answers: &[Answer]) -> Answer {
    let wanted = missing(case).unwrap_or_default();
    let first = answers[page.first].as_ref().map_err(|_| nothing(case))?;
    let found = first["further"].get(page.at - 1);
    let found = found.ok_or_else(|| nothing(case))?;
    if let Some(problem) = found["problem"].as_str() {
        return Err(problem.to_owned());
    }
    match found["asked"] == *wanted {
        true => Ok(found.clone()),
        false => Err(format!("{} is asked for, not `{wanted}`", found["asked"])),
    }
}

/// Makes cases of pages whole: with the operation that leads to them, the path, and what the suite's server
/// has answered there. Other cases without an operation get the reason why they cannot be called.
pub fn complete(cases: &mut [Case], answers: &[Answer]) {
    let pages = find(cases);
    for (position, page) in pages.into_iter().enumerate() {
        let (page, answer) = match (page, &answers[position]) {
            (Some(page), Ok(answer)) => (page, answer),
            (None, Ok(_)) => continue,
            (_, Err(reason)) => {
                cases[position].value["reason"] = json!(reason);
                continue;
            }
        };
        let first = &cases[page.first];
        let (file, base_path) = (first.file.clone(), first.base_path.clone());
        let operation = first.value["operationId"].clone();
        let case = &mut cases[position];
        let path = missing(case).and_then(|call| call.split_once(' '));
        let path = path.map_or("", |(_, path)| path).to_owned();
        case.value["file"] = json!(file);
        case.value["operationId"] = operation;
        case.value["page"] = json!(path);
        case.value["expect"] = expected(&answer["received"]);
        (case.file, case.base_path) = (file, base_path);
    }
}

/// What came, as cases have what must come.
fn expected(received: &Value) -> Value {
    let (media_type, text) = (&received["contentType"], &received["text"]);
    let json = text
        .as_str()
        .and_then(|text| serde_json::from_str(text).ok());
    let body = match json {
        Some::<Value>(json) => json!({ "contentType": media_type, "json": json }),
        None => json!({ "contentType": media_type, "text": text }),
    };
    json!({ "status": received["status"], "headers": null, "body": body })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases() -> Vec<Case> {
        let case = |scenario: &str, file: Option<&str>, missing: &str| Case {
            scenario: scenario.to_owned(),
            about: "a/b".to_owned(),
            file: file.map(str::to_owned),
            base_path: String::new(),
            value: json!({ "operationId": "list", "problems": [missing] }),
        };
        vec![
            case("alone", None, "no operation for get /alone"),
            case("list", Some("a.yaml"), ""),
            case("list", None, "no operation for get /more"),
            case("list", None, "no operation for get /most"),
        ]
    }

    #[test]
    fn pages_are_the_cases_that_a_first_page_leads_to() {
        let page = |at| Some(Page { first: 1, at });
        assert_eq!(find(&cases()), [None, None, page(1), page(2)]);
    }

    #[test]
    fn a_page_must_be_asked_for_where_the_suite_has_it() {
        let mut cases = cases();
        let received = json!({ "status": 200, "contentType": "application/json", "text": "[1]" });
        let further =
            json!([{ "asked": "get /more", "received": received }, { "asked": "get /x" }]);
        let mut answers: Vec<Answer> =
            vec![Err("none".to_owned()), Ok(json!({ "further": further }))];
        for at in [1, 2] {
            answers.push(answer(&cases[at + 1], Page { first: 1, at }, &answers));
        }
        assert!(answers[2].is_ok() && answers[3].is_err());
        complete(&mut cases, &answers);
        assert_eq!(cases[2].value["page"], "/more");
        assert_eq!(cases[2].expected()["body"]["json"], json!([1]));
        assert_eq!((&cases[3].file, &cases[0].file), (&None, &None));
    }
}
