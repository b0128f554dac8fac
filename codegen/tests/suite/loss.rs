//! What generated code does not enforce: reported, counted, and forbidden
//! where that is asked for.

use crate::scratch::Scratch;

const LOSSY: &str = "openapi: 3.0.3
info: {title: Pet Store, version: \"1\"}
paths: {}
components:
  schemas:
    Odd:
      type: string
      pattern: (?=x)
";

fn with_losses(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    scratch.write("spec.yaml", LOSSY);
    scratch
}

#[test]
fn the_report_names_each_keyword_and_its_place() {
    let scratch = with_losses("loss_report");
    let run = scratch.run(&[
        "generate",
        "spec.yaml",
        "--out",
        "out",
        "--report",
        "loss.json",
    ]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.starts_with("pattern  1\n"), "{}", run.stdout);
    let report: serde_json::Value = serde_json::from_str(&scratch.read("loss.json")).unwrap();
    assert_eq!(report["count"], 1);
    assert_eq!(report["keywords"]["pattern"], 1);
    let loss = &report["losses"][0];
    assert_eq!(loss["pointer"], "/components/schemas/Odd/pattern");
    assert_eq!(
        (&loss["file"], &loss["line"], &loss["column"]),
        (&"spec.yaml".into(), &8.into(), &7.into())
    );
}

#[test]
fn losses_and_warnings_can_be_forbidden() {
    let scratch = with_losses("loss_denied");
    for option in ["--deny-loss", "--strict"] {
        let run = scratch.run(&["generate", "spec.yaml", "--out", "out", option]);
        assert_eq!(run.code, Some(1), "{option}");
        assert!(run.stderr.contains(option), "{}", run.stderr);
        assert!(!scratch.has("out"));
    }
}
