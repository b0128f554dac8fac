//! Reads the verdicts of the suite.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::Version;
use crate::failure::Failure;

/// One instance, and whether its schema takes it.
pub struct Case {
    /// The document, which is named after the keyword it is about.
    pub file: String,
    /// The component schema.
    pub schema: String,
    /// What the instance shows.
    pub description: String,
    /// The instance.
    pub data: Value,
    /// Whether it is valid.
    pub valid: bool,
    /// Whether the instance has the type that the keywords imply.
    pub typed: bool,
}

impl Case {
    /// Whether the case counts: a typed model can be held to it, and it is not about the optional
    /// assertion of a format.
    pub fn counts(&self) -> bool {
        self.typed && !self.file.starts_with("format-")
    }
}

/// The cases of a version, in the order of the suite.
///
/// # Errors
///
/// When the file cannot be read or is not what it should be.
pub fn read(suite: &Path, version: Version) -> Result<Vec<Case>, Failure> {
    let path = suite.join(format!("cases{}.json", version.digits));
    let shown = path.to_string_lossy().into_owned();
    let text = fs::read(&path).map_err(|error| Failure::io(&shown, &error))?;
    let values: Vec<Value> = serde_json::from_slice(&text)
        .map_err(|error| Failure::Failed(format!("cannot read {shown}: {error}")))?;
    let cases: Option<Vec<Case>> = values.iter().map(case).collect();
    cases.ok_or_else(|| Failure::Failed(format!("{shown} has a case without all its fields")))
}

fn case(value: &Value) -> Option<Case> {
    let text = |key| Some(value.get(key)?.as_str()?.to_owned());
    let flag = |key| value.get(key)?.as_bool();
    Some(Case {
        file: text("file")?,
        schema: text("schema")?,
        description: text("description")?,
        data: value.get("data")?.clone(),
        valid: flag("valid")?,
        typed: flag("typed")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_has_all_its_fields() {
        let mut value = serde_json::json!({
            "file": "not", "schema": "T00", "description": "d",
            "data": null, "valid": true, "typed": false,
        });
        assert!(case(&value).is_some_and(|case| case.valid && !case.counts()));
        value["typed"] = true.into();
        assert!(case(&value).is_some_and(|case| case.counts()));
        value["file"] = "format-date".into();
        assert!(case(&value).is_some_and(|case| !case.counts()));
        value["typed"] = "yes".into();
        assert!(case(&value).is_none());
    }
}
