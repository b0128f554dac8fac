//! What other generators made of the same descriptions: as `cargo xtask bench` measured it here, or else
//! as it was once recorded.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// What another generator made of a description.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The name of the description.
    pub document: String,
    /// The generator.
    pub generator: String,
    /// Lines of Rust.
    pub lines: usize,
    /// Seconds to check the crate alone.
    pub check: f64,
}

/// All that is known, and where from.
pub struct Known {
    /// The figures.
    pub figures: Vec<Figure>,
    /// Where they are from, as a sentence.
    pub source: &'static str,
}

/// Description, generator and version, lines, seconds of `cargo check` (wall time on two busy cores).
const RECORDED: [(&str, &str, usize, f64); 5] = [
    ("nexus", "progenitor 0.15.1", 32_729, 17.6),
    ("nexus", "openapi-to-rust 0.23.0", 71_852, 41.0),
    ("openai", "openapi-to-rust 0.23.0", 495_008, 116.0),
    ("stripe", "openapi-to-rust 0.23.0", 219_783, 150.0),
    ("github", "openapi-to-rust 0.23.0", 394_177, 315.0),
];

/// What is known of other generators.
pub fn known(root: &Path) -> Known {
    let measured = fs::read_to_string(root.join(crate::bench::JSON)).unwrap_or_default();
    let measured: Value = serde_json::from_str(&measured).unwrap_or_default();
    match figures(&measured) {
        Some(figures) if !figures.is_empty() => Known {
            figures,
            source: "The figures of other generators are those of the last run of `cargo xtask bench`.",
        },
        _ => Known {
            figures: RECORDED.map(recorded).into(),
            source: "The figures of other generators were recorded in November 2026 on another machine; \
                     `cargo xtask bench` measures them here.",
        },
    }
}

fn recorded((document, generator, lines, check): (&str, &str, usize, f64)) -> Figure {
    Figure {
        document: document.to_owned(),
        generator: generator.to_owned(),
        lines,
        check,
    }
}

fn figures(report: &Value) -> Option<Vec<Figure>> {
    let mut figures = Vec::new();
    for document in report.get("documents")?.as_array()? {
        for entry in document.get("generators")?.as_array()? {
            let check = entry.pointer("/check/cpu_seconds").and_then(Value::as_f64);
            let is_ours = entry.get("is_ours")?.as_bool()?;
            if let (Some(check), false) = (check, is_ours) {
                figures.push(Figure {
                    document: document.get("name")?.as_str()?.to_owned(),
                    generator: entry.get("name")?.as_str()?.to_owned(),
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
    fn measured_figures_go_before_recorded_ones() {
        let folder = TestFolder::new();
        assert_eq!(known(folder.path()).figures.len(), RECORDED.len());
        folder.write(
            crate::bench::JSON,
            r#"{"documents": [{"name": "pets", "generators": [
                {"name": "specwright", "is_ours": true, "lines": 1, "check": {"cpu_seconds": 1.0}},
                {"name": "other", "is_ours": false, "lines": 7, "check": {"cpu_seconds": 2.5}},
                {"name": "third", "is_ours": false, "lines": 7, "check": null}]}]}"#,
        );
        let expected = recorded(("pets", "other", 7, 2.5));
        assert_eq!(known(folder.path()).figures, [expected]);
    }
}
