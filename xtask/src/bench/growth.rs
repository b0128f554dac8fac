//! How generating and checking grow with the size of a description: one API cut to parts of its
//! operations.

use std::fs;

use serde_json::Value;

use super::compare::Bench;
use super::cut::cut;
use crate::corpus::documents::Document;
use crate::failure::Failure;
use crate::measure::Cost;
use crate::write::write_if_changed;

/// The parts, each an n-th of the operations.
const PARTS: [usize; 4] = [8, 4, 2, 1];

/// One part.
pub struct Step {
    /// It has an n-th of the operations.
    pub part: usize,
    /// Its operations.
    pub operations: usize,
    /// The bytes of the description.
    pub bytes: usize,
    /// Lines generated.
    pub lines: usize,
    /// What generating cost.
    pub generation: Cost,
    /// What `cargo check` of the crate alone cost.
    pub check: Option<Cost>,
}

/// Measures all parts of `document`, which must be JSON; the crates of the two largest are checked only if
/// `with_large` is set.
///
/// # Errors
///
/// When the document cannot be cut, or a part does not generate or compile.
pub fn measure(
    bench: &Bench<'_>,
    document: &Document,
    with_large: bool,
) -> Result<Vec<Step>, Failure> {
    let name = document.path.to_string_lossy();
    let text = fs::read(&document.path).map_err(|error| Failure::io(&name, &error))?;
    let whole: Value = serde_json::from_slice(&text)
        .map_err(|error| Failure::Failed(format!("cannot read {name}: {error}")))?;
    PARTS
        .iter()
        .map(|part| step(bench, document, &whole, *part, with_large || *part > 2))
        .collect()
}

fn step(
    bench: &Bench<'_>,
    document: &Document,
    whole: &Value,
    part: usize,
    is_checked: bool,
) -> Result<Step, Failure> {
    let name = format!("{}-{part}", document.name);
    bench.progress.stage(&format!("growth: generating {name}"));
    let mut value = whole.clone();
    cut(&mut value, part);
    let text = value.to_string();
    drop(value);
    let work = bench.root.join("target/bench/growth");
    let path = work.join(format!("{name}.json"));
    write_if_changed(&path, &text)?;
    let folder = work.join("crates").join(&name);
    let generated = bench.generator.generate(&path, &folder)?;
    let mut check = None;
    if is_checked {
        bench.progress.stage(&format!("growth: checking {name}"));
        let compiler = bench.compiler("specwright");
        let accepted = compiler.check(&folder, &["--all-features"])?.accepted();
        check = Some(accepted.map_err(|problem| Failure::Failed(format!("{name} {problem}")))?);
    }
    Ok(Step {
        part,
        operations: generated.operations,
        bytes: text.len(),
        lines: generated.lines,
        generation: generated.cost,
        check,
    })
}

/// The power of the size that a cost grows with, from the smallest step to the largest: one is linear, two
/// is quadratic. `None` if not all steps have the cost, since neighbours differ by little more than
/// figures waver.
pub fn exponent(steps: &[Step], cost: impl Fn(&Step) -> Option<f64>) -> Option<f64> {
    let known = steps.iter().map(|step| Some((step.bytes, cost(step)?)));
    let known: Vec<(usize, f64)> = known.collect::<Option<_>>()?;
    let (first, last) = (known.first()?, known.get(1..)?.last()?);
    let ratio = |large: f64, small: f64| (large / small).ln();
    Some(ratio(last.1, first.1) / ratio(last.0 as f64, first.0 as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_told_by_its_exponent() {
        let step = |bytes: usize, cpu: f64| Step {
            part: 1,
            operations: 0,
            bytes,
            lines: 0,
            generation: Cost {
                cpu,
                ..Cost::default()
            },
            check: None,
        };
        let cpu = |step: &Step| Some(step.generation.cpu);
        let exponent = |steps: &[Step]| exponent(steps, cpu).unwrap();
        assert!((exponent(&[step(100, 1.0), step(200, 2.0), step(800, 8.0)]) - 1.0).abs() < 1e-9);
        assert!((exponent(&[step(100, 1.0), step(200, 4.0)]) - 2.0).abs() < 1e-9);
        assert!(super::exponent(&[step(100, 1.0)], cpu).is_none());
    }
}
