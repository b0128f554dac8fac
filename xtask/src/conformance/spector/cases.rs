//! Reads the calls of the suite.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::Version;
use crate::failure::Failure;

/// One call, and what must come back.
pub struct Case {
    /// The scenario that it is a part of; some have several.
    pub scenario: String,
    /// What the scenario is about: a path of the suite's own.
    pub about: String,
    /// The document that has the operation, unless OpenAPI cannot say it.
    pub file: Option<String>,
    /// The path of the server, with its variables filled in.
    pub base_path: String,
    /// All of it, as the suite has it.
    pub value: Value,
}

impl Case {
    /// What must come back: an object with `status`, `headers` and `body`.
    pub fn expected(&self) -> &Value {
        &self.value["expect"]
    }
}

/// The cases of a version, in the order of the suite.
///
/// # Errors
///
/// When the file cannot be read or is not what it should be.
pub fn read(suite: &Path, version: Version) -> Result<Vec<Case>, Failure> {
    let path = suite.join(format!("cases-{}.json", version.name));
    let shown = path.to_string_lossy().into_owned();
    let text = fs::read(&path).map_err(|error| Failure::io(&shown, &error))?;
    let values: Vec<Value> = serde_json::from_slice(&text)
        .map_err(|error| Failure::Failed(format!("cannot read {shown}: {error}")))?;
    let cases = values.into_iter().map(|mut value| {
        if let Some((file, operation)) = of_version(suite, &value) {
            value["file"] = file.into();
            value["operationId"] = operation;
        }
        case(value)
    });
    let cases: Option<Vec<Case>> = cases.collect();
    cases.ok_or_else(|| Failure::Failed(format!("{shown} has a case without all its fields")))
}

/// The document of the version of the API that a case calls, and the operation there: the suite names
/// the first document that has the path.
fn of_version(suite: &Path, case: &Value) -> Option<(String, Value)> {
    let version = case["serverVars"]["version"].as_str()?;
    let (api, named) = case["file"]
        .as_str()?
        .strip_suffix(".yaml")?
        .rsplit_once('.')?;
    let file = format!("{api}.{version}.yaml");
    let text = fs::read(suite.join(&file))
        .ok()
        .filter(|_| named != version)?;
    let document: Value = serde_yaml::from_slice(&text).ok()?;
    let (path, method) = (case["template"].as_str()?, case["method"].as_str()?);
    let operation = document["paths"][path][method].get("operationId")?;
    Some((file, operation.clone()))
}

fn case(value: Value) -> Option<Case> {
    let text = |key: &str| value.get(key)?.as_str().map(str::to_owned);
    let mut base_path = text("serverPath").unwrap_or_default();
    for (name, variable) in value["serverVars"].as_object().into_iter().flatten() {
        base_path = base_path.replace(&format!("{{{name}}}"), variable.as_str()?);
    }
    Some(Case {
        scenario: text("scenario")?,
        about: text("spec")?,
        file: text("file"),
        base_path,
        value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::TestFolder;
    use serde_json::json;

    #[test]
    fn a_case_is_about_the_version_that_it_calls() {
        let folder = TestFolder::new();
        for (version, id) in [("v1", "old"), ("v2", "new")] {
            let text = format!("paths: {{ /a: {{ get: {{ operationId: {id} }} }} }}");
            folder.write(&format!("3.0/a.{version}.yaml"), &text);
        }
        let of = |version: &str| {
            let case = json!({
                "file": "3.0/a.v1.yaml", "template": "/a", "method": "get",
                "serverVars": { "version": version },
            });
            of_version(folder.path(), &case)
        };
        assert_eq!(of("v2"), Some(("3.0/a.v2.yaml".to_owned(), "new".into())));
        assert_eq!((of("v1"), of("v3")), (None, None));
    }

    #[test]
    fn server_variables_are_filled_in() {
        let read = case(json!({
            "scenario": "S", "spec": "a/b", "file": "3.0/a_b.yaml",
            "serverPath": "/a/{version}", "serverVars": { "version": "v2" },
        }));
        assert!(read.is_some_and(|case| case.base_path == "/a/v2"));
        let unreachable = case(json!({ "scenario": "S", "spec": "a", "file": null }));
        assert!(unreachable.is_some_and(|case| case.file.is_none()));
        assert!(case(json!({ "scenario": "S" })).is_none());
    }
}
