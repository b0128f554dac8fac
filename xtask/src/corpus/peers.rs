//! What ours and other generators made of the same descriptions: as `cargo xtask bench` last measured it
//! here, or else the others as they were once recorded.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::trial::Trial;

/// What a generator made of a description.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The name of the description.
    pub document: String,
    /// The generator, and what of its output was compiled.
    pub generator: String,
    /// Whether it is this project's.
    pub is_ours: bool,
    /// Lines of Rust.
    pub lines: usize,
    /// Seconds to check the crate alone, of CPU time where they were measured here, of wall time where
    /// they were recorded.
    pub check: f64,
}

/// Description, generator and version, lines, seconds of `cargo check`: wall time on two busy cores of
/// another machine, in November 2026.
const RECORDED: [(&str, &str, usize, f64); 5] = [
    ("nexus", "progenitor 0.15.1", 32_729, 17.6),
    ("nexus", "openapi-to-rust 0.23.0", 71_852, 41.0),
    ("openai", "openapi-to-rust 0.23.0", 495_008, 116.0),
    ("stripe", "openapi-to-rust 0.23.0", 219_783, 150.0),
    ("github", "openapi-to-rust 0.23.0", 394_177, 315.0),
];

/// What was recorded of others for the description of a trial, below what the trial says of ours; none
/// if it was not compiled, or nothing was recorded.
pub fn recorded(trial: &Trial) -> Vec<Figure> {
    let (Ok(generated), Some(compiled)) = (&trial.generated, &trial.compiled) else {
        return Vec::new();
    };
    let figure = |generator: &str, is_ours, lines, check| Figure {
        document: trial.document.name.clone(),
        generator: generator.to_owned(),
        is_ours,
        lines,
        check,
    };
    let mut others = RECORDED
        .iter()
        .filter(|(document, ..)| *document == trial.document.name)
        .map(|(_, generator, lines, check)| figure(generator, false, *lines, *check))
        .peekable();
    let ours = others.peek().map(|_| {
        let label = "specwright, client and server";
        figure(label, true, generated.lines, compiled.cost.wall)
    });
    ours.into_iter().chain(others).collect()
}

/// The figures of the last run of `cargo xtask bench`; none where it has not run.
pub fn measured(root: &Path) -> Vec<Figure> {
    let measured = fs::read_to_string(root.join(crate::bench::JSON)).unwrap_or_default();
    let measured: Value = serde_json::from_str(&measured).unwrap_or_default();
    figures(&measured).unwrap_or_default()
}

fn figures(report: &Value) -> Option<Vec<Figure>> {
    let mut figures = Vec::new();
    for document in report.get("documents")?.as_array()? {
        for entry in document.get("generators")?.as_array()? {
            let check = entry.pointer("/check/cpu_seconds").and_then(Value::as_f64);
            if let Some(check) = check {
                figures.push(Figure {
                    document: document.get("name")?.as_str()?.to_owned(),
                    generator: entry.get("name")?.as_str()?.to_owned(),
                    is_ours: entry.get("is_ours")?.as_bool()?,
                    lines: usize::try_from(entry.get("lines")?.as_u64()?).ok()?,
                    check,
                });
            }
        }
    }
    Some(figures)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_folder::TestFolder;

    #[test]
    fn figures_are_those_that_were_measured() {
        let folder = TestFolder::new();
        assert!(measured(folder.path()).is_empty());
        folder.write(
            crate::bench::JSON,
            r#"{"documents": [{"name": "pets", "generators": [
                {"name": "specwright, client", "is_ours": true, "lines": 1, "check": {"cpu_seconds": 1.0}},
                {"name": "other", "is_ours": false, "lines": 7, "check": {"cpu_seconds": 2.5}},
                {"name": "third", "is_ours": false, "lines": 7, "check": null}]}]}"#,
        );
        let figure = |generator: &str, is_ours, lines, check| Figure {
            document: "pets".to_owned(),
            generator: generator.to_owned(),
            is_ours,
            lines,
            check,
        };
        let expected = [
            figure("specwright, client", true, 1, 1.0),
            figure("other", false, 7, 2.5),
        ];
        assert_eq!(measured(folder.path()), expected);
    }
}
